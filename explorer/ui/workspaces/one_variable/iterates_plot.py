"""Where is the descent after each step? x, f or f′ against t, the kept runs beside the present one.

Imports pyqtgraph: make it after the window's first paint.
"""

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QWidget

from explorer.array import Array
from explorer.descent.frame import LEAST_RANGE, drawable, exit_of
from explorer.descent.kept_descent import KeptDescent
from explorer.descent.landmark import PlotRange
from explorer.descent.quantity import NAMES, values_at
from explorer.descent.settings import Quantity
from explorer.descent.shown_descent import Descent
from explorer.files.table import TableColumns
from explorer.number import rounded
from explorer.symbol import Symbol
from explorer.ui.plot import PlotItem, curve, markers, recolour
from explorer.ui.plot.widget import Plot
from explorer.ui.plot.written_text import WrittenText
from explorer.ui.theme.theme import Theme
from explorer.ui.workspaces.one_variable.cycle_lines import CycleLines
from explorer.ui.workspaces.one_variable.exit_mark import ExitMark
from explorer.ui.workspaces.one_variable.further_paths import FurtherPaths
from explorer.ui.workspaces.one_variable.kept import colour_of
from explorer.ui.workspaces.one_variable.rate_plot import LEFT_ROOM

# With more iterates than that in view they are drawn as a line alone.
_MOST_POINTS = 200
_MARGIN = 0.08
# Where along its curve the name of each further kept run stands, as parts of the steps.
_NAME_PLACES = (0.8, 0.45, 0.17)
_ROOM_FOR_NAMES = 260
"""Pixels of the view below which the list beneath the plots alone names the kept runs."""


