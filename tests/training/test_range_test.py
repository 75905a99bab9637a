"""Does the range test leave the weights alone, and do its rules read from the curve what they say?"""

from copy import deepcopy

import numpy as np
import pytest

from explorer.job import last_result
from explorer.network.edits.training_edits import choose_optimiser, set_learning_rate, set_training
from explorer.network.model import Experiment, ScheduleChoice
from explorer.network.optimiser import OPTIMISERS
from explorer.symbol import Symbol
from explorer.training.many.lane_choice import lone_engine_for
from explorer.training.program import NoTrainingSample, Program
from explorer.training.range_test import (
    RangeTest,
    range_of_sweep,
    range_test,
    result_of,
    rising_rates,
)
from explorer.training.trainer import Trainer
from tests.training.small_experiment import chain, xor


def outcome_of(experiment: Experiment, **options: object) -> RangeTest:
    return last_result(range_test(experiment, **options))


def rates_of(test: RangeTest) -> dict[str, float | None]:
    return {rule.name: rule.learning_rate for rule in test.rules}


def reasons_of(test: RangeTest) -> set[str]:
    return {rule.reason for rule in test.rules}


def curve(losses: list[float], has_diverged: bool = False) -> RangeTest:
    """What is read from a curve with the rates 1, 2, 4, … whose first E is that before the first step."""
    first, *others = losses
    return result_of(first, 2.0 ** np.arange(len(others)), np.array(others), has_diverged)


@pytest.mark.parametrize("optimiser", OPTIMISERS)
def test_the_weights_are_as_before_and_training_goes_as_if_nothing_had_been(optimiser: str) -> None:
    experiment = choose_optimiser(xor(), optimiser)
    before, untouched = deepcopy(experiment), Trainer(experiment)
    outcome_of(experiment)
    assert experiment == before
    trainer = Trainer(experiment)
    untouched.advance(20)
    trainer.advance(20)
    assert trainer.parameters.tolist() == untouched.parameters.tolist()


@pytest.mark.parametrize("optimiser", OPTIMISERS)
def test_the_run_is_that_of_the_experiment_with_each_of_the_rates(optimiser: str) -> None:
    experiment = choose_optimiser(xor(), optimiser)
    test = outcome_of(experiment, learning_rates=rising_rates(1e-3, 1.0, 20))
    trainer = Trainer(set_learning_rate(experiment, 1e-3), lone_engine_for(Program.of(experiment)))
    losses = [trainer.history.rows().loss[0]]
    for rate in test.learning_rates.tolist():
        trainer.learning_rate = rate
        trainer.advance(1)
        losses.append(trainer.history.rows().loss[-1])
    assert [test.first_loss, *test.losses] == losses


def test_a_schedule_changes_nothing() -> None:
    scheduled = set_training(xor(), schedule=ScheduleChoice("step", factor=0.1, steps=3))
    assert outcome_of(scheduled).losses.tolist() == outcome_of(xor()).losses.tolist()


def test_where_the_run_diverges_the_curve_ends_with_what_was_within_bounds() -> None:
    test = outcome_of(chain(["identity"], [1.0], [(1.0, 3.0)]))  # E = ½ (w − 3)²: diverges above α = 2
    assert test.has_diverged
    assert np.isfinite(test.losses).all()
    assert 2.0 < test.learning_rates[-1] < 100.0
    assert test.largest_useful is not None
    assert test.learning_rates[test.end - 1] == test.largest_useful <= test.learning_rates[-1]


def test_smoothing_is_a_median_that_leaves_a_slope_as_it_is_and_no_spike() -> None:
    falling = [100.0, *np.arange(90.0, 0.0, -1.0)]
    assert curve(falling).smoothed[4:-4].tolist() == falling[5:-4]
    with_a_spike = falling.copy()
    with_a_spike[40] = 1e5
    assert curve(with_a_spike).smoothed.max() < 100


def test_minimum_over_ten_is_a_tenth_of_the_rate_at_which_e_was_lowest() -> None:
    falls_and_rises = [20.0, *np.abs(np.arange(-15.0, 16.0)) + 4.0]
    assert rates_of(curve(falls_and_rises))["minimum/10"] in [2.0**n / 10 for n in (13, 14, 15)]


