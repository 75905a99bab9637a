"""At which scale and place is the drawing looked at?"""

from PySide6.QtCore import QElapsedTimer, QPoint, QRectF, QTimer, QVariantAnimation
from PySide6.QtWidgets import QGraphicsView

from explorer.drawing.geometry import EVERYWHERE
from explorer.drawing.rect import Rect
from explorer.drawing.zoom_scale import LARGEST, SMALLEST, fit_scale
from explorer.ui.canvas.qt_shapes import to_rect
from explorer.ui.canvas.scene import NetworkScene

_NOTCH = 1.2
_SIDE, _TOP, _BOTTOM = 30, 42, 40
_REST = 160
_PAUSE = 400
_GLIDE = 220
_NOTHING = Rect(-300, -200, 600, 400)


class Zoom:
    """Sets the view's scale and centre. `is_fitted` while the whole network is shown as large as it fits."""

    def __init__(self, view: QGraphicsView, scene: NetworkScene) -> None:
        self.is_fitted = True
        self.has_reduced_motion = False
        self._view = view
        self._scene = scene
        self._rest = QTimer(view)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST)
        self._rest.timeout.connect(self._on_rested)
        self._wheel = QElapsedTimer()
        self._glide = QVariantAnimation(view)
        self._glide.setDuration(_GLIDE)
        self._glide.valueChanged.connect(self._on_glide)

    @property
    def scale(self) -> float:
        """Pixels a scene unit; 1 is 100 %."""
        return self._view.transform().m11()

    def at(self, factor: float, where: QPoint) -> None:
        """Make everything `factor` times as large; what is at `where`, in pixels, stays there."""
        self._glide.stop()
        scale = min(max(self.scale * factor, SMALLEST), LARGEST)
        if scale == self.scale:
            return
        before = self._view.mapToScene(where)
        self._hold()
        self._set_scale(scale)
        shift = self._view.mapFromScene(before) - where
        self._view.horizontalScrollBar().setValue(self._view.horizontalScrollBar().value() + shift.x())
        self._view.verticalScrollBar().setValue(self._view.verticalScrollBar().value() + shift.y())
        self.is_fitted = False

    def by_wheel(self, notches: float, where: QPoint) -> None:
        """Zoom at the pointer."""
        self.at(_NOTCH**notches, where)
        self._wheel.start()

    @property
    def is_going_on(self) -> bool:
        """Whether the wheel has just zoomed: it goes on even if it now is over a value."""
        return self._wheel.isValid() and self._wheel.elapsed() < _PAUSE

    def step(self, notches: float) -> None:
        """Zoom about the middle."""
        self.at(_NOTCH**notches, self._view.viewport().rect().center())

    def original(self) -> None:
        """100 %, about the middle."""
        self.at(1 / self.scale, self._view.viewport().rect().center())

    def fit(self, is_gliding: bool = True) -> None:
        """Show the whole network; glides there unless motion is reduced."""
        self._glide.stop()
        bounds = self._scene.geometry.bounds if self._scene.geometry.positions else _NOTHING
        area = self._view.viewport()
        scale = fit_scale(bounds, area.width() - 2 * _SIDE, area.height() - _TOP - _BOTTOM)
        x, y = bounds.centre
        goal = QRectF(x, y + (_BOTTOM - _TOP) / 2 / scale, scale, 1)
        if is_gliding and not self.has_reduced_motion and self._view.isVisible():
            middle = self._view.mapToScene(self._view.viewport().rect().center())
            self._hold()
            self._glide.setStartValue(QRectF(middle.x(), middle.y(), self.scale, 1))
            self._glide.setEndValue(goal)
            self._glide.start()
        else:
            self._on_glide(goal)
        self.is_fitted = True

    def finish(self) -> None:
        """Be where one is gliding to, sharply, now."""
        if self._glide.state() == QVariantAnimation.State.Running:
            self._glide.setCurrentTime(self._glide.duration())
        self._rest.stop()
        self._on_rested()

    def _on_glide(self, place: QRectF) -> None:
        """`place`: the centre as x and y, the scale as width."""
        self._set_scale(place.width())
        self._view.centerOn(place.x(), place.y())
        if self._glide.state() == QVariantAnimation.State.Running:
            self._hold()

    def _set_scale(self, scale: float) -> None:
        self._view.resetTransform()
        self._view.scale(scale, scale)
        self._view.setSceneRect(to_rect(EVERYWHERE))
        self._scene.show_scale(scale)
        self._scene.gestures.zoomed.emit(scale)

    def _hold(self) -> None:
        """Stretch pictures while the scale changes; paint them sharply once it rests."""
        self._scene.hold(True)
        self._rest.start()

    def _on_rested(self) -> None:
        self._scene.hold(False)
