"""`explorer.training.verdict` and `explorer.training.late_loss`, on constructed losses and on small runs."""

import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from explorer.network.edits.parameter_edits import with_parameters
from explorer.network.model import Experiment, Training
from explorer.symbol import Symbol
from explorer.training.numpy_engine.engine import NumpyEngine
from explorer.training.program import Program
from explorer.training.trainer import Trainer
from explorer.training.verdict import SHORTEST, RunOutcome, Verdict, needs_exponent, verdict_of, verdicts_of
from tests.training.small_experiment import chain, xor

RANDOM = np.random.default_rng(0)
LENGTHS = (200, 2000, 50_000)
TAIL = 513


def times(length: int) -> np.ndarray:
    return np.arange(length, dtype=np.float64)


def logistic_map(length: int) -> np.ndarray:
    x = np.full(length, 0.3)
    for t in range(1, length):
        x[t] = 3.9 * x[t - 1] * (1 - x[t - 1])
    return x


def judged(
    losses: np.ndarray, gradient_norms: np.ndarray | None = None, exponent: float = math.nan
) -> Verdict:
    """Of all rows, and of no more than the first and the last 513, which must come to the same."""
    norms = np.sqrt(np.abs(losses - losses[-1]) + 1e-40) if gradient_norms is None else gradient_norms
    verdict = verdict_of(losses, norms, exponent=exponent)
    if len(losses) > TAIL + 1:
        rows = np.concatenate([[0], np.arange(len(losses) - TAIL, len(losses))])
        assert verdict_of(losses[rows], norms[rows], rows, exponent) == verdict
    return verdict


CONVERGING: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "geometrically to 0": lambda t: 0.9**t,
    "geometrically to 0.3": lambda t: 0.3 + 0.9**t,
    "past the smallest numbers": lambda t: 0.01**t,
    "to the noise of rounding around 0": lambda t: 0.8**t + 1e-31 * RANDOM.random(len(t)),
    "to the noise of rounding around 0.3": lambda t: 0.3 + 0.8**t + 1e-16 * RANDOM.normal(size=len(t)),
    "with damped swings": lambda t: 0.3 + 0.1 * (-0.9) ** t,
    "with long damped swings": lambda t: 0.3 + 0.1 * np.cos(t / 3) * 0.9**t,
    "as noise that dies out": lambda t: 0.9**t * (1 + 0.5 * RANDOM.random(len(t))),
}


@pytest.mark.parametrize("course", CONVERGING)
@pytest.mark.parametrize("length", LENGTHS)
def test_a_loss_whose_fall_dies_out_converges(course: str, length: int) -> None:
    assert judged(CONVERGING[course](times(length))) == Verdict(RunOutcome.CONVERGES)


def test_a_power_of_t_converges_once_what_is_left_is_negligible() -> None:
    assert [judged(1 / (1 + times(n))).kind for n in (200, 2000, 20_000)] == [
        RunOutcome.UNDECIDED,
        RunOutcome.UNDECIDED,
        RunOutcome.CONVERGES,
    ]


STILL_FALLING: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "like a line": lambda t: 1 - 0.5 * t / t[-1],
    "like a root": lambda t: (1 + t) ** -0.25,
    "like a logarithm": lambda t: 1 / np.log(2 + t),
    "geometrically, slowly": lambda t: np.exp(-3 * t / t[-1]),
    "at the edge of stability": lambda t: (1 + 0.1 * (-1) ** t) / (1 + 5 * t / t[-1]),
    "ever faster": lambda t: 1 - np.exp(5 * (t / t[-1] - 1)),
    "with swings that slowly die out": lambda t: 0.3 + 0.1 * (-1) ** t * np.exp(-2 * t / t[-1]),
}


@pytest.mark.parametrize("course", STILL_FALLING)
@pytest.mark.parametrize("length", LENGTHS)
def test_of_a_loss_that_is_still_on_its_way_nothing_is_decided(course: str, length: int) -> None:
    losses = STILL_FALLING[course](times(length))
    assert verdict_of(losses, np.ones(length)) == Verdict(RunOutcome.UNDECIDED)


def test_a_loss_that_falls_a_little_and_no_less_by_and_by_is_on_a_plateau() -> None:
    for length in LENGTHS:
        t = times(length)
        for course in (0.69 - 1e-4 * t / length, 0.69 - 1e-6 * np.exp(5 * t / length)):
            assert judged(course) == Verdict(RunOutcome.PLATEAUS)


