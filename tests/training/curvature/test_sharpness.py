"""`explorer.training.curvature.sharpness`"""

from dataclasses import replace

import numpy as np
import pytest

from explorer.job import results_of
from explorer.network.model import Experiment, ScheduleChoice, Training
from explorer.training.curvature.curvature import TOLERANCE, curvature_of
from explorer.training.curvature.sharpness import Readings, read_along
from explorer.training.program import Program
from explorer.training.trainer import Trainer
from tests.training.small_experiment import chain, xor
from tests.training.training_families import FAMILIES

DOUBLING = chain(["identity"], [1.0], [(1.0, 0.0)], training=Training(learning_rate=3.0))
"""E = ½ w², w ← −2 w: above 10⁶ at step 11."""


def read(trainer: Trainer, experiment: Experiment, steps: int, samples: int = 4) -> Readings:
    """All readings, put together."""
    parts = list(results_of(read_along(trainer, curvature_of(Program.of(experiment)), samples, steps)))
    columns = ("step", "loss", "learning_rate", "eigenvalues")
    return Readings(*(np.concatenate([getattr(part, name) for part in parts]) for name in columns))


@pytest.mark.parametrize("family", FAMILIES)
def test_however_a_network_is_trained_the_curvature_is_that_of_e_at_its_parameters(family: str) -> None:
    experiment = replace(xor(), training=FAMILIES[family])
    found = read(Trainer(experiment), experiment, 6)
    beside, curvature = Trainer(experiment), curvature_of(Program.of(experiment))
    assert found.step.tolist() == [0, 1, 2, 3, 4, 5, 6]
    for row in range(7):
        products = curvature.hessian_products(beside.parameters, np.eye(17))
        assert found.eigenvalues[row, 0] == pytest.approx(np.linalg.eigvalsh(products)[-1], rel=TOLERANCE)
        assert found.loss[row] == beside.history.rows().loss[-1]
        beside.advance(1)


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
