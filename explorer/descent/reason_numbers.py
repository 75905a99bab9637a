"""How are the numbers of a reason written, and which limit has α passed?"""

from dataclasses import dataclass

from explorer.descent.landmark import CriticalPoint
from explorer.descent.landmark_words import equals
from explorer.descent.shown_descent import Descent
from explorer.descent.stability import stability_limit
from explorer.number import exact, rounded
from explorer.symbol import Symbol

ALL_DIGITS = 17


@dataclass(frozen=True, slots=True)
class ReasonNumbers:
    """Numbers with so many digits; from `ALL_DIGITS` on with those that they have."""

    digits: int

    @property
    def are_exact(self) -> bool:
        """Whether no number is rounded."""
        return self.digits >= ALL_DIGITS

    def of(self, value: float, digits: int | None = None) -> str:
        """The number alone; where numbers are rounded, to `digits` if that is given."""
        return exact(value) if self.are_exact else rounded(value, digits or self.digits)

    def equals(self, value: float) -> str:
        """ "= 0.5" or "≈ 0.3333"."""
        return f"= {exact(value)}" if self.are_exact else equals(value, self.digits)


def passed_limit(descent: Descent, points: tuple[CriticalPoint, ...], numbers: ReasonNumbers) -> str:
    """Which limit of the minimum amid the orbit α is beyond, in words; "" where it is beyond none."""
    low, high = float(min(descent.iterates)), float(max(descent.iterates))
    for point in points:
        if point.kind == "minimum" and point.curvature > 0 and low <= point.x <= high:
            limit = stability_limit(point.curvature, descent.momentum)
            if descent.learning_rate > limit:
                name = "2(1 + β)/f″" if descent.momentum else "2/f″"
                return (
                    f"{Symbol.ALPHA} = {numbers.of(descent.learning_rate)} is beyond {name} "
                    f"{numbers.equals(limit)}"
                )
    return ""
