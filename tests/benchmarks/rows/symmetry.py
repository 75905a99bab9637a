"""How many sweeps does the network need that learned mirror symmetry in 1986?

Rumelhart, Hinton and Williams, "Learning representations by back-propagating errors": 6-2-1 logistic units,
½ Σ of the squared errors over all 64 inputs, momentum, weights and biases uniform in ±0.3. Solved means that
every output lies on its target's side of ½, for which the paper tells of 1,425 sweeps.
"""

from collections.abc import Iterator
from dataclasses import replace
from statistics import quantiles

import numpy as np

from explorer.network.activation import Array
from explorer.network.initialiser import draw
from explorer.network.learning_rule import LearningRule
from explorer.network.model import Experiment, OptimiserChoice
from explorer.network.parameter_edits import with_parameters
from explorer.training.compiled_engine import CompiledEngine
from explorer.training.engine import Rows
from explorer.training.evaluator import Evaluator
from explorer.training.program import Program, parameters_of
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
    found = [search.sweeps(seed) for seed in range(length.runs)]
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
    """Trains an experiment from one random start after the other."""

    def __init__(self, experiment: Experiment) -> None:
        self._experiment = experiment
        self._engine = CompiledEngine(Program.of(experiment))
        self._evaluator = Evaluator(experiment.network)
        self._rates = np.full(STRIDE, experiment.training.learning_rate)
        self._rows = Rows.empty(STRIDE + 1)

    def sweeps(self, seed: int) -> int | None:
        """The first sweep after which all samples are solved; None where that takes too long.

        It is looked for every so many sweeps, and then one by one among the last of them.
        """
        state = self._start(seed)
        for step in range(0, MOST_SWEEPS, STRIDE):
            before = state.copy()
            self._train(state, step, STRIDE)
            if self._is_solved(state):
                return step + self._sweeps_left(before, step)
        return None

    def _start(self, seed: int) -> Array:
        network = self._experiment.network
        choice = replace(self._experiment.training.initialiser, seed=seed)
        start = with_parameters(network, draw(network, choice))
        return LearningRule.of(self._experiment).first_state(parameters_of(start))

    def _train(self, state: Array, step: int, sweeps: int) -> None:
        self._engine.run(state, step, self._rates, np.inf, self._rows.first(sweeps + 1))

    def _sweeps_left(self, state: Array, step: int) -> int:
        """From a state that leads to the end."""
        sweeps = 0
        while not self._is_solved(state):
            self._train(state, step + sweeps, 1)
            sweeps += 1
        return sweeps

    def _is_solved(self, state: Array) -> bool:
        """Whether every output is on its target's side of ½."""
        program = self._engine.program
        outputs = self._evaluator.outputs(state[0], program.inputs)
        return bool(np.all((outputs > 0.5) == (program.targets > 0.5)))
