"""How are the curves of several runs drawn in one plot, when some of them diverge?

A run that diverged would leave no height for the others: the axis follows those that did not, where there are
any. Where such a curve leaves the plot, and where it ends, is marked.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from explorer.array import Array
from explorer.drawing.envelope import CurveSteps
from explorer.files.table import TableColumns
from explorer.ui.plot import PlotItem, make_plot, markers, recolour
from explorer.ui.plot.long_curve import LongCurve
from explorer.ui.theme.theme import LIGHT, Theme

if TYPE_CHECKING:
    from explorer.ui.plot.widget import Plot

_BELOW_TOP = 0.04
"""Of the height of the plot: so far below the top is it marked that a curve leaves there."""


@dataclass(frozen=True, eq=False)
class PlottedRun:
    """One run as it is to be drawn: `y` at ascending `x`, and dashed beside it those of the held-out samples.

    Runs of one `key` are the same run at another of its steps: what was drawn of it grows at its end.
    """

    key: Hashable
    name: str
    colour: Callable[[Theme], str]
    x: CurveSteps
    y: Array
    held_out: Array | None = None
    has_diverged: bool = False
    is_hidden: bool = False


@dataclass(eq=False)
class _Drawing:
    """What is drawn of one run: its curve, that of the held-out samples, and where it diverged.

    `cross` stands at its end, `exit` at the top of the plot where the curve leaves it.
    """

    run: PlottedRun
    curve: LongCurve
    held_out: LongCurve | None
    cross: PlotItem
    exit: PlotItem

    @property
    def lines(self) -> list[LongCurve]:
        """One or two."""
        return [self.curve] if self.held_out is None else [self.curve, self.held_out]


class RunPlot:
    """A plot of one number for all runs, with another dashed beside it."""

    def __init__(self, x_label: str, y_label: str) -> None:
        self.plot: Plot = make_plot(None, x_label, y_label)
        self._theme = LIGHT
        self._drawings: dict[Hashable, _Drawing] = {}
        self.plot.table = self._table
        self.plot.view.sigYRangeChanged.connect(self._mark_exits)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._theme = theme
        self.plot.set_theme(theme)
        for drawing in self._drawings.values():
            colour = drawing.run.colour(theme)
            for line in drawing.lines:
                line.recolour(colour)
            recolour(drawing.exit, colour)
            recolour(drawing.cross, theme.problem)

    def show(self, runs: Sequence[PlottedRun]) -> None:
        """Draw these runs and no others; one that is drawn already is only brought up to date."""
        for key in set(self._drawings) - {run.key for run in runs}:
            self._remove(self._drawings.pop(key))
        for run in runs:
            drawing = self._drawings.get(run.key)
            if drawing is None:
                drawing = self._drawings[run.key] = self._begin(run)
                self._update(drawing, run)
            elif run.y is not drawing.run.y or run.x is not drawing.run.x:
                self._update(drawing, run)
            _set_visible(drawing, not run.is_hidden)
        has_healthy = any(not (run.has_diverged or run.is_hidden) for run in runs)
        for run in runs:
            does_fit = not (run.has_diverged and has_healthy)
            for item in (*self._drawings[run.key].lines, self._drawings[run.key].cross):
                item.set_fits_height(does_fit)
        self._mark_exits()

    def _begin(self, run: PlottedRun) -> _Drawing:
        colour, name = run.colour(self._theme), run.name
        held_out = None
        if run.held_out is not None and np.isfinite(run.held_out).any():
            held_out = LongCurve(self.plot, colour, f"{name}, held out", dashed=True)
        cross = markers(self.plot, self._theme.problem, f"{name} diverged", symbol="x", size=10)
        leaving = markers(self.plot, colour, "", symbol="t1", size=11)
        leaving.opts["name"] = None  # its place is no data: the crosshair shall not read it
        leaving.set_fits_height(False)
        for symbol in (cross, leaving):
            symbol.setZValue(1)
        return _Drawing(run, LongCurve(self.plot, colour, name), held_out, cross, leaving)

    def _update(self, drawing: _Drawing, run: PlottedRun) -> None:
        drawing.run = run
        drawing.curve.show(run.x, run.y)
        if drawing.held_out is not None and run.held_out is not None:
            drawing.held_out.show(run.x, run.held_out)
        drawing.cross.setData(
            *(_end_of(run.x, run.y, self.plot.can_be_log) if run.has_diverged else ([], []))
        )

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

    def _remove(self, drawing: _Drawing) -> None:
        for line in drawing.lines:
            line.remove()
        for symbol in (drawing.cross, drawing.exit):
            self.plot.removeItem(symbol)

    def _table(self) -> TableColumns:
        table: TableColumns = []
        x_label, y_label = self.plot.x_label, self.plot.y_label
        for drawing in self._drawings.values():
            for line in drawing.lines:
                if line.item.isVisible():
                    table += [(f"{line.name} {x_label}", line.steps), (f"{line.name} {y_label}", line.values)]
        return table


def _set_visible(drawing: _Drawing, is_visible: bool) -> None:
    for line in drawing.lines:
        line.set_visible(is_visible)
    for symbol in (drawing.cross, drawing.exit):
        symbol.setVisible(is_visible)


def _end_of(x: CurveSteps, y: Array, is_positive: bool) -> tuple[list[float], list[float]]:
    """The last x, at the height of the last value that can be drawn."""
    finite = y[np.isfinite(y) & ((y > 0) | (not is_positive))]
    return ([float(x[-1])], [float(finite[-1])]) if len(finite) else ([], [])
