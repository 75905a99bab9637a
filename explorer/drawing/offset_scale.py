"""How is an axis written that shows a tiny range far from 0? With an origin, and offsets from it.

Screens and their libraries compute with few digits: at 0.446 428 918 4 a range of 10⁻¹² would jitter. So a
plot draws offsets from an origin of its own. What is written beside the axis are the numbers themselves as
long as they are short, else the origin in the axis' name and the offsets in a power of ten.
"""

from dataclasses import dataclass
from decimal import Decimal
from math import floor, log10

from explorer.number import MINUS

_MOST_DIGITS = 6
"""Numbers with more digits than that are written as offsets."""

_SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True, slots=True)
class OffsetScale:
    """Where the offsets of an axis begin. `exponent`: they are written in units of 10^exponent; None: whole.

    `origin` has as few decimals as the range needs, so that round offsets are round numbers.
    """

    origin: float = 0.0
    exponent: int | None = None

    def title(self, name: str) -> str:
        """The axis' name: "α", or "(α − 0.44642) · 10⁹"."""
        if self.exponent is None:
            return name
        sign = MINUS if self.origin >= 0 else "+"
        origin = format(abs(Decimal(repr(self.origin))), "f")
        return f"({name} {sign} {origin}) · 10{str(-self.exponent).translate(_SUPERSCRIPT)}"

    def text(self, offset: float, spacing: float) -> str:
        """What stands beside the axis at this offset, if the next is `spacing` away."""
        if self.exponent is None:
            decimals = max(0, -floor(log10(spacing) + 1e-9))
            number = Decimal(self.origin) + Decimal(offset)
        else:
            decimals = max(0, self.exponent - floor(log10(spacing) + 1e-9))
            number = Decimal(offset).scaleb(-self.exponent)
        text = f"{number:.{decimals}f}"
        return "0" if not text.strip("-0.") else text.replace("-", MINUS)


@dataclass(frozen=True, slots=True)
class AxisReading:
    """Other numbers than the coordinates: beside an axis stands `factor` · coordinate + `shift`, factor > 0.

    These are offsets too, from the origin of `offsets`, which says how they are written.
    """

    offsets: OffsetScale
    factor: float
    shift: float

    def of(self, coordinate: float) -> float:
        """What is read at this coordinate."""
        return self.factor * coordinate + self.shift

    def coordinate(self, number: float) -> float:
        """Where this is read."""
        return (number - self.shift) / self.factor


def linear_reading(low: float, high: float, origin: float, factor: float, constant: float) -> AxisReading:
    """The reading of `factor` · x + `constant` where x goes from `low` to `high`, drawn from `origin`."""
    offsets = offset_scale(factor * low + constant, factor * high + constant)
    exact = Decimal(factor) * Decimal(origin) + Decimal(constant) - Decimal(offsets.origin)
    return AxisReading(offsets, factor, float(exact))


def offset_scale(low: float, high: float) -> OffsetScale:
    """The scale for an axis from `low` to `high`, low < high."""
    width = high - low
    magnitude = floor(log10(width))
    largest = max(abs(low), abs(high))
    if largest < 10 * width:
        return OffsetScale()
    origin = float(round(Decimal(low), -magnitude))
    digits = floor(log10(largest)) - magnitude + 2
    return OffsetScale(origin, None if digits <= _MOST_DIGITS else magnitude)
