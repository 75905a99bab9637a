"""How are up to thousands of curves shown at every frame? From an image, a cache of the strokes.

Qt takes 10 to 300 µs to stroke a curve. So they are drawn once, into an image of what the view shows and a
margin around it, a few milliseconds at a time. The image is shown until weights, positions or scale have
changed and the next one is complete. Where few weights have changed, only their part of it is drawn anew.
"""

from collections.abc import Callable, Hashable, Iterable

from PySide6.QtCore import QObject, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from explorer.frame_budget import FrameBudget
from explorer.ui.canvas.connection_image import ConnectionImage, image_rect
from explorer.ui.canvas.picture import Picture, draw_picture, painted_at
from explorer.ui.canvas.picture_cache import PictureCache
from explorer.ui.canvas.stroke import Stroke
from explorer.ui.session.throttle import Throttle

_SLICE = 0.003
"""Seconds of a frame that drawing may take."""

_MENDING_SLICE = 0.008
"""The same while a part is drawn anew: painting the canvas once more for what is left takes as long."""

_DRAFT_SLICE = 0.008
"""The same while a draft is shown."""

_FIRST_SLICE = 0.06
"""Seconds that a frame may take that has nothing to show yet; what is left is drawn as hairlines."""


class ConnectionLayer(QGraphicsItem):
    """All curves, as an image.

    `strokes` is asked for those in a part of the plane when an image is begun. `subject` is asked what they
    follow from: where it is equal to that of an image of before, that one is taken from `kept`.
    """

    def __init__(
        self,
        owner: QObject,
        strokes: Callable[[QRectF], Iterable[Stroke]],
        subject: Callable[[], Hashable],
        kept: PictureCache,
        budget: FrameBudget,
    ) -> None:
        super().__init__()
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self._strokes = strokes
        self._subject = subject
        self._kept = kept
        self._shown: Hashable = None
        self._bounds = QRectF()
        self._picture: Picture | None = None
        self._is_draft = False
        self._image: ConnectionImage | None = None
        self._stale = QRectF()
        self._must_finish = False
        self._wanted = (QRectF(), 1.0, 1.0)
        self._throttle = Throttle(owner, self._on_refresh, share=1.0, budget=budget)
        self.is_held = False
        """While true, the image is stretched rather than drawn anew at another scale."""

    @property
    def is_complete(self) -> bool:
        """Whether the image shows everything as it is now."""
        return self._image is None and self._stale.isEmpty() and self._picture is not None

    def set_bounds(self, bounds: QRectF) -> None:
        """All curves lie inside `bounds`."""
        if bounds != self._bounds:
            self.prepareGeometryChange()
            self._bounds = bounds

    def renew(self, part: QRectF | None = None) -> None:
        """Draw `part` anew soon, or everything, for numbers or colours have changed."""
        if self._picture is not None:  # else all is drawn at the next painting
            self._stale = self._bounds if part is None else self._stale.united(part)
            self._throttle.request()

    def replace(self) -> None:
        """Draw everything anew at once, for curves have moved: the old image misleads."""
        picture = self._picture
        if picture is not None and self.is_complete and not self._is_draft:
            key = _key(self._shown, picture.rect, picture.scale, picture.ratio)
            self._kept.keep(key, picture)
        self._picture = self._image = None
        self._stale = QRectF()
        self.update()

    def flush(self) -> None:
        """Complete the image at the next painting."""
        if not self.is_complete or self._is_draft:
            self._must_finish = True
            self.replace()

    def hurry(self) -> None:
        """Draw some of what is stale now, so that the next frame shows it."""
        self._throttle.hurry()

    def boundingRect(self) -> QRectF:
        return self._bounds

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        scale, ratio = painted_at(painter)
        visible = painter.worldTransform().inverted()[0].mapRect(QRectF(painter.viewport()))
        if self._picture is None:
            self._draw_first(visible, scale, ratio)
        elif not self.is_held and not self._is_good(self._picture, visible, scale, ratio):
            self._wanted = (visible, scale, ratio)
            if self._image is None or not self._is_good(self._image.picture, visible, scale, ratio):
                self._begin()
            self._throttle.request()
        if self._picture is not None:
            draw_picture(painter, self._picture)

    def _is_good(self, picture: Picture, visible: QRectF, scale: float, ratio: float) -> bool:
        """Whether the image shows all that is visible, sharply."""
        needed = visible.intersected(self._bounds)
        return picture.fits(scale, ratio) and (needed.isEmpty() or picture.rect.contains(needed))

    def _draw_first(self, visible: QRectF, scale: float, ratio: float) -> None:
        """An image for this very frame: complete, or with hairlines where that would take too long."""
        self._wanted = (visible, scale, ratio)
        self._begin()
        seconds = float("inf") if self._must_finish else 0.0 if self.is_held else _FIRST_SLICE
        is_complete = self._advance(seconds)
        if self._image is not None and not is_complete:
            self._picture, self._is_draft = self._image.draft(), True
            self._throttle.request()
        self._must_finish = False

    def _begin(self) -> None:
        """Begin the image that is wanted, from nothing, unless it is kept."""
        visible, scale, ratio = self._wanted
        rect = image_rect(visible, self._bounds, scale * ratio)
        self._stale, self._shown = QRectF(), self._subject()
        kept = self._kept.take(_key(self._shown, rect, scale, ratio))  # it may be mended while it is shown
        if kept is None:
            self._image = ConnectionImage.blank(self._strokes(rect), rect, scale, ratio)
        else:
            self._show(kept)

    def _mend(self, picture: Picture) -> None:
        """Begin to draw the stale part of `picture` anew."""
        part = picture.aligned(self._stale).intersected(picture.rect)
        self._stale, self._shown = QRectF(), self._subject()
        if not part.isEmpty():
            pixel = 1 / (picture.scale * picture.ratio)
            strokes = self._strokes(part.adjusted(-pixel, -pixel, pixel, pixel))
            self._image = ConnectionImage.mended(picture, part, strokes)

    def _advance(self, seconds: float) -> bool:
        """Draw for about so long; whether the image is complete, and shown."""
        if self._image is not None and self._image.advance(seconds):
            self._show(self._image.picture)
        return self._image is None

    @property
    def _slice(self) -> float:
        """Seconds that may be drawn now."""
        if self._is_draft:
            return _DRAFT_SLICE
        is_mended = self._image is not None and self._image.picture is self._picture
        return _MENDING_SLICE if is_mended else _SLICE

    def _show(self, picture: Picture) -> None:
        self._picture, self._is_draft, self._image = picture, False, None
        self.update()

    def _on_refresh(self) -> None:
        """Draw one slice; begin another image when the last is complete but out of date."""
        picture = self._picture
        if self._image is None and not self._stale.isEmpty() and picture is not None:
            if self._is_good(picture, *self._wanted) and not self._is_draft:
                self._mend(picture)
            else:
                self._begin()
        if not self._advance(self._slice) or not self._stale.isEmpty():
            self._throttle.request()


def _key(subject: Hashable, rect: QRectF, scale: float, ratio: float) -> Hashable:
    """What an image shows, how much of it, and how sharply."""
    return (subject, rect.getRect(), scale, ratio)
