"""Can one go back and forth among the ranges that were looked at?"""

import pytest

from explorer.descent.bifurcation.zoom_history import ZoomHistory, within_reach
from explorer.descent.settings import RateRange

A, B = RateRange(0.3, 0.4, 0.0, 1.0), RateRange(0.3, 0.31, 0.0, 0.1)


def test_back_and_forth_lead_through_the_same_ranges() -> None:
    history = ZoomHistory().visit(A).visit(B)
    assert history.present == B
    assert history.back().present == A
    assert history.back().back().present is None
    assert history.back().back().forth().forth() == history


def test_at_an_end_nothing_happens() -> None:
    history = ZoomHistory().visit(A)
    assert history.forth() == history
    assert ZoomHistory().back() == ZoomHistory()


def test_a_new_range_forgets_what_one_had_come_back_from() -> None:
    history = ZoomHistory().visit(A).back().visit(B)
    assert history.forth() == history
    assert history.back().present is None


def test_the_same_range_is_visited_once() -> None:
    assert ZoomHistory().visit(A).visit(A) == ZoomHistory().visit(A)


WHOLE = RateRange(0.0, 0.6, -2.5, 1.5)


@pytest.mark.parametrize(
    ("wanted", "seen"),
    [
        (RateRange(0.4, 0.5, -1.0, 1.0), RateRange(0.4, 0.5, -1.0, 1.0)),
        (RateRange(-0.3, 0.3, -1.0, 1.0), RateRange(-0.03, 0.57, -1.0, 1.0)),
        (RateRange(5.9, 6.1, 21.0, 22.0), RateRange(5.8, 6.0, 18.5, 19.5)),
        (RateRange(-50.0, 50.0, -900.0, 900.0), RateRange(-0.3, 6.0, -20.5, 19.5)),
    ],
)
def test_one_sees_no_negative_rates_and_no_farther_than_ten_times_all_there_is(
    wanted: RateRange, seen: RateRange
) -> None:
    found = within_reach(wanted, WHOLE)
    assert (found.rate_low, found.rate_high) == pytest.approx((seen.rate_low, seen.rate_high), abs=1e-12)
    assert (found.x_low, found.x_high) == pytest.approx((seen.x_low, seen.x_high), abs=1e-12)
    assert within_reach(WHOLE, WHOLE) == WHOLE
