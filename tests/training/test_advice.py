"""Does advice say what it goes by, and nothing where nothing is known?"""

import math

import numpy as np
import pytest

from explorer.job import last_result
from explorer.network.model import OptimiserChoice, Training
from explorer.symbol import Symbol
from explorer.training.advice import (
    fastest_of,
    fastest_words,
    rule_words,
    stable_words,
    stable_words_of_starts,
    times_words,
)
from explorer.training.range_test import range_test, rising_rates
from tests.training.small_experiment import chain


def of(name: str, **options: object) -> Training:
    return Training(optimiser=OptimiserChoice(name), **options)


@pytest.mark.parametrize(
    ("name", "limit"),
    [
        ("gradient-descent", "2/λ = 1.1"),
        ("momentum", "2(1 + β)/λ = 2.09"),
        ("nesterov", "2(1 + β)/((1 + 2β) λ) = 0.7464"),
    ],
)
def test_what_is_stable_is_told_with_the_limit_of_the_optimiser(name: str, limit: str) -> None:
    assert stable_words(of(name), 2 / 1.1) == (
        f"stable here while {Symbol.ALPHA} < {limit} (curvature at these weights)"
    )


def test_of_adam_the_limit_is_that_of_the_preconditioned_curvature() -> None:
    assert stable_words(of("adam"), 4.0, "at step 7") == (
        f"stable here while {Symbol.ALPHA} < 2(1 + β₁)/((1 − β₁) λ) = 9.5 (preconditioned curvature at "
        "step 7)"
    )


@pytest.mark.parametrize(
    ("name", "label"), [("adagrad", "Adagrad"), ("rmsprop", "RMSProp"), ("adamw", "AdamW")]
)
def test_where_no_limit_is_known_that_is_said(name: str, label: str) -> None:
    assert stable_words(of(name), 4.0) == (
        f"from which {Symbol.ALPHA} on {label} is unstable is not known: no limit follows from the curvature"
    )


def test_where_e_is_not_curved_upwards_or_not_finite_there_is_no_limit() -> None:
    assert stable_words(of("gradient-descent"), -1.0) == (
        f"{Symbol.LOSS} is curved upwards in no direction, which sets no limit to {Symbol.ALPHA} "
        "(curvature at these weights)"
    )
    assert stable_words(of("gradient-descent"), math.nan) == (
        "not every number of the network is finite, so there is no curvature at these weights"
    )


def test_with_mini_batches_the_limit_is_said_to_be_that_of_all_samples() -> None:
    assert stable_words(of("gradient-descent", batch_size=2), 2.0) == (
        f"stable here while {Symbol.ALPHA} < 2/λ = 1 (curvature at these weights, for steps with all samples)"
    )


@pytest.mark.parametrize(
    ("rate", "words"),
    [
        (3.5, f"{Symbol.ALPHA} = 3.5 was 3.2 times 2/λ = 1.1"),
        (1.101, f"{Symbol.ALPHA} = 1.101 was above 2/λ = 1.1"),
    ],
)
def test_how_far_a_rate_is_above_its_limit_is_told_in_times(rate: float, words: str) -> None:
    assert times_words(rate, "2/λ", 1.1) == words


def test_the_fastest_of_a_sweep_has_the_lowest_e_and_says_of_what() -> None:
    fastest = fastest_of(
        np.array([0.1, 0.71, 2.0, 5.0]),
        np.array([0.5, 0.02, 0.3, 1e-9]),
        np.array([False, False, False, True]),
        1000,
    )
    assert fastest_words(fastest) == (
        f"fastest of the sweep: 0.71 (lowest {Symbol.LOSS} after 1000 steps, of 4 rates from 0.1 to 5)"
    )


