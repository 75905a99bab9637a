"""How is the present run drawn: its weights over time, and what each step promised and brought?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from explorer.array import Array
from explorer.drawing.envelope import CurveSteps
from explorer.files.table import TableColumns
from explorer.network.model import Parameter
from explorer.symbol import Symbol
from explorer.training.history import Columns
from explorer.training.predicted_change import PredictedChange
from explorer.training.run_snapshot import RunSnapshot
from explorer.ui.plot import PlotItem, curve, make_plot, recolour
from explorer.ui.plot.long_curve import LongCurve
from explorer.ui.theme.theme import LIGHT, Theme

if TYPE_CHECKING:
    from explorer.ui.plot.widget import Plot

MOST_LINES = 60
"""Of the parameters, the first so many are drawn; the CSV has all of them."""

_MOST_POINTS = 250


class WeightCurves:
    """Every weight and bias against the step; biases are dashed. The crosshair names them."""

    def __init__(self) -> None:
        self.plot: Plot = make_plot(None, "step", "weight or bias")
        self.plot.can_be_log = False
        self.plot.table = self._table
        self._theme = LIGHT
        self._run: RunSnapshot | None = None
        self._parameters: tuple[Parameter, ...] = ()
        self._lines: list[PlotItem] = []
        self._marked: Parameter | None = None

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._theme = theme
        self.plot.set_theme(theme)
        self._recolour()

    def mark(self, parameter: Parameter | None) -> None:
        """Let the curve of `parameter` stand out among faint ones, and fill the plot since E was lowest.

        None: all are alike, and fill it together.
        """
        if (parameter, self._marked) == (None, None):
            return
        self._marked = parameter
        self._recolour()
        run = self._run
        if parameter not in self._parameters or run is None:
            self.plot.show_all()
            return
        index, first = self._parameters.index(parameter), run.step_before_rise
        grown = np.append(run.curves.values[index, run.curves.step >= first], run.last_finite[0][index])
        grown = grown[np.isfinite(grown)]
        self.plot.setXRange(first, run.step)
        self.plot.setYRange(float(grown.min()), float(grown.max()))

    def show(self, run: RunSnapshot | None) -> None:
        """Draw what is known of the parameters of `run`; nothing for None."""
        self._run = run
        parameters = () if run is None else run.start.network.parameters
        if parameters != self._parameters:
            self._begin(parameters)
        if run is None:
            return
        steps, values = run.curves.step, run.curves.values
        stride = 1 + len(steps) // _MOST_POINTS
        shown = np.append(steps[::stride], run.step).astype(np.float64)
        for index, line in enumerate(self._lines):
            line.setData(shown, np.append(values[index, ::stride], run.parameters[index]))

    def _begin(self, parameters: tuple[Parameter, ...]) -> None:
        for line in self._lines:
            self.plot.removeItem(line)
        self._parameters = parameters
        label = "weight or bias"
        if len(self._parameters) > MOST_LINES:
            label = f"first {MOST_LINES} of {len(self._parameters)} parameters"
        self.plot.set_labels("step", label)
        self._lines = [
            curve(self.plot, self._colour(index), parameter.shown, parameter.is_bias)
            for index, parameter in enumerate(self._parameters[:MOST_LINES])
        ]

    def _recolour(self) -> None:
        for index, line in enumerate(self._lines):
            parameter = self._parameters[index]
            recolour(line, self._colour(index), parameter.is_bias)
            line.setZValue(1 if parameter == self._marked else 0)

    def _colour(self, index: int) -> str:
        """That of a curve; where one is marked, that of a problem for it and a faint one for the others."""
        if self._marked in self._parameters:
            is_marked = self._parameters[index] == self._marked
            return self._theme.problem if is_marked else self._theme.border
        return self._theme.curves[index % len(self._theme.curves)]

    def _table(self) -> TableColumns:
        if self._run is None:
            return []
        curves = self._run.curves
        columns = zip(self._parameters, curves.values, strict=True)
        return [("step", curves.step), *((parameter.label, values) for parameter, values in columns)]


class ChangeCurves:
    """What each step promised, or a plain one would have, and what came; their sizes on a log axis."""

    def __init__(self) -> None:
        self.plot: Plot = make_plot(None, "step", f"change of {Symbol.LOSS}")
        self.plot.table = self._table
        self.plot.add_legend()
        self.plot.log_changed.connect(lambda is_log: self._redraw())
        self._theme = LIGHT
        self._run: RunSnapshot | None = None
        self._came: LongCurve | None = None
        self._promised: LongCurve | None = None

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._theme = theme
        self.plot.set_theme(theme)
        if self._came is not None and self._promised is not None:
            self._came.recolour(theme.curves[0])
            self._promised.recolour(theme.curves[1])

    def show(self, run: RunSnapshot | None) -> None:
        """Draw every step of `run`; nothing for None."""
        if run is None or self._run is None or run.run != self._run.run:
            self._begin(run)
        self._run = run
        if run is None or self._came is None or self._promised is None:
            return
        steps, promised, came = _changes(run.history.rows(), PredictedChange(run.start))
        if self.plot.is_log:
            promised, came = np.abs(promised), np.abs(came)
        self._promised.show(steps, promised)
        self._came.show(steps, came)

    def _begin(self, run: RunSnapshot | None) -> None:
        for drawn in (self._came, self._promised):
            if drawn is not None:
                drawn.remove()
        self._came = self._promised = None
        if run is not None:
            label = PredictedChange(run.start).label
            self._came = LongCurve(self.plot, self._theme.curves[0], "came")
            self._promised = LongCurve(self.plot, self._theme.curves[1], label, dashed=True)

    def _redraw(self) -> None:
        run = self._run
        self.plot.set_labels(
            "step", f"size of the change of {Symbol.LOSS}" if self.plot.is_log else f"change of {Symbol.LOSS}"
        )
        self._run = None
        self.show(run)

    def _table(self) -> TableColumns:
        if self._run is None:
            return []
        promise = PredictedChange(self._run.start)
        steps, promised, came = _changes(self._run.history.rows(), promise)
        return [
            ("step", steps),
            (f"{promise.label} change of {Symbol.LOSS}", promised),
            (f"change of {Symbol.LOSS}", came),
        ]


def _changes(rows: Columns, promise: PredictedChange) -> tuple[CurveSteps, Array, Array]:
    """Steps, each numbered by what it led to, with the promised change of E and the one that came."""
    return (rows.step[:-1] + 1, promise.values(rows)[:-1], rows.loss_change[:-1])
