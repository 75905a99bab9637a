"""How is the history of a run recorded while it goes on?

Numbers of every step, and the state of some: when there are too many, every second one is dropped and
from then on only every second one is kept, so that a run of any length fits into memory. What is written is
never written again: what was handed out are views of arrays that only grow beyond them, so handing out costs
the same however long the run is, and a thread may read while another records.
"""

from dataclasses import replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from explorer.array import Array, Steps
from explorer.training.engine import Rows
from explorer.training.history import Columns, History, ParameterCurves

MOST_ROWS = 2**18
LATEST = 512
"""So many rows of the latest steps are there, whatever has been dropped."""

MOST_SNAPSHOTS = 256
FEWEST_SNAPSHOTS = 16
_MOST_SNAPSHOT_NUMBERS = 4_000_000
_FIRST_ROOM = 8
_WIDTH = 5

Number = TypeVar("Number", bound=np.generic)


class HistoryRecorder:
    """Writes the rows of a run as it goes on; at most about `most` of them, in memory of that size."""

    def __init__(self, most: int = MOST_ROWS) -> None:
        self._most = most
        self._kept, self._latest = _AppendOnly(_WIDTH), _AppendOnly(_WIDTH)
        self._last = _columns(np.empty(0, dtype=np.int64), np.empty((_WIDTH, 0)))
        self._stride = 1

    @property
    def history(self) -> History:
        """The rows so far; what is written later is not in it."""
        kept, latest = self._kept, self._latest
        return History(
            _columns(kept.steps, kept.values), _columns(latest.steps, latest.values), self._last, self._stride
        )

    def write(self, step: int, rows: Rows, learning_rates: Array) -> None:
        """Adds the rows of `step` and those that follow, in place of any of `step` or later.

        `learning_rates`: αₜ of the step from each row, (rows,).
        """
        self.truncate(step)
        steps, values = _numbers(step, rows, learning_rates)
        self._last = _columns(steps[-1:].copy(), values[:, -1:].copy())
        steps, values = steps[:-1], values[:, :-1]
        if self._stride > 1:
            self._write_latest(steps, values)
        is_kept = steps % self._stride == 0
        self._kept.append(steps[is_kept], values[:, is_kept])
        while len(self._kept.steps) + 1 > self._most:
            self._thin_out()

    def truncate(self, step: int) -> None:
        """Forgets the rows of `step` and all later ones."""
        self._last = self._last.before(step)
        for rows in (self._kept, self._latest):
            rows.truncate(step)

    def set_learning_rate(self, learning_rate: float) -> None:
        """Sets the αₜ of the last row: that of the step that is still to come."""
        rates = np.full(len(self._last), learning_rate)
        self._last = replace(self._last, learning_rate=rates)

    def _write_latest(self, steps: Steps, values: Array) -> None:
        self._latest.append(steps[-LATEST:], values[:, -LATEST:])
        if len(self._latest.steps) > 2 * LATEST:
            self._latest.keep(self._latest.steps > self._latest.steps[-1] - LATEST)

    def _thin_out(self) -> None:
        if self._stride == 1:
            self._write_latest(self._kept.steps, self._kept.values)
        self._stride *= 2
        self._kept.keep(self._kept.steps % self._stride == 0)


class StateRecorder:
    """Writes the state at some steps of a run: that of every step that is a multiple of `stride`.

    `shape`: (1 + memory, parameters), the parameters and what the optimiser remembers, from which any later
    step can be made once more.
    """

    def __init__(self, shape: tuple[int, int]) -> None:
        numbers = shape[0] * shape[1]
        affordable = _MOST_SNAPSHOT_NUMBERS // max(1, numbers)
        self._most = min(max(affordable, FEWEST_SNAPSHOTS), MOST_SNAPSHOTS)
        self._shape = shape
        self._kept = _AppendOnly(numbers)
        self.stride = 1

    @property
    def curves(self) -> ParameterCurves:
        """The parameters so far; what is written later is not in it."""
        return ParameterCurves(self._kept.steps, self._kept.values[: self._shape[1]])

    def latest_before(self, step: int) -> tuple[int, Array]:
        """The latest step up to `step` of which the state was kept, and a copy of that."""
        place = int(np.searchsorted(self._kept.steps, step, side="right")) - 1
        return int(self._kept.steps[place]), self._kept.values[:, place].reshape(self._shape).copy()

    def steps_until_next(self, step: int) -> int:
        """How many updates after `step` the state is to be written next; at least 1."""
        return self.stride - step % self.stride

    def write(self, step: int, state: Array) -> None:
        """Keeps the state after `step` updates, if it is due, in place of any of that step or later."""
        self._kept.truncate(step)
        if step % self.stride:
            return
        self._kept.append(np.array([step]), state.reshape(-1, 1))
        if len(self._kept.steps) > self._most:
            self.stride *= 2
            self._kept.keep(self._kept.steps % self.stride == 0)


class _AppendOnly:
    """Growing columns: `values`, (width, length), each numbered by one of `steps`, (length,), ascending.

    Numbers that were appended stay where they are and as they are. Whatever else is done makes new arrays, so
    that views handed out before keep what they show.
    """

    def __init__(self, width: int) -> None:
        self._length = 0
        self._steps: Steps = np.empty(_FIRST_ROOM, dtype=np.int64)
        self._values: Array = np.empty((width, _FIRST_ROOM))

    @property
    def steps(self) -> Steps:
        return _read_only(self._steps[: self._length])

    @property
    def values(self) -> Array:
        return _read_only(self._values[:, : self._length])

    def append(self, steps: Steps, values: Array) -> None:
        end = self._length + len(steps)
        if end > len(self._steps):
            self._begin_anew(self.steps, self.values, max(end, 2 * len(self._steps)))
        self._steps[self._length : end] = steps
        self._values[:, self._length : end] = values
        self._length = end

    def truncate(self, step: int) -> None:
        """Without the numbers of `step` and all later ones."""
        if self._length and self._steps[self._length - 1] >= step:
            self.keep(self.steps < step)

    def keep(self, is_kept: NDArray[np.bool_]) -> None:
        self._begin_anew(self.steps[is_kept], self.values[:, is_kept], len(self._steps))

    def _begin_anew(self, steps: Steps, values: Array, room: int) -> None:
        self._length = len(steps)
        self._steps = np.empty(room, dtype=np.int64)
        self._values = np.empty((len(values), room))
        self._steps[: self._length], self._values[:, : self._length] = steps, values


def _numbers(step: int, rows: Rows, learning_rates: Array) -> tuple[Steps, Array]:
    """The steps and the columns (columns, rows) of rows that follow each other."""
    steps = np.arange(step, step + len(rows.loss))
    values = np.empty((_WIDTH, len(steps)))
    values[0], values[1], values[2] = rows.loss, rows.held_out_loss, rows.gradient_norm
    values[3] = learning_rates
    with np.errstate(all="ignore"):
        values[4, :-1] = rows.loss[1:] - rows.loss[:-1]
    values[4, -1] = np.nan
    return steps, values


def _columns(steps: Steps, values: Array) -> Columns:
    return Columns(steps, *values)


def _read_only(view: NDArray[Number]) -> NDArray[Number]:
    view.flags.writeable = False
    return view
