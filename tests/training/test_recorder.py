"""`explorer.training.recorder`, and the values that it hands out"""

import numpy as np
import pytest

from explorer.training.engine import Rows
from explorer.training.recorder import (
    FEWEST_SNAPSHOTS,
    LATEST,
    MOST_SNAPSHOTS,
    HistoryRecorder,
    StateRecorder,
)


def rows(*losses: float) -> Rows:
    loss = np.array(losses)
    return Rows(loss, loss + 100, loss + 200)


def long_history(steps: int, most: int, piece: int) -> HistoryRecorder:
    """The loss of step t is t², written in pieces."""
    recorder = HistoryRecorder(most)
    for start in range(0, steps, piece):
        end = min(start + piece, steps)
        found = rows(*(float(t) ** 2 for t in range(start, end + 1)))
        recorder.write(start, found, np.full(len(found.loss), 0.1))
    return recorder


def test_the_first_row_that_is_written_takes_the_place_of_the_last() -> None:
    recorder = HistoryRecorder()
    recorder.write(0, rows(5.0, 4.0), np.array([0.1, 0.1]))
    recorder.write(1, rows(4.0, 2.0, 1.0), np.array([0.2, 0.3, 0.4]))
    found = recorder.history.rows()
    assert found.step.tolist() == [0, 1, 2, 3]
    assert found.loss.tolist() == [5, 4, 2, 1]
    assert found.held_out_loss.tolist() == [105, 104, 102, 101]
    assert found.gradient_norm.tolist() == [205, 204, 202, 201]
    assert found.learning_rate.tolist() == [0.1, 0.2, 0.3, 0.4]
    assert found.loss_change[:3].tolist() == [-1, -2, -1]


def test_rows_are_had_from_a_step_on() -> None:
    recorder = HistoryRecorder()
    recorder.write(0, rows(3.0, 2.0, 1.0, 0.5), np.full(4, 0.1))
    assert recorder.history.rows(2).loss.tolist() == [1, 0.5]
    assert recorder.history.rows(9).loss.tolist() == []


@pytest.mark.parametrize("steps", [3, 99, 500, 998, 999, 3000])
def test_the_last_step_is_told_by_the_rows_before_and_after_it(steps: int) -> None:
    last = long_history(steps, most=100, piece=7).history.last_step()
    assert last.step.tolist() == [steps - 1, steps]
    assert last.loss.tolist() == [(steps - 1.0) ** 2, steps**2.0]


def test_before_a_step_there_is_one_row_or_none() -> None:
    recorder = HistoryRecorder()
    assert len(recorder.history.last_step()) == 0
    recorder.write(0, rows(3.0), np.full(1, 0.1))
    assert recorder.history.last_step().loss.tolist() == [3.0]


def test_what_is_handed_out_are_views_and_no_copies() -> None:
    recorder = HistoryRecorder()
    recorder.write(0, rows(3.0, 2.0, 1.0), np.full(3, 0.1))
    first, second = recorder.history, recorder.history
    assert np.shares_memory(first.kept.loss, second.kept.loss)
    curves = StateRecorder((1, 1))
    curves.write(0, np.array([7.0]))
    assert np.shares_memory(curves.curves.values, curves.curves.values)


def test_a_history_that_is_cut_off_goes_on_from_there() -> None:
    recorder = HistoryRecorder()
    recorder.write(0, rows(4.0, 3.0, 2.0, 1.0), np.full(4, 0.1))
    recorder.truncate(2)
    assert recorder.history.rows().step.tolist() == [0, 1]
    recorder.write(2, rows(7.0), np.array([0.1]))
    assert recorder.history.rows().loss.tolist() == [4, 3, 7]


@pytest.mark.parametrize("piece", [1, 3, 64, 1000])
def test_a_long_history_keeps_every_second_row_whatever_its_pieces(piece: int) -> None:
    recorder = long_history(999, most=100, piece=piece)
    found = recorder.history.rows()
    assert len(found) <= 101
    assert recorder.history.stride == 16
    assert found.step.tolist() == [*range(0, 999, 16), 999]
    assert found.loss.tolist() == [float(t) ** 2 for t in found.step]


def test_a_row_that_is_kept_still_tells_how_the_loss_changed_in_its_own_step() -> None:
    found = long_history(999, most=100, piece=37).history.rows()
    assert found.loss_change[:-1].tolist() == [2.0 * t + 1 for t in found.step[:-1]]


