"""Are minima, maxima and inflections found, with the rates that are safe there, and are they shown?"""

import math

import numpy as np
import pytest

from explorer.descent.function import parse_function
from explorer.descent.landmark import critical_points, inflections, plot_range
from explorer.descent.orbit import orbit


def kinds(text: str, low: float = -3.0, high: float = 3.0) -> list[tuple[float, str]]:
    return [(round(p.x, 9) + 0.0, p.kind) for p in critical_points(parse_function(text), low, high)]


def test_the_cubic_has_a_maximum_and_a_minimum_with_its_two_rates() -> None:
    maximum, minimum = critical_points(parse_function("x^3 + 3x^2"), -3.1, 1.7)
    assert (maximum.kind, maximum.curvature) == ("maximum", pytest.approx(-6.0))
    assert maximum.x == pytest.approx(-2.0, rel=1e-15)
    assert maximum.value == pytest.approx(4.0)
    assert (maximum.overshoot_rate, maximum.stability_limit) == (None, None)
    assert minimum.x == pytest.approx(0.0, abs=1e-15)
    assert minimum.kind == "minimum"
    assert minimum.overshoot_rate == pytest.approx(1 / 6)
    assert minimum.stability_limit == pytest.approx(1 / 3)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x^2", [(0.0, "minimum")]),
        ("-x^2", [(0.0, "maximum")]),
        ("x^3", [(0.0, "inflection")]),
        ("(x - 0.3)^3", [(0.3, "inflection")]),
        ("x^4 - 2x^2", [(-1.0, "minimum"), (0.0, "maximum"), (1.0, "minimum")]),
        ("(x - 0.3)^4", [(0.3, "minimum")]),
        ("|x - 0.3|", [(0.3, "minimum")]),
        ("cos(x)", [(0.0, "maximum")]),
        ("1/x", []),
        ("1/(x - 0.3)^2", []),
        ("log(x)", []),
        ("exp(-x)", []),
        ("2x", []),
        ("5", []),
    ],
)
def test_critical_points_and_nothing_else_are_found(text: str, expected: list[tuple[float, str]]) -> None:
    assert kinds(text) == expected


def test_a_minimum_without_curvature_has_no_limit() -> None:
    for low in (-1.0, -2.1):  # with and without a point of the grid at 0
        (minimum,) = critical_points(parse_function("0.1x^4"), low, 3.7)
        assert (minimum.x, minimum.overshoot_rate, minimum.stability_limit) == (0.0, None, None)


def test_the_range_shows_the_cubic_from_left_of_its_maximum_to_right_of_its_minimum() -> None:
    f = parse_function("x^3 + 3x^2")
    shown = plot_range(f, -1.99, orbit(f, -1.99, 0.45, 50))
    assert -4 < shown.x_low < -2.5
    assert 0.75 < shown.x_high < 3
    assert shown.y_low < 0
    assert shown.y_high > 4


@pytest.mark.parametrize(
    ("text", "start", "alpha"),
    [
        ("x^2", 1.0, 0.3),
        ("x^3 + 3x^2", 1.0, 0.45),
        ("1/x", 1.0, 0.1),
        ("log(x)", 1.0, 0.1),
        ("sqrt(x)", 0.01, 1.0),
        ("tan(x)", 0.0, 0.1),
        ("5", 0.0, 0.1),
        ("x^2", 0.0, 0.1),
        ("x^2", 1e6, 0.1),
        ("x^2", 1e-6, 0.1),
        ("sqrt(-1 - x^2)", 0.0, 0.1),
        ("x^2", math.inf, 0.1),
        ("x^2", math.nan, 0.1),
        ("exp(x)", 700.0, 0.1),
    ],
)
def test_the_range_is_finite_and_not_empty_and_holds_a_finite_start(
    text: str, start: float, alpha: float
) -> None:
    f = parse_function(text)
    shown = plot_range(f, start, orbit(f, start, alpha, 50))
    edges = np.array([shown.x_low, shown.x_high, shown.y_low, shown.y_high])
    assert np.isfinite(edges).all()
    assert shown.x_low < shown.x_high
    assert shown.y_low < shown.y_high
    assert not math.isfinite(start) or shown.x_low < start < shown.x_high


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x^3 + 3x^2", [-1.0]),
        ("x^4 - 2x^2", [-1 / math.sqrt(3), 1 / math.sqrt(3)]),
        ("sin(x)", []),  # between 0 and π
        ("x^3", []),  # f′ is 0 there: a critical point
        ("x^4", []),  # f″ touches 0
        ("|x|", []),
        ("|x^2 - 1|", []),  # f″ jumps at the kinks
        ("1/x", []),
    ],
)
def test_inflections_are_where_the_curvature_changes_its_sign(text: str, expected: list[float]) -> None:
    low, high = (0.5, 2.5) if text == "sin(x)" else (-2.5, 2.6)
    assert inflections(parse_function(text), low, high) == pytest.approx(expected, abs=1e-12)
