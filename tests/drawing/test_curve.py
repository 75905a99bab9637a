"""Do connections run smoothly?"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.drawing.curve import boxes, curve_between, hull
from explorer.drawing.rect import NOWHERE, Rect

COORDINATES = st.tuples(st.floats(-1000, 1000), st.floats(-1000, 1000))


@given(COORDINATES, COORDINATES, st.sampled_from([0.0, 70.0, -120.0]))
def test_a_curve_runs_from_its_start_to_its_end_horizontally_at_both(
    start: tuple[float, float], end: tuple[float, float], detour: float
) -> None:
    curve = curve_between(start, end, detour)
    assert curve.at(0) == pytest.approx(start)
    assert curve.at(1) == pytest.approx(end)
    assert curve.points[1][1] == start[1]
    assert curve.points[-2][1] == end[1]
    assert curve.points[1][0] > start[0]
    assert curve.points[-2][0] < end[0]


def test_the_middle_of_a_curve_lies_halfway() -> None:
    assert curve_between((0.0, 0.0), (200.0, 100.0)).at(0.5) == pytest.approx((100, 50))
    assert curve_between((0.0, 0.0), (200.0, 100.0), 70.0).at(0.5) == pytest.approx((100, 120))


def test_the_distance_to_a_straight_curve_is_the_distance_to_the_line() -> None:
    curve = curve_between((0.0, 0.0), (200.0, 0.0))
    assert curve.distance(80, 12) == pytest.approx(12)
    assert curve.distance(203, 4) == pytest.approx(5)


def test_the_box_of_a_curve_holds_its_polyline_and_no_more() -> None:
    straight = curve_between((0.0, 0.0), (200.0, 100.0))
    bent = curve_between((0.0, 0.0), (200.0, 0.0), 70.0)
    backward = curve_between((0.0, 0.0), (-100.0, 30.0))
    found = boxes([straight, bent, backward])
    for curve, (left, top, right, bottom) in zip((straight, bent, backward), found.tolist(), strict=True):
        assert (left, top) == pytest.approx(tuple(curve.polyline.min(axis=0)), abs=1e-9)
        assert (right, bottom) == pytest.approx(tuple(curve.polyline.max(axis=0)), abs=1e-9)
    assert found[2, 0] < -100  # it arrives from the left


def test_the_hull_is_the_box_of_all_control_points() -> None:
    curves = [curve_between((0.0, 0.0), (200.0, 100.0)), curve_between((10.0, -5.0), (20.0, -5.0))]
    assert hull(curves) == Rect(-25.0, -5.0, 225.0, 105.0)  # the short one reaches 45 beyond both its ends
    assert hull([]) == NOWHERE


@pytest.mark.parametrize("detour", [0.0, 70.0])
def test_many_points_at_once_are_those_one_by_one(detour: float) -> None:
    curve = curve_between((0.0, 0.0), (300.0, 100.0), detour)
    t = np.linspace(0, 1, 11)
    assert curve.points_at(t) == pytest.approx(np.array([curve.at(float(each)) for each in t]))
