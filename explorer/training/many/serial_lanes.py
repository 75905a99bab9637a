"""How do many runs go on where they are faster alone? One after the other, with an engine of single runs."""

import numpy as np

from explorer.array import Array, Indices
from explorer.training.divergence import LIMIT
from explorer.training.engine import Engine, Rows
from explorer.training.many.lanes import Cancelled, IsCancelled, Start, factors, never


class SerialLanes:
    """The `Lanes` that any engine makes. `updates_at_once`: how many it makes while nobody can cancel."""

    def __init__(
        self, engine: Engine, start: Start, updates_at_once: int, is_cancelled: IsCancelled = never
    ) -> None:
        self._engine, self._start, self._is_cancelled = engine, start, is_cancelled
        self._rows = Rows.empty(1 + updates_at_once)
        self._states = start.states.copy()
        self._alive = np.arange(len(start))
        self.step = start.step
        self.loss = np.full(len(start), np.nan)
        self.diverged_at = np.full(len(start), -1, dtype=np.intp)
        self.losses, self.norms = (np.full((len(start), len(start.kept)), np.nan) for _ in range(2))
        self._limits = start.first_limits()
        self._call(0)
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
        end = self.step + steps
        while self.step < end and len(self._alive):
            self._call(min(end - self.step, len(self._rows.loss) - 1))
        self.step = end

    def _call(self, updates: int) -> None:
        """So many updates of every lane, or fewer where it diverges."""
        schedule = factors(self._engine.program.training.schedule, self.step, updates)
        for lane in self._alive.tolist():
            if self._is_cancelled():
                raise Cancelled
            rates, rows = schedule * self._start.learning_rates[lane], self._rows.first(updates + 1)
            outcome = self._engine.run(self._states[lane], self.step, rates, self._limits[lane], rows)
            self._note(lane, rows.first(outcome.updates + 1))
            if outcome.has_diverged:
                self.diverged_at[lane] = self.step + outcome.updates
        self.step += updates
        self._alive = self._alive[self.diverged_at[self._alive] < 0]

    def _note(self, lane: int, rows: Rows) -> None:
        """How a lane was in a call."""
        self.loss[lane] = rows.loss[-1]
        first, last = np.searchsorted(self._start.kept, (self.step, self.step + len(rows.loss)))
        kept = self._start.kept[first:last] - self.step
        self.losses[lane, first:last] = rows.loss[kept]
        self.norms[lane, first:last] = rows.gradient_norm[kept]
