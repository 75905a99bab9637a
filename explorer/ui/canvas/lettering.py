"""How are names and numbers lettered on the canvas? Fonts, and text that is fitted into its room."""

from functools import cache, lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from explorer.drawing.number_text import brief, split_name
from explorer.number import rounded

_SUBSCRIPT_SIZE = 0.72
_SUBSCRIPT_DROP = 0.22
_LEAST_PIXELS, _FEWEST_PIXELS = 7.5, 5.5
"""Letters that are lower cannot be read; two digits are given up later than more are."""

_MOST_WIDTHS = 4096
"""Of texts, so many are kept: thousands of numbers come by while a network trains."""


@cache
def plain_font(size: float, is_bold: bool = False) -> QFont:
    """The interface's own font, `size` scene units high."""
    font = QFont()
    font.setPixelSize(max(1, round(size)))
    font.setWeight(QFont.Weight.DemiBold if is_bold else QFont.Weight.Normal)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


@cache
def narrow_font(size: float, weight: QFont.Weight = QFont.Weight.Medium) -> QFont:
    """Letters that take less room."""
    font = QFont(plain_font(size))
    font.setWeight(weight)
    font.setStretch(QFont.Stretch.SemiCondensed)
    return font


@cache
def symbol_font(size: float) -> QFont:
    """The italic serif of names and E."""
    font = QFont()
    font.setFamilies(["STIX Two Text", "Cambria", "Times New Roman", "Liberation Serif", "DejaVu Serif"])
    font.setStyleHint(QFont.StyleHint.Serif)
    font.setItalic(True)
    font.setPixelSize(max(1, round(size)))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


@lru_cache(maxsize=_MOST_WIDTHS)
def text_width(text: str, font: QFont) -> float:
    """In scene units. Labels ask for it at every painting, and most of them are the ones before."""
    return QFontMetricsF(font).horizontalAdvance(text)


def legible_number(value: float, room: float, font: QFont, scale: float, symbol: str = "") -> str:
    """`symbol` and `value` in as many digits as `draw_fitted` can write to be read, in `room` scene units.

    A unit is `scale` pixels. At last one digit: hovering tells the others.
    """
    for text, least in ((brief(value), _LEAST_PIXELS), (rounded(value, 2), _FEWEST_PIXELS)):
        if letter_pixels(f"{symbol}{text}", room, font, scale) >= least:
            return f"{symbol}{text}"
    return f"{symbol}{rounded(value, 1)}"


def letter_pixels(text: str, room: float, font: QFont, scale: float) -> float:
    """How many pixels high `draw_fitted` writes the letters of `text`."""
    width = text_width(text, font)
    if width > room:
        width = text_width(text, narrow_font(font.pixelSize(), font.weight()))
    return font.pixelSize() * min(1.0, room / width) * scale


def draw_fitted(
    painter: QPainter,
    rect: QRectF,
    text: str,
    font: QFont,
    colour: QColor,
    flags: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignCenter,
) -> None:
    """Write `text` into `rect`, in narrower and then in smaller letters where it would be wider."""
    width = text_width(text, font)
    if width > rect.width():
        font = narrow_font(font.pixelSize(), font.weight())
        width = text_width(text, font)
    painter.setFont(font)
    painter.setPen(colour)
    if width <= rect.width():
        painter.drawText(rect, flags | Qt.TextFlag.TextDontClip, text)
        return
    shrink = rect.width() / width
    painter.save()
    painter.translate(rect.center())
    painter.scale(shrink, shrink)
    painter.drawText(
        QRectF(-width / 2, -rect.height() / shrink / 2, width, rect.height() / shrink),
        flags | Qt.TextFlag.TextDontClip,
        text,
    )
    painter.restore()


def draw_name(painter: QPainter, rect: QRectF, name: str, size: float, colour: QColor) -> None:
    """Write a neuron's name centred in `rect`, its number as a subscript."""
    stem, subscript = split_name(name)
    large, small = symbol_font(size), symbol_font(size * _SUBSCRIPT_SIZE)
    stem_width = text_width(stem, large)
    width = stem_width + text_width(subscript, small)
    shrink = min(1.0, rect.width() / width)
    painter.save()
    painter.translate(rect.center())
    painter.scale(shrink, shrink)
    baseline = QFontMetricsF(large).xHeight() / 2 + 1
    painter.setPen(colour)
    painter.setFont(large)
    painter.drawText(QPointF(-width / 2, baseline), stem)
    painter.setFont(small)
    painter.drawText(QPointF(-width / 2 + stem_width, baseline + size * _SUBSCRIPT_DROP), subscript)
    painter.restore()
