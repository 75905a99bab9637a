"""How are weights written on their connections, with gradients and what the update would make of them?"""

import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from explorer.drawing.geometry import EVERYWHERE
from explorer.drawing.level_of_detail import DIMMED, is_far
from explorer.network.model import Ends
from explorer.ui.canvas.label_look import GRADIENT_SIZE, WEIGHT_SIZE, LabelLook
from explorer.ui.canvas.lettering import draw_fitted, plain_font
from explorer.ui.canvas.magnified import magnified
from explorer.ui.canvas.neuron_paint import paint_pill
from explorer.ui.canvas.picture import painted_at
from explorer.ui.canvas.pin import PIN, paint_pin
from explorer.ui.canvas.qt_shapes import to_rect
from explorer.ui.canvas.sprite import Sprites
from explorer.ui.canvas.stroke import weight_colour
from explorer.ui.theme.theme import LIGHT, Theme

_THREAD = 1.2
"""The width of a thread, in scene units."""


class LabelLayer(QGraphicsItem):
    """All labels of the connections."""

    def __init__(self) -> None:
        super().__init__()
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self._labels: Sequence[LabelLook] = ()
        self._theme = LIGHT
        self._lit: frozenset[Ends] | None = None
        self._sprites = Sprites()

    def show_labels(self, labels: Sequence[LabelLook], theme: Theme, lit: frozenset[Ends] | None) -> None:
        """Write `labels`, those of `lit` alone in full where it is not None."""
        self._labels, self._theme, self._lit = labels, theme, lit
        self.update()

    def boundingRect(self) -> QRectF:
        return to_rect(EVERYWHERE)

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        scale, _ = painted_at(painter)
        for label in self._labels:
            if is_far(scale) and not label.is_marked:
                continue
            painter.setOpacity(1.0 if self._lit is None or label.ends in self._lit else DIMMED)
            if label.thread is not None:
                painter.setPen(QPen(QColor(weight_colour(label.weight, self._theme)), _THREAD))
                painter.drawLine(QPointF(*label.thread), QPointF(label.x, label.y))
            least = label.magnification * scale
            with magnified(painter, QPointF(label.x, label.y), least) as place:
                self._draw(painter, label, place)
        painter.setOpacity(1.0)

    def _draw(self, painter: QPainter, label: LabelLook, place: QPointF) -> None:
        """Write `label` at `place`."""
        theme = self._theme
        rect = to_rect(label.weight_box)
        text, colour = label.weight_text, weight_colour(label.weight, theme)
        self._sprites.draw(
            painter,
            (text, rect.width(), colour, label.is_marked, theme.name),
            rect.adjusted(-2, -2, 2, 2),
            place,
            lambda p: paint_weight(p, rect, text, colour, label.is_marked, theme),
        )
        if label.is_fixed:
            pin = PIN.adjusted(-2, -2, 2, 2)
            corner = place + rect.topLeft()
            self._sprites.draw(
                painter, ("pin", theme.name), pin, corner, lambda p: paint_pin(p, QPointF(), theme)
            )
        if label.gradient is None:
            return
        gradient, pill = label.gradient, to_rect(label.gradient_box)
        self._sprites.draw(
            painter,
            (label.gradient_text, pill.width(), math.copysign(1, gradient), theme.name),
            pill.adjusted(-2, -2, 2, 2),
            place,
            lambda p: paint_pill(p, pill, label.gradient_text, gradient, theme, False, GRADIENT_SIZE),
        )


def paint_weight(
    painter: QPainter, rect: QRectF, text: str, colour: str, is_marked: bool, theme: Theme
) -> None:
    """A weight in its colour on a little background that hides the curve behind it."""
    painter.setPen(QColor(theme.accent) if is_marked else Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.canvas))
    painter.drawRoundedRect(rect, 4, 4)
    draw_fitted(painter, rect, text, plain_font(WEIGHT_SIZE, True), QColor(colour))
