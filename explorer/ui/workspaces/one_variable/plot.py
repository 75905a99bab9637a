"""How does a descent move on the curve of f?

The curve, what its minima and maxima mean, the path of the iterates, the tangent at the present one, and the
start, which is dragged along the curve. Imports pyqtgraph: make it after the window's first paint.
"""

from math import floor, hypot, log10
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QColor, QKeyEvent
from PySide6.QtWidgets import QMenu, QWidget

from explorer.array import Array
from explorer.descent.frame import drawable, exit_of
from explorer.descent.free_start import widest_gap
from explorer.descent.landmark import PlotRange
from explorer.descent.marked import Marked
from explorer.descent.sampled_curve import without_poles
from explorer.descent.settings import MOST_STARTS
from explorer.descent.shown_descent import Descent
from explorer.descent.step_map import place_after
from explorer.drawing.arrow import arrow
from explorer.files.table import TableColumns
from explorer.ui.plot import PlotItem, curve, markers
from explorer.ui.plot.widget import Plot
from explorer.ui.theme.theme import Theme
from explorer.ui.workspaces.one_variable.barrier_layer import BarrierLayer
from explorer.ui.workspaces.one_variable.basin_strip import BasinStrip
from explorer.ui.workspaces.one_variable.exit_mark import ExitMark
from explorer.ui.workspaces.one_variable.further_paths import FurtherPaths
from explorer.ui.workspaces.one_variable.landmark_layer import LandmarkLayer
from explorer.ui.workspaces.one_variable.rate_plot import LEFT_ROOM
from explorer.ui.workspaces.one_variable.start_handles import StartHandles

