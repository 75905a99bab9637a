"""How are small texts shown by the hundred? Each is painted once and kept."""

from collections import OrderedDict
from collections.abc import Callable, Hashable

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from explorer.ui.canvas.picture import Picture, draw_picture, paint_picture, painted_at

_MOST = 2000


class Sprites:
    """Keeps the last pictures painted, by what they show and at which scale."""

    def __init__(self) -> None:
        self._pictures: OrderedDict[Hashable, Picture] = OrderedDict()

    def draw(
        self,
        painter: QPainter,
        key: Hashable,
        rect: QRectF,
        centre: QPointF,
        paint: Callable[[QPainter], None],
    ) -> None:
        """Show what `paint` paints in `rect` around the origin, moved to `centre`. Equal keys look alike."""
        scale, ratio = painted_at(painter)
        full_key = (key, scale, ratio)
        picture = self._pictures.get(full_key)
        if picture is None:
            picture = paint_picture(rect, scale, ratio, paint)
            self._pictures[full_key] = picture
            if len(self._pictures) > _MOST:
                self._pictures.popitem(last=False)
        else:
            self._pictures.move_to_end(full_key)
        draw_picture(painter, picture, centre)
