"""What is known before the first run of a sweep, with the starts of seeds and without."""

import numpy as np
import pytest

from explorer.job import last_result
from explorer.network.model import OptimiserChoice, Training
from explorer.training.curvature.place_sharpness import sharpness_at
from explorer.training.many.start_of_sweep import start_of_sweep
from explorer.training.many.sweep import Sweep
from explorer.training.program import Program, parameters_of
from explorer.training.range_test import range_of_sweep, range_test
from tests.training.small_experiment import xor


def test_without_seeds_it_is_that_of_the_present_weights() -> None:
    experiment = xor()
    start = last_result(start_of_sweep(experiment, None))
    sharpness = sharpness_at(Program.of(experiment), parameters_of(experiment.network))
    test = last_result(range_test(experiment))
    assert start.sharpness.tolist() == [sharpness]
    assert start.limit == 2.0 / sharpness
    assert start.rules == test.rules
    assert start.range(experiment) == range_of_sweep(experiment, test, start.limit)


def test_with_seeds_every_start_has_its_own_and_the_present_weights_none() -> None:
    experiment = xor()
    sweep = Sweep(experiment, np.ones(1), range(5, 12), 1)
    start = last_result(start_of_sweep(experiment, range(5, 12)))
    expected = [sharpness_at(sweep.program, sweep.start(run)) for run in range(7)]
    assert start.sharpness.tolist() == expected
    assert start.limits.tolist() == [2.0 / each for each in expected]
    assert start.limit == sorted(start.limits.tolist())[3]
    tests = [last_result(range_test(sweep.experiment(run))) for run in range(7)]
    for place, rule in enumerate(start.rules):
        rates = [test.rules[place].learning_rate for test in tests]
        read = sorted(rate for rate in rates if rate is not None)
        assert rule.learning_rate == read[len(read) // 2]


def test_the_range_of_a_sweep_from_seeds_fits_every_start() -> None:
    experiment = xor()
    low, high = last_result(start_of_sweep(experiment, range(6))).range(experiment)
    alone = [last_result(start_of_sweep(experiment, [seed])).range(experiment) for seed in range(6)]
    assert (low, high) == (min(low for low, _ in alone), max(high for _, high in alone))


def test_where_no_limit_is_known_there_is_none_and_yet_a_range() -> None:
    experiment = xor(training=Training(optimiser=OptimiserChoice("rmsprop")))
    start = last_result(start_of_sweep(experiment, range(3)))
    assert (start.limit, start.limits.tolist()) == (None, [])
    low, high = start.range(experiment)
    assert 0.0 < low < high


def test_adam_has_a_limit_at_a_start_but_no_range_follows_from_one_gradient() -> None:
    experiment = xor(training=Training(optimiser=OptimiserChoice("adam")))
    start = last_result(start_of_sweep(experiment, None))
    assert start.limits == pytest.approx(38.0 / start.sharpness, rel=1e-12)
    assert start.range(experiment) == range_of_sweep(experiment, start.tests[0], None)
