"""How does the image of the connections come to be? Stroke by stroke, for so many milliseconds at a time."""

from collections.abc import Iterable
from time import perf_counter

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from explorer.ui.canvas.picture import Picture, paint_picture
from explorer.ui.canvas.stroke import Stroke, paint_hairline, paint_stroke

_MARGIN = 0.35
"""Of the view's width and height, drawn on each side so that a pan finds it there."""

_MOST_BYTES = 64_000_000
"""An image with its margin is not larger; without it is as large as the screen needs."""


def image_rect(visible: QRectF, bounds: QRectF, scale: float) -> QRectF:
    """What is drawn of `bounds` where `visible` is looked at, `scale` device pixels to the unit."""
    across, down = _MARGIN * visible.width(), _MARGIN * visible.height()
    rect = visible.adjusted(-across, -down, across, down).intersected(bounds)
    is_small = 4 * rect.width() * rect.height() * scale**2 <= _MOST_BYTES
    return rect if is_small else visible.intersected(bounds)


class ConnectionImage:
    """An image that is coming to be, or the patch that is to be laid on one that is there."""

    def __init__(self, drawn: Picture, strokes: Iterable[Stroke], patched: Picture | None = None) -> None:
        """`drawn` is painted on; once complete it is laid on the image `patched`, where there is one."""
        self._drawn = drawn
        self._strokes = iter(strokes)
        self.picture = drawn if patched is None else patched
        """What is to be shown once it is complete."""

    @classmethod
    def blank(cls, strokes: Iterable[Stroke], rect: QRectF, scale: float, ratio: float) -> "ConnectionImage":
        """An image of `rect` with nothing on it yet."""
        return cls(paint_picture(rect, scale, ratio, lambda painter: None), strokes)

    @classmethod
    def mended(cls, picture: Picture, part: QRectF, strokes: Iterable[Stroke]) -> "ConnectionImage":
        """`part` of `picture`, which is aligned, drawn anew; `strokes` are all that it shows.

        The picture itself changes, and not before all is drawn: a copy of it would take longer than the
        strokes. Lines up to a pixel wide come out up to 10 of 255 levels lighter or darker than in a whole
        image: Qt begins them at the edge of the part.
        """
        return cls(picture.blank_part(part), strokes, picture)

    def advance(self, seconds: float) -> bool:
        """Draw for about so long; whether the image is complete."""
        end = perf_counter() + seconds
        painter = self._painter(self._drawn)
        is_complete = True
        for stroke in self._strokes:
            paint_stroke(painter, stroke)
            if perf_counter() > end:
                is_complete = False
                break
        painter.end()
        if is_complete and self.picture is not self._drawn:
            self.picture.lay(self._drawn)
            self._drawn = self.picture
        return is_complete

    def draft(self) -> Picture:
        """A copy with the strokes that are still to come as lines one pixel wide, which are quickly drawn."""
        picture = self.picture.copied()
        to_come = list(self._strokes)
        self._strokes = iter(to_come)
        painter = self._painter(picture)
        for stroke in to_come:
            paint_hairline(painter, stroke)
        painter.end()
        return picture

    def _painter(self, picture: Picture) -> QPainter:
        painter = picture.painter()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        return painter
