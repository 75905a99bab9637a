"""`explorer.training.curvature.run_readings`: as many steps as shown, each where the run was"""

from dataclasses import replace

import numpy as np
import pytest

from explorer.job import results_of
from explorer.network.edits.parameter_edits import set_fixed
from explorer.network.model import Training
from explorer.training.compared_runs import PlannedRun, trained
from explorer.training.curvature.run_readings import (
    MOST_READINGS,
    NothingLearns,
    sharpness_of_runs,
    stride_of,
)
from explorer.training.curvature.sharpness import Readings
from explorer.training.laboratory_settings import RateChange
from tests.training.small_experiment import chain, xor

BOWL = chain(["identity"], [1.0], [(1.0, 0.0)], training=Training(learning_rate=0.5))
"""E = ½ w²: λ is 1 everywhere, and each step multiplies w by 1 − α."""


def readings_of(*plans: PlannedRun, largest: int = 1) -> list[Readings]:
    """What is known of each in the end."""
    found = {each.number: each for each in results_of(sharpness_of_runs(plans, largest))}
    assert all(each.is_whole for each in found.values())
    return [found[number].readings for number in range(len(plans))]


def test_every_run_is_read_at_every_step_against_its_own_limit() -> None:
    faster = replace(BOWL, training=Training(learning_rate=1.0))
    one, other = readings_of(PlannedRun(BOWL, 5), PlannedRun(faster, 3))
    assert one.step.tolist() == [0, 1, 2, 3, 4, 5]
    assert one.eigenvalues[:, 0] == pytest.approx([1.0] * 6)
    assert one.limit.tolist() == [4.0] * 6
    assert other.step.tolist() == [0, 1, 2, 3]
    assert other.limit.tolist() == [2.0] * 4


def test_the_limit_changes_where_alpha_does_and_the_run_is_the_one_that_was_compared() -> None:
    plan = PlannedRun(xor(), 40, (RateChange(3, 0.05), RateChange(20, 0.4)))
    (found,) = readings_of(plan)
    assert found.limit[[2, 3, 19, 20, 40]] == pytest.approx([2 / xor().training.learning_rate, 40, 40, 5, 5])
    (ended,) = results_of(trained(plan))
    np.testing.assert_array_equal(found.loss, ended.history.rows().loss)


def test_a_long_run_is_thinned_to_odd_strides_and_ends_with_its_last_step() -> None:
    assert [stride_of(steps) for steps in (1, MOST_READINGS, MOST_READINGS + 1, 1_000_000)] == [1, 1, 3, 335]
    (found,) = readings_of(PlannedRun(BOWL, 7001))
    assert found.step[:3].tolist() == [0, 3, 6]
    assert found.step[-2:].tolist() == [6999, 7001]
    assert len(found.step) <= MOST_READINGS


def test_no_more_eigenvalues_are_read_than_there_are_parameters() -> None:
    (found,) = readings_of(PlannedRun(BOWL, 1), largest=5)
    assert found.eigenvalues.shape == (2, len(BOWL.network.parameters))


def test_a_run_that_diverges_is_read_up_to_there() -> None:
    (found,) = readings_of(PlannedRun(replace(BOWL, training=Training(learning_rate=3.0)), 100))
    assert found.step[-1] == 11


def test_where_nothing_learns_there_is_no_curvature() -> None:
    fixed = set_fixed(BOWL, BOWL.network.parameters, True)
    with pytest.raises(NothingLearns, match="every weight and bias is fixed"):
        readings_of(PlannedRun(fixed, 1))
