"""How does a neuron stand in the scene? As a picture, painted anew only when its look changes."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from explorer.drawing.geometry import extent
from explorer.drawing.level_of_detail import NEURON, is_far
from explorer.network.model import Kind, Neuron
from explorer.ui.canvas.magnified import magnified
from explorer.ui.canvas.neuron_look import NeuronLook
from explorer.ui.canvas.neuron_paint import paint_neuron
from explorer.ui.canvas.picture import Picture, draw_picture, paint_picture, painted_at
from explorer.ui.canvas.qt_shapes import to_rect
from explorer.ui.theme.theme import LIGHT, Theme


class NeuronItem(QGraphicsItem):
    """One neuron. It is told its look and its place; it knows nothing of the network."""

    def __init__(self, neuron: Neuron) -> None:
        super().__init__()
        self._look = NeuronLook(neuron.name, neuron.kind, neuron.activation)
        self._theme = LIGHT
        self._extent = _picture_rect(neuron.kind, False)
        self._picture: Picture | None = None
        self._has_backdrop = False
        self.is_held = False
        """While true, the picture is stretched rather than painted anew at another scale."""

    @property
    def look(self) -> NeuronLook:
        """What is shown."""
        return self._look

    def show_look(self, look: NeuronLook, theme: Theme) -> bool:
        """Take `look` in the colours of `theme`; whether the picture is now out of date (see `refresh`)."""
        if look == self._look and theme is self._theme:
            return False
        if look.is_enlarged != self._look.is_enlarged:
            self._picture = None  # another scale
            self.setZValue(self.zValue() + (0.5 if look.is_enlarged else -0.5))
        if (look.kind, look.feeds_others) != (self._look.kind, self._look.feeds_others):
            self.prepareGeometryChange()
            self._extent = _picture_rect(look.kind, look.feeds_others)
            self._picture = None
        self._look, self._theme = look, theme
        return True

    def refresh(self) -> None:
        """Paint the picture anew, as large as it was."""
        if self._picture is not None:
            self._picture = self._painted(self._picture.scale, self._picture.ratio)
        self.update()

    def boundingRect(self) -> QRectF:
        return self._extent

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        self._has_backdrop = self._look.is_enlarged and is_far(painted_at(painter)[0])
        if not self._look.is_enlarged:
            self._draw(painter)
            return
        with magnified(painter, QPointF(), NEURON):
            self._draw(painter)

    def _draw(self, painter: QPainter) -> None:
        scale, ratio = painted_at(painter)
        if self._picture is None or not (self.is_held or self._picture.fits(scale, ratio)):
            self._picture = self._painted(scale, ratio)
        draw_picture(painter, self._picture)

    def _painted(self, scale: float, ratio: float) -> Picture:
        def paint(painter: QPainter) -> None:
            paint_neuron(painter, self._look, self._theme, scale, self._has_backdrop)

        return paint_picture(self._extent, scale, ratio, paint)


def _picture_rect(kind: Kind, feeds_others: bool) -> QRectF:
    """The extent with room for the backdrop's frame."""
    return to_rect(extent(kind, feeds_others)).adjusted(-4, -4, 4, 4)