_SAMPLES = 601
# Of a long path only the last steps are drawn: more would be neither seen apart nor drawn in time.
_MOST_POINTS = 300
_TANGENT = 60.0
"""Half the length of the tangent, in pixels."""
_NUDGE = 0.005
"""Of the visible width, for one press of Shift and an arrow."""
_SIDES = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_TURNS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class DescentPlot(Plot):
    """f(x) against x, with one descent on it."""

    start_moved = Signal(int, float)
    """One of the starts is moved there, at every step of the gesture; 0 is x₀."""
    start_added = Signal(float)
    """One more descent is to begin there."""
    start_removed = Signal(int)

    has_x_title = False

    def __init__(self, descent: Descent, parent: QWidget | None = None) -> None:
        super().__init__(parent, "x", "f(x)")
        self.can_be_log = False
        self.plotItem.hideButtons()  # their A would fit the axes to an orbit that diverges
        self.keep_left(LEFT_ROOM)  # as the step map beneath has it
        self.table = self._table
        self._descent, self._step = descent, 0
        self._others: tuple[Descent, ...] = ()
        self._frame = self._framed = PlotRange(-1.0, 1.0, -1.0, 1.0)
        self._clicked_at: float | None = None
        self.setAccessibleName("Curve of f with the path of the descent")
        self.setAccessibleDescription(
            "Drag the start along the curve, or press Shift with left or right. Insert adds a start, Shift "
            "with up or down goes to another one, Delete removes it. " + self.accessibleDescription()
        )
        self._curve = curve(self, "#000000", "f")
        self._curve.setClipToView(False)
        self.landmarks = LandmarkLayer(self)
        self.basin = BasinStrip(self, lambda x: self._descent.f.values(x))
        self.barriers = BarrierLayer(self)
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
        self._further = FurtherPaths(self)
        self.handles = StartHandles(self)
        self.handles.moved.connect(self._move_start)
        self._stack(self._curve, self._path, self._points, self.lit, self.tangent, self._ring)
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

    def set_frame(self, descent: Descent, frame: PlotRange, marked: Marked) -> None:
        """Show this part of the plane, with what is marked on the curve of its f."""
        self._frame = frame
        self.landmarks.show(descent.f, marked, descent.start)
        self.barriers.show(marked.barriers)
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

    def show_descents(self, descent: Descent, others: tuple[Descent, ...], step: int) -> None:
        """Draw the paths of `descent` and of the others up to `step`, and the tangent there."""
        is_other_function = descent.f is not self._descent.f
        self._descent, self._others, self._step = descent, others, step
        if is_other_function:
            self._draw_curve()
        self.handles.show([(each.start, descent.f(each.start)) for each in (descent, *others)])
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
        self.handles.set_theme(theme)
        self._further.set_theme(theme)
        self.landmarks.set_theme(theme)
        self.basin.set_theme(theme)
        self.barriers.set_theme(theme)
        self.exit_mark.set_theme(theme)

    def menu(self) -> QMenu:
        """That of every plot, with what can be done with starts."""
        menu = super().menu()
        first = menu.actions()[0]
        place, chosen = self._clicked_at, self.handles.chosen
        add, remove = QAction("Add a start\tInsert", menu), QAction("Remove this start\tDelete", menu)
        add.triggered.connect(lambda: self._add_start(place))
        remove.triggered.connect(lambda: self.start_removed.emit(chosen))
        add.setEnabled(1 + len(self._others) < MOST_STARTS)
        remove.setEnabled(chosen > 0)
        menu.insertActions(first, [add, remove])
        menu.insertSeparator(first)
        self._clicked_at = None
        return menu

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Shift and the arrows move a start and choose another, Insert and Delete add and remove one."""
        key, chosen = Qt.Key(event.key()), self.handles.chosen
        if event.modifiers() == Qt.KeyboardModifier.ShiftModifier and key in _SIDES:
            self._nudge(_SIDES[key])
        elif event.modifiers() == Qt.KeyboardModifier.ShiftModifier and key in _TURNS:
            self.handles.choose((chosen + _TURNS[key]) % (1 + len(self._others)))
        elif key == Qt.Key.Key_Insert:
            self._add_start(None)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and chosen:
            self.start_removed.emit(chosen)
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def _on_scene_clicked(self, event: Any) -> None:
        """Choose the start that is clicked; the menu is about that one, and about this place."""
        self.handles.choose_at(event.scenePos())
        self._clicked_at = float(self.view.mapSceneToView(event.scenePos()).x())
        super()._on_scene_clicked(event)

    def _nudge(self, side: int) -> None:
        """Move the chosen start by a little."""
        frame, number = self.shown_frame, self.handles.chosen
        x = (self._descent, *self._others)[number].start + side * _NUDGE * (frame.x_high - frame.x_low)
        self._move_start(number, x)
        self.handles.released.emit()

    def _move_start(self, number: int, x: float) -> None:
        """Put this start there, rounded to what a pixel tells apart."""
        x = self._rounded(x)
        self.handles.put(number, x, self._descent.f(x))
        self.start_moved.emit(number, x)

    def _add_start(self, place: float | None) -> None:
        """One more start there; without a place in the middle of the widest gap that is seen."""
        frame = self.shown_frame
        starts = [descent.start for descent in (self._descent, *self._others)]
        x = widest_gap(starts, frame.x_low, frame.x_high) if place is None else place
        self.start_added.emit(self._rounded(x))

    def _rounded(self, x: float) -> float:
        width, _ = self.view.viewPixelSize()
        return round(x, -floor(log10(width)))

    def _on_range_changed(self) -> None:
        self._draw_curve()
        self._draw_path()
        self.landmarks.place()
        self.basin.place()
        self.barriers.place()

    def _draw_curve(self) -> None:
        frame = self.shown_frame
        x = np.linspace(frame.x_low, frame.x_high, _SAMPLES)
        self._curve.setData(x, without_poles(self._descent.f.values(x), frame.y_low, frame.y_high))

    def _draw_path(self) -> None:
        frame, descent = self.shown_frame, self._descent
        x, y = self._path_of(descent)
        self._further.show([self._path_of(other) for other in self._others])
        self._path.setData(x, y)
        self.barriers.show_path(x, y)
        has_place = np.isfinite(x) & np.isfinite(y)
        self._points.setData(x[has_place], y[has_place])
        leaving = exit_of(x, y, frame) if descent.has_diverged else None
        self.exit_mark.show(leaving, max(0, self._step + 1 - _MOST_POINTS))
        self._draw_tangent()
        self._draw_arrow()

    def _path_of(self, descent: Descent) -> tuple[Array, Array]:
        """The last points up to the present step, as far out as they can be drawn."""
        begin, end = max(0, self._step + 1 - _MOST_POINTS), self._step + 1
        return drawable(descent.iterates[begin:end], descent.heights[begin:end], self.shown_frame)

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
        table: TableColumns = [("x", x), ("f(x)", descent.f.values(x))]
        for number, each in enumerate((descent, *self._others), start=1):
            name = "iterate" if number == 1 else f"start {number}"
            table += [(f"{name} x", each.iterates[:end]), (f"{name} f(x)", each.heights[:end])]
        return table

    def _stack(self, *items: PlotItem) -> None:
        """Let each of these lie above the one before it."""
        for level, item in enumerate(items):
            item.setZValue(10 + level)
