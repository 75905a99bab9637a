"""`explorer.training.curvature.stability_words`: one sentence for each way in which a run goes"""

from collections.abc import Sequence

import numpy as np
import pytest

from explorer.network.model import OptimiserChoice, Training
from explorer.symbol import Symbol
from explorer.training.curvature.sharpness import Readings
from explorer.training.curvature.stability_words import limit_words, stability_words, unknown_words

PLAIN = Training(learning_rate=0.8)


def read(sharpness: Sequence[float], limit: Sequence[float] | float = 2.5) -> Readings:
    """λ at the steps 0, 1, 2 …"""
    values = np.array(sharpness, dtype=float)[:, np.newaxis]
    ones = np.ones(len(values))
    return Readings(np.arange(len(values)), ones, 0.8 * ones, limit * ones, values, False)


@pytest.mark.parametrize(
    ("sharpness", "words"),
    [
        (
            [1.8, 2.05, 2.0],
            (f"λ stays below 2/{Symbol.ALPHA} = 2.5, at most 2.05: near a minimum such steps are stable"),
        ),
        (
            [1.8, 2.6, 2.7, 2.0],
            (
                f"λ rose above 2/{Symbol.ALPHA} = 2.5 at step 1 and fell below it at step 3, where the "
                "valley is flatter: "
                "it held itself"
            ),
        ),
        (
            [3.0, 2.6, 2.0, 2.7],
            (
                f"λ is above 2/{Symbol.ALPHA} = 2.5 from the start on, the last time at step 3, and is "
                "there still at step "
                "3: no minimum so sharp holds such steps"
            ),
        ),
        (
            [1.0, *[2.6, 2.4] * 4],
            (
                f"λ rose above 2/{Symbol.ALPHA} = 2.5 at step 1 and hovers about it, with 8 crossings up "
                "to step 8, "
                "now below it: the edge of stability"
            ),
        ),
        ([np.nan, np.nan], "there is no λ: not every number of the network is finite"),
    ],
)
def test_it_says_where_lambda_went_against_the_limit(sharpness: list[float], words: str) -> None:
    assert stability_words(read(sharpness), PLAIN) == words


def test_a_divergence_is_added_and_a_limit_that_moves_has_no_number() -> None:
    told = stability_words(read([1.0, 2.0], [4.0, 1.5]), PLAIN, diverged_at=1)
    assert told == (f"λ rose above 2/{Symbol.ALPHA} at step 1; the run diverged at step 1")
    held = stability_words(read([1.8, 2.6, 2.7, 2.0]), PLAIN, diverged_at=3)
    assert held == (
        f"λ rose above 2/{Symbol.ALPHA} = 2.5 at step 1 and fell below it at step 3, where the valley is "
        "flatter; "
        "the run diverged at step 3"
    )


def test_of_mini_batches_the_limit_says_less() -> None:
    assert stability_words(read([1.8, 2.05]), Training(0.8, batch_size=2)) == (
        f"λ stays below 2/{Symbol.ALPHA} = 2.5, at most 2.05: near a minimum such steps with all samples "
        "are stable"
    )


def test_where_no_limit_is_known_that_is_said() -> None:
    training = Training(0.1, optimiser=OptimiserChoice("rmsprop"))
    assert stability_words(read([1.0, 3.0], np.nan), training) == (
        "no limit of λ is known for RMSProp; λ was 3 at most"
    )
    assert limit_words(training, 0.1) == ""


def test_the_limit_is_the_optimisers_own() -> None:
    assert limit_words(PLAIN, 0.8) == f"2/{Symbol.ALPHA} for {Symbol.ALPHA} = 0.8"
    assert limit_words(Training(optimiser=OptimiserChoice("momentum")), 0.1) == (
        f"2(1 + β)/{Symbol.ALPHA} for {Symbol.ALPHA} = 0.1"
    )
    assert limit_words(Training(optimiser=OptimiserChoice("adam")), 0.1) == (
        f"2(1 + β₁)/((1 − β₁) {Symbol.ALPHA}) for {Symbol.ALPHA} = 0.1, preconditioned"
    )


def test_each_optimiser_without_a_known_limit_is_named_once() -> None:
    names = ("rmsprop", "adam", "adagrad", "rmsprop")
    trainings = [Training(optimiser=OptimiserChoice(name)) for name in names]
    assert unknown_words(trainings) == "no limit of λ is known for RMSProp, Adagrad"
    assert unknown_words([PLAIN]) == ""
