"""How are the ticks of an axis written? With a true minus sign, and powers of ten as 10⁻⁴."""

import pyqtgraph as pg

from explorer.network.number import MINUS, rounded

_SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def power_of_ten(exponent: int) -> str:
    """10 to the `exponent`: 1, 10, 10⁻⁴."""
    if exponent in (0, 1):
        return "10" if exponent else "1"
    return "10" + str(exponent).translate(_SUPERSCRIPT)


class Axis(pg.AxisItem):
    """An axis whose labels never shrink back, so that the plot stays still while numbers change."""

    def __init__(self, side: str) -> None:
        super().__init__(side)
        self.enableAutoSIPrefix(False)
        self.setStyle(autoReduceTextSpace=False, tickLength=-4)

    def tickStrings(self, values: list[float], scale: float, spacing: float | None) -> list[str]:
        """The text at each of `values`."""
        strings: list[str] = super().tickStrings(values, scale, spacing)
        return [text.replace("e+0", "e").replace("e-0", "e-").replace("-", MINUS) for text in strings]

    def logTickStrings(self, values: list[float], scale: float, spacing: float | None) -> list[str]:
        """Whole powers of ten; between them only where less than about a decade is visible."""
        low, high = self.range
        has_room = high - low < 1.5
        return [_log_text(float(value), has_room) for value in values]


def _log_text(exponent: float, has_room: bool) -> str:
    if abs(exponent - round(exponent)) < 1e-9:
        return power_of_ten(round(exponent))
    return rounded(10.0**exponent, 3) if has_room else ""
