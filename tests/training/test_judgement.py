"""`explorer.training.judgement`: is a run said to converge only where its sharpness lets it stay?"""

from dataclasses import replace

import numpy as np
import pytest

from explorer.files.project import read_experiment
from explorer.job import results_of
from explorer.network.edits.training_edits import choose_optimiser, set_learning_rate
from explorer.network.model import Experiment, ScheduleChoice, Training
from explorer.resources import resource
from explorer.symbol import Symbol
from explorer.training.compared_runs import PlannedRun
from explorer.training.curvature.place_sharpness import RunPlace
from explorer.training.curvature.run_readings import sharpness_of_runs
from explorer.training.curvature.sharpness import Readings
from explorer.training.judgement import judged
from explorer.training.many.group import Group, run_group
from explorer.training.many.lane_choice import lone_engine_for
from explorer.training.program import Program, parameters_of
from explorer.training.trainer import Trainer
from explorer.training.verdict import RunOutcome, Verdict, verdict_of
from tests.training.small_experiment import chain

CONVERGES = Verdict(RunOutcome.CONVERGES)

PARABOLA = chain(["identity"], [0.3], [(2.0, 1.0)], training=Training(0.4))
"""λ = 4 everywhere, so that steps are stable up to α = 0.5."""


def example(name: str, rate: float, optimiser: str = "gradient-descent") -> Experiment:
    experiment = read_experiment(resource(f"examples/{name}.json"))
    return set_learning_rate(choose_optimiser(experiment, optimiser), rate)


def trained(experiment: Experiment, steps: int) -> Trainer:
    """By the engine with which the Laboratory makes it."""
    trainer = Trainer(experiment, lone_engine_for(Program.of(experiment)))
    trainer.advance(steps)
    return trainer


def told_by_losses(trainer: Trainer) -> Verdict:
    rows = trainer.snapshot().history.judged()
    return verdict_of(rows.loss, rows.gradient_norm, rows.step)


def readings_of(experiment: Experiment, steps: int) -> Readings:
    *_, last = results_of(sharpness_of_runs([PlannedRun(experiment, steps)]))
    return last.readings


def test_a_run_that_will_leave_a_valley_too_sharp_for_it_has_not_converged() -> None:
    start = example("first-xor", 0.56)
    trainer = trained(start, 200)
    assert trainer.history.rows().loss[-1] < 1e-6
    assert told_by_losses(trainer) == CONVERGES
    found = trainer.verdict()
    assert found.kind is RunOutcome.UNDECIDED
    assert found.sentence == (
        f"undecided: λ = 4.014 is above 2/{Symbol.ALPHA} = 3.571: no minimum so sharp holds such steps"
    )
    trainer.advance(400)
    assert trainer.history.rows().loss[200:].max() > 1e-4  # it did leave


RUNS = [
    *(("edge-of-stability", rate, "gradient-descent", 400) for rate in (0.1, 0.3, 0.5, 0.7)),
    *(("first-xor", rate, "gradient-descent", 200) for rate in (0.1, 0.3, 0.56, 0.8)),
    *(("xor", rate, "nesterov", 100) for rate in (0.1, 0.41, 0.56)),
    ("first-xor", 0.56, "adam", 1000),
    ("edge-of-stability", 0.003, "adam", 1000),
]


@pytest.mark.parametrize(("name", "rate", "optimiser", "steps"), RUNS)
def test_no_run_converges_while_the_sharpness_card_shows_it_above_its_limit(
    name: str, rate: float, optimiser: str, steps: int
) -> None:
    start = example(name, rate, optimiser)
    readings = readings_of(start, steps)
    is_above = readings.eigenvalues[-1, 0] > readings.limit[-1]
    trainer = trained(start, steps)
    by_losses = told_by_losses(trainer)
    if by_losses == CONVERGES:
        assert trainer.verdict().kind is (RunOutcome.UNDECIDED if is_above else RunOutcome.CONVERGES)
    else:
        assert trainer.verdict().kind is by_losses.kind


