"""How is the present run drawn: its weights over time, and what each step promised and brought?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from explorer.array import Array
from explorer.files.table import TableColumns
from explorer.network.model import Parameter
from explorer.training.predicted_change import Promise
from explorer.training.trainer import Trainer
from explorer.ui.plot import PlotItem, curve, make_plot, recolour
from explorer.ui.plot.envelope import Steps
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
        self._trainer: Trainer | None = None
        self._parameters: tuple[Parameter, ...] = ()
        self._lines: list[PlotItem] = []

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._theme = theme
        self.plot.set_theme(theme)
        for index, line in enumerate(self._lines):
            recolour(line, self._colour(index), self._parameters[index].is_bias)

    def forget_present(self) -> None:
        """The present run is another one than before, or goes on from an earlier step."""
        self._begin(None)

    def show(self, trainer: Trainer | None) -> None:
        """Draw what `trainer` remembers of its parameters; nothing for None."""
        if trainer is not self._trainer:
            self._begin(trainer)
        if trainer is None:
            return
        steps, values = trainer.snapshots.steps, trainer.snapshots.parameters
        stride = 1 + len(steps) // _MOST_POINTS
        present = trainer.parameters
        shown = np.append(steps[::stride], trainer.step).astype(np.float64)
        for index, line in enumerate(self._lines):
            line.setData(shown, np.append(values[index, ::stride], present[index]))

    def _begin(self, trainer: Trainer | None) -> None:
        for line in self._lines:
            self.plot.removeItem(line)
        self._trainer = trainer
        self._parameters = () if trainer is None else trainer.experiment().network.parameters
        label = "weight or bias"
        if len(self._parameters) > MOST_LINES:
            label = f"first {MOST_LINES} of {len(self._parameters)} parameters"
        self.plot.set_labels("step", label)
        self._lines = [
            curve(self.plot, self._colour(index), parameter.label, parameter.is_bias)
            for index, parameter in enumerate(self._parameters[:MOST_LINES])
        ]

    def _colour(self, index: int) -> str:
        return self._theme.curves[index % len(self._theme.curves)]

    def _table(self) -> TableColumns:
        if self._trainer is None:
            return []
        snapshots = self._trainer.snapshots
        columns = zip(self._parameters, snapshots.parameters, strict=True)
        return [("step", snapshots.steps), *((parameter.label, values) for parameter, values in columns)]


class ChangeCurves:
    """What each step promised, or a plain one would have, and what came; their sizes on a log axis."""

    def __init__(self) -> None:
        self.plot: Plot = make_plot(None, "step", "change of E")
        self.plot.table = self._table
        self.plot.add_legend()
        self.plot.log_changed.connect(lambda is_log: self._redraw())
        self._theme = LIGHT
        self._trainer: Trainer | None = None
        self._promise: Promise | None = None
        self._came: LongCurve | None = None
        self._promised: LongCurve | None = None

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._theme = theme
        self.plot.set_theme(theme)
        if self._came is not None and self._promised is not None:
            self._came.recolour(theme.curves[0])
            self._promised.recolour(theme.curves[1])

    def forget_present(self) -> None:
        """The present run is another one than before, or goes on from an earlier step."""
        self._begin(None)

    def show(self, trainer: Trainer | None) -> None:
        """Draw every step of `trainer`; nothing for None."""
        if trainer is not self._trainer:
            self._begin(trainer)
        if trainer is None or self._promise is None or self._came is None or self._promised is None:
            return
        steps, promised, came = _changes(trainer, self._promise)
        if self.plot.is_log:
            promised, came = np.abs(promised), np.abs(came)
        self._promised.show(steps, promised)
        self._came.show(steps, came)

    def _begin(self, trainer: Trainer | None) -> None:
        for drawn in (self._came, self._promised):
            if drawn is not None:
                drawn.remove()
        self._trainer, self._came, self._promised = trainer, None, None
        self._promise = None if trainer is None else Promise(trainer.start())
        if self._promise is not None:
            self._came = LongCurve(self.plot, self._theme.curves[0], "came")
            self._promised = LongCurve(self.plot, self._theme.curves[1], self._promise.label, dashed=True)

    def _redraw(self) -> None:
        trainer = self._trainer
        self.plot.set_labels("step", "size of the change of E" if self.plot.is_log else "change of E")
        self._begin(None)
        self.show(trainer)

    def _table(self) -> TableColumns:
        if self._trainer is None or self._promise is None:
            return []
        steps, promised, came = _changes(self._trainer, self._promise)
        return [("step", steps), (f"{self._promise.label} change of E", promised), ("change of E", came)]


def _changes(trainer: Trainer, promise: Promise) -> tuple[Steps, Array, Array]:
    """Steps, each numbered by what it led to, with the promised change of E and the one that came."""
    rows = trainer.history.rows()
    return (rows.step[:-1] + 1, promise.values(rows)[:-1], rows.loss_change[:-1])
