"""How does a neuron stand in the scene? As a picture, painted anew only when its look changes."""

import math

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from explorer.drawing.geometry import extent
from explorer.drawing.level_of_detail import enlarged_scale, is_far
from explorer.drawing.neuron_look import NeuronLook
from explorer.network.model import Kind, Neuron
from explorer.ui.canvas.magnified import magnified
from explorer.ui.canvas.neuron_paint import paint_answer, paint_numbers, paint_still
from explorer.ui.canvas.picture import Picture, draw_picture, paint_picture, painted_at
from explorer.ui.canvas.picture_cache import PictureCache
from explorer.ui.canvas.qt_shapes import to_rect
from explorer.ui.theme.theme import LIGHT, Theme

_MOST_UNSEEN = 4
"""So often is a picture painted anew between two frames that show it."""


class NeuronItem(QGraphicsItem):
    """One neuron. It is told its look and its place; it knows nothing of the network.

    `pictures` is where it keeps its own, with all others; `stills` has those without numbers, on which they
    are written.
    """

    def __init__(self, neuron: Neuron, pictures: PictureCache, stills: PictureCache) -> None:
        super().__init__()
        self._pictures, self._stills = pictures, stills
        self._key = object()
        self._look = NeuronLook(neuron.name, neuron.kind, neuron.activation)
        self._theme = LIGHT
        self._painted = (self._look, self._theme)
        self._extent = _picture_rect(neuron.kind, False)
        self._has_backdrop = False
        self._unseen = 0
        self._room = math.inf
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
            self.forget_picture()  # another scale
            self.setZValue(self.zValue() + (0.5 if look.is_enlarged else -0.5))
        if (look.kind, look.feeds_others) != (self._look.kind, self._look.feeds_others):
            self.prepareGeometryChange()
            self._extent = _picture_rect(look.kind, look.feeds_others)
            self.forget_picture()
        self._look, self._theme = look, theme
        return not self._shows_the_same()

    def show_room(self, room: float) -> None:
        """Where it is drawn larger, leave its neighbours free, as far as possible (see `enlarged_scale`)."""
        if room != self._room:
            self._room = room
            self.update()

    def refresh(self) -> None:
        """Paint the picture anew, as large as it was; give it up where nobody has looked at it lately."""
        self._unseen += 1
        picture = self._pictures.find(self._key)
        if picture is not None and self._unseen > _MOST_UNSEEN:
            self.forget_picture()
        elif picture is not None:
            self._paint_anew(picture.scale, picture.ratio)
        self.update()

    def forget_picture(self) -> None:
        """Keep none: the item leaves the scene, or looks all different."""
        self._pictures.forget(self._key)

    def boundingRect(self) -> QRectF:
        return self._extent

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        self._has_backdrop = self._look.is_enlarged and is_far(painted_at(painter)[0])
        if not self._look.is_enlarged:
            self._draw(painter)
            return
        with magnified(painter, QPointF(), enlarged_scale(painted_at(painter)[0], self._room)):
            self._draw(painter)

    def _draw(self, painter: QPainter) -> None:
        self._unseen = 0
        scale, ratio = painted_at(painter)
        picture = self._pictures.find(self._key)
        if picture is None or not (self.is_held or picture.fits(scale, ratio)):
            picture = self._paint_anew(scale, ratio)
        draw_picture(painter, picture)

    def _paint_anew(self, scale: float, ratio: float) -> Picture:
        look, theme = self._look, self._theme
        picture = self._still(scale, ratio)
        if look.response is not None:
            picture = picture.painted_over(lambda painter: paint_answer(painter, look, theme, scale))
        if not is_far(scale):
            picture = picture.painted_over(lambda painter: paint_numbers(painter, look, theme, scale))
        self._pictures.keep(self._key, picture)
        self._painted = (self._look, self._theme)
        return picture

    def _still(self, scale: float, ratio: float) -> Picture:
        """The neuron without its numbers, which stays the same while they change."""
        look, theme, has_backdrop = self._look, self._theme, self._has_backdrop
        names = () if is_far(scale) else (look.name, look.halves, look.activation)
        key = (look.from_afar, names, theme.name, has_backdrop, scale, ratio)
        still = self._stills.find(key)
        if still is None:
            still = paint_picture(
                self._extent,
                scale,
                ratio,
                lambda painter: paint_still(painter, look, theme, scale, has_backdrop),
            )
            self._stills.keep(key, still)
        return still

    def _shows_the_same(self) -> bool:
        """Whether the picture, which is seen from afar, would be the same again: numbers are not in it."""
        picture, (look, theme) = self._pictures.find(self._key), self._painted
        if picture is None or not is_far(picture.scale) or theme is not self._theme:
            return False
        return look.from_afar == self._look.from_afar and look.response is self._look.response


def _picture_rect(kind: Kind, feeds_others: bool) -> QRectF:
    """The extent with room for the backdrop's frame."""
    return to_rect(extent(kind, feeds_others)).adjusted(-4, -4, 4, 4)
