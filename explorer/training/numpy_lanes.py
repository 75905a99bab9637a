"""How do many runs go on where nothing is compiled? One after the other, with the numpy engine."""

import numpy as np

from explorer.network.activation import Array
from explorer.training.divergence import LIMIT
from explorer.training.engine import Rows
from explorer.training.lanes import Cancelled, IsCancelled, Start, factors, never
from explorer.training.numpy_engine import NumpyEngine
from explorer.training.program import Indices, Program

_MOST_UPDATES = 256
_MOST_WORK = 10_000_000
_WORK_OF_STEP = 20_000
"""Numbers that are multiplied meanwhile, so that one who cancels does not wait."""


class NumpyLanes:
    """The `Lanes` that are there everywhere."""

    def __init__(self, program: Program, start: Start, is_cancelled: IsCancelled = never) -> None:
        self._program, self._start, self._is_cancelled = program, start, is_cancelled
        self._engine = NumpyEngine(program)
        work = _WORK_OF_STEP + len(program.inputs) * len(program.source)
        self._rows = Rows.empty(1 + min(_MOST_UPDATES, max(1, _MOST_WORK // work)))
        self._states = start.states.copy()
        self._alive = np.arange(len(start))
        self.step = start.step
        self.loss = np.full(len(start), np.nan)
        self.diverged_at = np.full(len(start), -1, dtype=np.intp)
        self.losses, self.norms = (np.full((len(start), len(start.kept)), np.nan) for _ in range(2))
        self._limits = start.first_limits()
        self.advance(0)
        if start.limit is None:
            self._limits = LIMIT * np.maximum(1.0, self.loss)

    @property
    def alive(self) -> Indices:
        """See `Lanes.alive`."""
        return self._alive

    @property
    def states(self) -> Array:
        """See `Lanes.states`."""
        return self._states[self._alive]

    def put(self, states: Array) -> None:
        """See `Lanes.put`."""
        self._states[self._alive] = states

    def leave(self, lanes: Indices) -> None:
        """See `Lanes.leave`."""
        self._alive = np.setdiff1d(self._alive, lanes)

    def advance(self, steps: int) -> None:
        """See `Lanes.advance`."""
        schedule = factors(self._program.training.schedule, self.step, steps)
        for lane in self._alive.tolist():
            self._advance(lane, schedule * self._start.learning_rates[lane])
        self.step += steps
        self._alive = self._alive[self.diverged_at[self._alive] < 0]

    def _advance(self, lane: int, rates: Array) -> None:
        """A lane makes its steps until it diverges."""
        most, limit = len(self._rows.loss) - 1, self._limits[lane]
        for row in range(0, max(1, len(rates)), most):
            if self._is_cancelled():
                raise Cancelled
            part, step = rates[row : row + most], self.step + row
            rows = self._rows.first(len(part) + 1)
            outcome = self._engine.run(self._states[lane], step, part, limit, rows)
            self._note(lane, step, rows.first(outcome.updates + 1))
            if outcome.has_diverged:
                self.diverged_at[lane] = step + outcome.updates
                break

    def _note(self, lane: int, step: int, rows: Rows) -> None:
        """How a lane was in a call that began with this step."""
        self.loss[lane] = rows.loss[-1]
        first, last = np.searchsorted(self._start.kept, (step, step + len(rows.loss)))
        kept = self._start.kept[first:last] - step
        self.losses[lane, first:last] = rows.loss[kept]
        self.norms[lane, first:last] = rows.gradient_norm[kept]
