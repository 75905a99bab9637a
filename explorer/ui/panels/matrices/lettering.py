"""How are numbers and symbols lettered in matrices? Fonts, their measures, and texts that fit."""

from functools import lru_cache
from math import isfinite

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from explorer.backprop.notation import Span, Spans
from explorer.number import MINUS, fitted, rounded

_WIDEST, _NARROWEST = "−0.0000", "−0.05"
_MOST_TEXTS = 8192
_SMALL = 0.78
"""How large what is raised or lowered is, beside the rest."""


def _by_powers(value: float) -> str:
    """One digit and a power of ten: −4e−4 is shorter than −0.0004."""
    if value == 0 or not isfinite(value):
        return rounded(value)
    digit, power = f"{value:.0e}".split("e")
    return f"{digit}e{int(power)}".replace("-", MINUS)


class MatrixLettering:
    """The measures of one font. `least` and `most`: pixels that a cell is wide, `cell_height`: high."""

    def __init__(self, font: QFont) -> None:
        self.number = QFont(font)
        self.symbol = QFont(font)
        self.symbol.setItalic(True)
        self.small = QFont(self.symbol)
        self.small.setPointSizeF(max(6.0, _SMALL * font.pointSizeF()))
        self._numbers = QFontMetricsF(self.number)
        self._symbols, self._smalls = QFontMetricsF(self.symbol), QFontMetricsF(self.small)
        self.cell_height = round(self._numbers.height()) + 4
        self.symbol_height = round(self._symbols.height()) + 4
        self.least = round(self._numbers.horizontalAdvance(_NARROWEST)) + 6
        self.most = round(self._numbers.horizontalAdvance(_WIDEST)) + 10
        self.width_of_number = lru_cache(maxsize=_MOST_TEXTS)(self._numbers.horizontalAdvance)
        """How wide a text in the font of numbers is."""
        self.text = lru_cache(maxsize=_MOST_TEXTS)(self._text)
        """`value` with as many of four digits as have room in so many pixels, and how wide that is."""

    def _text(self, value: float, room: float) -> tuple[str, float]:
        text = fitted(value, lambda shorter: self.width_of_number(shorter) <= room, rounded)
        if self.width_of_number(text) > room:
            text = min(text, _by_powers(value), key=self.width_of_number)
        return text, self.width_of_number(text)

    def baseline(self, top: float, height: float) -> float:
        """Where numbers stand in so high a line."""
        return top + (height - self._numbers.height()) / 2 + self._numbers.ascent()

    def width(self, spans: Spans) -> float:
        """How wide a symbol or a sign is."""
        return sum(self._metrics(span).horizontalAdvance(span.text) for span in spans)

    def draw(self, painter: QPainter, spans: Spans, left: float, middle: float) -> None:
        """Write spans from `left` on, around the height `middle`, in the pen of the painter."""
        base = middle - self._symbols.height() / 2 + self._symbols.ascent()
        rise = {"normal": 0.0, "sup": -0.38 * self._symbols.ascent(), "sub": 0.2 * self._symbols.ascent()}
        for span in spans:
            is_normal = span.position == "normal"
            painter.setFont(self._font(span) if is_normal else self.small)
            painter.drawText(QPointF(left, base + rise[span.position]), span.text)
            left += self._metrics(span).horizontalAdvance(span.text)

    def _font(self, span: Span) -> QFont:
        return self.symbol if span.role == "symbol" else self.number

    def _metrics(self, span: Span) -> QFontMetricsF:
        if span.position != "normal":
            return self._smalls
        return self._symbols if span.role == "symbol" else self._numbers