@pytest.mark.parametrize("piece", [1, 64, 1000])
def test_of_the_latest_steps_no_row_is_missing_for_a_verdict(piece: int) -> None:
    recorder = long_history(3000, most=100, piece=piece)
    found = recorder.history.judged()
    assert found.step[-LATEST:].tolist() == list(range(3001 - LATEST, 3001))
    assert found.loss.tolist() == [float(t) ** 2 for t in found.step]
    assert len(found) < 100 + 2 * LATEST + 1001
    recorder.truncate(1000)
    assert recorder.history.judged().step[-1] == 992


def test_a_short_history_is_judged_as_a_whole() -> None:
    history = long_history(99, most=100, piece=10).history
    assert history.judged().step.tolist() == history.rows().step.tolist() == list(range(100))


def test_what_the_gradient_promised_may_overflow_without_a_warning() -> None:
    recorder = HistoryRecorder()
    recorder.write(0, Rows(np.array([1.0]), np.array([1.0]), np.array([1e300])), np.array([0.1]))
    assert recorder.history.rows().promised_change.tolist() == [-np.inf]


def test_a_history_that_was_handed_out_stays_as_it_is() -> None:
    recorder = HistoryRecorder()
    recorder.write(0, rows(3.0, 2.0), np.full(2, 0.25))
    before = recorder.history
    recorder.set_learning_rate(0.125)
    between = recorder.history
    recorder.write(1, rows(9.0, 8.0), np.array([0.5, 0.5]))
    recorder.truncate(0)
    recorder.write(0, rows(-1.0, -2.0, -3.0), np.zeros(3))
    assert before.rows().loss.tolist() == between.rows().loss.tolist() == [3, 2]
    assert before.rows().learning_rate.tolist() == [0.25, 0.25]
    assert between.rows().learning_rate.tolist() == [0.25, 0.125]
    assert recorder.history.rows().loss.tolist() == [-1, -2, -3]
    with pytest.raises(ValueError, match="read-only"):
        before.kept.loss[0] = 1.0


@pytest.mark.parametrize("most", [4, 10, 1000])
def test_a_history_stays_as_it_is_whatever_is_thinned_out_or_cut_off_later(most: int) -> None:
    recorder = HistoryRecorder(most)
    handed_out = []
    for start in [*range(0, 40, 3), *range(20, 90, 7)]:  # once it goes back to an earlier step
        recorder.write(start, rows(*map(float, range(start, start + 8))), np.full(8, 0.1))
        history = recorder.history
        handed_out.append((history, history.rows().step.tolist(), history.judged().loss.tolist()))
    for history, steps, losses in handed_out:
        assert history.rows().step.tolist() == steps
        assert history.judged().loss.tolist() == losses


def test_when_rows_are_first_dropped_the_latest_are_still_there() -> None:
    history = long_history(999, most=600, piece=333).history
    assert history.stride == 2
    assert history.judged().step[-LATEST:].tolist() == list(range(1000 - LATEST, 1000))


def test_parameters_of_some_steps_are_dropped_when_there_are_too_many() -> None:
    recorder = StateRecorder((1, 2))
    step = 0
    while step < 10 * MOST_SNAPSHOTS:
        recorder.write(step, np.array([float(step), -1.0]))
        assert len(recorder.curves.step) <= MOST_SNAPSHOTS
        step += recorder.steps_until_next(step)
    assert recorder.stride == 16
    assert recorder.curves.step.tolist() == list(range(0, 10 * MOST_SNAPSHOTS, 16))
    assert recorder.curves.values[0].tolist() == recorder.curves.step.tolist()


def test_parameters_are_kept_only_when_they_are_due() -> None:
    recorder = StateRecorder((1, 1))
    recorder.stride = 4
    for step in range(9):
        recorder.write(step, np.array([float(step)]))
    assert recorder.curves.step.tolist() == [0, 4, 8]
    assert [recorder.steps_until_next(step) for step in (8, 9, 11)] == [4, 3, 1]


def test_of_many_parameters_fewer_steps_are_kept() -> None:
    recorder = StateRecorder((1, 300_000))
    assert FEWEST_SNAPSHOTS == 16
    for step in range(17):
        recorder.write(step, np.zeros(300_000))
    assert recorder.curves.step.tolist() == list(range(0, 17, 2))
