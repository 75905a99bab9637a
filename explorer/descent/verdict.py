"""What became of an orbit: does it converge, cycle, wander chaotically or diverge, and how is that said?"""

import math
from dataclasses import dataclass, field
from typing import Literal

OrbitFate = Literal["converges", "cycles", "chaotic", "diverges", "undecided"]


@dataclass(frozen=True, slots=True)
class OrbitVerdict:
    """The fate of an orbit. What does not apply is None, or empty.

    `limit`: what it converges to. `period`, `cycle`: of a cycle, its points in the order visited, smallest
    first. `lyapunov`: Λ, the mean of ln|1 − α f″(xₜ)|; exact for limits and cycles. `diverged_at`: the first
    step whose iterate is not finite or beyond 10¹², or at which f has no value. `multiplier`: what a small
    distance from the limit or the cycle is multiplied by, once around. `remark`: what else there is to say, a
    clause without a full stop. `visited`: of an orbit that wanders, the least and the greatest x in the end;
    it is not saved, and makes no difference.
    """

    kind: OrbitFate
    limit: float | None = None
    period: int | None = None
    cycle: tuple[float, ...] = ()
    lyapunov: float | None = None
    diverged_at: int | None = None
    multiplier: float | None = None
    remark: str = ""
    visited: tuple[float, float] | None = field(default=None, compare=False)

    @property
    def range(self) -> tuple[float, float] | None:
        """The least and the greatest x where it ends; None where it diverges, or that is not known."""
        if self.limit is not None:
            return self.limit, self.limit
        return (min(self.cycle), max(self.cycle)) if self.cycle else self.visited

    @property
    def sentence(self) -> str:
        """The verdict in words, numbers rounded: "chaotic: bounded, never settles (Λ ≈ +0.355)"."""
        return f"{self.statement}; {self.remark}" if self.remark else self.statement

    @property
    def statement(self) -> str:
        """The same in short, without the remark."""
        match self.kind:
            case "converges":
                return f"converges to {written(self.limit)}{self._manner()}"
            case "cycles":
                return f"cycles: back after {self.period} steps{self._points()}{self._manner()}"
            case "chaotic":
                return f"chaotic: bounded, never settles (Λ {signed(self.lyapunov)})"
            case "diverges":
                where = f"at step {self.diverged_at}"
                return f"diverges {where}" if self.remark else f"diverges: out of all bounds {where}"
            case "undecided":
                return "undecided"

    def _manner(self) -> str:
        if self.multiplier is None or math.isnan(self.multiplier):
            return ""
        if abs(self.multiplier) > 1 + 1e-6:
            return ", but only exactly there: it is unstable, the smallest nudge leaves it"
        return ", jumping past it at every step" if self.kind == "converges" and self.multiplier < 0 else ""

    def _points(self) -> str:
        if not 0 < len(self.cycle) <= 4:
            return ""
        return " (" + ", ".join(written(point) for point in self.cycle) + ")"


def written(value: float | None) -> str:
    """The number with up to four digits, after "≈ " where that rounds it."""
    if value is None:
        return "?"
    text = f"{value:.4g}"
    return ("" if float(text) == value else "≈ ") + text.replace("-", "−")


def signed(value: float | None) -> str:
    """ "= +0.5" or "≈ +0.355": three decimals, always with a sign."""
    if value is None:
        return "= ?"
    text = f"{value:+.3f}"
    return ("= " if float(text) == value else "≈ ") + text.replace("-", "−")