def test_steepest_is_where_e_fell_most_for_an_e_fold_of_the_rate() -> None:
    slopes = np.array([0.0] * 10 + [1.0] * 10 + [3.0] * 5 + [1.0] * 10 + [0.0] * 10)
    losses = 40.0 - np.cumsum(slopes)
    rate = rates_of(curve([40.0, *losses]))["steepest"]
    assert rate is not None
    assert 20 <= np.log2(rate) <= 24


def test_the_valley_is_that_of_fastai() -> None:
    def valley(rates: list[float], losses: list[float]) -> float:
        """The algorithm as published: the longest falling subsequence, found by comparing all pairs."""
        start, end, lengths = 0, 0, [1] * len(losses)
        for i in range(1, len(losses)):
            for j in range(i):
                if losses[i] < losses[j] and lengths[i] < lengths[j] + 1:
                    lengths[i] = lengths[j] + 1
                if lengths[end] < lengths[i]:
                    end = i
                    start = end - lengths[end]
        third = (end - start) / 3
        return rates[start + int(third) + int(third / 2)]

    chance = np.random.default_rng(0)
    for _ in range(20):
        losses = 5 + np.cos(np.linspace(0, 5, 60)) + 0.1 * chance.standard_normal(60)
        test = curve([7.0, *losses])
        expected = valley(test.learning_rates.tolist(), test.smoothed[: test.end].tolist())
        assert rates_of(test)["valley"] == expected


def test_beyond_four_times_the_lowest_e_no_rule_looks() -> None:
    test = curve([10.0, *np.linspace(10, 1, 20), *np.linspace(1, 9, 17)[1:], *np.linspace(9, 0.1, 20)])
    lowest = test.smoothed[:30].min()
    assert test.smoothed[test.end - 1] <= 4.0 * lowest < test.smoothed[test.end]
    assert test.smoothed.min() < lowest
    assert rates_of(test)["minimum/10"] in [2.0**n / 10 for n in range(17, 22)]


def test_a_curve_that_never_falls_says_nothing_and_why() -> None:
    test = curve([1.0, *[0.995] * 30])
    assert set(rates_of(test).values()) == {None}
    assert reasons_of(test) == {f"{Symbol.LOSS} never fell by 1 %"}


def test_a_curve_that_still_falls_at_its_end_has_no_minimum_yet() -> None:
    test = curve([10.0, *np.linspace(10, 1, 20)])
    assert test.rules[0].learning_rate is None
    assert test.rules[0].reason == (
        f"{Symbol.LOSS} was still falling at the largest {Symbol.ALPHA} that was tried"
    )
    assert test.rules[1].learning_rate is not None


def test_where_all_rates_are_too_large_that_is_said() -> None:
    experiment = chain(["identity"], [1.0], [(10.0, 3.0)])
    test = outcome_of(experiment, learning_rates=rising_rates(10.0, 1000.0, 20))
    assert test.has_diverged
    assert reasons_of(test) == {
        (f"{Symbol.LOSS} grew out of bounds at once: every {Symbol.ALPHA} that was tried is too large")
    }


def test_without_a_sample_there_is_nothing_to_test() -> None:
    with pytest.raises(NoTrainingSample):
        next(range_test(Experiment(xor().network)))


def test_the_range_of_a_sweep_reaches_from_far_too_small_to_too_large() -> None:
    experiment = chain(["identity"], [1.0], [(1.0, 3.0)])  # stable below 2
    test = outcome_of(experiment)
    low, high = range_of_sweep(experiment, test, 2.0)
    assert low <= 2e-3
    assert 8.0 <= high <= 20.0
    assert range_of_sweep(set_learning_rate(experiment, 300.0), test, 2.0)[1] == 300.0
    assert range_of_sweep(set_learning_rate(experiment, 1e-9), test, 2.0)[0] == 1e-9


def test_where_nothing_is_known_the_range_is_that_of_the_test() -> None:
    assert range_of_sweep(xor(), curve([10.0, *np.linspace(10, 1, 20)]), None) == (0.01, 100.0)
