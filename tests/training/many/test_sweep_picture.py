"""A sweep as it is shown: coarse first, with the numbers of the sweep of the command line."""

import numpy as np
import pytest

from explorer.job import last_result, results_of
from explorer.training.many.executor import run_groups
from explorer.training.many.lane_choice import lone_engine_for
from explorer.training.many.sweep import Sweep
from explorer.training.many.sweep_picture import (
    NOT_MADE,
    SweepPicture,
    SweepQuestion,
    coarse_first,
    compute_sweep,
)
from explorer.training.trainer import Trainer
from explorer.training.verdict import RunOutcome
from tests.ui.training_experiment import SHRINKING

OUTCOMES = list(RunOutcome)


def picture(
    low: float | None = 0.1, high: float | None = 10.0, count: int = 33, seeds: int = 0
) -> SweepPicture:
    return last_result(compute_sweep(SweepQuestion(SHRINKING, 30, low, high, count, seeds)))


def test_every_eighth_place_comes_first_and_each_once() -> None:
    assert coarse_first(10).tolist() == [0, 8, 4, 2, 6, 1, 3, 5, 7, 9]
    assert sorted(coarse_first(1000).tolist()) == list(range(1000))


def test_the_runs_are_those_of_a_sweep_to_the_last_bit() -> None:
    found, rates = picture(), np.geomspace(0.1, 10.0, 33)
    order = np.argsort(found.rates)
    assert found.rates[order].tolist() == rates.tolist()
    sweep = Sweep(SHRINKING, rates, None, 30)
    alone = np.empty(33)
    for ends in results_of(run_groups(sweep.groups(), 33)):
        alone[ends.first : ends.first + len(ends)] = ends.loss
    assert found.loss[order].tolist() == alone.tolist()
    assert found.is_complete


def test_a_run_of_it_made_alone_ends_as_it_did() -> None:
    found = picture()
    run = 20
    trainer = Trainer(found.sweep.experiment(run), lone_engine_for(found.sweep.program))
    trainer.advance(30)
    assert float(trainer.history.last.loss[0]) == found.loss[run]


def test_it_is_known_which_diverge_and_from_which_rate_they_may() -> None:
    found = picture()
    assert found.start.sharpness.tolist() == [pytest.approx(1.0)]
    assert found.start.limit == pytest.approx(2.0)
    assert found.has_diverged.tolist() == (0.5 * (found.rates - 1) ** 60 > 1e6).tolist()
    kinds = [verdict.kind for verdict in found.verdicts if verdict is not None]
    assert kinds == [OUTCOMES[number] for number in found.outcome]


def test_pictures_come_one_after_another_each_with_more_runs() -> None:
    question = SweepQuestion(SHRINKING, 5, 0.1, 1.0, 200, 0)
    counts = [int(each.is_made.sum()) for each in results_of(compute_sweep(question))]
    assert counts[0] == 0
    assert counts == sorted(counts)
    assert counts[-1] == 200
    first = next(iter(results_of(compute_sweep(question))))
    assert (first.outcome == NOT_MADE).all()


def test_the_median_of_many_seeds_is_that_of_their_losses() -> None:
    found = picture(0.1, 1.0, 5, seeds=4)
    assert found.starts == 4
    assert [found.sweep.seed(run) for run in range(5)] == [0, 1, 2, 3, 0]
    rates, medians = found.medians()
    assert rates.tolist() == np.geomspace(0.1, 1.0, 5).tolist()
    losses = found.loss.reshape(5, 4)[np.argsort(found.sweep.learning_rates)]
    assert medians.tolist() == np.sort(losses, axis=1)[:, 2].tolist()


def test_most_diverged_is_an_infinite_median() -> None:
    _, medians = picture(3.0, 10.0, 4, seeds=2).medians()
    assert np.isinf(medians).all()


def test_without_a_range_there_is_one_around_the_limit_and_the_present_rate() -> None:
    found = picture(None, None)
    assert found.rates.min() <= 0.5 / 100
    assert 4.0 <= found.rates.max() <= 100.0


def test_that_the_engine_is_prepared_is_told_first() -> None:
    first = next(compute_sweep(SweepQuestion(SHRINKING, 5, 0.1, 1.0, 10, 0)))
    assert (first.progress, first.doing) == (0.0, "Preparing the engine …")