def test_a_loss_that_stands_still_has_converged_only_where_the_gradient_vanished() -> None:
    still = np.full(300, 0.25)
    falling = np.concatenate([[1.0], np.full(299, 1e-9)])
    assert judged(still, falling) == Verdict(RunOutcome.CONVERGES)
    assert judged(still, np.zeros(300)) == Verdict(RunOutcome.CONVERGES)
    assert judged(still, np.ones(300)) == Verdict(RunOutcome.PLATEAUS)
    growing = np.concatenate([[1.0], 1e-9 * 1.01 ** times(299)])  # it leaves a saddle
    assert judged(still, growing) == Verdict(RunOutcome.PLATEAUS)


@pytest.mark.parametrize(
    "points", [(0.5, 0.3), (0.5, 0.3, 0.7), (0.5, 0.3, 0.501, 0.299), tuple(range(1, 31))]
)
@pytest.mark.parametrize("length", [500, 5000])
def test_a_loss_that_comes_back_cycles(points: tuple[float, ...], length: int) -> None:
    cycle = np.array(points)[np.arange(length) % len(points)]
    assert judged(cycle + 0.7 ** times(length)) == Verdict(RunOutcome.CYCLES, period=len(points))


def test_a_cycle_is_not_seen_where_every_second_step_is_missing() -> None:
    rows = np.arange(0, 5000, 2)
    assert verdict_of(0.5 + 0.1 * (-1.0) ** rows, np.ones(len(rows)), rows) == Verdict(RunOutcome.UNDECIDED)


RESTLESS: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "noise of mini-batches": lambda t: 0.5 + 0.9**t + 0.05 * RANDOM.normal(size=len(t)),
    "spikes": lambda t: np.where(np.isin(t % 97, (13, 59, 60)), 0.8, 0.1) + 1e-3 * RANDOM.random(len(t)),
    "a long wave": lambda t: 0.5 + 0.1 * np.sin(t / 11),
    "chaos": lambda t: logistic_map(len(t)),
}


@pytest.mark.parametrize("course", RESTLESS)
def test_a_loss_that_neither_settles_nor_comes_back_oscillates(course: str) -> None:
    for length in (1000, 50_000):
        verdict = judged(RESTLESS[course](times(length)))
        assert verdict == Verdict(RunOutcome.OSCILLATES)
        assert needs_exponent(verdict)


def test_it_is_chaotic_where_neighbouring_runs_part() -> None:
    chaos = logistic_map(5000)
    assert judged(chaos, exponent=0.49) == Verdict(RunOutcome.CHAOTIC)
    assert judged(chaos, exponent=-0.2) == judged(chaos, exponent=1e-5) == Verdict(RunOutcome.OSCILLATES)


@pytest.mark.parametrize("losses", [0.9 ** times(500), 0.5 + 0.1 * (-1) ** times(500), 1 - times(500) / 1000])
def test_where_nothing_is_chaotic_nobody_needs_to_measure(losses: np.ndarray) -> None:
    assert not needs_exponent(judged(losses))
    assert judged(losses, exponent=0.5) == judged(losses)


def test_noise_that_is_small_beside_the_loss_is_none_of_its_fate() -> None:
    assert judged(0.5 + 1e-6 * RANDOM.normal(size=5000)) == Verdict(RunOutcome.CONVERGES)
    assert judged(1e-30 * RANDOM.random(5000)) == Verdict(RunOutcome.CONVERGES)


def test_of_a_few_steps_nothing_is_said() -> None:
    assert verdict_of(np.full(SHORTEST - 1, 0.5), np.zeros(SHORTEST - 1)) == Verdict(RunOutcome.UNDECIDED)
    assert verdict_of(np.full(SHORTEST, 0.5), np.zeros(SHORTEST)) == Verdict(RunOutcome.CONVERGES)


NOT_FROM_LOSSES = {RunOutcome.DIVERGES, RunOutcome.ENDLESS, RunOutcome.STUCK}


