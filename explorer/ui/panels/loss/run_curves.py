"""How are the loss and the gradient's size of every run drawn against the step?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from explorer.array import Array
from explorer.drawing.envelope import CurveSteps
from explorer.files.table import TableColumns
from explorer.network.model import Experiment, Penalty, ScheduleChoice
from explorer.training.history import Columns
from explorer.ui.panels.loss.run_chip import Entry
from explorer.ui.plot import PlotItem, make_plot, markers, recolour
from explorer.ui.plot.long_curve import LongCurve
from explorer.ui.theme.theme import LIGHT, Theme

if TYPE_CHECKING:
    from explorer.ui.plot.widget import Plot

Column = Callable[[Columns], Array]

_BELOW_TOP = 0.04
"""Of the height of the plot: so far below the top is it marked that a curve leaves there."""


@dataclass(frozen=True, eq=False)
class Drawing:
    """What is drawn of one run: its curve, that of the held-out samples, and where it diverged.

    `cross` stands at its end, `exit` at the top of the plot where the curve leaves it.
    """

    entry: Entry
    curve: LongCurve
    held_out: LongCurve | None
    cross: PlotItem
    exit: PlotItem

    @property
    def lines(self) -> list[LongCurve]:
        """One or two."""
        return [self.curve] if self.held_out is None else [self.curve, self.held_out]


@dataclass(frozen=True, eq=False)
class Drawn:
    """One run as it is to be drawn."""

    entry: Entry
    history: Columns
    has_diverged: bool
    is_hidden: bool
    start: Experiment

    @property
    def has_penalty(self) -> bool:
        """Whether its E has a penalty in it."""
        return self.start.training.penalty != Penalty()

    @property
    def has_held_out(self) -> bool:
        """Whether the loss of held-out samples is drawn too."""
        return bool(self.start.held_out_samples)

    @property
    def is_scheduled(self) -> bool:
        """Whether its α changes by itself."""
        return self.start.training.schedule != ScheduleChoice()


class RunCurves:
    """A plot of one column of the history for all runs, with another column dashed beside it.

    A run that diverged would leave no height for the others: the axis follows those that did not, where there
    are any.
    """

    def __init__(self, y_label: str, column: Column, held_out: Column | None = None) -> None:
        self.plot: Plot = make_plot(None, "step", y_label)
        self._column, self._held_out = column, held_out
        self._theme = LIGHT
        self._drawings: dict[Entry, Drawing] = {}
        self.plot.table = self._table
        self.plot.view.sigYRangeChanged.connect(self._mark_exits)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._theme = theme
        self.plot.set_theme(theme)
        for drawing in self._drawings.values():
            for line in drawing.lines:
                line.recolour(self._colour(drawing.entry))
            recolour(drawing.exit, self._colour(drawing.entry))
            recolour(drawing.cross, theme.problem)

    def show(self, runs: list[Drawn]) -> None:
        """Draw these runs and no others; one that is drawn already is only brought up to date."""
        for entry in set(self._drawings) - {run.entry for run in runs}:
            self._remove(self._drawings.pop(entry))
        for run in runs:
            drawing = self._drawings.get(run.entry)
            if drawing is None:
                drawing = self._drawings[run.entry] = self._begin(run)
                self._update(drawing, run)
            elif run.entry.run is None:
                self._update(drawing, run)
            _set_visible(drawing, not run.is_hidden)
        has_healthy = any(not (run.has_diverged or run.is_hidden) for run in runs)
        for run in runs:
            does_fit = not (run.has_diverged and has_healthy)
            for item in (*self._drawings[run.entry].lines, self._drawings[run.entry].cross):
                item.set_fits_height(does_fit)
        self._mark_exits()

    def _begin(self, run: Drawn) -> Drawing:
        colour, name = self._colour(run.entry), run.entry.name
        held_out = None
        if self._held_out is not None and np.isfinite(self._held_out(run.history)).any():
            held_out = LongCurve(self.plot, colour, f"{name}, held out", dashed=True)
        cross = markers(self.plot, self._theme.problem, f"{name} diverged", symbol="x", size=10)
        leaving = markers(self.plot, colour, "", symbol="t1", size=11)
        leaving.opts["name"] = None  # its place is no data: the crosshair shall not read it
        leaving.set_fits_height(False)
        for symbol in (cross, leaving):
            symbol.setZValue(1)
        return Drawing(run.entry, LongCurve(self.plot, colour, name), held_out, cross, leaving)

    def _update(self, drawing: Drawing, run: Drawn) -> None:
        steps, values = run.history.step, self._column(run.history)
        drawing.curve.show(steps, values)
        if drawing.held_out is not None and self._held_out is not None:
            drawing.held_out.show(steps, self._held_out(run.history))
        drawing.cross.setData(*(_end_of(steps, values) if run.has_diverged else ([], [])))

    def _mark_exits(self) -> None:
        """Mark where each curve for which there is no room leaves the plot at the top."""
        low, high = self.plot.view.viewRange()[1]
        height = high - _BELOW_TOP * (high - low)
        top, place = (10.0**high, 10.0**height) if self.plot.is_log else (high, height)
        for drawing in self._drawings.values():
            is_leaving = not drawing.cross.fits_height
            outside = ~(drawing.curve.values <= top) if is_leaving else np.empty(0, bool)
            first = drawing.curve.steps[outside.argmax()] if outside.any() else None
            drawing.exit.setData(*(([], []) if first is None else ([first], [place])))

    def _remove(self, drawing: Drawing) -> None:
        for line in drawing.lines:
            line.remove()
        for symbol in (drawing.cross, drawing.exit):
            self.plot.removeItem(symbol)

    def _colour(self, entry: Entry) -> str:
        return self._theme.curves[entry.colour % len(self._theme.curves)]

    def _table(self) -> TableColumns:
        table: TableColumns = []
        label = self.plot.y_label
        for drawing in self._drawings.values():
            for line in drawing.lines:
                if line.item.isVisible():
                    table += [(f"{line.name} step", line.steps), (f"{line.name} {label}", line.values)]
        return table


def _set_visible(drawing: Drawing, is_visible: bool) -> None:
    for line in drawing.lines:
        line.set_visible(is_visible)
    for symbol in (drawing.cross, drawing.exit):
        symbol.setVisible(is_visible)


def _end_of(steps: CurveSteps, values: Array) -> tuple[list[float], list[float]]:
    """The last step, at the height of the last value that can be drawn."""
    finite = values[np.isfinite(values) & (values > 0)]
    return ([float(steps[-1])], [float(finite[-1])]) if len(finite) else ([], [])
