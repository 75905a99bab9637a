"""Are bifurcation points named rightly, the widest windows first?"""

import pytest

from explorer.descent.bifurcation.bifurcation_points import CycleWindow, cycle_windows
from explorer.descent.bifurcation.point_words import label, label_exactly, told_points
from explorer.descent.function import parse_function
from explorer.symbol import Symbol


@pytest.fixture(scope="module")
def windows() -> tuple[CycleWindow, ...]:
    return cycle_windows(parse_function("x^3 + 3x^2"), (0.0, 0.6), (-2.5, 1.0))


def test_the_landmarks_of_the_cubic(windows: tuple[CycleWindow, ...]) -> None:
    assert [label(point) for point in told_points(windows, 0.0, 0.6)[:5]] == [
        "2/f″: settles no more 0.3333",
        "doubles to 4: 0.4082",
        "doubles to 8: 0.424",
        "period 3 born 0.4714",
        "doubles to 6: 0.4736",
    ]


def test_hovering_gives_all_digits_and_the_multiplier(windows: tuple[CycleWindow, ...]) -> None:
    third = next(point for point in told_points(windows, 0.0, 0.6) if label(point).startswith("period 3"))
    assert label_exactly(third) == f"period 3 is born at {Symbol.ALPHA} = {third.rate!r}, multiplier 1"


def test_only_what_is_in_the_range_is_told(windows: tuple[CycleWindow, ...]) -> None:
    assert all(0.45 <= point.rate <= 0.47 for point in told_points(windows, 0.45, 0.47))
    assert told_points(windows, 0.1, 0.2) == ()


def test_two_cycles_that_double_together_are_told_once() -> None:
    found = cycle_windows(parse_function("x^4 - 2x^2"), (0.0, 0.3), (-2.0, 2.0))
    assert [point.period for point in told_points(found, 0.0, 0.3)] == [1]
