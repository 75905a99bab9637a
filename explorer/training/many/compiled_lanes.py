"""How do the compiled kernels make the steps of many runs at once?

The lanes stand in packs of W (`explorer.training.kernel`), which go on one after the other, all in one call
of a few milliseconds: between two calls the interpreter is needed, for which other threads wait. A lane that
diverged is carried along until the others of its pack have made their steps too; as soon as those that are
left fit into fewer packs, they move together.
"""

import math

import numpy as np
from numpy.typing import NDArray

from explorer.array import Array, Indices
from explorer.training.cost import lane_step
from explorer.training.kernel.graph import KeptRows, aligned
from explorer.training.kernel.stepper import Stepper
from explorer.training.many.lanes import Cancelled, IsCancelled, Start, factors, never, updates_at_once
from explorer.training.program import Program

WIDTH = (0,) * 16
"""As many zeros as there are runs in a pack."""

_W = len(WIDTH)
_NOBODY = -1
_FEWEST_UPDATES = 32


class CompiledLanes:
    """The `Lanes` that are fast."""

    def __init__(self, program: Program, start: Start, is_cancelled: IsCancelled = never) -> None:
        self._program, self._start, self._is_cancelled = program, start, is_cancelled
        self._stepper = Stepper(program, WIDTH, are_runs=True, measures_held_out=False)
        packs = max(1, math.ceil(len(start) / _W))
        self._most_updates = updates_at_once(packs * _W * lane_step(program))
        self._rows = aligned((3, self._most_updates + 1, _W))
        self.step = start.step
        self.loss = np.full(len(start), np.nan)
        self.diverged_at, self.low_at = (np.full(len(start), -1, dtype=np.intp) for _ in range(2))
        self.losses, self.norms = (np.full((len(start), len(start.kept)), np.nan) for _ in range(2))
        self._limits = start.first_limits()
        self._lay_out(np.arange(len(start)), start.states)
        self._call(0)
        if start.limit is None or start.low_share is not None:
            self._limits = start.limits(self.loss)
            self._lay_out(self.alive, self.states)

    @property
    def alive(self) -> Indices:
        """See `Lanes.alive`."""
        alive: Indices = self._numbers[self._numbers != _NOBODY]
        return alive

    @property
    def states(self) -> Array:
        """See `Lanes.states`."""
        everybody = self._states.transpose(0, 2, 1).reshape(-1, *self._start.states.shape[1:])
        states: Array = everybody[self._numbers.reshape(-1) != _NOBODY]
        return states

    def put(self, states: Array) -> None:
        """See `Lanes.put`."""
        self._lay_out(self.alive, states)

    def leave(self, lanes: Indices) -> None:
        """See `Lanes.leave`."""
        if len(lanes):
            self._remove(np.isin(self._numbers, lanes))
            self._close_up()

    def advance(self, steps: int) -> None:
        """See `Lanes.advance`."""
        end = self.step + steps
        while self.step < end and len(self._states):
            made = self.step - self._start.step
            fewest = max(_FEWEST_UPDATES, 3 * made)  # many diverge in the first steps
            self._call(min(end - self.step, self._most_updates, fewest))
            self._close_up()
        self.step = end

    def _call(self, updates: int) -> None:
        """So many updates of every pack."""
        if self._is_cancelled():
            raise Cancelled
        first, last = np.searchsorted(self._start.kept, (self.step, self.step + updates + 1))
        rows = self._start.kept[first:last] - self.step
        last_losses = np.empty((len(self._states), _W))
        self._stepper.run_packs(
            self._states,
            self.step,
            factors(self._program.training.schedule, self.step, updates),
            self._scale,
            self._multipliers,
            self._pack_limits,
            self._stepper.batches(self.step, updates + 1),
            tuple(self._rows[:, : updates + 1]),
            self._ended,
            KeptRows(rows, int(first), self._numbers, self.losses, self.norms),
            last_losses,
        )
        self._note(last_losses)
        self.step += updates

    def _note(self, last_losses: Array) -> None:
        """How the lanes are after a call: (packs, W). E of one that diverged has stayed; it is removed."""
        is_anybody = self._numbers != _NOBODY
        self.loss[self._numbers[is_anybody]] = last_losses[is_anybody]
        is_low = is_anybody & (self._ended[:, 1] >= 0)
        if is_low.any():
            lanes = self._numbers[is_low]
            is_first = self.low_at[lanes] < 0
            rows = self._ended[:, 1][is_low].astype(np.intp)
            self.low_at[lanes[is_first]] = self.step + rows[is_first]
        has_diverged = is_anybody & (self._ended[:, 0] >= 0)
        if has_diverged.any():
            rows = self._ended[:, 0][has_diverged].astype(np.intp)
            self.diverged_at[self._numbers[has_diverged]] = self.step + rows
            self._remove(has_diverged)

    def _remove(self, is_removed: NDArray[np.bool_]) -> None:
        self._ended[:, 0][is_removed] = 0.0
        self._numbers[is_removed] = _NOBODY

    def _close_up(self) -> None:
        """Moves the lanes together if that leaves fewer packs."""
        if math.ceil(len(self.alive) / _W) < len(self._states):
            self._lay_out(self.alive, self.states)

    def _lay_out(self, lanes: Indices, states: Array) -> None:
        """Puts the lanes of these numbers into packs, the last filled up with nobody."""
        packs, size = math.ceil(len(lanes) / _W), math.prod(self._start.states.shape[1:])

        def packed(values: Array, filler: float = 0.0) -> Array:
            """(packs, numbers, W), from (lanes, numbers)."""
            room = np.full((packs * _W, values.shape[1]), filler)
            room[: len(values)] = values
            in_packs = aligned((packs, values.shape[1], _W))
            in_packs[:] = room.reshape(packs, _W, values.shape[1]).transpose(0, 2, 1)
            return in_packs

        self._numbers = packed(lanes[:, np.newaxis].astype(np.float64), _NOBODY)[:, 0].astype(np.intp)
        self._states = packed(states.reshape(len(states), size))
        self._scale = packed(self._start.learning_rates[lanes, np.newaxis])
        self._multipliers = packed(self._start.multipliers_of(lanes, self._program))
        self._pack_limits = packed(self._limits[lanes])
        self._ended = np.full((packs, 2, _W), -1.0)
        self._ended[:, 0][self._numbers == _NOBODY] = 0.0