def test_runs_of_a_sweep_are_judged_as_if_each_were_alone() -> None:
    start = example("first-xor", 0.1)
    rates = np.geomspace(0.3, 0.7, 80)
    program = Program.of(start)
    starts = np.tile(parameters_of(start.network), (len(rates), 1))
    together = run_group(Group(program, 0, rates, starts, 300)).verdicts
    kinds = {verdict.kind for verdict in together}
    assert {RunOutcome.UNDECIDED, RunOutcome.CONVERGES} <= kinds
    assert any(verdict.reason for verdict in together if verdict.kind is RunOutcome.UNDECIDED)
    for rate, verdict in list(zip(rates.tolist(), together, strict=True))[::8]:
        assert verdict.kind is trained(set_learning_rate(start, rate), 300).verdict().kind


@pytest.mark.parametrize(
    ("rate", "verdict"),
    [
        (0.49, CONVERGES),
        (0.51, f"λ = 4 is above 2/{Symbol.ALPHA} = 3.922"),
        (0.50001, f"λ is just above 2/{Symbol.ALPHA} = 4"),
        (0.0, CONVERGES),
    ],
)
def test_the_limit_is_that_of_alpha_at_the_end(rate: float, verdict: Verdict | str) -> None:
    (found,) = judged(Program.of(PARABOLA), [CONVERGES], [RunPlace(np.array([[0.5]]), 9, rate)])
    if isinstance(verdict, Verdict):
        assert found == verdict
    else:
        reason = f"{verdict}: no minimum so sharp holds such steps"
        assert found == Verdict(RunOutcome.UNDECIDED, reason=reason)


def test_a_multiplier_of_alpha_counts_and_another_verdict_stands() -> None:
    place = RunPlace(np.array([[0.5]]), 9, 0.3)
    twice = replace(place, rate_multipliers=np.array([2.0]))
    plateau = Verdict(RunOutcome.PLATEAUS)
    found = judged(Program.of(PARABOLA), [CONVERGES, CONVERGES, plateau], [place, twice, twice])
    assert [verdict.kind for verdict in found] == ["converges", "undecided", "plateaus"]


def test_where_no_limit_is_known_nothing_is_said_of_it() -> None:
    for optimiser in ("rmsprop", "adagrad"):
        start = choose_optimiser(PARABOLA, optimiser)
        trainer = trained(start, 1)
        end = RunPlace(trainer.snapshot().state, 1, 1e6)
        assert judged(Program.of(start), [CONVERGES], [end]) == [CONVERGES]


def test_a_schedule_that_has_made_alpha_small_lets_a_run_converge() -> None:
    falling = Training(0.45, schedule=ScheduleChoice("exponential", factor=0.9))
    trainer = trained(replace(PARABOLA, training=falling), 300)
    assert trainer.verdict() == CONVERGES
    ends = run_group(Group(Program.of(trainer.snapshot().start), 0, np.array([0.45]), np.array([[0.3]]), 300))
    assert ends.verdicts == (CONVERGES,)


def all_saturated(*targets: float) -> Experiment:
    """v tanh x at x = −20, 20 and 30, where it is −v, v and v."""
    return chain(
        ["tanh", "identity"],
        [1.0, 0.3],
        list(zip((-20.0, 20.0, 30.0), targets, strict=True)),
        training=Training(0.1),
    )


def test_what_rests_behind_saturated_neurons_and_misses_its_targets_is_stuck() -> None:
    trainer = Trainer(all_saturated(-0.5, 0.0, 1.0))  # v = 0.5 is the best there is
    trainer.advance(1000)
    reason = "tanh of n0 is saturated for every sample: the pre-activation is −20 … 30"
    assert trainer.verdict() == Verdict(RunOutcome.STUCK, neuron="n0", reason=reason)
    assert trainer.history.rows().loss[-1] == pytest.approx((0.0 + 0.25 + 0.25) / 6)


def test_what_hits_its_targets_with_saturated_neurons_converges() -> None:
    trainer = Trainer(all_saturated(-1.0, 1.0, 1.0))
    trainer.advance(1000)
    assert trainer.verdict() == Verdict(RunOutcome.CONVERGES)
    assert trainer.history.rows().loss[-1] < 1e-20
