"""`explorer.training.curvature.stability_curve`: λ beside its limit, or over it, against step or α·step"""

import numpy as np
import pytest

from explorer.network.model import OptimiserChoice, Training
from explorer.symbol import Symbol
from explorer.training.compared_runs import PlannedRun
from explorer.training.curvature.sharpness import Readings
from explorer.training.curvature.stability_curve import stability_curve
from tests.training.small_experiment import chain


def plan_at(rate: float, optimiser: str = "gradient-descent") -> PlannedRun:
    training = Training(rate, optimiser=OptimiserChoice(optimiser))
    return PlannedRun(chain(["identity"], [1.0], [(1.0, 0.0)], training=training), 100)


def read(sharpness: list[float], limit: float) -> Readings:
    values = np.array(sharpness)[:, np.newaxis]
    ones = np.ones(len(values))
    return Readings(np.arange(len(values)) * 3, ones, 0.5 * ones, limit * ones, values, False)


def test_lambda_stands_beside_its_limit_with_its_crossings() -> None:
    curve = stability_curve(plan_at(0.5), read([3.0, 4.5, 5.0, 3.5], 4.0))
    assert curve.x.tolist() == [0.0, 3.0, 6.0, 9.0]
    assert curve.sharpness.tolist() == [3.0, 4.5, 5.0, 3.5]
    assert curve.limit.tolist() == [4.0] * 4
    assert curve.label == f"2/{Symbol.ALPHA} for {Symbol.ALPHA} = 0.5"
    assert (curve.marked.tolist(), curve.marked_limit.tolist()) == ([3.0, 9.0], [4.0, 4.0])


def test_over_its_limit_every_run_stands_against_one_and_time_is_that_of_the_flow() -> None:
    curve = stability_curve(plan_at(0.5), read([3.0, 4.5, 5.0, 3.5], 4.0), True, True)
    assert curve.x.tolist() == [0.0, 1.5, 3.0, 4.5]
    assert curve.sharpness == pytest.approx([0.75, 1.125, 1.25, 0.875])
    assert curve.limit.tolist() == [1.0] * 4
    assert (curve.marked.tolist(), curve.marked_limit.tolist()) == ([1.5, 4.5], [1.0, 1.0])


def test_without_a_known_limit_there_is_nothing_to_stand_against() -> None:
    curve = stability_curve(plan_at(0.5, "rmsprop"), read([3.0, 4.5], np.nan))
    assert (curve.label, curve.marked.tolist()) == ("", [])
    assert np.isnan(curve.limit).all()
    assert np.isnan(stability_curve(plan_at(0.5, "rmsprop"), read([3.0], np.nan), True).sharpness).all()


def test_of_very_many_crossings_the_first_and_the_last_are_marked() -> None:
    curve = stability_curve(plan_at(0.5), read([3.0, 4.5] * 20, 4.0))
    assert curve.marked.tolist() == [3.0, 39 * 3.0]
