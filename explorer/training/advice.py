"""What can one advise of α, and from what? Sentences for the screen: the curvature, a sweep, a range test.

Each says what it goes by. They need not agree: the curvature at some weights is that of one place on the way,
a range test makes one step with each α, and only a sweep trains with them.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from explorer.array import Array
from explorer.network.model import Training
from explorer.network.optimiser import OPTIMISERS
from explorer.number import counted, rounded
from explorer.symbol import Symbol
from explorer.training.curvature.stability import (
    RATE_FORMULAS,
    is_preconditioned,
    largest_stable_rate,
    largest_stable_rates,
)
from explorer.training.range_test import RangeTest, median_rules

HERE = "at these weights"

_CLEARLY = 1.05  # times a limit: closer, two digits would not tell


@dataclass(frozen=True)
class FastestRate:
    """The α of a sweep with the lowest E after its `steps`, the median of its starts.

    `tried`: how many α, from `low` to `high`; `starts` of each.
    """

    learning_rate: float
    loss: float
    steps: int
    tried: int
    starts: int
    low: float
    high: float

    @property
    def sentence(self) -> str:
        """Which it is, and of what."""
        tried = f"{counted(self.tried, 'rate')} from {rounded(self.low)} to {rounded(self.high)}"
        of_starts = f", the median of {counted(self.starts, 'start')}" if self.starts > 1 else ""
        lowest = f"lowest {Symbol.LOSS} after {counted(self.steps, 'step')}{of_starts}, of {tried}"
        edge = {self.low: "smaller", self.high: "larger"}.get(self.learning_rate) if self.tried > 1 else None
        beyond = f"; it is the last that was tried, and {edge} ones may be faster" if edge else ""
        return f"fastest of the sweep: {rounded(self.learning_rate, 3)} ({lowest}){beyond}"


def stable_words(training: Training, sharpness: float, where: str = HERE) -> str:
    """“stable here while α < 2/λ = 1.1 (curvature at these weights)”, or why no such thing can be said.

    `sharpness`: that which the limit of the optimiser is about, of a preconditioned Hessian for Adam
    (`explorer.training.curvature.place_sharpness`).
    """
    name, label = training.optimiser.name, OPTIMISERS[training.optimiser.name].label
    if math.isnan(sharpness):
        return f"not every number of the network is finite, so there is no curvature {where}"
    limit, kind = largest_stable_rate(training, sharpness), "preconditioned " * is_preconditioned(training)
    if limit is None:
        return (
            f"from which {Symbol.ALPHA} on {label} is unstable is not known: no limit follows from the "
            "curvature"
        )
    if sharpness <= 0:
        return (
            f"{Symbol.LOSS} is curved upwards in no direction, which sets no limit to {Symbol.ALPHA} "
            f"({kind}curvature {where})"
        )
    batch = "" if training.batch_size is None else ", for steps with all samples"
    return (
        f"stable here while {Symbol.ALPHA} < {RATE_FORMULAS[name]} = {rounded(limit)} ({kind}curvature "
        f"{where}{batch})"
    )


def stable_words_of_starts(training: Training, sharpness: Array, where: str = "at the start") -> str:
    """“2/λ at the starts of 8 seeds: 0.9 … 1.3, median 1.1”, with `sharpness` at the starts: (starts,).

    Of one start, or where no limit is known, `stable_words`.
    """
    limits = largest_stable_rates(training, sharpness)
    if len(sharpness) == 1 or not len(limits):
        return stable_words(training, float(sharpness[0]), where if len(sharpness) == 1 else "at the starts")
    low, high, median = (rounded(float(each), 3) for each in (limits.min(), limits.max(), np.median(limits)))
    batch = "" if training.batch_size is None else " (for steps with all samples)"
    rule = RATE_FORMULAS[training.optimiser.name]
    return f"{rule} at the starts of {counted(len(limits), 'seed')}: {low} … {high}, median {median}{batch}"


def times_words(learning_rate: float, rule: str, limit: float) -> str:
    """“α = 3.5 was 3.2 times 2/λ = 1.1”; where it is hardly above the limit, that it was above."""
    ratio = learning_rate / limit
    much = f"{rounded(ratio, 2)} times" if ratio >= _CLEARLY else "above"
    return f"{Symbol.ALPHA} = {rounded(learning_rate)} was {much} {rule} = {rounded(limit)}"


def fastest_of(
    learning_rates: Array, losses: Array, has_diverged: NDArray[np.bool_], steps: int
) -> FastestRate | None:
    """That of a sweep of runs of so many steps, all (runs,); None where most runs of every α diverged.

    A run that diverged, or whose E is no number, counts as one with an infinite E. Of equals the smallest α.
    """
    heights = np.where(has_diverged | np.isnan(losses), np.inf, losses)
    rates, of_run = np.unique(learning_rates, return_inverse=True)
    medians = np.array([_middle(heights[of_run == number]) for number in range(len(rates))])
    if not len(rates) or not np.isfinite(medians).any():
        return None
    best = int(medians.argmin())
    starts = -(-len(losses) // len(rates))
    low, high = float(rates[0]), float(rates[-1])
    return FastestRate(float(rates[best]), float(medians[best]), steps, len(rates), starts, low, high)


def fastest_words(fastest: FastestRate | None) -> str:
    """The same in words, also where there is none."""
    if fastest is None:
        return f"every {Symbol.ALPHA} of the sweep diverged: sweep smaller ones"
    return fastest.sentence


def rule_words(tests: Sequence[RangeTest]) -> list[str]:
    """What each rule reads from a range test: “steepest of the range test: 0.31”, or why it says nothing.

    Of the tests of several starts the median of those from which it reads something.
    """
    words = []
    for place, rule in enumerate(median_rules(tests)):
        if rule.learning_rate is None:
            words.append(f"{rule.name} of the range test: none, for {rule.reason}")
            continue
        readers = sum(test.rules[place].learning_rate is not None for test in tests)
        of_starts = f", the median of {counted(readers, 'start')}" if len(tests) > 1 else ""
        words.append(f"{rule.name} of the range test: {rounded(rule.learning_rate, 3)}{of_starts}")
    return words


def _middle(heights: Array) -> float:
    """The median; of an even number the higher of both, as ∞ has no mean with a number."""
    return float(np.sort(heights)[len(heights) // 2])