class IteratesPlot(Plot):
    """x(t), f(t) or f′(t) against the step t."""

    quantity_chosen = Signal(str)
    """The person wants another Quantity drawn."""

    def __init__(self, descent: Descent, parent: QWidget | None = None) -> None:
        super().__init__(parent, "step t", "x(t)")
        self.can_be_log = False
        self.plotItem.hideButtons()  # their A would fit the axes to an orbit that diverges
        self.keep_left(LEFT_ROOM)
        self.table = self._table
        self._descent, self._step = descent, 0
        self._others: tuple[Descent, ...] = ()
        self._quantity: Quantity = "x"
        self._kept: tuple[KeptDescent, ...] = ()
        self._kept_items: list[tuple[PlotItem, PlotItem]] = []
        self._steps = descent.steps
        self._low, self._high = 0.0, 0.0
        self.setAccessibleDescription(
            "Page up and page down change what is drawn: x, f or f′. " + self.accessibleDescription()
        )
        self._curve = self._line("")
        self._curve.opts["name"] = None  # the crosshair reads the points
        self._points = markers(self, "#000000", "now", size=5)
        self._ring = markers(self, "#000000", "", size=11)
        self._ring.opts["name"] = None
        self._further = FurtherPaths(self)
        self._exit = ExitMark(self)
        self.cycle = CycleLines(self)
        for level, item in enumerate((self._curve, self._points, self._ring)):
            item.setZValue(10 + level)
        self.view.sigRangeChanged.connect(self._place_names)
        self.view.sigRangeChanged.connect(self.cycle.place)
        self.view.sigResized.connect(self._place_names)
        self.view.sigResized.connect(self.cycle.place)

    def show_quantity(self, quantity: Quantity) -> None:
        """Draw this against the step from now on."""
        if quantity != self._quantity:
            self._quantity = quantity
            self.set_labels("step t", f"{NAMES[quantity]}(t)")
            self.show_cycle(())
            self.show_kept(self._kept)

    def show_cycle(self, values: Sequence[float]) -> None:
        """Name what the descent settles on: these x."""
        self.cycle.show(values_at(self._descent.f, np.array(values), self._quantity).tolist())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page up and page down change the quantity; the others are every plot's."""
        turns = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
        key, names = Qt.Key(event.key()), list(NAMES)
        if key in turns:
            place = names.index(self._quantity) + turns[key]
            self.quantity_chosen.emit(names[min(max(place, 0), len(names) - 1)])
            event.accept()
        else:
            super().keyPressEvent(event)

    def _values(self, descent: Descent) -> Array:
        """What is drawn of it, at all steps."""
        return values_at(descent.f, descent.iterates, self._quantity)

    def show_descents(self, descent: Descent, others: tuple[Descent, ...], step: int) -> None:
        """Draw the iterates of `descent` and of the others up to `step`."""
        self._descent, self._others, self._step = descent, others, step
        frame = self._shown_frame()
        t, x = np.arange(step + 1.0), self._values(descent)[: step + 1]
        self._exit.show(exit_of(t, x, frame) if descent.has_diverged else None)
        t, x = _drawn(x, frame)
        self._curve.setData(t, x)
        self._points.setData(t, x)
        self._points.setVisible(len(t) <= _MOST_POINTS)
        self._further.show([_drawn(self._values(other)[: step + 1], frame) for other in others])
        is_here = len(t) == step + 1 and step < descent.last
        self._ring.setData(t[-1:] if is_here else [], x[-1:] if is_here else [])

    def show_kept(self, runs: Sequence[KeptDescent]) -> None:
        """Draw these runs beside the present one, and no others."""
        for items in self._kept_items:
            for item in items:
                self.removeItem(item)
        self._kept = tuple(runs)
        self._kept_items = [self._draw_kept(run) for run in runs]
        self.set_colours(self._theme)
        self._place_names()

    @property
    def kept_curves(self) -> list[PlotItem]:
        """The lines of the kept runs."""
        return [line for line, _ in self._kept_items]

    def fit(self, descents: Sequence[Descent], x_low: float, x_high: float, shrinks: bool = True) -> None:
        """Show all steps of these descents, and their iterates where they are from `x_low` to `x_high`.

        Unless it `shrinks`, the range only grows: while α is dragged the plot stays still.
        """
        self._steps = descents[0].steps
        runs = [*descents, *(run.descent for run in self._kept)]
        seen = np.concatenate([self._values(run)[_is_seen(run, x_low, x_high)] for run in runs])
        seen = seen[np.isfinite(seen)]
        if not len(seen):
            seen = np.array([x_low, x_high])
        low, high = float(seen.min()), float(seen.max())
        if not shrinks:
            low, high = min(low, self._low), max(high, self._high)
        self._low, self._high = low, high
        self.show_all()

    def show_all(self) -> None:
        """Go back to all steps."""
        height = self._high - self._low
        margin = _MARGIN * height if height > LEAST_RANGE else 0.5 * max(abs(self._high), 1.0)
        steps = max([self._steps, *(run.descent.last for run in self._kept)])
        self.view.setRange(
            xRange=(0, steps),
            yRange=(self._low - margin, self._high + margin),
            padding=0.01,
            disableAutoRange=True,
        )

    def set_colours(self, theme: Theme) -> None:
        """Take the colours of `theme`, all that is drawn included."""
        self.set_theme(theme)
        recolour(self._curve, theme.negative)
        self._points.setSymbolBrush(theme.negative)
        self._points.setSymbolPen(theme.negative)
        self._ring.setSymbolBrush(theme.surface)
        self._ring.setSymbolPen(pg.mkPen(theme.negative, width=2.5))
        self._further.set_theme(theme)
        self.cycle.set_theme(theme)
        self._exit.set_theme(theme)
        backdrop = QColor(theme.surface)
        backdrop.setAlphaF(0.75)
        for run, (line, name) in zip(self._kept, self._kept_items, strict=True):
            recolour(line, colour_of(run, theme))
            name.setColor(colour_of(run, theme))
            name.fill = pg.mkBrush(backdrop)

    def _draw_kept(self, run: KeptDescent) -> tuple[PlotItem, PlotItem]:
        label = f"{run.name_beside(self._descent)} (kept)"
        line = self._line(label)
        line.setZValue(5)
        far = PlotRange(0.0, float(run.descent.steps), *self._view_heights())
        line.setData(*drawable(np.arange(run.descent.last + 1.0), self._values(run.descent), far))
        name = WrittenText(f"{Symbol.ALPHA} = {rounded(run.descent.learning_rate)} (kept)", write=self.write)
        name.setZValue(8)  # under the present run
        self.addItem(name, ignoreBounds=True)
        return line, name

    def _line(self, name: str) -> PlotItem:
        """A curve of at most a thousand points, none of which is left out."""
        line = curve(self, "#000000", name)
        line.setClipToView(False)
        return line

    def _place_names(self) -> None:
        """Put each name above its curve, or below it where that is at the top."""
        low, high = self._view_heights()
        for number, (run, (_, name)) in enumerate(zip(self._kept, self._kept_items, strict=True)):
            step = int(_NAME_PLACES[number % len(_NAME_PLACES)] * run.descent.last)
            x = float(np.clip(self._values(run.descent)[step], low, high))
            name.setAnchor((0.5, 0.0 if x > low + 0.8 * (high - low) else 1.0))
            name.setPos(step, x)
            name.setVisible(self.view.width() >= _ROOM_FOR_NAMES)

    def _shown_frame(self) -> PlotRange:
        """What is visible now; sideways everything counts as visible, for t does not diverge."""
        return PlotRange(-1.0, float(self._descent.steps + 1), *self._view_heights())

    def _view_heights(self) -> tuple[float, float]:
        low, high = self.view.viewRange()[1]
        return float(low), float(high)

    def _table(self) -> TableColumns:
        """Every iterate, out of view or not."""
        table: TableColumns = [
            ("step t", np.arange(self._step + 1.0)),
            (self.y_label, self._values(self._descent)[: self._step + 1]),
        ]
        for number, other in enumerate(self._others, start=2):
            table += _columns(f"start {number}", self._values(other), self.y_label)
        for run in self._kept:
            table += _columns(run.name_beside(self._descent), self._values(run.descent), self.y_label)
        return table


def _drawn(x: Array, frame: PlotRange) -> tuple[Array, Array]:
    """t and these values, one a step, as far out as they can be drawn."""
    t, x = drawable(np.arange(float(len(x))), x, frame)
    is_number = np.isfinite(x)
    return t[is_number], x[is_number]


def _is_seen(descent: Descent, x_low: float, x_high: float) -> NDArray[np.bool_]:
    """All iterates of a bounded descent, and those between the two of one that diverges."""
    x = descent.iterates
    with np.errstate(invalid="ignore"):
        inside: NDArray[np.bool_] = (x >= x_low) & (x <= x_high)
    return inside if descent.has_diverged else np.ones(len(x), dtype=np.bool_)


def _columns(name: str, values: Array, label: str) -> list[tuple[str, Array]]:
    return [(f"{name} step t", np.arange(float(len(values)))), (f"{name} {label}", values)]
