"""How is the loss E shown? A diamond right of the outputs."""

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from explorer.backprop.notation import Notation, load_notation
from explorer.drawing.geometry import DIAMOND, loss_extent
from explorer.drawing.level_of_detail import letter_size, loss_magnification
from explorer.number import fitted
from explorer.ui.canvas.lettering import draw_fitted, draw_name, letter_pixels, plain_font
from explorer.ui.canvas.magnified import magnified
from explorer.ui.canvas.picture import Picture, draw_picture, paint_picture, painted_at
from explorer.ui.canvas.qt_shapes import to_rect
from explorer.ui.theme.theme import LIGHT, Theme

_NUMBER = QRectF(-24, -3, 48, 17)
"""Where the number stands: clear of the sides, which come nearer below."""

_LEAST_PIXELS = 8.5
"""It has fewer digits rather than lower letters."""

_LEAST_SCALE = 0.6
"""Painted at fewer pixels a unit than this, the number could not be read."""

_EXTENT = to_rect(loss_extent((0.0, 0.0)))


class LossItem(QGraphicsItem):
    """The diamond. Its number appears when it is known."""

    def __init__(self) -> None:
        super().__init__()
        self._loss: float | None = None
        self._is_marked = False
        self._theme = LIGHT
        self._letter = load_notation().symbols["loss"]
        self._picture: Picture | None = None

    @property
    def loss(self) -> float | None:
        """The number shown, or None."""
        return self._loss

    def show_loss(self, loss: float | None, is_marked: bool, theme: Theme, notation: Notation) -> None:
        """Show `loss` under its letter in `notation`; `is_marked`: it is being explained."""
        shown = loss, is_marked, theme, notation.symbols["loss"]
        if shown != (self._loss, self._is_marked, self._theme, self._letter):
            self._loss, self._is_marked, self._theme, self._letter = shown
            self._picture = None
            self.update()

    def boundingRect(self) -> QRectF:
        return _EXTENT

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        here, _ = painted_at(painter)
        with magnified(painter, QPointF(), here * loss_magnification(here)):
            scale, ratio = painted_at(painter)
            if self._picture is None or not self._picture.fits(scale, ratio):
                self._picture = paint_picture(_EXTENT, scale, ratio, lambda p: self._paint_diamond(p, scale))
            draw_picture(painter, self._picture)

    def _paint_diamond(self, painter: QPainter, scale: float) -> None:
        """From afar the letter alone, and large."""
        theme = self._theme
        if self._is_marked:
            soft = QColor(theme.accent)
            soft.setAlphaF(0.35)
            painter.strokePath(_diamond(DIAMOND + 4), QPen(soft, 6))
        is_finite = self._loss is None or math.isfinite(self._loss)
        painter.fillPath(_diamond(DIAMOND), QColor(theme.neuron if is_finite else theme.problem_soft))
        outline = QColor(theme.strong_border if is_finite else theme.problem)
        painter.strokePath(_diamond(DIAMOND), QPen(outline, 1.7, j=Qt.PenJoinStyle.MiterJoin))
        colour = QColor(theme.text if is_finite else theme.problem)
        if scale < _LEAST_SCALE:
            draw_name(painter, QRectF(-25, -20, 50, 40), self._letter, 42, colour)
            return
        is_alone = self._loss is None
        draw_name(
            painter, QRectF(-20, -10 if is_alone else -22, 40, 20), self._letter, 17, QColor(theme.text)
        )
        if self._loss is not None:
            font = plain_font(letter_size(13, scale), True)
            room = _NUMBER.width()
            text = fitted(self._loss, lambda text: letter_pixels(text, room, font, scale) >= _LEAST_PIXELS)
            draw_fitted(painter, _NUMBER, text, font, colour)


def _diamond(size: float) -> QPainterPath:
    path = QPainterPath(QPointF(-size, 0))
    path.lineTo(0, -size)
    path.lineTo(size, 0)
    path.lineTo(0, size)
    path.closeSubpath()
    return path
