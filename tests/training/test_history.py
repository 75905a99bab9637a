"""`explorer.training.history`"""

import numpy as np
import pytest

from explorer.training.history import Columns, History


def columns(*steps: int) -> Columns:
    """Rows of these steps, with α = 0.1 and ‖∇E‖ the step."""
    numbers = np.array(steps, dtype=np.float64)
    return Columns(np.array(steps), numbers, numbers, numbers, np.full(len(steps), 0.1), numbers)


def test_rows_are_told_apart_by_their_step() -> None:
    rows = columns(0, 4, 8, 9)
    assert rows.before(8).step.tolist() == [0, 4]
    assert rows.since(5).loss.tolist() == [8, 9]
    assert len(rows.since(10)) == len(rows.before(0)) == 0
    assert np.shares_memory(rows.since(4).loss, rows.loss)


def test_rows_follow_each_other_in_every_column() -> None:
    joined = columns(0, 4).followed_by(columns(), columns(7, 8))
    assert joined.step.tolist() == [0, 4, 7, 8]
    assert joined.promised_change == pytest.approx([0, -1.6, -4.9, -6.4])
    assert joined.step.dtype == np.int64


def test_of_a_thinned_history_the_latest_rows_are_judged_in_place_of_the_kept_ones() -> None:
    history = History(columns(0, 4, 8, 12), columns(9, 10, 11, 12, 13), columns(14), stride=4)
    assert len(history) == 5
    assert history.rows().step.tolist() == [0, 4, 8, 12, 14]
    assert history.rows(8).step.tolist() == [8, 12, 14]
    assert history.judged().step.tolist() == [0, 4, 8, 9, 10, 11, 12, 13, 14]
    assert history.last_step().step.tolist() == [13, 14]


def test_where_the_row_before_the_last_was_dropped_the_last_stands_alone() -> None:
    assert History(columns(0, 4), columns(), columns(6), stride=4).last_step().step.tolist() == [6]
