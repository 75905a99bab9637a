"""How does a descent move on the curve of f?

The curve, what its minima and maxima mean, the path of the iterates, the tangent at the present one, and the
start, which is dragged along the curve. Imports pyqtgraph: make it after the window's first paint.
"""

from math import floor, hypot, log10

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import QWidget

from explorer.descent.frame import drawable, exit_of
from explorer.descent.landmark import CriticalPoint, PlotRange
from explorer.descent.orbit import is_bounded
from explorer.descent.sampled_curve import without_poles
from explorer.descent.shown_descent import Descent
from explorer.descent.step_map import place_after
from explorer.drawing.arrow import arrow
from explorer.files.table import TableColumns
from explorer.ui.plot import PlotItem, curve, markers
from explorer.ui.plot.widget import Plot
from explorer.ui.theme.theme import Theme
from explorer.ui.workspaces.one_variable.exit_mark import ExitMark
from explorer.ui.workspaces.one_variable.landmark_layer import LandmarkLayer
from explorer.ui.workspaces.one_variable.rate_plot import LEFT_ROOM

_SAMPLES = 601
# Of a long path only the last steps are drawn: more would be neither seen apart nor drawn in time.
_MOST_POINTS = 300
_TANGENT = 60.0
"""Half the length of the tangent, in pixels."""
_NUDGE = 0.005
"""Of the visible width, for one press of Shift and an arrow."""


class _Handle(pg.TargetItem):
    """A smooth disc to drag."""

    def paint(self, painter: QPainter, *arguments: object) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        super().paint(painter, *arguments)


