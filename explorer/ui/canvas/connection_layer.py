"""How are up to thousands of curves shown at every frame?

Qt takes some 200 µs to stroke a curve. So they are drawn once, into an image of what the view shows and a
margin around it, a few milliseconds at a time. The image is shown until weights, positions or scale have
changed and the next one is complete.
"""

from collections.abc import Callable, Iterable
from time import perf_counter

from PySide6.QtCore import QObject, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from explorer.ui.canvas.picture import Picture, draw_picture, paint_picture, painted_at
from explorer.ui.canvas.stroke import Stroke, paint_stroke
from explorer.ui.session.throttle import Throttle

_SLICE = 0.003
"""Seconds of a frame that drawing may take."""

_MARGIN = 0.35
"""Of the view's width and height, drawn on each side so that a pan finds it there."""


class _Drawing:
    """An image that is coming to be, stroke by stroke."""

    def __init__(self, strokes: Iterable[Stroke], rect: QRectF, scale: float, ratio: float) -> None:
        self.picture = paint_picture(rect, scale, ratio, lambda painter: None)
        self._strokes = iter(strokes)

    def advance(self, seconds: float) -> bool:
        """Draw for about so long; whether the image is complete."""
        end = perf_counter() + seconds
        picture = self.picture
        painter = QPainter(picture.pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(picture.scale, picture.scale)  # the pixmap's own ratio comes on top
        painter.translate(-picture.rect.topLeft())
        is_complete = True
        for stroke in self._strokes:
            paint_stroke(painter, stroke)
            if perf_counter() > end:
                is_complete = False
                break
        painter.end()
        return is_complete


class ConnectionLayer(QGraphicsItem):
    """All curves, as an image. `strokes` is asked for them whenever a new image is begun."""

    def __init__(self, owner: QObject, strokes: Callable[[], Iterable[Stroke]]) -> None:
        super().__init__()
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self._strokes = strokes
        self._bounds = QRectF()
        self._picture: Picture | None = None
        self._drawing: _Drawing | None = None
        self._is_stale = True
        self._wanted = (QRectF(), 1.0, 1.0)
        self._throttle = Throttle(owner, self._on_refresh, share=1.0)
        self.is_held = False
        """While true, the image is stretched rather than drawn anew at another scale."""

    def set_bounds(self, bounds: QRectF) -> None:
        """All curves lie inside `bounds`."""
        if bounds != self._bounds:
            self.prepareGeometryChange()
            self._bounds = bounds

    def renew(self, is_moved: bool = False) -> None:
        """Draw anew soon, for numbers or colours have changed; `is_moved`: at once, the old misleads."""
        self._is_stale = True
        if is_moved:
            self._picture = self._drawing = None
            self.update()
        else:
            self._throttle.request()

    def flush(self) -> None:
        """Complete the image now."""
        if self._is_stale or self._drawing is not None:
            self._picture = self._drawing = None
            self.update()

    def boundingRect(self) -> QRectF:
        return self._bounds

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        scale, ratio = painted_at(painter)
        visible = painter.worldTransform().inverted()[0].mapRect(QRectF(painter.viewport()))
        if self._picture is None:
            self._begin(visible, scale, ratio)
            self._finish()
        elif not self.is_held and not self._is_good(self._picture, visible, scale, ratio):
            self._wanted = (visible, scale, ratio)
            if self._drawing is None or not self._is_good(self._drawing.picture, visible, scale, ratio):
                self._begin(visible, scale, ratio)
            self._throttle.request()
        if self._picture is not None:
            draw_picture(painter, self._picture)

    def _is_good(self, picture: Picture, visible: QRectF, scale: float, ratio: float) -> bool:
        """Whether the image shows all that is visible, sharply."""
        needed = visible.intersected(self._bounds)
        return picture.fits(scale, ratio) and (needed.isEmpty() or picture.rect.contains(needed))

    def _begin(self, visible: QRectF, scale: float, ratio: float) -> None:
        across, down = _MARGIN * visible.width(), _MARGIN * visible.height()
        rect = visible.adjusted(-across, -down, across, down).intersected(self._bounds)
        self._wanted = (visible, scale, ratio)
        self._is_stale = False
        self._drawing = _Drawing(self._strokes(), rect, scale, ratio)

    def _finish(self) -> None:
        while self._drawing is not None:
            self._advance(float("inf"))

    def _advance(self, seconds: float) -> None:
        if self._drawing is not None and self._drawing.advance(seconds):
            self._picture, self._drawing = self._drawing.picture, None
            self.update()

    def _on_refresh(self) -> None:
        """Draw one slice; begin another image when the last is complete but out of date."""
        if self._drawing is None and self._is_stale and self._picture is not None:
            self._begin(*self._wanted)
        self._advance(_SLICE)
        if self._drawing is not None:
            self._throttle.request()
