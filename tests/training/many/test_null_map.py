"""`explorer.training.many.null_map`, against the exact Hessian and known limits"""

from dataclasses import replace

import numpy as np
import pytest

from explorer.job import results_of
from explorer.network.model import OptimiserChoice, Training
from explorer.training.many.axis import axis_of
from explorer.training.many.map_picture import MapPicture
from explorer.training.many.null_map import QuadraticBowl, TooManyForBowl, compute_null_map
from explorer.training.many.pixel_run import PixelClass
from explorer.training.many.training_map import TrainingMap
from explorer.training.program import parameters_of
from tests.training.hessian_oracle import hessian
from tests.training.small_experiment import chain, xor

LINE = chain(["identity"], [3.0], [(1.0, 0.0)])
"""E = ½ w², from w = 3."""


def null_picture(experiment, x, y, steps=200):  # type: ignore[no-untyped-def]
    training_map = TrainingMap(experiment, x, y, steps)
    picture = MapPicture(training_map.width, training_map.height)
    for step in results_of(compute_null_map(experiment, training_map, 1)):
        picture.add(step)
    return picture


def test_the_bowl_has_the_upward_part_of_the_exact_hessian() -> None:
    experiment = xor()
    exact = hessian(experiment)
    values, vectors = np.linalg.eigh(exact)
    upward = (vectors * np.maximum(values, 0.0)) @ vectors.T
    bowl = QuadraticBowl.of(experiment)
    np.testing.assert_allclose(bowl.hessian, upward, atol=1e-8)
    assert bowl.values(bowl.minimum[np.newaxis])[0] == 0.0


def test_of_a_quadratic_e_it_is_e_itself() -> None:
    bowl = QuadraticBowl.of(LINE)
    assert bowl.values(np.array([[3.0], [-1.0]])).tolist() == [4.5, 0.5]


def test_plain_descent_has_its_border_at_2_over_lambda() -> None:
    experiment = xor()
    sharpness = np.linalg.eigvalsh(QuadraticBowl.of(experiment).hessian)[-1]
    limit = 2.0 / sharpness
    x = axis_of(experiment, "learning-rate", 0.9 * limit, 1.1 * limit, 8, False)
    y = axis_of(experiment, "scale", 0.5, 1.5, 2, False)
    classes = null_picture(experiment, x, y, 2000).classes
    for row in classes:
        assert (row == PixelClass.DIVERGING).tolist() == [rate > limit for rate in x.values]


def test_momentum_has_its_own_border() -> None:
    experiment = replace(
        LINE, training=Training(optimiser=OptimiserChoice("momentum", momentum=0.5))
    )  # 2 (1 + β) / λ = 3 for β = ½, λ = 1
    x = axis_of(experiment, "learning-rate", 2.9, 3.1, 2, False)
    y = axis_of(experiment, "momentum", 0.5, 0.5001, 2, False)
    classes = null_picture(experiment, x, y, 3000).classes
    assert classes[0].tolist() == [PixelClass.CONVERGING, PixelClass.DIVERGING]


def test_a_bowl_is_followed_step_by_step() -> None:
    x = axis_of(LINE, "learning-rate", 0.5, 3.0, 2, False)
    y = axis_of(LINE, "scale", 1.0, 2.0, 2, False)
    picture = null_picture(LINE, x, y, 40)
    assert picture.low_at[0].tolist() == [2, -1]  # ½ w² · 4⁻ⁿ ≤ a tenth: n = 2
    assert picture.diverged_at[0].tolist() == [-1, 10]  # E grows fourfold, and 4¹⁰ > 10⁶ > 4⁹
    assert picture.diverged_at[1].tolist() == [-1, 10]


def test_a_network_with_too_many_parameters_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("explorer.training.many.null_map.MOST_PARAMETERS", 3)
    with pytest.raises(TooManyForBowl, match="the bowl of 17 parameters would take too long"):
        QuadraticBowl.of(xor())
    assert len(parameters_of(xor().network)) == 17
