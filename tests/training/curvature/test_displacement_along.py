"""`explorer.training.curvature.displacement_along`: window after window, from the first step to the last"""

from dataclasses import replace

import numpy as np
import pytest

from explorer.job import results_of
from explorer.network.model import Training
from explorer.training.compared_runs import PlannedRun
from explorer.training.curvature.displacement_along import MOST_WINDOWS, displacement_along, window_begins
from tests.training.small_experiment import chain

FLIPPING = chain(["identity"], [1.0], [(1.0, 0.0)], training=Training(learning_rate=2.0))
"""E = ½ w², w ← −w: 1 at even steps, −1 at odd ones."""


def test_a_run_that_flips_lies_on_one_side_at_even_steps_in_every_window() -> None:
    found = list(results_of(displacement_along(PlannedRun(FLIPPING, 121))))
    assert [(each.step[0], each.step[-1]) for each in found] == [(1, 50), (51, 100), (101, 120)]
    steps = np.concatenate([each.step for each in found])
    along = np.concatenate([each.along for each in found])
    assert along == pytest.approx(np.where(steps % 2 == 0, 1.0, -1.0))


def test_windows_of_a_long_run_are_evenly_spread_and_few() -> None:
    assert list(window_begins(101)) == [1, 51]
    assert list(window_begins(1)) == [1]
    begins = window_begins(1_000_000)
    assert len(begins) <= MOST_WINDOWS
    assert (begins[1] - begins[0]) % 50 == 0
    found = list(results_of(displacement_along(PlannedRun(FLIPPING, 7001))))
    assert [int(each.step[0]) for each in found] == list(window_begins(7001))
    assert {len(each.step) for each in found[:-1]} == {50}
    assert all((each.along[each.step % 2 == 0] > 0).all() for each in found)


def test_a_run_that_diverges_is_told_up_to_the_step_before() -> None:
    doubling = replace(FLIPPING, training=Training(learning_rate=3.0))
    (found,) = results_of(displacement_along(PlannedRun(doubling, 100)))
    assert found.step.tolist() == list(range(1, 11))
    assert found.along == pytest.approx(0.25 * (2 + 0.5 + 2) * (-2.0) ** found.step)


def test_a_run_of_one_step_has_no_displacement() -> None:
    assert list(results_of(displacement_along(PlannedRun(FLIPPING, 1)))) == []
