"""How did an optimiser do in a race: its verdict, its whole path, and at which α it ran?"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from explorer.array import Array, Indices, Steps
from explorer.network.model import Experiment, OptimiserChoice
from explorer.network.optimiser import OPTIMISERS
from explorer.number import counted, rounded
from explorer.refusal import Refusal
from explorer.symbol import Symbol

MOST_STEPS = 20_000
"""Of a race: whole paths, and every loss of a sweep, are kept."""


class RaceTooLong(Refusal):
    """A race has so many steps and no more."""


class RaceOutcome(StrEnum):
    """What became of an optimiser."""

    REACHED = "reached"
    DIVERGED = "diverged"
    NOT_WITHIN = "not within"


@dataclass(frozen=True, eq=False)
class RaceSweep:
    """One optimiser at many α, until the first arrived: (rates,) all. −1: neither arrived nor diverged.

    `losses`: the last within bounds. `steps` were made by those that did not diverge, each for
    `evaluations_of_step` gradients of all samples.
    """

    learning_rates: Array
    reached_at: Indices
    diverged_at: Indices
    losses: Array
    steps: int
    evaluations_of_step: float = 1.0

    def __len__(self) -> int:
        return len(self.learning_rates)

    @property
    def best(self) -> int:
        """The place of the α that is best: of those that arrive, the first to; else that of the lowest E.

        Of several that arrive at one step the smallest; where all diverge, the last to.
        """
        if (arrived := np.flatnonzero(self.reached_at >= 0)).size:
            return int(arrived[self.reached_at[arrived].argmin()])
        if (alive := np.flatnonzero(self.diverged_at < 0)).size:
            return int(alive[self.losses[alive].argmin()])
        return int(self.diverged_at.argmax())

    @property
    def evaluations(self) -> float:
        """How many gradients of all samples it took."""
        made = np.where(self.diverged_at >= 0, self.diverged_at, self.steps)
        return self.evaluations_of_step * float(made.sum())


@dataclass(frozen=True, eq=False)
class Racer:
    """An optimiser in a race, at `learning_rate`: the best of its `sweep`, or what all were given (None).

    `step`: that at which it arrived or diverged, else the last. `losses`: (steps + 1,), E of each step, after
    the arrival too, as far as it was within bounds. `path`: (points, parameters), at the steps `path_steps`.
    `evaluations_of_step`: how many gradients of all samples a step takes, 1 but with mini-batches.
    `experiment`: on a network, what was trained, which `lone_engine_for` trains exactly so again.
    """

    optimiser: OptimiserChoice
    learning_rate: float
    outcome: RaceOutcome
    step: int
    losses: Array
    path_steps: Steps
    path: Array
    sweep: RaceSweep | None = None
    evaluations_of_step: float = 1.0
    experiment: Experiment | None = None

    @property
    def label(self) -> str:
        """What one calls the optimiser."""
        return OPTIMISERS[self.optimiser.name].label

    @property
    def evaluations(self) -> float:
        """How many gradients of all samples it took up to `step`: every optimiser takes one in a step."""
        return self.evaluations_of_step * self.step

    @property
    def verdict(self) -> str:
        """“reached at step 76”, “diverged at step 3”, “not within 1000 steps”."""
        if self.outcome is RaceOutcome.NOT_WITHIN:
            return f"{self.outcome} {counted(self.step, 'step')}"
        return f"{self.outcome} at step {self.step}"

    @property
    def rate_words(self) -> str:
        """Where its α comes from."""
        if self.sweep is None:
            return f"{Symbol.ALPHA} = {rounded(self.learning_rate)}, as given"
        rates = self.sweep.learning_rates
        between = f"from {rounded(float(rates[0]))} to {rounded(float(rates[-1]))}"
        return f"{Symbol.ALPHA} = {rounded(self.learning_rate)}, best of {len(rates)} {between}"


@dataclass(frozen=True, eq=False)
class RaceSoFar:
    """The racers that have run, in the order in which they were asked for; below `goal` one arrives.

    `quantity`: what is to be below it, E of the network or f.
    """

    goal: float
    racers: tuple[Racer, ...] = ()
    quantity: str = Symbol.LOSS

    @property
    def winner(self) -> Racer | None:
        """Who arrived first, in gradient evaluations; None where nobody did."""
        arrived = [racer for racer in self.racers if racer.outcome is RaceOutcome.REACHED]
        return min(arrived, key=lambda racer: racer.evaluations, default=None)

    @property
    def sentence(self) -> str:
        """The answer in one plain sentence."""
        goal = f"{self.quantity} < {rounded(self.goal)}"
        if (winner := self.winner) is None:
            return f"nobody reached {goal}{self._lowest}"
        step = counted(winner.step, "step")
        return f"{winner.label} is first to reach {goal}, in {step} with {winner.rate_words}"

    @property
    def _lowest(self) -> str:
        """Who came nearest, of those that did not diverge."""
        alive = [racer for racer in self.racers if racer.outcome is RaceOutcome.NOT_WITHIN]
        if not alive:
            return ""
        nearest = min(alive, key=lambda racer: float(racer.losses[-1]))
        lowest = rounded(float(nearest.losses[-1]))
        return f"; the lowest {self.quantity} is that of {nearest.label}, {lowest}"


def outcome_of(reached_at: int, diverged_at: int, steps: int) -> tuple[RaceOutcome, int]:
    """What became of a run, and the step that tells of it; −1: neither."""
    if reached_at >= 0:
        return RaceOutcome.REACHED, reached_at
    if diverged_at >= 0:
        return RaceOutcome.DIVERGED, diverged_at
    return RaceOutcome.NOT_WITHIN, steps


def choices_of(names: Sequence[str], own: OptimiserChoice | None = None) -> list[OptimiserChoice]:
    """The optimisers of these names with their defaults, that of an experiment with its `own` settings."""
    return [own if own is not None and name == own.name else OptimiserChoice(name) for name in names]


def check_steps(steps: int) -> None:
    """Whether a race may have so many. Raises RaceTooLong."""
    if steps > MOST_STEPS:
        raise RaceTooLong(f"{steps} steps are more than {MOST_STEPS}, of which whole paths can be kept")
