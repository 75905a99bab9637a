"""How do many runs go on where they are faster alone? One after the other, with an engine of single runs."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from explorer.array import Array, Indices
from explorer.training.engine import Engine, Rows
from explorer.training.many.lanes import Cancelled, IsCancelled, Start, factors, never
from explorer.training.program import Program


class SerialLanes:
    """The `Lanes` that any engine makes. `updates_at_once`: how many it makes while nobody can cancel.

    `engine_for`: what makes an engine of a program. One serves all lanes, but those with multipliers of α of
    their own.
    """

    def __init__(
        self,
        program: Program,
        engine_for: Callable[[Program], Engine],
        start: Start,
        updates_at_once: int,
        is_cancelled: IsCancelled = never,
    ) -> None:
        self._program, self._start, self._is_cancelled = program, start, is_cancelled
        self._engine_for = engine_for
        self._engines: dict[int, Engine] = {}
        self._rows = Rows.empty(1 + updates_at_once)
        self._states = start.states.copy()
        self._alive = np.arange(len(start))
        self.step = start.step
        self.loss = np.full(len(start), np.nan)
        self.diverged_at, self.low_at = (np.full(len(start), -1, dtype=np.intp) for _ in range(2))
        self.losses, self.norms = (np.full((len(start), len(start.kept)), np.nan) for _ in range(2))
        self._limits = start.first_limits()
        self._call(0)
        self._limits = start.limits(self.loss)

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
        schedule = factors(self._program.training.schedule, self.step, updates)
        for lane in self._alive.tolist():
            if self._is_cancelled():
                raise Cancelled
            rates, rows = schedule * self._start.learning_rates[lane], self._rows.first(updates + 1)
            limit = float(self._limits[lane, 0])
            outcome = self._engine(lane).run(self._states[lane], self.step, rates, limit, rows)
            self._note(lane, rows.first(outcome.updates + 1))
            if outcome.has_diverged:
                self.diverged_at[lane] = self.step + outcome.updates
        self.step += updates
        self._alive = self._alive[self.diverged_at[self._alive] < 0]

    def _engine(self, lane: int) -> Engine:
        """The one that makes the steps of a lane, which it shares where the program says all of it."""
        multipliers = self._start.rate_multipliers
        number, program = 0, self._program
        if multipliers is not None:
            number, program = lane, replace(self._program, rate_multipliers=multipliers[lane])
        if number not in self._engines:
            self._engines[number] = self._engine_for(program)
        return self._engines[number]

    def _note(self, lane: int, rows: Rows) -> None:
        """How a lane was in a call."""
        self.loss[lane] = rows.loss[-1]
        low = np.flatnonzero(rows.loss <= self._limits[lane, 1])
        if len(low) and self.low_at[lane] < 0:
            self.low_at[lane] = self.step + low[0]
        first, last = np.searchsorted(self._start.kept, (self.step, self.step + len(rows.loss)))
        kept = self._start.kept[first:last] - self.step
        self.losses[lane, first:last] = rows.loss[kept]
        self.norms[lane, first:last] = rows.gradient_norm[kept]