def test_of_many_starts_the_median_counts_and_most_must_not_diverge() -> None:
    rates = np.repeat([0.1, 1.0, 3.0], 3)
    losses = np.array([0.3, 0.2, 0.1, 0.15, 9.0, 0.01, 0.0, np.nan, np.nan])
    fastest = fastest_of(rates, losses, np.zeros(9, dtype=bool), 10)
    assert fastest is not None
    assert (fastest.learning_rate, fastest.loss, fastest.starts) == (1.0, 0.15, 3)
    assert (
        f"lowest {Symbol.LOSS} after 10 steps, the median of 3 starts, of 3 rates from 0.1 to 3"
    ) in fastest.sentence


def test_the_last_that_was_tried_may_not_be_the_fastest_there_is() -> None:
    rates, fine = np.array([0.1, 1.0]), np.zeros(2, dtype=bool)
    falling, rising = (fastest_of(rates, np.array(losses), fine, 10) for losses in ([0.2, 0.1], [0.1, 0.2]))
    assert fastest_words(falling).endswith("it is the last that was tried, and larger ones may be faster")
    assert fastest_words(rising).endswith("it is the last that was tried, and smaller ones may be faster")


def test_where_all_diverged_smaller_rates_are_advised() -> None:
    none = fastest_of(np.array([1.0, 2.0]), np.array([np.inf, np.nan]), np.ones(2, dtype=bool), 10)
    assert fastest_words(none) == f"every {Symbol.ALPHA} of the sweep diverged: sweep smaller ones"


def test_each_rule_of_a_range_test_is_told_or_why_it_says_nothing() -> None:
    experiment = chain(["identity"], [1.0], [(10.0, 3.0)])
    found = last_result(range_test(experiment))
    assert [words.rpartition(":")[0] for words in rule_words([found])] == [
        "minimum/10 of the range test",
        "steepest of the range test",
        "valley of the range test",
    ]
    too_large = last_result(range_test(experiment, rising_rates(10.0, 1000.0, 20)))
    assert rule_words([too_large])[2] == (
        f"valley of the range test: none, for {Symbol.LOSS} grew out of bounds at once: "
        f"every {Symbol.ALPHA} that was tried is too large"
    )


def test_of_many_starts_a_rule_tells_the_median_of_those_that_it_can_read() -> None:
    experiment = chain(["identity"], [1.0], [(10.0, 3.0)])
    found = last_result(range_test(experiment))
    too_large = last_result(range_test(experiment, rising_rates(10.0, 1000.0, 20)))
    (alone, *_), (of_many, *_) = rule_words([found]), rule_words([found, too_large, found])
    assert of_many == f"{alone}, the median of 2 starts"


def test_the_limits_of_many_starts_are_told_as_their_spread_and_median() -> None:
    sharpness = 2.0 / np.array([1.3, 0.9, 1.1, 1.2, 1.0])
    assert stable_words_of_starts(of("gradient-descent"), sharpness) == (
        "2/λ at the starts of 5 seeds: 0.9 … 1.3, median 1.1"
    )
    flat = np.array([4.0, -1.0, 1.0, math.nan])
    assert stable_words_of_starts(of("gradient-descent"), flat) == (
        "2/λ at the starts of 3 seeds: 0.5 … ∞, median 2"
    )
    assert stable_words_of_starts(of("gradient-descent"), flat[:1]) == (
        f"stable here while {Symbol.ALPHA} < 2/λ = 0.5 (curvature at the start)"
    )
    assert stable_words_of_starts(of("adam"), 19.0 * sharpness) == (
        "2(1 + β₁)/((1 − β₁) λ) at the starts of 5 seeds: 0.9 … 1.3, median 1.1"
    )
    assert stable_words_of_starts(of("rmsprop"), sharpness) == (
        f"from which {Symbol.ALPHA} on RMSProp is unstable is not known: no limit follows from the curvature"
    )


def test_the_advice_and_the_cause_of_a_divergence_name_the_same_limit() -> None:
    limit = stable_words(of("gradient-descent"), 1.2345678).partition(" = ")[2].partition(" ")[0]
    assert times_words(5.0, "2/λ", 2 / 1.2345678).endswith(f"2/λ = {limit}")
