"""On which functions is the descent the logistic map, and what is r there?

A step on a cubic f = ax³ + bx² + cx + d is a quadratic map. Where f has a maximum p and a minimum,
x = p + κ y with κ = (1 + σα)/(3aα) makes it y ← r y (1 − y), r = 1 + σα: p is y = 0, and
σ = 2√(b² − 3ac) is −f″ at p and f″ at the minimum, so that the multipliers 1 + σα and 1 − σα are r and 2 − r
(May 1976).
"""

from dataclasses import dataclass
from math import isfinite, sqrt

from explorer.descent.function import Function
from explorer.formula.expression import has_variable
from explorer.number import MINUS, rounded
from explorer.symbol import Symbol


@dataclass(frozen=True, slots=True)
class LogisticMap:
    """x = `maximum` + (1 + `slope` · α) / (`cubed` · α) · y, r = 1 + `slope` · α. `cubed` is 3a."""

    maximum: float
    slope: float
    cubed: float

    def r(self, rate: float) -> float:
        """r = 1 + σα."""
        return 1 + self.slope * rate

    def rate(self, r: float) -> float:
        """α = (r − 1)/σ."""
        return (r - 1) / self.slope

    def scale(self, rate: float) -> float:
        """κ = (1 + σα)/(3aα), by which y is multiplied. Raises ZeroDivisionError where α is 0."""
        return self.r(rate) / (self.cubed * rate)

    def x(self, y: float, rate: float) -> float:
        """Which x is y. Raises ZeroDivisionError where α is 0."""
        return self.maximum + self.scale(rate) * y

    @property
    def name(self) -> str:
        """ "r = 1 + 6α"."""
        return f"r = {self._sum}"

    @property
    def substitution(self) -> str:
        """ "x = −2 + (1 + 6α)/(3α) · y"."""
        cubed = rounded(abs(self.cubed))
        divisor = Symbol.ALPHA if cubed == "1" else f"({cubed}·{Symbol.ALPHA})"
        return f"x = {self._shift}({self._sum})/{divisor} · y"

    def substitution_at(self, rate: float) -> str:
        """The same with the numbers of this α: "x = −2 + 2.741 · y"; "" at 0, where nothing moves."""
        return f"x = {self._shift}{rounded(abs(self.scale(rate)))} · y" if rate else ""

    @property
    def sentence(self) -> str:
        """Why, as a sentence."""
        return f"With {self.substitution} each step is y ← r·y·(1 − y), the logistic map with {self.name}"

    @property
    def _shift(self) -> str:
        sign = "+" if self.cubed > 0 else MINUS
        return f"{rounded(self.maximum)} {sign} " if self.maximum else ("" if sign == "+" else sign)

    @property
    def _sum(self) -> str:
        slope = rounded(self.slope)
        return f"1 + {'' if slope == '1' else f'{slope}·'}{Symbol.ALPHA}"


def logistic_map(f: Function) -> LogisticMap | None:
    """The logistic map that a descent on f is for every α > 0; None where it is none."""
    slope = f.derivative()
    curvature = slope.derivative()
    third = curvature.derivative()
    if has_variable(third.expression):
        return None
    a, b, c = third(0.0) / 6, curvature(0.0) / 2, slope(0.0)
    discriminant = b * b - 3 * a * c
    if not a or not isfinite(discriminant) or discriminant <= 0:
        return None
    sigma = 2 * sqrt(discriminant)
    maximum = (-2 * b - sigma) / (6 * a)  # where f″ = 6ax + 2b is −σ
    return LogisticMap(maximum, sigma, 3 * a)
