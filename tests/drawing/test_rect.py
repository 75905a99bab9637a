"""Do rectangles cover, meet and unite as they should?"""

import pytest

from explorer.drawing.rect import NOWHERE, Rect, united

RECT = Rect(10, 20, 30, 40)


def test_sides_and_centre_follow_from_corner_and_size() -> None:
    assert (RECT.right, RECT.bottom, RECT.centre) == (40, 60, (25, 40))


def test_a_rectangle_is_moved_and_its_sides_are_adjusted() -> None:
    assert RECT.translated(1, -2) == Rect(11, 18, 30, 40)
    assert RECT.adjusted(-1, -2, 3, 4) == Rect(9, 18, 34, 46)


@pytest.mark.parametrize(
    ("point", "is_inside"), [((10, 20), True), ((40, 60), True), ((41, 30), False), ((20, 19.9), False)]
)
def test_points_on_the_edge_are_inside(point: tuple[float, float], is_inside: bool) -> None:
    assert RECT.contains(point) is is_inside


def test_what_touches_at_an_edge_does_not_intersect() -> None:
    assert not RECT.intersects(Rect(40, 20, 5, 5))
    assert RECT.intersects(Rect(39, 59, 5, 5))


def test_a_rectangle_covers_what_lies_wholly_inside() -> None:
    assert RECT.covers(RECT)
    assert not RECT.covers(Rect(39, 59, 5, 5))


def test_nowhere_adds_nothing_and_contains_nothing() -> None:
    assert united([]) == NOWHERE
    assert RECT.united(NOWHERE) == RECT
    assert not NOWHERE.contains((0.0, 0.0))
    assert united([Rect(0, 0, 1, 1), Rect(9, -5, 1, 1)]) == Rect(0, -5, 10, 6)