def test_of_many_runs_each_is_judged_as_if_it_were_alone() -> None:
    t = times(1000)
    courses = [course(t) for table in (CONVERGING, STILL_FALLING, RESTLESS) for course in table.values()]
    courses += [np.full(1000, 0.25), 0.5 + 0.1 * (-1) ** t, 0.69 - 1e-7 * t]
    losses = np.array(courses)
    norms = np.sqrt(np.abs(losses - losses[:, -1:]) + 1e-40)
    exponents = np.arange(len(losses)) % 2 - 0.5
    alone = [
        verdict_of(*rows, None, exponent) for *rows, exponent in zip(losses, norms, exponents, strict=True)
    ]
    assert verdicts_of(losses, norms, exponents=exponents) == alone
    assert {verdict.kind for verdict in alone} == set(RunOutcome) - NOT_FROM_LOSSES
    assert verdicts_of(losses[:0], norms[:0]) == []


def test_every_fate_has_its_sentence() -> None:
    assert Verdict(RunOutcome.DIVERGES, step=12, neuron="y0").sentence == "diverges at step 12, first in y0"
    assert Verdict(RunOutcome.DIVERGES, step=12).sentence == "diverges at step 12"
    assert Verdict(RunOutcome.CYCLES, 4).sentence == (
        f"cycles: {Symbol.LOSS} is back where it was after every 4 steps"
    )
    for fate in set(RunOutcome) - {RunOutcome.DIVERGES, RunOutcome.CYCLES}:
        assert Verdict(fate).sentence.startswith(f"{fate}: {Symbol.LOSS} ")


def trained(experiment: Experiment, steps: int) -> Trainer:
    trainer = Trainer(experiment, NumpyEngine(Program.of(experiment)))
    trainer.advance(steps)
    return trainer


def product(learning_rate: float) -> Trainer:
    """E = ½ (v w − 1)² from v = w = 0.8, so that w ← w − α (w² − 1) w: a cubic map."""
    training = Training(learning_rate)
    return trained(chain(["identity"] * 2, [0.8, 0.8], [(1.0, 1.0)], training=training), 2000)


def exponent_of_product(trainer: Trainer) -> float:
    """The mean of ln |1 − α (3 w² − 1)| along the run, the slope of the cubic map."""
    w, rate = trainer.snapshot().curves.values[0, 100:], trainer.learning_rate
    return float(np.log(np.abs(1 - rate * (3 * w**2 - 1))).mean())


def test_two_weights_in_a_row_go_from_limit_to_cycles_to_chaos_to_divergence() -> None:
    # w = 1 is stable while |1 − 2 α| < 1, and its cycle of 2 splits at √5 − 1 = 1.236
    assert product(0.9).verdict() == Verdict(RunOutcome.CONVERGES)
    assert product(1.2).verdict() == Verdict(RunOutcome.CYCLES, 2)
    assert product(1.25).verdict() == Verdict(RunOutcome.CYCLES, 4)
    wild = product(1.5)
    assert wild.verdict() == Verdict(RunOutcome.OSCILLATES)
    rows, exponent = wild.history.rows(), exponent_of_product(wild)
    assert exponent > 0.1
    assert verdict_of(rows.loss, rows.gradient_norm, exponent=exponent) == Verdict(RunOutcome.CHAOTIC)
    assert product(2.1).verdict() == Verdict(RunOutcome.DIVERGES, step=5, neuron="n1")


def test_a_linear_neuron_converges_until_the_learning_rate_throws_it_from_side_to_side() -> None:
    # w ← (1 − α) w; at α = 2 it jumps to −w and back, and E stays
    for learning_rate, fate in (
        (0.5, RunOutcome.CONVERGES),
        (1.9, RunOutcome.CONVERGES),
        (2.0, RunOutcome.PLATEAUS),
    ):
        experiment = chain(["identity"], [1.0], [(1.0, 0.0)], training=Training(learning_rate))
        assert trained(experiment, 1000).verdict().kind is fate


def test_xor_without_a_difference_between_its_neurons_stays_on_its_saddle() -> None:
    experiment = xor(training=Training(0.5))
    network = with_parameters(experiment.network, [0.0] * 17)
    trainer = trained(replace(experiment, network=network), 500)
    reason = "all 17 gradients are 0 while the loss is 0.6931"
    assert trainer.verdict() == Verdict(RunOutcome.STUCK, reason=reason)
    assert trainer.history.rows().loss[-1] == pytest.approx(math.log(2))


def test_xor_with_dropout_does_not_settle() -> None:
    trainer = trained(xor(training=Training(0.5, dropout=0.3)), 2000)
    assert trainer.verdict() == Verdict(RunOutcome.OSCILLATES)
