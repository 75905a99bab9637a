"""`explorer.training.history`"""

import numpy as np
import pytest

from explorer.training.engine import Rows
from explorer.training.history import FEWEST_SNAPSHOTS, LATEST, MOST_SNAPSHOTS, History, Snapshots


def rows(*losses: float) -> Rows:
    loss = np.array(losses)
    return Rows(loss, loss + 100, loss + 200)


def long_history(steps: int, most: int, piece: int) -> History:
    """The loss of step t is t², written in pieces."""
    history = History(most)
    for start in range(0, steps, piece):
        end = min(start + piece, steps)
        found = rows(*(float(t) ** 2 for t in range(start, end + 1)))
        history.write(start, found, np.full(len(found.loss), 0.1))
    return history


def test_the_first_row_that_is_written_takes_the_place_of_the_last() -> None:
    history = History()
    history.write(0, rows(5.0, 4.0), np.array([0.1, 0.1]))
    history.write(1, rows(4.0, 2.0, 1.0), np.array([0.2, 0.3, 0.4]))
    found = history.rows()
    assert found.step.tolist() == [0, 1, 2, 3]
    assert found.loss.tolist() == [5, 4, 2, 1]
    assert found.held_out_loss.tolist() == [105, 104, 102, 101]
    assert found.gradient_norm.tolist() == [205, 204, 202, 201]
    assert found.learning_rate.tolist() == [0.1, 0.2, 0.3, 0.4]
    assert found.loss_change[:3].tolist() == [-1, -2, -1]


def test_rows_are_had_from_a_step_on() -> None:
    history = History()
    history.write(0, rows(3.0, 2.0, 1.0, 0.5), np.full(4, 0.1))
    assert history.rows(2).loss.tolist() == [1, 0.5]
    assert history.rows(9).loss.tolist() == []


@pytest.mark.parametrize("steps", [3, 99, 500, 998, 999, 3000])
def test_the_last_step_is_told_by_the_rows_before_and_after_it(steps: int) -> None:
    last = long_history(steps, most=100, piece=7).last_step()
    assert last.step.tolist() == [steps - 1, steps]
    assert last.loss.tolist() == [(steps - 1.0) ** 2, steps**2.0]


def test_before_a_step_there_is_one_row_or_none() -> None:
    history = History()
    assert len(history.last_step()) == 0
    history.write(0, rows(3.0), np.full(1, 0.1))
    assert history.last_step().loss.tolist() == [3.0]


def test_rows_are_views_and_no_copies() -> None:
    history = History()
    history.write(0, rows(3.0, 2.0), np.full(2, 0.1))
    assert np.shares_memory(history.rows().loss, history.rows(1).loss)


def test_a_history_that_is_cut_off_goes_on_from_there() -> None:
    history = History()
    history.write(0, rows(4.0, 3.0, 2.0, 1.0), np.full(4, 0.1))
    history.truncate(2)
    assert history.rows().step.tolist() == [0, 1]
    history.write(2, rows(7.0), np.array([0.1]))
    assert history.rows().loss.tolist() == [4, 3, 7]


@pytest.mark.parametrize("piece", [1, 3, 64, 1000])
def test_a_long_history_keeps_every_second_row_whatever_its_pieces(piece: int) -> None:
    history = long_history(999, most=100, piece=piece)
    found = history.rows()
    assert len(found) <= 101
    assert history.stride == 16
    assert found.step.tolist() == [*range(0, 999, 16), 999]
    assert found.loss.tolist() == [float(t) ** 2 for t in found.step]


def test_a_row_that_is_kept_still_tells_how_the_loss_changed_in_its_own_step() -> None:
    found = long_history(999, most=100, piece=37).rows()
    assert found.loss_change[:-1].tolist() == [2.0 * t + 1 for t in found.step[:-1]]


@pytest.mark.parametrize("piece", [1, 64, 1000])
def test_of_the_latest_steps_no_row_is_missing_for_a_verdict(piece: int) -> None:
    history = long_history(3000, most=100, piece=piece)
    found = history.judged()
    assert found.step[-LATEST:].tolist() == list(range(3001 - LATEST, 3001))
    assert found.loss.tolist() == [float(t) ** 2 for t in found.step]
    assert len(found) < 100 + 2 * LATEST + 1001
    history.truncate(1000)
    assert history.judged().step[-1] == 992


def test_a_short_history_is_judged_as_a_whole() -> None:
    history = long_history(99, most=100, piece=10)
    assert history.judged().step.tolist() == history.rows().step.tolist() == list(range(100))


def test_what_the_gradient_promised_may_overflow_without_a_warning() -> None:
    history = History()
    history.write(0, Rows(np.array([1.0]), np.array([1.0]), np.array([1e300])), np.array([0.1]))
    assert history.rows().promised_change.tolist() == [-np.inf]


def test_copied_rows_stay_as_they_are() -> None:
    history = History()
    history.write(0, rows(3.0, 2.0), np.full(2, 0.25))
    copied = history.copied()
    history.write(1, rows(9.0), np.array([0.5]))
    assert copied.loss.tolist() == [3, 2]
    assert copied.learning_rate.tolist() == [0.25, 0.25]
    with pytest.raises(ValueError, match="read-only"):
        copied.loss[0] = 1.0


def test_snapshots_are_dropped_when_there_are_too_many() -> None:
    snapshots = Snapshots(2)
    step = 0
    while step < 10 * MOST_SNAPSHOTS:
        snapshots.write(step, np.array([float(step), -1.0]))
        assert len(snapshots.steps) <= MOST_SNAPSHOTS
        step += snapshots.steps_until_next(step)
    assert snapshots.stride == 16
    assert snapshots.steps.tolist() == list(range(0, 10 * MOST_SNAPSHOTS, 16))
    assert snapshots.parameters[0].tolist() == snapshots.steps.tolist()


def test_a_snapshot_is_kept_only_when_it_is_due() -> None:
    snapshots = Snapshots(1)
    snapshots.stride = 4
    for step in range(9):
        snapshots.write(step, np.array([float(step)]))
    assert snapshots.steps.tolist() == [0, 4, 8]
    assert [snapshots.steps_until_next(step) for step in (8, 9, 11)] == [4, 3, 1]


def test_of_many_parameters_fewer_snapshots_are_kept() -> None:
    snapshots = Snapshots(300_000)
    assert FEWEST_SNAPSHOTS == 16
    for step in range(17):
        snapshots.write(step, np.zeros(300_000))
    assert snapshots.steps.tolist() == list(range(0, 17, 2))
