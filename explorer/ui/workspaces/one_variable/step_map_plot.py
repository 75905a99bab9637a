"""Where does each step lead? The cobweb: the step map x ↦ x − αf′(x), the diagonal, the stair of the orbit.

Imports pyqtgraph: make it after the window's first paint.
"""

from math import hypot

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QWidget

from explorer.array import Array
from explorer.descent.frame import drawable
from explorer.descent.landmark import PlotRange
from explorer.descent.sampled_curve import without_poles
from explorer.descent.settings import LONGEST_ITERATE
from explorer.descent.shown_descent import Descent
from explorer.descent.step_map import (
    FixedPoint,
    StepMap,
    fixed_points,
    place_after,
    stair,
    step_map,
    telling_point,
)
from explorer.files.table import TableColumns
from explorer.symbol import Symbol
from explorer.ui.plot import curve, markers
from explorer.ui.plot.widget import Plot
from explorer.ui.plot.written_text import WrittenText
from explorer.ui.theme.theme import Theme
from explorer.ui.workspaces.one_variable.further_paths import FurtherPaths
from explorer.ui.workspaces.one_variable.rate_plot import LEFT_ROOM

_SAMPLES = 1201
_MOST_STEPS = 300
"""Of a long stair only the last steps are drawn."""
_TANGENT = 34.0
"""Half the length of the tangent at the fixed point, in pixels."""
_PLACES = 17
"""So many are tried for the words at the diagonal."""
_ROOM_FOR_WORDS = (230, 110)
"""Pixels of the view below which the curves are not named."""


