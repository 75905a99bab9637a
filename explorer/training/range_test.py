"""Which learning rates are worth trying: the range test, or learning rate finder (Smith 2015)?

One run in which α rises at every step, by equal ratios, until E has grown out of bounds. Three rules read a
rate from its curve, and they disagree: what they go by is what a rate does in one step of a run that has come
far already, and the truth is a sweep. The run is an experiment of its own, on a copy of the weights.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from explorer.array import Array
from explorer.job import Job, JobStep
from explorer.network.learning_rule import LearningRule
from explorer.network.model import Experiment
from explorer.symbol import Symbol
from explorer.training.cost import numpy_step
from explorer.training.divergence import LIMIT
from explorer.training.engine import Engine, Rows
from explorer.training.many.lane_choice import lone_engine_for
from explorer.training.many.lanes import updates_at_once
from explorer.training.program import Program, check_trainable, parameters_of

LEAST_RATE, LARGEST_RATE, STEPS = 1e-5, 100.0, 200

WINDOW = 9
"""`smoothed` is the median over so many neighbouring steps, fewer at the ends: what only falls or only rises
stays as it is and where it is, which means would not leave it."""

RISE = 4.0
"""Where E is so many times the lowest before it, the rules look no further (Howard, Gugger 2020)."""

LEAST_FALL = 0.01
"""Of E at the start: a curve that falls by less says nothing."""

_SHORTEST = 3
_EVERYDAY = 1e4  # how far below the largest α that is of use one need not look


@dataclass(frozen=True)
class RateRule:
    """What a rule reads from the curve: a learning rate or, where that is None, why it cannot say one."""

    name: str
    learning_rate: float | None
    reason: str = ""


@dataclass(frozen=True, eq=False)
class RangeTest:
    """The curve of a range test: `losses[n]` is the E to which the step with `learning_rates[n]` led.

    `first_loss`: E before the first step. All arrays (steps,), as far as all was finite and within bounds.
    `end`: so many of the steps the rules look at. `has_diverged`: whether the next step ended the run.
    `rules`: minimum/10, steepest and valley, in this order.
    """

    first_loss: float
    learning_rates: Array
    losses: Array
    smoothed: Array
    end: int
    has_diverged: bool
    rules: tuple[RateRule, ...]

    @property
    def largest_useful(self) -> float | None:
        """The α from which on E grew, RISE times above its lowest; None where that was not reached."""
        is_reached = self.has_diverged or self.end < len(self.learning_rates)
        return float(self.learning_rates[self.end - 1]) if is_reached and self.end else None


def rising_rates(low: float = LEAST_RATE, high: float = LARGEST_RATE, steps: int = STEPS) -> Array:
    """So many α from `low` to `high`, by equal ratios."""
    rates: Array = np.geomspace(low, high, steps)
    return rates


def range_test(experiment: Experiment, learning_rates: Array | None = None) -> Job[RangeTest]:
    """Trains on a copy of the present weights, one step with each of `learning_rates`, ascending.

    With the experiment's optimiser, batches, penalty and dropout, and without its schedule. E is that of all
    training samples. Raises NoOutput or NoTrainingSample.
    """
    check_trainable(experiment)
    rates = rising_rates() if learning_rates is None else learning_rates
    program = Program.of(experiment)
    engine = lone_engine_for(program)
    state = LearningRule.of(experiment).first_state(parameters_of(experiment.network))
    rows = Rows.empty(len(rates) + 1)
    limit, made, has_diverged = _limit(engine, state), 0, False
    at_once = updates_at_once(numpy_step(program))
    while made < len(rates) and not has_diverged:
        count = min(at_once, len(rates) - made)
        part = rates[made : made + count]
        outcome = engine.run(state, made, part, limit, rows.part(made, count + 1))
        made, has_diverged = made + outcome.updates, outcome.has_diverged
        yield JobStep(made / len(rates))
    whole = max(0, made - 1) if has_diverged else made
    yield JobStep(1.0, result_of(float(rows.loss[0]), rates[:whole], rows.loss[1 : whole + 1], has_diverged))


def result_of(first_loss: float, learning_rates: Array, losses: Array, has_diverged: bool) -> RangeTest:
    """What a curve comes to, (steps,), with all that its rules read from it."""
    losses = losses.copy()
    smoothed = _smoothed(losses)
    lowest = np.minimum.accumulate(np.append(first_loss, smoothed))[:-1]
    high = np.flatnonzero(smoothed > RISE * lowest)
    end = int(high[0]) if len(high) else len(smoothed)
    curve = learning_rates[:end], np.append(first_loss, smoothed[:end])
    is_ended = has_diverged or end < len(smoothed)
    rules = (_minimum(*curve, is_ended), _steepest(*curve), _valley(*curve))
    return RangeTest(first_loss, learning_rates.copy(), losses, smoothed, end, has_diverged, rules)


def median_rules(tests: Sequence[RangeTest]) -> tuple[RateRule, ...]:
    """Each rule with the median of the rates that it reads from these tests; where none, why from the first.

    Of an even number the higher of the two in the middle.
    """
    medians = []
    for of_tests in zip(*(test.rules for test in tests), strict=True):
        rates = sorted(rule.learning_rate for rule in of_tests if rule.learning_rate is not None)
        medians.append(RateRule(of_tests[0].name, rates[len(rates) // 2]) if rates else of_tests[0])
    return tuple(medians)


def range_of_sweep(experiment: Experiment, test: RangeTest, limit: float | None) -> tuple[float, float]:
    """The range of α that a sweep of the experiment should cover: (from, to), each of one digit.

    From where a step is some ten thousand times shorter than useful, to well into what diverges: twice where
    the range test found E to grow, and four times the `limit` of stability at these weights, where that is
    known. The present α lies within.
    """
    tops = [2.0 * rate for rate in (test.largest_useful,) if rate is not None]
    tops += [4.0 * limit] if limit is not None and math.isfinite(limit) else []
    high = max([*tops, experiment.training.learning_rate]) if tops else LARGEST_RATE
    high = max(high, experiment.training.learning_rate)
    low = min(tops, default=high) / _EVERYDAY
    present = experiment.training.learning_rate
    return _one_digit(min(low, present) if present > 0 else low, math.floor), _one_digit(high, math.ceil)


def _limit(engine: Engine, state: Array) -> float:
    """What E must not exceed, as in any run."""
    first = Rows.empty(1)
    engine.run(state.copy(), 0, np.empty(0), math.inf, first)
    loss = float(first.loss[0])
    return LIMIT * max(1.0, loss)


def _smoothed(losses: Array) -> Array:
    half = WINDOW // 2
    padded = np.pad(losses, half, constant_values=np.nan)
    if not len(losses):
        return losses
    windows = np.lib.stride_tricks.sliding_window_view(padded, WINDOW)
    smoothed: Array = np.nanmedian(windows, axis=1)
    return smoothed


def _why_flat(losses: Array) -> str:
    """Why a curve says nothing; "" where it falls."""
    if len(losses) <= _SHORTEST:
        return f"{Symbol.LOSS} grew out of bounds at once: every {Symbol.ALPHA} that was tried is too large"
    if losses.min() > (1.0 - LEAST_FALL) * losses[0]:
        return f"{Symbol.LOSS} never fell by {100 * LEAST_FALL:g} %"
    return ""


def _minimum(rates: Array, losses: Array, is_ended: bool) -> RateRule:
    """A tenth of the α at which E was lowest."""
    name, reason = "minimum/10", _why_flat(losses)
    if reason:
        return RateRule(name, None, reason)
    lowest = int(losses.argmin()) - 1
    if lowest == len(rates) - 1 and not is_ended:
        return RateRule(
            name, None, f"{Symbol.LOSS} was still falling at the largest {Symbol.ALPHA} that was tried"
        )
    return RateRule(name, float(rates[lowest]) / 10)


def _steepest(rates: Array, losses: Array) -> RateRule:
    """The α at which E fell most for each e-fold of α."""
    name, reason = "steepest", _why_flat(losses)
    if reason:
        return RateRule(name, None, reason)
    slopes = np.gradient(losses[1:], np.log(rates))
    return RateRule(name, float(rates[slopes.argmin()]))


def _valley(rates: Array, losses: Array) -> RateRule:
    """The α in the middle of the longest valley, as fastai has it (Chen, Howard 2021).

    Where the longest falling subsequence of E ends, the valley ends; it is as many steps long as that.
    """
    name, reason = "valley", _why_flat(losses)
    if reason:
        return RateRule(name, None, reason)
    begin, end = _longest_valley(losses[1:])
    third = (end - begin) / 3
    return RateRule(name, float(rates[max(0, begin + int(third) + int(third / 2))]))


def _longest_valley(losses: Array) -> tuple[int, int]:
    """Where it begins and ends."""
    lengths = np.ones(len(losses), dtype=np.intp)
    for place in range(1, len(losses)):
        higher = lengths[:place][losses[:place] > losses[place]]
        lengths[place] = 1 + higher.max(initial=0)
    end = int(lengths.argmax())
    return end - int(lengths[end]), end


def _one_digit(rate: float, rounded: Callable[[float], int]) -> float:
    """The nearest number of one digit above or below, as `rounded` says."""
    power = math.floor(math.log10(rate))
    digit = rounded(rate / 10.0**power * (1.0 + (1e-9 if rounded is math.floor else -1e-9)))
    return float(f"{digit}e{power}")
