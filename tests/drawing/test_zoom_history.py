"""Can one go back and forth among the ranges that were looked at?"""

from explorer.drawing.zoom_history import ZoomHistory

A, B = (0.3, 0.4), (0.3, 0.31)
NEW: ZoomHistory[tuple[float, float]] = ZoomHistory()


def test_back_and_forth_lead_through_the_same_ranges() -> None:
    history = NEW.visit(A).visit(B)
    assert history.present == B
    assert history.back().present == A
    assert history.back().back().present is None
    assert history.back().back().forth().forth() == history


def test_at_an_end_nothing_happens() -> None:
    history = NEW.visit(A)
    assert history.forth() == history
    assert NEW.back() == NEW


def test_a_new_range_forgets_what_one_had_come_back_from() -> None:
    history = NEW.visit(A).back().visit(B)
    assert history.forth() == history
    assert history.back().present is None


def test_the_same_range_is_visited_once() -> None:
    assert NEW.visit(A).visit(A) == NEW.visit(A)
