"""How many sweeps does the network need that learned mirror symmetry in 1986?

Rumelhart, Hinton and Williams, "Learning representations by back-propagating errors": 6-2-1 logistic units,
½ Σ of the squared errors over all 64 inputs, momentum, weights and biases uniform in ±0.3. Solved means that
every output lies on its target's side of ½, for which the paper tells of 1,425 sweeps.
"""

from collections.abc import Iterator
from dataclasses import replace
from statistics import quantiles

import numpy as np

from explorer.network.initialiser import draw
from explorer.network.model import Experiment, OptimiserChoice
from explorer.network.parameter_edits import with_parameters
from explorer.training.engine import Engine, Rows
from explorer.training.numpy_engine import NumpyEngine
from explorer.training.program import Program, learning_rule_of, parameters_of
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
    experiment = as_in_the_paper()
    engine = NumpyEngine(Program.of(experiment))
    found = [sweeps_to_solve(experiment, engine, seed) for seed in range(length.runs)]
    solved = sorted(sweeps for sweeps in found if sweeps is not None)
    if len(solved) < 2:
        raise ArithmeticError(f"only {len(solved)} of {length.runs} runs came to an end")
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


def sweeps_to_solve(experiment: Experiment, engine: Engine, seed: int) -> int | None:
    """The first sweep after which all 64 are solved; None where that takes too long.

    It is looked for every so many sweeps, and then among the last of them.
    """
    choice = replace(experiment.training.initialiser, seed=seed)
    start = with_parameters(experiment.network, draw(experiment.network, choice))
    state = learning_rule_of(experiment).first_state(parameters_of(start))
    rates, rows = np.full(STRIDE, EPSILON), Rows.empty(STRIDE + 1)
    for step in range(0, MOST_SWEEPS, STRIDE):
        before = state.copy()
        engine.run(state, step, rates, np.inf, rows)
        if is_solved(engine, state):
            return step + sweeps_until_solved(engine, before, step)
    return None


def sweeps_until_solved(engine: Engine, state: np.ndarray, step: int) -> int:
    """How many more it takes, counted one by one, from a state that leads there."""
    sweeps, rows, rates = 0, Rows.empty(2), np.full(1, EPSILON)
    while not is_solved(engine, state):
        engine.run(state, step + sweeps, rates, np.inf, rows)
        sweeps += 1
    return sweeps


def is_solved(engine: Engine, state: np.ndarray) -> bool:
    """Whether every output is on its target's side of ½."""
    outputs = engine.examine(state[0], 0).a[engine.program.output_neurons]
    return bool(np.all((outputs > 0.5) == (engine.program.targets.T > 0.5)))
