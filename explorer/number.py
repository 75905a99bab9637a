"""How is a number written for people, and read back from what they typed?"""

import math
import re
from collections.abc import Callable

from explorer.refusal import Refusal

MINUS = "−"
DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
"""What looks like a minus and is meant as one: hyphens, dashes, the bar, the minus sign."""

_FRACTION = re.compile(r"([^/]+)/([^/]+)")


class NotANumber(Refusal):
    """The typed text is not a finite number."""

    def __init__(self, text: str) -> None:
        super().__init__(f"“{text.strip()}” is not a number: write it like 0.5, -1/3, 1e-3 or 0,5")


def rounded(value: float, digits: int = 4) -> str:
    """`value` to `digits` significant digits, with a true minus sign: −0.05, 1.2e−7, ∞, NaN.

    Never writes −0, and writes exact short numbers in full (0.5, 16, 1250).
    """
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "∞" if value > 0 else f"{MINUS}∞"
    if value == 0:
        return "0"
    text = f"{value:.{digits}g}"
    if "e" in text:
        mantissa, exponent = text.split("e")
        text = f"{mantissa}e{int(exponent)}"
        if 0 <= int(exponent) < 6:
            text = f"{value:.0f}"
    return text.replace("-", MINUS)


def exact(value: float) -> str:
    """All the digits of `value`: the shortest text that reads back as the same double, with a true minus."""
    if not math.isfinite(value):
        return rounded(value)
    text = repr(float(value)).removesuffix(".0")
    return "0" if text == "-0" else text.replace("-", MINUS)


def short(value: float) -> str:
    """`value` to six digits, for names and labels: 0.662376 for an α of a sweep, 0.6623755405558575."""
    return rounded(value, 6)


def is_rounded(value: float, digits: int = 4) -> bool:
    """Whether `rounded` shows fewer digits of `value` than it has."""
    return math.isfinite(value) and float(rounded(value, digits).replace(MINUS, "-")) != value


def signed(value: float, digits: int = 4) -> str:
    """`rounded` with a plus sign before positive numbers: +0.05."""
    return f"+{rounded(value, digits)}" if value > 0 else rounded(value, digits)


def fitted(value: float, fits: Callable[[str], bool], write: Callable[[float, int], str] = rounded) -> str:
    """`value` with as many of four digits as fit, with one where none do: a number is never cut off."""
    for digits in range(4, 1, -1):
        text = write(value, digits)
        if fits(text):
            return text
    return write(value, 1)


def counted(count: int, noun: str, plural: str = "s") -> str:
    """“1 input”, “2 inputs”, “0 inputs”, and with the plural “es” “2 passes”."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}{plural}"


def parse_number(text: str) -> float:
    """The finite number that `text` writes: 0.5, -1/3, 1e-3, 0,5 (decimal comma) or −2 (any dash).

    Raises NotANumber for anything else, NaN, infinity and division by zero included.
    """
    plain = text.strip().translate(str.maketrans(DASHES, "-" * len(DASHES))).replace(",", ".")
    fraction = _FRACTION.fullmatch(plain)
    try:
        value = float(fraction[1]) / float(fraction[2]) if fraction else float(plain)
    except (ValueError, ZeroDivisionError):
        raise NotANumber(text) from None
    if not math.isfinite(value) or "_" in plain:
        raise NotANumber(text)
    return value
