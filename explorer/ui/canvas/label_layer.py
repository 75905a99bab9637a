"""How are weights written on their connections, with gradients and what the update would make of them?"""

import math
from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import NamedTuple

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QTransform
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from explorer.drawing.geometry import EVERYWHERE
from explorer.drawing.level_of_detail import DIMMED, is_far
from explorer.network.model import Ends
from explorer.ui.canvas.label_look import GRADIENT_SIZE, WEIGHT_SIZE, LabelLook
from explorer.ui.canvas.lettering import draw_fitted, plain_font
from explorer.ui.canvas.magnified import magnified_transform
from explorer.ui.canvas.neuron_paint import paint_pill
from explorer.ui.canvas.picture import IDENTITY, on_pixels, painted_at
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
        self._place: tuple[float, float, float, float] | None = None
        self._written: list[_Written] = []

    def show_labels(self, labels: Sequence[LabelLook], theme: Theme, lit: frozenset[Ends] | None) -> None:
        """Write `labels`, those of `lit` alone in full where it is not None."""
        self._labels, self._theme, self._lit = labels, theme, lit
        self._place = None
        self.update()

    def boundingRect(self) -> QRectF:
        return to_rect(EVERYWHERE)

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        transform, (scale, ratio) = painter.worldTransform(), painted_at(painter)
        place = (scale, transform.dx(), transform.dy(), ratio)
        if place != self._place:
            self._place = place
            self._written = [
                self._write(label, transform, ratio)
                for label in self._labels
                if label.is_marked or not is_far(scale)
            ]
        painter.setWorldTransform(IDENTITY)
        for written in self._written:
            painter.setOpacity(written.opacity)
            if written.thread is not None:
                painter.setWorldTransform(transform)
                painter.setPen(QPen(QColor(written.colour), _THREAD))
                painter.drawLine(written.thread)
                painter.setWorldTransform(IDENTITY)
            for corner, pixmap in written.pixmaps:
                painter.drawPixmap(corner, pixmap)
        painter.setOpacity(1.0)
        painter.setWorldTransform(transform)

    def _write(self, label: LabelLook, transform: QTransform, ratio: float) -> "_Written":
        """What is drawn of `label`, where and as large as `transform` has it."""
        centre = QPointF(label.x, label.y)
        thread = None if label.thread is None else QLineF(QPointF(*label.thread), centre)
        enlarged = label.magnification
        if enlarged > 1:
            transform, centre = magnified_transform(transform, centre, enlarged), QPointF()
        scale = transform.m11()
        pixmaps = []
        for key, rect, place, paint in self._parts(label, centre):
            picture = self._sprites.picture(key, rect, scale, ratio, paint)
            pixmaps.append((on_pixels(transform.map(rect.topLeft() + place), ratio), picture.pixmap))
        opacity = 1.0 if self._lit is None or label.ends in self._lit else DIMMED
        return _Written(opacity, thread, weight_colour(label.weight, self._theme), pixmaps)

    def _parts(self, label: LabelLook, place: QPointF) -> Iterator["_Part"]:
        """Weight, pin and gradient: what each looks like, its rectangle and place, and how it is painted."""
        theme = self._theme
        rect = to_rect(label.weight_box)
        text, colour = label.weight_text, weight_colour(label.weight, theme)
        yield (
            (text, rect.width(), colour, label.is_marked, theme.name),
            rect.adjusted(-2, -2, 2, 2),
            place,
            lambda p: paint_weight(p, rect, text, colour, label.is_marked, theme),
        )
        if label.is_fixed:
            pin, corner = PIN.adjusted(-2, -2, 2, 2), place + rect.topLeft()
            yield ("pin", theme.name), pin, corner, lambda p: paint_pin(p, QPointF(), theme)
        if label.gradient is None:
            return
        gradient, pill = label.gradient, to_rect(label.gradient_box)
        yield (
            (label.gradient_text, pill.width(), math.copysign(1, gradient), theme.name),
            pill.adjusted(-2, -2, 2, 2),
            place,
            lambda p: paint_pill(p, pill, label.gradient_text, gradient, theme, False, GRADIENT_SIZE),
        )


_Part = tuple[Hashable, QRectF, QPointF, Callable[[QPainter], None]]


class _Written(NamedTuple):
    """A label as it is drawn again and again: its thread, then pixmaps at their places on the screen."""

    opacity: float
    thread: QLineF | None
    colour: str
    pixmaps: list[tuple[QPointF, QPixmap]]


def paint_weight(
    painter: QPainter, rect: QRectF, text: str, colour: str, is_marked: bool, theme: Theme
) -> None:
    """A weight in its colour on a little background that hides the curve behind it."""
    painter.setPen(QColor(theme.accent) if is_marked else Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.canvas))
    painter.drawRoundedRect(rect, 4, 4)
    draw_fitted(painter, rect, text, plain_font(WEIGHT_SIZE, True), QColor(colour))
