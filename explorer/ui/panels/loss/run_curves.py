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
from explorer.ui.panels.loss.run_list import Entry
from explorer.ui.plot import PlotItem, make_plot, markers, recolour
from explorer.ui.plot.long_curve import LongCurve
from explorer.ui.theme.theme import LIGHT, Theme

if TYPE_CHECKING:
    from explorer.ui.plot.widget import Plot

Column = Callable[[Columns], Array]


@dataclass(frozen=True, eq=False)
class Drawing:
    """What is drawn of one run: its curve, that of the held-out samples, and a cross where it diverged."""

    entry: Entry
    curve: LongCurve
    held_out: LongCurve | None
    cross: PlotItem


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
    def is_scheduled(self) -> bool:
        """Whether its α changes by itself."""
        return self.start.training.schedule != ScheduleChoice()


class RunCurves:
    """A plot of one column of the history for all runs, with another column dashed beside it."""

    def __init__(self, y_label: str, column: Column, held_out: Column | None = None) -> None:
        self.plot: Plot = make_plot(None, "step", y_label)
        self._column, self._held_out = column, held_out
        self._theme = LIGHT
        self._drawings: dict[Entry, Drawing] = {}
        self.plot.table = self._table

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._theme = theme
        self.plot.set_theme(theme)
        for drawing in self._drawings.values():
            drawing.curve.recolour(self._colour(drawing.entry))
            if drawing.held_out is not None:
                drawing.held_out.recolour(self._colour(drawing.entry))
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
            self._set_visible(drawing, not run.is_hidden)

    def _begin(self, run: Drawn) -> Drawing:
        colour, name = self._colour(run.entry), run.entry.name
        held_out = None
        if self._held_out is not None and np.isfinite(self._held_out(run.history)).any():
            held_out = LongCurve(self.plot, colour, f"{name}, held out", dashed=True)
        cross = markers(self.plot, self._theme.problem, f"{name} diverged", symbol="x", size=10)
        cross.setZValue(1)
        return Drawing(run.entry, LongCurve(self.plot, colour, name), held_out, cross)

    def _update(self, drawing: Drawing, run: Drawn) -> None:
        steps, values = run.history.step, self._column(run.history)
        drawing.curve.show(steps, values)
        if drawing.held_out is not None and self._held_out is not None:
            drawing.held_out.show(steps, self._held_out(run.history))
        drawing.cross.setData(*(_end_of(steps, values) if run.has_diverged else ([], [])))

    def _set_visible(self, drawing: Drawing, is_visible: bool) -> None:
        drawing.curve.set_visible(is_visible)
        drawing.cross.setVisible(is_visible)
        if drawing.held_out is not None:
            drawing.held_out.set_visible(is_visible)

    def _remove(self, drawing: Drawing) -> None:
        drawing.curve.remove()
        if drawing.held_out is not None:
            drawing.held_out.remove()
        self.plot.removeItem(drawing.cross)

    def _colour(self, entry: Entry) -> str:
        return self._theme.curves[entry.colour % len(self._theme.curves)]

    def _table(self) -> TableColumns:
        table: TableColumns = []
        label = self.plot.y_label
        for drawing in self._drawings.values():
            for curve in (drawing.curve, drawing.held_out):
                if curve is not None and curve.item.isVisible():
                    table += [(f"{curve.name} step", curve.steps), (f"{curve.name} {label}", curve.values)]
        return table


def _end_of(steps: CurveSteps, values: Array) -> tuple[list[float], list[float]]:
    """The last step, at the height of the last value that can be drawn."""
    finite = values[np.isfinite(values) & (values > 0)]
    return ([float(steps[-1])], [float(finite[-1])]) if len(finite) else ([], [])
