"""Runs that are compared: each as it would be alone, whoever is trained beside it."""

from dataclasses import replace

import numpy as np
import pytest

from explorer.job import last_result, results_of
from explorer.network.rules import RuleBroken
from explorer.training.compared_runs import PlannedRun, RunNews, plan_of, side_by_side, trained, with_start
from explorer.training.laboratory_settings import RateChange, RunChoice
from explorer.training.verdict import RunOutcome
from tests.ui.training_experiment import DIVERGING, SHRINKING


def ended(*plans: PlannedRun) -> dict[int, RunNews]:
    """The last news of each, which must be that it has ended."""
    news: dict[int, RunNews] = {}
    for each in results_of(side_by_side(plans)):
        assert each.number not in news or news[each.number].trainer is None
        news[each.number] = each
    assert all(each.trainer is not None for each in news.values())
    return news


def test_each_run_makes_all_its_steps_at_its_own_rate() -> None:
    plans = [plan_of(SHRINKING, RunChoice(rate, 0), steps) for rate, steps in ((0.5, 10), (0.25, 3))]
    news = ended(*plans)
    assert [news[number].snapshot.step for number in (0, 1)] == [10, 3]
    assert news[0].snapshot.parameters.tolist() == [0.5**10]
    assert news[1].snapshot.parameters.tolist() == [0.75**3]


def test_a_run_that_diverges_ends_there_and_the_others_go_on() -> None:
    news = ended(PlannedRun(DIVERGING, 100), PlannedRun(SHRINKING, 50))
    assert news[0].snapshot.step == 11
    assert news[0].verdict is not None
    assert (news[0].verdict.kind, news[0].verdict.step) == (RunOutcome.DIVERGES, 11)
    assert news[1].snapshot.step == 50


def test_the_rate_changes_at_its_step_and_again_at_the_next() -> None:
    plan = PlannedRun(SHRINKING, 6, (RateChange(2, 0.25), RateChange(4, 0.0)))
    trainer = last_result(trained(plan))
    assert trainer.parameters.tolist() == [0.5**2 * 0.75**2]
    assert trainer.history.rows().learning_rate.tolist() == [0.5, 0.5, 0.25, 0.25, 0.0, 0.0, 0.0]
    assert trainer.step_again(3).state[0].tolist() == [0.5**2 * 0.75]


def test_another_optimiser_is_taken_and_a_negative_rate_refused() -> None:
    assert plan_of(SHRINKING, RunChoice(0.1, 0, "momentum"), 5).start.training.optimiser.name == "momentum"
    with pytest.raises(RuleBroken):
        plan_of(SHRINKING, RunChoice(-0.1, 0), 5)


def test_an_experiment_from_other_weights_at_another_rate_is_else_the_same() -> None:
    other = with_start(SHRINKING, np.array([3.0]), 0.2)
    assert other.network.parameter_values == (3.0,)
    assert other.training == replace(SHRINKING.training, learning_rate=0.2)
    assert other.samples is SHRINKING.samples