class DescentPlot(Plot):
    """f(x) against x, with one descent on it."""

    start_dragged = Signal(float)
    """The start is moved, at every step of the gesture."""
    released = Signal()
    """The start was let go of."""

    has_x_title = False

    def __init__(self, descent: Descent, parent: QWidget | None = None) -> None:
        super().__init__(parent, "x", "f(x)")
        self.can_be_log = False
        self.plotItem.hideButtons()  # their A would fit the axes to an orbit that diverges
        self.plotItem.getAxis("left").setWidth(LEFT_ROOM)  # as the step map beneath has it
        self.table = self._table
        self._descent, self._step = descent, 0
        self._frame = self._framed = PlotRange(-1.0, 1.0, -1.0, 1.0)
        self._is_following = False
        self.setAccessibleName("Curve of f with the path of the descent")
        self.setAccessibleDescription(
            "Drag the start along the curve, or press Shift with left or right. "
            + self.accessibleDescription()
        )
        self._curve = curve(self, "#000000", "f")
        self._curve.setDownsampling(auto=False, ds=1)  # it is sampled for the view as it is
        self._curve.setClipToView(False)
        self.landmarks = LandmarkLayer(self)
        self._path = pg.PlotDataItem(connect="finite", antialias=True)
        self.addItem(self._path)
        self._points = markers(self, "#000000", "iterates", size=6)
        self.lit = pg.PlotDataItem(connect="finite", antialias=True)
        """An arrow from the present point to where the next step leads."""
        self.tangent = pg.PlotDataItem(antialias=True)
        for item in (self.lit, self.tangent):
            self.addItem(item)
        self._ring = markers(self, "#000000", "now", size=12)
        self.exit_mark = ExitMark(self)
        self.start_handle = _Handle(symbol="o", size=13, movable=True)
        self.start_handle.setCursor(Qt.CursorShape.SizeHorCursor)
        self.start_handle.setToolTip("The start x₀: drag it along the curve")
        self.addItem(self.start_handle, ignoreBounds=True)
        self._stack(
            self._curve, self._path, self._points, self.lit, self.tangent, self._ring, self.start_handle
        )
        self.start_handle.sigPositionChanged.connect(self._on_start_moved)
        self.start_handle.sigPositionChangeFinished.connect(self.released)
        self.view.sigRangeChanged.connect(self._on_range_changed)
        self.view.sigResized.connect(self._on_range_changed)

    @property
    def shown_frame(self) -> PlotRange:
        """What is visible now."""
        (x_low, x_high), (y_low, y_high) = self.view.viewRange()
        return PlotRange(x_low, x_high, y_low, y_high)

    @property
    def is_held(self) -> bool:
        """Whether the person looks at another part of the plane than was framed."""
        return self.shown_frame != self._framed

    def set_frame(self, descent: Descent, frame: PlotRange, points: tuple[CriticalPoint, ...]) -> None:
        """Show this part of the plane, with these minima and maxima of its f marked."""
        self._frame = frame
        self.landmarks.show(descent.f, points, descent.start)
        self.show_all()
        self._framed = self.shown_frame

    def show_all(self) -> None:
        """Go back to the part of the plane that shows the descent best."""
        frame = self._frame
        self.view.setRange(
            xRange=(frame.x_low, frame.x_high),
            yRange=(frame.y_low, frame.y_high),
            padding=0,
            disableAutoRange=True,
        )

    def show_descent(self, descent: Descent, step: int) -> None:
        """Draw the path of `descent` up to `step`, and the tangent there."""
        is_other_function = descent.f is not self._descent.f
        self._descent, self._step = descent, step
        if is_other_function:
            self._draw_curve()
        self._put_handle(descent.start)
        self._draw_path()

    def set_colours(self, theme: Theme) -> None:
        """Take the colours of `theme`, all that is drawn included."""
        self.set_theme(theme)
        self._curve.setPen(pg.mkPen(theme.text, width=2))
        faint = QColor(theme.negative)
        faint.setAlphaF(0.55)
        self._path.setPen(pg.mkPen(faint, width=1))
        self._points.setSymbolBrush(theme.negative)
        self._points.setSymbolPen(theme.negative)
        self.lit.setPen(pg.mkPen(theme.negative, width=2.5))
        self.tangent.setPen(pg.mkPen(theme.accent, width=2))
        self._ring.setSymbolBrush(theme.surface)
        self._ring.setSymbolPen(pg.mkPen(theme.negative, width=2.5))
        self.start_handle.setBrush(theme.accent)
        self.start_handle.setHoverBrush(theme.accent)
        self.start_handle.setPen(pg.mkPen(theme.surface, width=1.5))
        self.start_handle.setHoverPen(pg.mkPen(theme.text, width=2))
        self.landmarks.set_theme(theme)
        self.exit_mark.set_theme(theme)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Shift and left or right move the start; the other keys are those of every plot."""
        sides = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        key = Qt.Key(event.key())
        if event.modifiers() == Qt.KeyboardModifier.ShiftModifier and key in sides:
            frame = self.shown_frame
            self._choose_start(self._descent.start + sides[key] * _NUDGE * (frame.x_high - frame.x_low))
            self.released.emit()
            event.accept()
        else:
            super().keyPressEvent(event)

    def _on_start_moved(self, handle: PlotItem) -> None:
        if not self._is_following:
            self._choose_start(float(handle.pos().x()))

    def _choose_start(self, x: float) -> None:
        """Start at x, rounded to what a pixel tells apart."""
        width, _ = self.view.viewPixelSize()
        x = round(x, -floor(log10(width)))
        self._put_handle(x)
        self.start_dragged.emit(x)

    def _put_handle(self, x: float) -> None:
        """Put the start's handle on the curve, if there is a curve at x that can be drawn."""
        y = self._descent.f(x)
        is_drawable = is_bounded(x) and is_bounded(y)
        self.start_handle.setVisible(is_drawable)
        if is_drawable:
            self._is_following = True
            self.start_handle.setPos(x, y)
            self._is_following = False

    def _on_range_changed(self) -> None:
        self._draw_curve()
        self._draw_path()
        self.landmarks.place()

    def _draw_curve(self) -> None:
        frame = self.shown_frame
        x = np.linspace(frame.x_low, frame.x_high, _SAMPLES)
        self._curve.setData(x, without_poles(self._descent.f.values(x), frame.y_low, frame.y_high))

    def _draw_path(self) -> None:
        frame, descent = self.shown_frame, self._descent
        begin = max(0, self._step + 1 - _MOST_POINTS)
        x, y = descent.iterates[begin : self._step + 1], descent.heights[begin : self._step + 1]
        x, y = drawable(x, y, frame)
        self._path.setData(x, y)
        has_place = np.isfinite(x) & np.isfinite(y)
        self._points.setData(x[has_place], y[has_place])
        leaving = exit_of(x, y, frame) if descent.has_diverged else None
        self.exit_mark.show(leaving, begin)
        self._draw_tangent()
        self._draw_arrow()

    def _draw_tangent(self) -> None:
        x, y = float(self._descent.iterates[self._step]), float(self._descent.heights[self._step])
        slope = self._descent.f.derivative()(x)
        width, height = self.view.viewPixelSize()
        is_near = len(drawable(np.array([x]), np.array([y]), self.shown_frame)[0]) == 1
        if not is_near or not np.isfinite([x, y, slope]).all() or not width or not height:
            self.tangent.setData([], [])
            self._ring.setData([], [])
            return
        reach = _TANGENT / hypot(1 / width, slope / height)
        self.tangent.setData([x - reach, x + reach], [y - slope * reach, y + slope * reach])
        self._ring.setData([x], [y])

    def _draw_arrow(self) -> None:
        """The next step, to where it leads on the curve."""
        descent, goal = self._descent, place_after(self._descent, self._step)
        x, y = float(descent.iterates[self._step]), float(descent.heights[self._step])
        end = float("nan") if goal is None else descent.f(goal)
        width, height = self.view.viewPixelSize()
        xs, ys = drawable(np.array([x, goal or 0.0]), np.array([y, end]), self.shown_frame)
        if goal is None or len(xs) < 2 or not np.isfinite([y, end]).all() or not width or not height:
            self.lit.setData([], [])
            return
        self.lit.setData(*arrow(xs, ys, (width, height)))

    def _table(self) -> TableColumns:
        """f as it is sampled now, and every iterate, out of view or not."""
        frame, descent = self.shown_frame, self._descent
        x = np.linspace(frame.x_low, frame.x_high, _SAMPLES)
        end = self._step + 1
        return [
            ("x", x),
            ("f(x)", descent.f.values(x)),
            ("iterate x", descent.iterates[:end]),
            ("iterate f(x)", descent.heights[:end]),
        ]

    def _stack(self, *items: PlotItem) -> None:
        """Let each of these lie above the one before it."""
        for level, item in enumerate(items):
            item.setZValue(10 + level)