class StepMapPlot(Plot):
    """Where the descent is after a step, or several, against where it was before."""

    iterate_chosen = Signal(int)
    """The person wants so many steps at once."""

    def __init__(self, descent: Descent, parent: QWidget | None = None) -> None:
        super().__init__(parent, "x", _name_of(1))
        self.can_be_log = False
        self.plotItem.hideButtons()
        self.keep_left(LEFT_ROOM)
        self.table = self._table
        self._descent, self._step, self._iterate = descent, 0, 1
        self._others: tuple[Descent, ...] = ()
        self._frame = PlotRange(-1.0, 1.0, -1.0, 1.0)
        self.point: FixedPoint | None = None
        """The fixed point at which the tangent stands."""
        self.setAccessibleDescription(
            "Page up and page down look at more or fewer steps at once. " + self.accessibleDescription()
        )
        self._diagonal = curve(self, "#000000", "")
        self._diagonal.opts["name"] = None
        self._curve = curve(self, "#000000", "map")
        self._stair = pg.PlotDataItem(connect="finite", antialias=True)
        self.lit = pg.PlotDataItem(connect="finite", antialias=True)
        """The present step: up to the map, and over to the diagonal."""
        self.tangent = pg.PlotDataItem(antialias=True)
        for level, item in enumerate((self._stair, self._diagonal, self._curve, self.lit, self.tangent)):
            item.setZValue(10 + level)
        for item in (self._stair, self.lit, self.tangent):
            self.addItem(item)
        self._fixed = markers(self, "#000000", "fixed point", symbol="d", size=8)
        self._ring = markers(self, "#000000", "now", size=11)
        self._fixed.setZValue(16)
        self._ring.setZValue(17)
        self._further = FurtherPaths(self)
        self._words = {
            "map": WrittenText(f"x − {Symbol.ALPHA}·f′(x)"),
            "diagonal": WrittenText("x stays", anchor=(0, 0)),
        }
        for text in self._words.values():
            text.setZValue(9)
            self.addItem(text, ignoreBounds=True)
        self.view.sigRangeChanged.connect(self._on_range_changed)
        self.view.sigResized.connect(self._on_range_changed)

    def set_frame(self, frame: PlotRange) -> None:
        """Show these x, before the step and after."""
        self._frame = frame
        self.show_all()

    def show_all(self) -> None:
        """Go back to the x that were framed: the diagonal goes from corner to corner."""
        x = (self._frame.x_low, self._frame.x_high)
        self.view.setRange(xRange=x, yRange=x, padding=0, disableAutoRange=True)

    def show_descents(self, descent: Descent, others: tuple[Descent, ...], step: int, iterate: int) -> None:
        """Draw the map of so many steps at once, and the stairs of `descent` and the others up to `step`."""
        is_other_map = self._map_of(self._descent, self._iterate) != self._map_of(descent, iterate)
        self._descent, self._others, self._step = descent, others, step
        if iterate != self._iterate:
            self._iterate = iterate
            self.set_labels("x", _name_of(iterate))
        if is_other_map:
            self._draw_map()
        self._draw_stair()

    def set_colours(self, theme: Theme) -> None:
        """Take the colours of `theme`, all that is drawn included."""
        self.set_theme(theme)
        faint = QColor(theme.negative)
        faint.setAlphaF(0.55)
        self._diagonal.setPen(pg.mkPen(theme.muted, width=1))
        self._curve.setPen(pg.mkPen(theme.text, width=2))
        self._stair.setPen(pg.mkPen(faint, width=1))
        self.lit.setPen(pg.mkPen(theme.negative, width=2.5))
        self.tangent.setPen(pg.mkPen(theme.accent, width=2.5))
        self._fixed.setSymbolBrush(theme.surface)
        self._fixed.setSymbolPen(pg.mkPen(theme.accent, width=1.5))
        self._ring.setSymbolBrush(theme.surface)
        self._ring.setSymbolPen(pg.mkPen(theme.negative, width=2.5))
        self._further.set_theme(theme)
        for text in self._words.values():
            text.setColor(theme.muted)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page up and page down change how many steps are made at once; the others are every plot's."""
        turns = {Qt.Key.Key_PageUp: 1, Qt.Key.Key_PageDown: -1}
        key = Qt.Key(event.key())
        if key in turns:
            self.iterate_chosen.emit(min(max(self._iterate + turns[key], 1), LONGEST_ITERATE))
            event.accept()
        else:
            super().keyPressEvent(event)

    @property
    def _shown(self) -> PlotRange:
        (x_low, x_high), (y_low, y_high) = self.view.viewRange()
        return PlotRange(x_low, x_high, y_low, y_high)

    def _map_of(self, descent: Descent, iterate: int) -> tuple[object, float, int]:
        """All that the curve depends on; the same f is the same object."""
        return id(descent.f), descent.learning_rate, iterate

    def _sampled(self) -> StepMap:
        shown = self._shown
        x = np.linspace(shown.x_low, shown.x_high, _SAMPLES)
        return step_map(self._descent.f, self._descent.learning_rate, x, self._iterate)

    def _on_range_changed(self) -> None:
        self._draw_map()
        self._draw_stair()

    def _draw_map(self) -> None:
        shown, sampled = self._shown, self._sampled()
        self._diagonal.setData([shown.x_low, shown.x_high], [shown.x_low, shown.x_high])
        self._curve.setData(sampled.x, without_poles(sampled.y, shown.y_low, shown.y_high))
        points = fixed_points(sampled)
        self.point = telling_point(points, float(self._descent.iterates[-1]))
        self._fixed.setData([point.x for point in points], [point.x for point in points])
        self._draw_tangent()
        self._place_words(sampled)

    def _draw_tangent(self) -> None:
        width, height = self.view.viewPixelSize()
        point = self.point
        if point is None or not np.isfinite(point.slope) or not width or not height:
            self.tangent.setData([], [])
            return
        reach = _TANGENT / hypot(1 / width, point.slope / height)
        rise = point.slope * reach
        self.tangent.setData([point.x - reach, point.x + reach], [point.x - rise, point.x + rise])

    def _draw_stair(self) -> None:
        descent, step, shown = self._descent, self._step, self._shown
        self._stair.setData(*self._stair_of(descent))
        self._further.show([self._stair_of(other) for other in self._others])
        x, goal = float(descent.iterates[step]), place_after(descent, step, self._iterate)
        if goal is None:
            self.lit.setData([], [])
            self._ring.setData([], [])
            return
        corners = np.array([x, x, goal]), np.array([x, goal, goal])
        self.lit.setData(*drawable(*corners, shown))
        self._ring.setData([x], [goal])

    def _stair_of(self, descent: Descent) -> tuple[Array, Array]:
        begin = max(0, self._step - _MOST_STEPS * self._iterate)
        return drawable(*stair(descent.iterates[begin : self._step + 1], self._iterate), self._shown)

    def _place_words(self, sampled: StepMap) -> None:
        """Name the map over its highest place, and the diagonal where the map is far, if there is room."""
        shown = self._shown
        width, height = self.view.width(), self.view.height()
        has_room = width >= _ROOM_FOR_WORDS[0] and height >= _ROOM_FOR_WORDS[1]
        place = self._place_beneath_diagonal(sampled) if has_room else None
        self._words["diagonal"].setVisible(place is not None)
        if place is not None:
            self._words["diagonal"].setPos(place, place)
        inside = np.flatnonzero((sampled.y > shown.y_low) & (sampled.y < shown.y_high))
        self._words["map"].setVisible(False)
        if has_room and len(inside) and self._iterate == 1:
            top = int(inside[np.argmax(sampled.y[inside])])
            across = (sampled.x[top] - shown.x_low) / (shown.x_high - shown.x_low)
            above = (shown.y_high - sampled.y[top]) / (shown.y_high - shown.y_low) * height
            self._words["map"].setVisible(bool(above > 1.3 * self.fontMetrics().height()))
            self._words["map"].setAnchor((float(np.clip(across, 0.15, 0.85)), 1))
            self._words["map"].setPos(float(sampled.x[top]), float(sampled.y[top]))

    def _place_beneath_diagonal(self, sampled: StepMap) -> float | None:
        """The x of the diagonal below which words are farthest from the map; None: they would cover it."""
        shown, (pixel_width, pixel_height) = self._shown, self.view.viewPixelSize()
        box = self._words["diagonal"].boundingRect()
        width, height = box.width() * pixel_width, box.height() * pixel_height
        low, high = max(shown.x_low, shown.y_low + height), min(shown.x_high - width, shown.y_high)
        best, widest = None, 0.0
        for x in np.linspace(low, high, _PLACES).tolist() if low < high else []:
            y = sampled.y[(sampled.x >= x) & (sampled.x <= x + width)]
            gap = float(np.fmax(y - x, x - height - y).min()) if len(y) and np.isfinite(y).all() else 0.0
            if gap > widest:
                best, widest = x, gap
        return best

    def _table(self) -> TableColumns:
        """The map as it is sampled now, and every step of the descent, out of view or not."""
        sampled, descent, p = self._sampled(), self._descent, self._iterate
        iterates = descent.iterates[: self._step + 1]
        return [
            (self.x_label, sampled.x),
            (self.y_label, sampled.y),
            ("slope", sampled.slope),
            ("iterate x", iterates[:-p]),
            (f"iterate {self.y_label}", iterates[p:]),
        ]


def _name_of(iterate: int) -> str:
    return "next x" if iterate == 1 else f"x {iterate} steps on"
