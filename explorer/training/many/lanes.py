"""How do many runs of one network go on side by side?

Each run is a *lane*: a start of its own and a learning rate of its own. All are runs of one program, and
make their steps together. How a lane ends follows from its own numbers alone, to the last bit, whatever runs
stand beside it and in how many pieces the steps are made.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from explorer.array import Array, Indices
from explorer.network.model import ScheduleChoice
from explorer.network.optimiser import OPTIMISERS
from explorer.network.schedule import learning_rate_at
from explorer.training.divergence import LIMIT
from explorer.training.program import Program

_MOST_UPDATES = 1024
_CALL = 3e6  # nanoseconds


class Cancelled(Exception):
    """Whoever wanted the steps does not want them any more."""


class Lanes(Protocol):
    """Runs that are all at the same `step`; those that diverged have been left behind.

    Of every lane, (lanes,): `loss`, the last E, and `diverged_at`, the step at which it diverged, else −1;
    `low_at`, the first step at which E was low, else −1.
    `losses`, `norms`: (lanes, kept), E and ‖∇E‖ at the steps that were to be kept, as far
    as it came.
    """

    step: int
    loss: Array
    diverged_at: Indices
    low_at: Indices
    losses: Array
    norms: Array

    @property
    def alive(self) -> Indices:
        """The numbers of those that did not diverge, in order."""

    @property
    def states(self) -> Array:
        """Theirs, (alive, 1 + memory, parameters): parameters, and what the optimiser remembers; a copy."""

    def put(self, states: Array) -> None:
        """Gives the lanes that did not diverge other states."""

    def leave(self, lanes: Indices) -> None:
        """Goes on without these lanes."""

    def advance(self, steps: int) -> None:
        """Makes so many steps. Raises Cancelled."""


@dataclass(frozen=True, eq=False)
class Start:
    """How lanes begin: each with its own of `learning_rates`, (lanes,), and of `states` after `step` updates.

    `states`: (lanes, 1 + memory, parameters). A lane diverges where E exceeds `limit`; None: what a run must
    not exceed that begins with its state. `kept`: at which steps E and ‖∇E‖ are kept, in order.
    `low_share`: E is low where it is at most this share of the first. `rate_multipliers`: what α is
    multiplied by for each parameter, (lanes, parameters); None: those of the program, for all lanes.
    """

    learning_rates: Array
    states: Array
    step: int = 0
    limit: float | None = None
    kept: Indices = field(default_factory=lambda: np.empty(0, dtype=np.intp))
    low_share: float | None = None
    rate_multipliers: Array | None = None

    def __len__(self) -> int:
        return len(self.learning_rates)

    def first_limits(self) -> Array:
        """(lanes, 2): above which E a lane diverges and which E is low, before anything is known of E."""
        limits = np.full((len(self), 2), -math.inf)
        limits[:, 0] = math.inf if self.limit is None else self.limit
        return limits

    def limits(self, loss: Array) -> Array:
        """The same of lanes whose first E is `loss`, (lanes,)."""
        limits = self.first_limits()
        if self.limit is None:
            limits[:, 0] = LIMIT * np.maximum(1.0, loss)
        if self.low_share is not None:
            limits[:, 1] = self.low_share * loss
        return limits

    def multipliers_of(self, lanes: Indices, program: Program) -> Array:
        """Those of some lanes, (lanes, parameters); (lanes, 0) where all are 1."""
        if self.rate_multipliers is not None:
            multipliers: Array = self.rate_multipliers[lanes]
            return multipliers
        of_all = np.empty(0) if program.rate_multipliers is None else program.rate_multipliers
        return np.repeat(of_all[np.newaxis], len(lanes), axis=0)


def first_states(program: Program, starts: Array) -> Array:
    """(lanes, 1 + memory, parameters), from parameters (lanes, parameters) and nothing remembered."""
    memory = OPTIMISERS[program.training.optimiser.name].memory
    states = np.zeros((len(starts), 1 + len(memory), starts.shape[1]))
    states[:, 0] = starts
    return states


def updates_at_once(nanoseconds: float) -> int:
    """In one call, where a step takes so long: some milliseconds, so that one who cancels does not wait."""
    return min(_MOST_UPDATES, max(1, int(_CALL / nanoseconds)))


def never() -> bool:
    """Nobody cancels."""
    return False


IsCancelled = Callable[[], bool]
"""Looked at every few milliseconds."""


def factors(schedule: ScheduleChoice, step: int, count: int) -> Array:
    """What α is multiplied by in so many steps, from the one after `step` updates: αₜ for α = 1.

    A factor beyond all doubles is the largest of them, lest an α of 0 make NaN of it.
    """
    if schedule.name == "constant":
        return np.ones(count)
    rates = (learning_rate_at(1.0, schedule, step + n) for n in range(count))
    return np.minimum(np.fromiter(rates, dtype=np.float64, count=count), np.finfo(np.float64).max)
