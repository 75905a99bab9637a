"""How many sweeps does the network need that learned mirror symmetry in 1986?

Rumelhart, Hinton and Williams, "Learning representations by back-propagating errors": 6-2-1 logistic units,
½ Σ of the squared errors over all 64 inputs, momentum, weights and biases uniform in ±0.3. Solved means that
every output lies on its target's side of ½, for which the paper tells of 1,425 sweeps.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from statistics import quantiles

import numpy as np

from explorer.array import Array
from explorer.network.initialiser import draw
from explorer.network.learning_rule import LearningRule
from explorer.network.model import Experiment, OptimiserChoice
from explorer.training.many.lane_choice import lanes_for
from explorer.training.many.lanes import Lanes, Start
from explorer.training.numpy_engine.evaluator import Evaluator
from explorer.training.program import Program
from tests.benchmarks.line import Aim, Line
from tests.benchmarks.race import Length, Spread
from tests.benchmarks.work import mirror_symmetry

PAPER = 1425
SAME_ORDER = Aim(2.0, is_ceiling=True)
MOST_SWEEPS = 20_000
STRIDE = 50
EPSILON, ALPHA = 0.1, 0.9
"""The paper's names: its ε is the learning rate, its α the momentum β."""


def lines(length: Length) -> Iterator[Line]:
    """One line: the sweeps of all runs that came to an end, in units of the paper's."""
    search = Search(as_in_the_paper())
    found = search.sweeps(range(length.runs))
    solved = sorted(sweeps for sweeps in found if sweeps is not None)
    low, middle, high = quantiles(solved, n=4)
    yield Line(
        "Rumelhart's symmetry, 6-2-1",
        f"sweeps until solved / {PAPER:,} in the paper",
        Spread(middle / PAPER, low / PAPER, high / PAPER),
        SAME_ORDER,
        {"median": middle, "quartiles": low, "and": high},
        unit="sweeps",
        note=f"{1 - len(solved) / len(found):.0%} of {len(found)} seeds stuck after {MOST_SWEEPS:,} sweeps",
    )


def as_in_the_paper() -> Experiment:
    drawn = mirror_symmetry()
    momentum = OptimiserChoice("momentum", momentum=ALPHA)
    return replace(drawn, training=replace(drawn.training, learning_rate=EPSILON, optimiser=momentum))


class Search:
    """Trains an experiment from many random starts, side by side."""

    def __init__(self, experiment: Experiment) -> None:
        self._experiment = experiment
        self._program = Program.of(experiment)
        self._evaluator = Evaluator(experiment.network)

    def sweeps(self, seeds: Sequence[int]) -> list[int | None]:
        """The first sweep after which all samples are solved; None where that takes too long.

        It is looked for every so many sweeps, and then one by one among the last of them.
        """
        found: list[int | None] = [None] * len(seeds)
        lanes = self._lanes(np.array([self._start(seed) for seed in seeds]), 0)
        while lanes.step < MOST_SWEEPS and len(lanes.alive):
            step, before = lanes.step, lanes.states
            lanes.advance(STRIDE)
            is_solved = self._are_solved(lanes)
            solved = lanes.alive[is_solved]
            for lane, sweeps in zip(solved, self._sweeps_left(before[is_solved], step), strict=True):
                found[lane] = step + sweeps
            lanes.leave(solved)
        return found

    def _start(self, seed: int) -> Array:
        choice = replace(self._experiment.training.initialiser, seed=seed)
        drawn = np.array(draw(self._experiment.network, choice))
        return LearningRule.of(self._experiment).first_state(drawn)

    def _lanes(self, states: Array, step: int) -> Lanes:
        rates = np.full(len(states), self._experiment.training.learning_rate)
        return lanes_for(self._program, Start(rates, states, step, np.inf))

    def _sweeps_left(self, states: Array, step: int) -> list[int]:
        """From states that lead to the end."""
        lanes, left = self._lanes(states, step), [0] * len(states)
        while len(lanes.alive):
            solved = lanes.alive[self._are_solved(lanes)]
            for lane in solved:
                left[lane] = lanes.step - step
            lanes.leave(solved)
            lanes.advance(1)
        return left

    def _are_solved(self, lanes: Lanes) -> list[bool]:
        """Whether every output is on its target's side of ½, of each lane that still goes on."""
        inputs, is_above = self._program.inputs, self._program.targets > 0.5
        return [
            bool(np.all((self._evaluator.outputs(state[0], inputs) > 0.5) == is_above))
            for state in lanes.states
        ]
