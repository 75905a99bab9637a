"""How are the numbers drawn that travel along the connections?"""

import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QRadialGradient
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from explorer.drawing.geometry import EVERYWHERE
from explorer.drawing.level_of_detail import DOT, TEXT, is_far
from explorer.drawing.number_text import brief
from explorer.drawing.pulse import Glow, Pulse, PulseDirection
from explorer.ui.canvas.lettering import draw_fitted, plain_font, text_width
from explorer.ui.canvas.magnified import magnified
from explorer.ui.canvas.picture import painted_at
from explorer.ui.canvas.qt_shapes import to_rect
from explorer.ui.canvas.sprite import Sprites
from explorer.ui.theme.theme import LIGHT, Theme

_HEIGHT = 21.0
_DOT = 4.5
_GLOW = 26.0
_MOST_NUMBERS, _MOST_NUMBERS_FROM_AFAR = 60, 6
"""With more pulses than this under way they are dots, for their numbers would cover each other."""


class MessageLayer(QGraphicsItem):
    """All pulses and glows."""

    def __init__(self) -> None:
        super().__init__()
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self._pulses: Sequence[Pulse] = ()
        self._glows: Sequence[Glow] = ()
        self._theme = LIGHT
        self._sprites = Sprites()

    @property
    def pulses(self) -> Sequence[Pulse]:
        """What is under way."""
        return self._pulses

    def show_messages(self, pulses: Sequence[Pulse], glows: Sequence[Glow], theme: Theme) -> None:
        """Draw these from now on."""
        self._pulses, self._glows, self._theme = pulses, glows, theme
        self.update()

    def boundingRect(self) -> QRectF:
        return to_rect(EVERYWHERE)

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        for glow in self._glows:
            self._draw_glow(painter, glow)
        most = _MOST_NUMBERS_FROM_AFAR if is_far(painted_at(painter)[0]) else _MOST_NUMBERS
        is_crowded = sum(pulse.value is not None for pulse in self._pulses) > most
        for pulse in self._pulses:
            value = None if is_crowded else pulse.value
            with magnified(painter, QPointF(pulse.x, pulse.y), DOT if value is None else TEXT) as place:
                self._draw_pulse(painter, pulse, value, place)

    def _draw_glow(self, painter: QPainter, glow: Glow) -> None:
        painter.setOpacity(0.55 * glow.strength)
        rect = QRectF(-_GLOW, -_GLOW, 2 * _GLOW, 2 * _GLOW)
        key = ("glow", self._theme.name)
        self._sprites.draw(painter, key, rect, QPointF(glow.x, glow.y), self._paint_glow)
        painter.setOpacity(1.0)

    def _paint_glow(self, painter: QPainter) -> None:
        shine = QRadialGradient(QPointF(), _GLOW)
        inner, outer = QColor(self._theme.accent), QColor(self._theme.accent)
        inner.setAlphaF(0.6)
        outer.setAlphaF(0.0)
        shine.setColorAt(0, inner)
        shine.setColorAt(1, outer)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(shine)
        painter.drawEllipse(QPointF(), _GLOW, _GLOW)

    def _draw_pulse(self, painter: QPainter, pulse: Pulse, value: float | None, place: QPointF) -> None:
        """A pill with its number, or a dot, at `place`."""
        colour = pulse_colour(pulse, self._theme)
        text = "" if value is None else brief(value)
        width = _DOT * 2 if value is None else max(_HEIGHT, text_width(text, plain_font(12, True)) + 12)
        height = _DOT * 2 if value is None else _HEIGHT
        rect = QRectF(-width / 2, -height / 2, width, height)
        self._sprites.draw(
            painter,
            (text, colour, self._theme.name),
            rect.adjusted(-2, -2, 2, 2),
            place,
            lambda p: paint_pulse(p, rect, text, colour, self._theme),
        )


def pulse_colour(pulse: Pulse, theme: Theme) -> str:
    """By direction and sign; what is not finite has the colour of problems."""
    if not math.isfinite(pulse.colour_of):
        return theme.problem
    if pulse.direction is PulseDirection.FORWARD:
        return theme.forward_colour(pulse.colour_of)
    return theme.backward_colour(pulse.colour_of)


def paint_pulse(painter: QPainter, rect: QRectF, text: str, colour: str, theme: Theme) -> None:
    """A filled pill with its number, set off from what is behind it."""
    painter.setPen(QColor(theme.canvas))
    painter.setBrush(QColor(colour))
    painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)
    if text:
        draw_fitted(painter, rect.adjusted(4, 0, -4, 0), text, plain_font(12, True), QColor(theme.on_accent))
