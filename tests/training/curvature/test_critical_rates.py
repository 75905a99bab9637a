"""At which learning rate does a run on a quadratic E turn from dying out to growing? By bisection of runs.

A neuron without bias or activation has E = ½ mean (w · x)², whose Hessian is Xᵀ X / n. What is found is held
to the formulas of `explorer.training.curvature.stability`, which the search knows nothing of.
"""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from explorer.network.model import (
    Connection,
    Experiment,
    Kind,
    Network,
    Neuron,
    OptimiserChoice,
    Sample,
    Training,
)
from explorer.training.curvature.curvature import curvature_of
from explorer.training.curvature.stability import largest_stable, largest_stable_rate
from explorer.training.engine import Rows
from explorer.training.kernel.compiled_engine import CompiledEngine
from explorer.training.program import Program, parameters_of
from explorer.training.trainer import Trainer

EARLY, LATE = 500, 20_500
"""Steps at which E is compared."""

LEAP = 1e40
"""Times the first E: so much comes of growing only, even where Adam then divides by more and shrinks it.

Not of Adam's first steps, in which m̂ is larger than m: they alone may make a millionfold of E.
"""

TINY = 1e-30
"""The size of weights that may grow by as much and still have next to no part in what Adam divides by."""


def is_grown(losses: np.ndarray) -> bool:
    """Whether E of a run, at the steps from 0 on, is larger late than early, or once was too large."""
    return bool(len(losses) <= LATE or losses[LATE] > losses[EARLY] or losses.max() > LEAP * losses[0])


def quadratic(seed: int, training: Training, size: float = 1.0) -> Experiment:
    """Three weights, five samples, all targets 0."""
    chance = np.random.default_rng(seed)
    neurons = (*(Neuron(f"i{n}", Kind.INPUT) for n in range(3)), Neuron("y0", Kind.OUTPUT, "identity"))
    weights = size * chance.standard_normal(3)
    connections = tuple(Connection(f"i{n}", "y0", float(weight)) for n, weight in enumerate(weights))
    inputs = chance.standard_normal((5, 3)).tolist()
    samples = tuple(Sample({f"i{n}": x for n, x in enumerate(row)}, {"y0": 0.0}) for row in inputs)
    return Experiment(Network(neurons, connections), samples, training=training)


def exact_hessian(experiment: Experiment) -> np.ndarray:
    x = np.array([list(sample.inputs.values()) for sample in experiment.samples])
    return x.T @ x / len(x)


def critical(grows: Callable[[float], bool]) -> float:
    """The rate from which on it grows, to 10⁻⁷ of itself."""
    low, high = 1e-3, 1e6
    assert not grows(low)
    assert grows(high)
    while high / low > 1 + 1e-7:
        middle = (low * high) ** 0.5
        low, high = (low, middle) if grows(middle) else (middle, high)
    return high


def run_grows(experiment: Experiment, rate: float) -> bool:
    trainer = Trainer(replace(experiment, training=replace(experiment.training, learning_rate=rate)))
    trainer.advance(LATE)
    return is_grown(trainer.history.rows().loss)


@pytest.mark.parametrize("seed", [0, pytest.param(1, marks=pytest.mark.long)])
@pytest.mark.parametrize(
    "optimiser",
    [
        OptimiserChoice("gradient-descent"),
        OptimiserChoice("momentum", momentum=0.9),
        pytest.param(OptimiserChoice("momentum", momentum=0.3), marks=pytest.mark.long),
        OptimiserChoice("nesterov", momentum=0.9),
        pytest.param(OptimiserChoice("nesterov", momentum=0.3), marks=pytest.mark.long),
    ],
    ids=lambda choice: f"{choice.name} {choice.momentum}",
)
def test_runs_of_quadratic_networks_turn_at_the_optimisers_own_limit(
    optimiser: OptimiserChoice, seed: int
) -> None:
    experiment = quadratic(seed, Training(optimiser=optimiser))
    found = critical(lambda rate: run_grows(experiment, rate))
    sharpness = float(np.linalg.eigvalsh(exact_hessian(experiment))[-1])
    assert found == pytest.approx(largest_stable_rate(experiment.training, sharpness), rel=1e-6)


@pytest.mark.parametrize("beta1", [0.9, pytest.param(0.5, marks=pytest.mark.long)])
def test_adam_with_a_guard_that_outweighs_its_gradients_turns_at_its_own_limit(beta1: float) -> None:
    """A run as anybody makes it, with P = 1 but for rounding."""
    adam = OptimiserChoice("adam", beta1=beta1, epsilon=1.0)
    experiment = quadratic(2, Training(optimiser=adam), size=TINY)
    found = critical(lambda rate: run_grows(experiment, rate))
    sharpness = float(np.linalg.eigvalsh(exact_hessian(experiment))[-1])
    assert found == pytest.approx((largest_stable(experiment.training, 1.0) or 0.0) / sharpness, rel=1e-6)


@pytest.mark.parametrize("beta1", [0.9, 0.5])
def test_adam_with_v_frozen_turns_where_the_preconditioned_hessian_says(beta1: float) -> None:
    """So far along, and with β₂ so near 1, that v̂ = s stays what it is to 10⁻⁸ while the run is looked at."""
    far_along = 10**15
    adam = OptimiserChoice("adam", beta1=beta1, beta2=1 - 1e-12, epsilon=1e-8)
    experiment = quadratic(3, Training(optimiser=adam))
    program, s = Program.of(experiment), np.array([0.3, 2.0, 0.01])
    engine, start = CompiledEngine(program), TINY * parameters_of(experiment.network)

    def grows(rate: float) -> bool:
        rows, state = Rows.empty(LATE + 1), np.array([start, np.zeros(3), s])
        made = engine.run(state, far_along, np.full(LATE, rate), np.inf, rows).updates
        return is_grown(rows.loss[: made + 1])

    scale = (np.sqrt(s) + 1e-8) ** -0.5
    values = curvature_of(program).eigenvalues(start[np.newaxis], scale[np.newaxis])
    exact = np.linalg.eigvalsh(scale * exact_hessian(experiment) * scale[:, np.newaxis])
    assert values[0, 0] == pytest.approx(exact[-1], rel=1e-7)
    limit = (largest_stable(experiment.training, 1.0) or 0.0) / exact[-1]
    assert critical(grows) == pytest.approx(limit, rel=1e-6)
