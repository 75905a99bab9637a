"""Many starts at once: each is the run of its seed alone, to the last bit, and is told of live."""

from dataclasses import replace

import numpy as np
import pytest

from explorer.files.project import read_experiment
from explorer.job import last_result, results_of
from explorer.network.edits.parameter_edits import with_parameters
from explorer.network.edits.training_edits import set_learning_rate
from explorer.network.initialiser import draw
from explorer.network.model import Experiment, LossChoice
from explorer.resources import resource
from explorer.training.many.lane_choice import lone_engine_for
from explorer.training.many.starts import ManyEnds, StartsQuestion, train_starts
from explorer.training.program import NoTrainingSample
from explorer.training.trainer import Trainer
from explorer.training.verdict import RunOutcome
from tests.training.many.test_solution import xor_of_two
from tests.ui.training_experiment import DIVERGING, SHRINKING

XOR_OF_TWO = replace(xor_of_two(), loss=LossChoice("half-squared-error"))


def ends_of(experiment: Experiment, steps: int, count: int) -> ManyEnds:
    return last_result(train_starts(StartsQuestion(experiment, steps, count)))


def test_each_run_is_that_of_its_seed_alone_to_the_last_bit() -> None:
    ends = ends_of(XOR_OF_TWO, 500, 5)
    for run in range(5):
        choice = replace(XOR_OF_TWO.training.initialiser, seed=run)
        network = with_parameters(XOR_OF_TWO.network, draw(XOR_OF_TWO.network, choice))
        trainer = Trainer(replace(XOR_OF_TWO, network=network), lone_engine_for(ends.program))
        trainer.advance(500)
        assert ends.seed(run) == run
        assert ends.experiment(run).network == network
        assert float(trainer.history.last.loss[0]) == ends.loss[run]
        assert trainer.experiment().network.parameter_values == tuple(ends.parameters[run].tolist())
        assert trainer.snapshot().verdict() == ends.verdicts[run]


def test_the_first_seed_is_the_initialisers() -> None:
    training = replace(SHRINKING.training, initialiser=replace(SHRINKING.training.initialiser, seed=7))
    question = StartsQuestion(replace(SHRINKING, training=training), 1, 3)
    assert list(question.seeds) == [7, 8, 9]


def test_what_they_have_come_to_is_told_from_the_first_step_on_and_judged_at_the_last() -> None:
    told = list(results_of(train_starts(StartsQuestion(XOR_OF_TWO, 200, 4))))
    assert told[0].step == 0
    assert told[0].loss.tolist() == told[0].first_loss.tolist()
    assert told[1].step <= 2
    assert [each.step for each in told] == sorted(each.step for each in told)
    assert [each.is_complete for each in told] == [False] * (len(told) - 1) + [True]
    assert told[-1].step == 200
    assert told[0].outcome(0) is None


def test_of_what_diverges_the_step_is_known_and_nothing_is_left() -> None:
    ends = ends_of(DIVERGING, 60, 3)
    assert ends.has_diverged.all()
    assert np.isnan(ends.parameters).all()
    assert [ends.outcome(run) for run in range(3)] == [RunOutcome.DIVERGES] * 3
    starts = ends.starts[:, 0]
    for run, start in enumerate(starts):  # E = ½ (−2)²ᵗ w₀² exceeds 10⁶ · max(1, E₀)
        limit = 1e6 * max(1.0, 0.5 * start * start)
        steps = next(t for t in range(60) if 0.5 * 4.0**t * start * start > limit)
        assert ends.steps_of(run) == steps
    assert ends.solutions().tolist() == [-1, -1, -1]


def test_they_are_ordered_by_ascending_loss_with_what_diverged_at_the_end() -> None:
    ends = replace(
        ends_of(SHRINKING, 2, 4),
        loss=np.array([0.5, 0.1, 0.1, 0.01]),
        diverged_at=np.array([-1, -1, -1, 2]),
    )
    assert ends.by_loss().tolist() == [1, 2, 0, 3]


def test_a_question_is_another_where_rate_steps_or_count_are_and_not_where_weights_are() -> None:
    question = StartsQuestion(XOR_OF_TWO, 10, 4)
    moved = with_parameters(XOR_OF_TWO.network, [0.5] * 9)
    assert question.is_same(StartsQuestion(replace(XOR_OF_TWO, network=moved), 10, 4))
    assert not question.is_same(StartsQuestion(XOR_OF_TWO, 11, 4))
    assert not question.is_same(StartsQuestion(XOR_OF_TWO, 10, 5))
    assert not question.is_same(StartsQuestion(set_learning_rate(XOR_OF_TWO, 0.25), 10, 4))
    (fixed, *others) = XOR_OF_TWO.network.connections
    one, other = (
        replace(XOR_OF_TWO.network, connections=(replace(fixed, weight=weight, is_fixed=True), *others))
        for weight in (0.5, 0.75)
    )
    questions = [StartsQuestion(replace(XOR_OF_TWO, network=network), 10, 4) for network in (one, other)]
    assert not questions[0].is_same(questions[1])


def test_without_a_sample_there_is_nothing_to_train() -> None:
    with pytest.raises(NoTrainingSample):
        ends_of(replace(SHRINKING, samples=()), 1, 1)


def test_two_hidden_neurons_leave_some_starts_of_xor_behind_and_four_leave_none() -> None:
    two, four = (
        ends_of(XOR_OF_TWO, 5000, 64),
        ends_of(read_experiment(resource("examples/xor.json")), 5000, 64),
    )
    assert int((two.loss > 0.05).sum()) == 26
    assert int((four.loss > 0.05).sum()) == 0
