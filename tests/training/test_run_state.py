"""`explorer.training.run_state`: which step of a run the document shows, whatever is edited and undone"""

import math
from dataclasses import replace

import pytest

from explorer.network.edits.parameter_edits import set_fixed, set_weight, with_parameters
from explorer.network.edits.position_edits import move
from explorer.network.edits.training_edits import set_learning_rate
from explorer.network.model import Experiment, Parameter, Sample
from explorer.training.run_state import RunState, ShownStep, is_same_task
from tests.training.small_experiment import chain

START = chain(["identity"], [1.0], [(1.0, 0.0)])


def weighing(weight: float) -> Experiment:
    """The start with another weight, finite or not."""
    return replace(START, network=with_parameters(START.network, [weight]))


HALF, QUARTER = weighing(0.5), weighing(0.25)


def test_before_the_first_run_nothing_is_shown_of_one() -> None:
    assert RunState().shown_by(START) is ShownStep.NO_RUN
    assert RunState().start is None


def test_a_run_that_begins_is_shown_at_its_newest_step_and_can_be_reset_to_its_start() -> None:
    state = RunState().begun(START)
    assert state.shown_by(START) is ShownStep.NEWEST
    assert state.start == START


def test_undo_shows_another_step_and_redo_the_newest_again() -> None:
    state = RunState().begun(START).advanced(HALF).advanced(QUARTER)
    assert [state.shown_by(each) for each in (QUARTER, HALF, START, QUARTER)] == [
        ShownStep.NEWEST,
        ShownStep.ANOTHER,
        ShownStep.ANOTHER,
        ShownStep.NEWEST,
    ]
    assert state.start == START


def test_weights_that_are_typed_in_again_are_the_step_that_they_were() -> None:
    state = RunState().begun(START).advanced(HALF)
    away = set_weight(HALF, "x", "n0", 3.0)
    assert state.shown_by(away) is ShownStep.ANOTHER
    assert state.shown_by(set_weight(away, "x", "n0", 0.5)) is ShownStep.NEWEST


@pytest.mark.parametrize(
    "edited",
    [
        set_learning_rate(HALF, 7.0),
        move(HALF, {"n0": (5.0, 6.0)}),
        set_learning_rate(move(HALF, {"x": (1.0, 1.0)}), 0.0),
    ],
)
def test_alpha_and_positions_tell_nothing_of_a_step(edited: Experiment) -> None:
    state = RunState().begun(START).advanced(HALF)
    assert state.shown_by(edited) is ShownStep.NEWEST
    assert state.shown_by(edited, is_kept=True) is ShownStep.KEPT_END


@pytest.mark.parametrize(
    "edited",
    [
        replace(HALF, samples=(*HALF.samples, Sample({"x": 2.0}, {"n0": 0.0}))),
        replace(HALF, training=replace(HALF.training, batch_size=1)),
        replace(HALF, loss=replace(HALF.loss, name="squared-error")),
    ],
)
def test_another_task_is_another_experiment_whatever_its_weights(edited: Experiment) -> None:
    assert not is_same_task(HALF, edited)
    assert RunState().begun(START).advanced(HALF).shown_by(edited) is ShownStep.ANOTHER


def test_weights_that_are_no_numbers_show_the_step_at_which_they_became_so() -> None:
    diverged = weighing(math.nan)
    state = RunState().begun(START).advanced(diverged)
    assert state.shown_by(diverged) is ShownStep.NEWEST
    assert state.shown_by(set_learning_rate(diverged, 0.5)) is ShownStep.NEWEST
    assert state.shown_by(move(diverged, {"n0": (5.0, 6.0)})) is ShownStep.NEWEST


def test_going_back_from_a_divergence_can_be_undone_and_redone() -> None:
    diverged, finite = weighing(math.inf), HALF
    state = RunState().begun(START).advanced(diverged).gone_back(finite)
    assert state.shown_by(finite) is ShownStep.GONE_BACK
    assert state.shown_by(diverged) is ShownStep.NEWEST
    assert state.shown_by(set_learning_rate(finite, 0.01)) is ShownStep.GONE_BACK
    assert state.shown_by(START) is ShownStep.ANOTHER


def test_a_run_that_goes_on_from_its_last_finite_step_has_that_as_its_newest() -> None:
    diverged, finite = weighing(math.inf), HALF
    state = RunState().begun(START).advanced(diverged).gone_back(finite).gone_on(finite)
    assert state == RunState(start=START, newest=finite)
    assert state.shown_by(diverged) is ShownStep.ANOTHER


def test_a_kept_run_is_not_present_until_the_keeping_is_undone() -> None:
    state = RunState().begun(START).advanced(HALF)
    assert state.shown_by(HALF, is_kept=True) is ShownStep.KEPT_END
    assert state.shown_by(START, is_kept=True) is ShownStep.NO_RUN
    assert state.shown_by(HALF) is ShownStep.NEWEST


def test_a_run_that_begins_where_one_was_kept_is_reset_to_the_start_of_that_one() -> None:
    state = RunState().begun(START).advanced(HALF)
    assert state.begun(set_learning_rate(HALF, 0.3), is_kept=True).start == START
    assert state.begun(QUARTER, is_kept=True) == RunState(start=QUARTER, newest=QUARTER)


def test_a_run_that_begins_at_the_last_finite_step_of_a_kept_one_is_reset_to_its_start() -> None:
    state = RunState().begun(START).advanced(weighing(math.inf)).gone_back(HALF)
    assert state.begun(HALF, is_kept=True) == RunState(start=START, newest=HALF)


def test_of_a_run_that_is_forgotten_reset_still_knows_the_start() -> None:
    forgotten = RunState().begun(START).advanced(HALF).forgotten()
    assert forgotten.shown_by(HALF) is ShownStep.NO_RUN
    assert forgotten.start == START
    assert forgotten.begun(HALF).start == HALF


def test_who_fixes_a_weight_or_a_bias_trains_something_else() -> None:
    biased = chain(["identity"], [1.0], [(1.0, 0.0)], biases={"n0": 0.5})
    for parameter in (Parameter("x", "n0"), Parameter(None, "n0")):
        assert not is_same_task(biased, set_fixed(biased, [parameter], True))
