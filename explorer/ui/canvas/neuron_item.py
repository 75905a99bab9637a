"""How does a neuron stand in the scene? As a picture, painted anew only when its look changes."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from explorer.network.model import Neuron
from explorer.ui.canvas.geometry import extent
from explorer.ui.canvas.neuron_look import NeuronLook
from explorer.ui.canvas.neuron_paint import paint_neuron
from explorer.ui.canvas.picture import Picture, draw_picture, paint_picture, painted_at
from explorer.ui.theme import LIGHT, Theme


class NeuronItem(QGraphicsItem):
    """One neuron. It is told its look and its place; it knows nothing of the network."""

    def __init__(self, neuron: Neuron) -> None:
        super().__init__()
        self._look = NeuronLook(neuron.name, neuron.kind, neuron.activation)
        self._theme = LIGHT
        self._extent = extent(neuron, False)
        self._picture: Picture | None = None
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
        if (look.kind, look.feeds_others) != (self._look.kind, self._look.feeds_others):
            self.prepareGeometryChange()
            self._extent = extent(Neuron(look.name, look.kind), look.feeds_others)
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
        scale, ratio = painted_at(painter)
        if self._picture is None or not (self.is_held or self._picture.fits(scale, ratio)):
            self._picture = self._painted(scale, ratio)
        draw_picture(painter, self._picture)

    def _painted(self, scale: float, ratio: float) -> Picture:
        return paint_picture(
            self._extent, scale, ratio, lambda painter: paint_neuron(painter, self._look, self._theme, scale)
        )
