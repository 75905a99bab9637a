"""What has a run been through?

Numbers of every step, and the parameters of some: when there are too many, every second one is dropped and
from then on only every second one is kept, so that a run of any length fits into memory.
"""

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from explorer.array import Array, Steps
from explorer.training.engine import Rows

MOST_ROWS = 2**18
LATEST = 512
"""So many rows of the latest steps are there, whatever has been dropped."""

MOST_SNAPSHOTS = 256
FEWEST_SNAPSHOTS = 16
_MOST_SNAPSHOT_NUMBERS = 4_000_000
_FIRST_ROOM = 8


@dataclass(frozen=True, eq=False)
class Columns:
    """Rows of a history, one array (rows,) for each column; row t is the evaluation after t updates.

    `loss`: E over all training samples, also where a step follows a mini-batch; `held_out_loss`: NaN where
    no samples are held out. `gradient_norm`: ‖∇E‖ of the gradient that the step from here follows, which is
    its batch's; `learning_rate`: the αₜ of that step. `loss_change`: the loss after that step less the loss
    here; NaN in the last row.
    """

    step: Steps
    loss: Array
    held_out_loss: Array
    gradient_norm: Array
    learning_rate: Array
    loss_change: Array

    @property
    def promised_change(self) -> Array:
        """−α‖∇E‖²: how the loss would change if it were as straight as the gradient says."""
        with np.errstate(all="ignore"):
            return -self.learning_rate * self.gradient_norm**2

    def __len__(self) -> int:
        return len(self.step)


class History:
    """The rows of a run, written as it goes on; at most about `most` of them, in memory of that size."""

    def __init__(self, most: int = MOST_ROWS) -> None:
        self._most = most
        self._series, self._latest = _Series(5), _Series(5)
        self.stride = 1

    def __len__(self) -> int:
        return len(self._series.steps)

    def rows(self, first_step: int = 0) -> Columns:
        """The rows from `first_step` on, as views that are good until the history changes.

        The last is that of the present step; of those before it, every one if `stride` is 1, else those
        whose step is a multiple of it.
        """
        start = int(np.searchsorted(self._series.steps, first_step))
        return Columns(self._series.steps[start:], *self._series.values[:, start:])

    def last_step(self) -> Columns:
        """The row before the last step and that after it; the last row alone where the other is not kept."""
        for series in (self._latest, self._series):
            if len(series.steps) > 1 and series.steps[-1] - series.steps[-2] == 1:
                return Columns(series.steps[-2:], *series.values[:, -2:])
        return Columns(self._series.steps[-1:], *self._series.values[:, -1:])

    def judged(self) -> Columns:
        """All rows and those of the latest steps, none of which is missing: what a verdict needs."""
        if not len(self._latest.steps):
            return self.rows()
        series, latest = self._series, self._latest
        early = int(np.searchsorted(series.steps, latest.steps[0]))
        steps = np.concatenate([series.steps[:early], latest.steps])
        return Columns(steps, *np.concatenate([series.values[:, :early], latest.values], axis=1))

    def copied(self) -> Columns:
        """All rows so far, in arrays of their own that nothing changes any more."""
        rows = self.rows()
        copies = {field.name: getattr(rows, field.name).copy() for field in fields(rows)}
        for copy in copies.values():
            copy.setflags(write=False)
        return Columns(**copies)

    def write(self, step: int, rows: Rows, learning_rates: Array) -> None:
        """Adds the rows of `step` and those that follow, in place of any of `step` or later.

        `learning_rates`: αₜ of the step from each row, (rows,).
        """
        self.truncate(step)
        steps = np.arange(step, step + len(rows.loss))
        values = np.empty((5, len(steps)))
        values[0], values[1], values[2] = rows.loss, rows.held_out_loss, rows.gradient_norm
        values[3] = learning_rates
        with np.errstate(all="ignore"):
            values[4, :-1] = rows.loss[1:] - rows.loss[:-1]
        values[4, -1] = np.nan
        if self.stride > 1:
            self._latest.append(steps, values)
            if len(self._latest.steps) > 2 * LATEST:
                self._latest.keep(self._latest.steps > steps[-1] - LATEST)
        is_kept = (steps % self.stride == 0) | (steps == steps[-1])
        self._series.append(steps[is_kept], values[:, is_kept])
        while len(self) > self._most:
            self.stride *= 2
            steps = self._series.steps
            self._series.keep((steps % self.stride == 0) | (steps == steps[-1]))

    def truncate(self, step: int) -> None:
        """Forgets the rows of `step` and all later ones."""
        for series in (self._series, self._latest):
            series.truncate(int(np.searchsorted(series.steps, step)))

    def set_learning_rate(self, learning_rate: float) -> None:
        """Sets the αₜ of the last row: that of the step that is still to come."""
        for series in (self._series, self._latest):
            series.values[3, -1:] = learning_rate


class Snapshots:
    """The parameters at some steps of a run: those of every step that is a multiple of `stride`."""

    def __init__(self, parameters: int) -> None:
        affordable = _MOST_SNAPSHOT_NUMBERS // max(1, parameters)
        self._most = min(max(affordable, FEWEST_SNAPSHOTS), MOST_SNAPSHOTS)
        self._series = _Series(parameters)
        self.stride = 1

    @property
    def steps(self) -> Steps:
        """The step of each snapshot, a view that is good until the next is added."""
        return self._series.steps

    @property
    def parameters(self) -> Array:
        """(parameters, snapshots): each row is a parameter's curve. A view, good until the next is added."""
        return self._series.values

    def steps_until_next(self, step: int) -> int:
        """How many updates after `step` the next snapshot is due; at least 1."""
        return self.stride - step % self.stride

    def write(self, step: int, parameters: Array) -> None:
        """Keeps the parameters of `step`, if it is due, in place of any of that step or later."""
        self.truncate(step)
        if step % self.stride:
            return
        self._series.append(np.array([step]), parameters[:, np.newaxis])
        if len(self.steps) > self._most:
            self.stride *= 2
            self._series.keep(self.steps % self.stride == 0)

    def truncate(self, step: int) -> None:
        """Forgets the snapshots of `step` and all later ones."""
        if len(self.steps) and self.steps[-1] >= step:
            self._series.truncate(int(np.searchsorted(self.steps, step)))


class _Series:
    """Growing columns: `values`, (width, length), each numbered by one of `steps`, (length,)."""

    def __init__(self, width: int) -> None:
        self._length = 0
        self._steps: Steps = np.empty(_FIRST_ROOM, dtype=np.int64)
        self._values: Array = np.empty((width, _FIRST_ROOM))

    @property
    def steps(self) -> Steps:
        return self._steps[: self._length]

    @property
    def values(self) -> Array:
        return self._values[:, : self._length]

    def append(self, steps: Steps, values: Array) -> None:
        end = self._length + len(steps)
        if end > len(self._steps):
            self._make_room(max(end, 2 * len(self._steps)))
        self._steps[self._length : end] = steps
        self._values[:, self._length : end] = values
        self._length = end

    def truncate(self, length: int) -> None:
        self._length = length

    def keep(self, is_kept: NDArray[np.bool_]) -> None:
        steps, values = self.steps[is_kept], self.values[:, is_kept]
        self._length = 0
        self.append(steps, values)

    def _make_room(self, capacity: int) -> None:
        steps, values = self.steps, self.values
        self._steps = np.empty(capacity, dtype=np.int64)
        self._values = np.empty((len(values), capacity))
        self._steps[: self._length], self._values[:, : self._length] = steps, values
