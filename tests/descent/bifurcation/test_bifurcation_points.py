"""Are cycles born, superstable and doubled where 30 digits of arithmetic say?"""

import json
import math
from pathlib import Path
from typing import Any

import pytest

from explorer.descent.bifurcation.bifurcation_points import CycleWindow, cycle_windows
from explorer.descent.function import parse_function

REFERENCE: dict[str, Any] = json.loads(
    (Path(__file__).parents[2] / "cases" / "reference.json").read_text(encoding="utf-8")
)
CUBIC = parse_function("x^3 + 3x^2")
PLACES = (-2.5, 1.0)


@pytest.fixture(scope="module")
def windows() -> tuple[CycleWindow, ...]:
    return cycle_windows(CUBIC, (0.0, 0.6), PLACES)


def of_period(windows: tuple[CycleWindow, ...], period: int) -> CycleWindow:
    return next(window for window in windows if window.period == period)


@pytest.mark.parametrize("row", REFERENCE["doublings"][:4], ids=lambda row: row["to"])
def test_the_first_doublings_of_the_cubic(windows: tuple[CycleWindow, ...], row: dict[str, str]) -> None:
    doubling = of_period(windows, int(row["from"])).doubling
    assert doubling is not None
    assert doubling.rate == pytest.approx(float(row["alpha"]), abs=1e-13)


@pytest.mark.parametrize("row", REFERENCE["doublings"][4:], ids=lambda row: row["to"])
def test_the_next_doublings_are_found_in_a_narrow_window(row: dict[str, str]) -> None:
    found = cycle_windows(CUBIC, (0.42740, 0.42833), PLACES, longest=int(row["from"]))
    doubling = of_period(found, int(row["from"])).doubling
    assert doubling is not None
    assert doubling.rate == pytest.approx(float(row["alpha"]), abs=1e-13)


@pytest.mark.parametrize("row", REFERENCE["superstable"], ids=lambda row: str(row["period"]))
def test_superstable_cycles_of_the_cubic(windows: tuple[CycleWindow, ...], row: dict[str, Any]) -> None:
    superstable = of_period(windows, row["period"]).superstable
    assert superstable.rate == pytest.approx(float(row["alpha"]), abs=1e-15)


@pytest.mark.parametrize("row", REFERENCE["windows"], ids=lambda row: str(row["period"]))
def test_windows_open_and_double_where_they_should(
    windows: tuple[CycleWindow, ...], row: dict[str, Any]
) -> None:
    expected = [float(row[f"{name}_alpha"]) for name in ("birth", "superstable", "first_doubling")]
    found = [
        [point.rate for point in window.points]
        for window in windows
        if window.period == row["period"] and len(window.points) == 3
    ]
    assert any(rates == pytest.approx(expected, abs=1e-13) for rates in found)


def test_period_three_is_born_at_root_two_thirds(windows: tuple[CycleWindow, ...]) -> None:
    birth = of_period(windows, 3).birth
    assert birth is not None
    assert birth.rate == pytest.approx(math.sqrt(2) / 3, abs=1e-14)


def test_a_cycle_that_another_becomes_by_doubling_has_no_birth(windows: tuple[CycleWindow, ...]) -> None:
    assert [of_period(windows, period).birth for period in (1, 2, 4, 8)] == [None] * 4


def test_the_widest_window_comes_first(windows: tuple[CycleWindow, ...]) -> None:
    assert [window.period for window in windows[:4]] == [1, 2, 4, 3]


@pytest.mark.parametrize("order", range(3))
def test_the_double_well_doubles_where_its_cubic_map_does(order: int) -> None:
    amplitude = float(REFERENCE["cubic_u_Au_minus_u3"]["doublings_A"][order])
    found = cycle_windows(parse_function("x^4 - 2x^2"), (0.0, 0.6), (-2.0, 2.0), longest=4)
    doublings = {
        round(window.doubling.rate, 12)
        for window in found
        if window.doubling is not None and window.period == 2**order
    }
    assert round((amplitude - 1) / 4, 12) in doublings


def test_a_bowl_has_the_limit_of_its_curvature_and_no_other_point() -> None:
    (window,) = cycle_windows(parse_function("x^2"), (0.0, 2.0), (-2.0, 2.0))
    assert [(point.kind, point.rate) for point in window.points] == [("superstable", 0.5), ("doubling", 1.0)]


@pytest.mark.parametrize("text", ["|x|", "x", "-x^2", "5"])
def test_where_no_cycle_is_superstable_none_is_found(text: str) -> None:
    assert cycle_windows(parse_function(text), (0.0, 2.0), (-2.0, 2.0)) == ()


def test_in_chaos_the_search_ends_with_the_length_of_which_there_are_more_than_is_asked_for() -> None:
    f, rates, places = parse_function("x^3 + 3x^2"), (0.4464, 0.4465), (-2.2, 1.5)
    found = cycle_windows(f, rates, places, longest=128, most=32)
    longest = max(window.period for window in found)
    assert 8 < longest < 128
    assert 10 < len(found) <= 32
    assert set(found) == set(cycle_windows(f, rates, places, longest))
