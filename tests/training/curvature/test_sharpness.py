"""`explorer.training.curvature.sharpness`"""

from dataclasses import replace

import numpy as np
import pytest

from explorer.job import results_of
from explorer.network.model import Experiment, OptimiserChoice, ScheduleChoice, Training
from explorer.training.curvature.curvature import TOLERANCE, curvature_of
from explorer.training.curvature.sharpness import Readings, crossings, joined, read_along
from explorer.training.program import Program
from explorer.training.trainer import Trainer
from tests import oracle
from tests.random_experiment import random_experiment
from tests.training import hessian_oracle
from tests.training.small_experiment import chain, xor
from tests.training.training_families import FAMILIES

DOUBLING = chain(["identity"], [1.0], [(1.0, 0.0)], training=Training(learning_rate=3.0))
"""E = ½ w², w ← −2 w: above 10⁶ at step 11."""


def read(
    trainer: Trainer, experiment: Experiment, steps: int, samples: int = 4, largest: int = 1
) -> Readings:
    """All readings, put together."""
    curvature = curvature_of(Program.of(experiment), largest)
    return joined(list(results_of(read_along(trainer, curvature, samples, steps))))


@pytest.mark.parametrize("family", FAMILIES)
def test_however_a_network_is_trained_the_curvature_is_that_of_e_at_its_parameters(family: str) -> None:
    experiment = replace(xor(), training=FAMILIES[family])
    found = read(Trainer(experiment), experiment, 6)
    beside, curvature = Trainer(experiment), curvature_of(Program.of(experiment))
    assert found.step.tolist() == [0, 1, 2, 3, 4, 5, 6]
    assert found.is_preconditioned == (family == "adam, mini-batches")
    for row in range(7):
        products = curvature.hessian_products(beside.parameters, np.eye(17))
        assert found.loss[row] == beside.history.rows().loss[-1]
        beside.advance(1)
        if found.is_preconditioned:  # by what the step from there divides by
            s = beside.snapshot().state[2]
            scale = (np.sqrt(s / (1 - 0.999 ** (row + 1))) + 1e-8) ** -0.5
            products = scale * products * scale[:, np.newaxis]
        assert found.eigenvalues[row, 0] == pytest.approx(np.linalg.eigvalsh(products)[-1], rel=TOLERANCE)


LIMITS = {
    "gradient-descent": 2 / 0.02,
    "momentum": 3.8 / 0.02,
    "nesterov": 3.8 / 2.8 / 0.02,
    "adam": 38 / 0.02,
    "adamw": np.nan,
    "adagrad": np.nan,
    "rmsprop": np.nan,
}
"""Of λ, at α = 0.02."""


@pytest.mark.parametrize("optimiser", LIMITS)
def test_the_sharpness_is_that_of_the_exact_hessian_along_a_run_of_any_optimiser(optimiser: str) -> None:
    for seed in (1, 2, 5, 12):
        experiment = replace(
            random_experiment(seed), training=Training(0.02, optimiser=OptimiserChoice(optimiser))
        )
        found = read(Trainer(experiment), experiment, 3)
        assert found.is_preconditioned == (optimiser == "adam")
        assert found.limit == pytest.approx([LIMITS[optimiser]] * 4, rel=1e-15, nan_ok=True)
        trainer, s = Trainer(experiment), np.zeros(len(experiment.network.parameters))
        for step in range(4):
            here = trainer.experiment()
            gradient = oracle.batch_gradient(here)[1]
            s = 0.999 * s + 0.001 * np.array([gradient[each] for each in here.network.parameters]) ** 2
            exact = hessian_oracle.hessian(here)
            if optimiser == "adam":
                scale = (np.sqrt(s / (1 - 0.999 ** (step + 1))) + 1e-8) ** -0.5
                exact = scale * exact * scale[:, np.newaxis]
            values = np.linalg.eigvalsh(exact)
            error = 1e-8 * np.abs(values).max()  # of differences
            assert found.eigenvalues[step, 0] == pytest.approx(values[-1], rel=TOLERANCE, abs=error), seed
            trainer.advance(1)


def test_it_is_told_where_the_sharpness_crosses_the_limit() -> None:
    def crossed(sharpness: list[float], limit: list[float]) -> list[tuple[int, bool]]:
        count = len(limit)
        values, ones = np.array(sharpness)[:, np.newaxis], np.ones(count)
        readings = Readings(10 + np.arange(count), ones, ones, np.array(limit), values, False)
        return [(each.step, each.is_upward) for each in crossings(readings)]

    assert crossed([1, 3, 4, 2, 1.5, 2.5], [2] * 6) == [(11, True), (13, False), (15, True)]
    assert crossed([3, 3], [2, 4]) == [(10, True), (11, False)]
    assert crossed([1, np.nan, 3, np.nan, 3], [2] * 5) == [(12, True)]
    assert crossed([1, 3], [np.nan] * 2) == []


def test_it_goes_on_from_where_the_run_is() -> None:
    trainer = Trainer(xor())
    trainer.advance(5)
    assert read(trainer, xor(), 3).step.tolist() == [5, 6, 7, 8]
    assert trainer.step == 8
    assert read(trainer, xor(), 0).step.tolist() == [8]


def test_in_how_many_calls_the_steps_are_read_changes_little() -> None:
    many = read(Trainer(xor()), xor(), 200, samples=10**6)  # as if each were a large piece of work
    few = read(Trainer(xor()), xor(), 200)
    assert many.step.tolist() == few.step.tolist() == list(range(201))
    assert many.loss.tolist() == few.loss.tolist()
    assert many.eigenvalues == pytest.approx(few.eigenvalues, rel=2 * TOLERANCE)


def test_a_run_that_diverges_is_read_up_to_there() -> None:
    trainer = Trainer(DOUBLING)
    found = read(trainer, DOUBLING, 50)
    assert trainer.divergence is not None
    assert found.step.tolist() == list(range(trainer.divergence.step + 1))
    assert found.loss[-1] > 10**6
    assert found.eigenvalues[:, 0].tolist() == [1.0] * 12


def test_each_learning_rate_is_that_of_the_step_from_there() -> None:
    schedule = ScheduleChoice("inverse-time", decay=1.0)
    experiment = replace(xor(), training=Training(0.5, schedule))
    found = read(Trainer(experiment), experiment, 2)
    assert found.learning_rate == pytest.approx([0.5, 0.25, 0.5 / 3], rel=1e-15)
