"""How are small texts shown by the hundred? Each is painted once and kept: a cache of sprites."""

from collections.abc import Callable, Hashable

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from explorer.ui.canvas.picture import Picture, draw_picture, paint_picture, painted_at
from explorer.ui.canvas.picture_cache import PictureCache

MOST_BYTES = 16_000_000
"""Thousands of texts at 100 %, fifty at 800 %: while a network trains, each new number is another one."""


class Sprites:
    """Keeps the last pictures painted, by what they show and at which scale."""

    def __init__(self) -> None:
        self._pictures = PictureCache(MOST_BYTES)

    @property
    def size(self) -> int:
        """How many bytes the pictures take."""
        return self._pictures.size

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
        draw_picture(painter, self.picture(key, rect, scale, ratio, paint), centre)

    def picture(
        self, key: Hashable, rect: QRectF, scale: float, ratio: float, paint: Callable[[QPainter], None]
    ) -> Picture:
        """What `paint` paints in `rect`, as a picture; painted anew where it is not kept under `key`."""
        full_key = (key, scale, ratio)
        picture = self._pictures.find(full_key)
        if picture is None:
            picture = paint_picture(rect, scale, ratio, paint)
            self._pictures.keep(full_key, picture)
        return picture
