"""What the minima and maxima of f mean for gradient descent, in words."""

import pytest

from explorer.descent.function import parse_function
from explorer.descent.landmark import critical_points
from explorer.descent.landmark_words import (
    destination,
    label_of,
    limits_exactly,
    limits_of,
    nearest_minimum,
    runs_away,
)
from explorer.symbol import Symbol


def labels(text: str) -> list[str]:
    f = parse_function(text)
    return [label_of(f, point) for point in critical_points(f, -4.0, 4.1)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x^3 + 3x^2", ["x = −2: to the left it runs away", "minimum x = 0"]),
        ("x^2 - x^3/3", ["minimum x = 0", "x = 2: to the right it runs away"]),
        ("x^4 - 2x^2", ["minimum x = −1", "maximum x = 0", "minimum x = 1"]),
        ("-x^2", ["x = 0: to either side it runs away"]),
        ("|x|", ["minimum x = 0"]),
        ("x^3", ["inflection x = 0"]),
        ("5", []),
    ],
)
def test_each_critical_point_says_what_it_is(text: str, expected: list[str]) -> None:
    assert labels(text) == expected


def test_a_maximum_with_a_minimum_on_either_side_lets_nothing_run_away() -> None:
    f = parse_function("x^4 - 2x^2")
    assert not runs_away(f, 0.0, -1)
    assert not runs_away(f, 0.0, 1)


def test_descent_is_bound_for_the_first_minimum_downhill() -> None:
    f = parse_function("sin(x) + 0.1x^2")
    points = critical_points(f, -6.0, 8.0)
    from_the_left, from_the_right = destination(f, 1.9, points), destination(f, 3.0, points)
    assert from_the_left is not None
    assert from_the_right is not None
    assert from_the_left.x == pytest.approx(-1.3064400)
    assert from_the_right.x == pytest.approx(3.8374671)


def test_left_of_the_maximum_of_the_cubic_there_is_no_minimum_to_go_to() -> None:
    f = parse_function("x^3 + 3x^2")
    points = critical_points(f, -4.0, 2.0)
    assert destination(f, -2.5, points) is None
    assert limits_of(f, None) == "There is no minimum near, downhill of the start"
    nearest = nearest_minimum(-2.5, points)
    assert nearest is not None
    assert nearest.x == pytest.approx(0.0, abs=1e-12)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x^2", f"{Symbol.ALPHA} above 1/f″ = 0.5 overshoots, above 2/f″ = 1 is unstable"),
        ("3x^2", f"{Symbol.ALPHA} above 1/f″ ≈ 0.167 overshoots, above 2/f″ ≈ 0.333 is unstable"),
        ("0.1x^4", f"Flat minimum (f″ = 0): close to x = 0 every {Symbol.ALPHA} is only slow"),
        ("|x|", "Kink at x = 0: f′ does not shrink towards it, nor do the steps"),
    ],
)
def test_the_limits_of_the_learning_rate_are_said_in_words(text: str, expected: str) -> None:
    f = parse_function(text)
    (minimum,) = critical_points(f, -1.0, 1.1)
    assert limits_of(f, minimum) == expected


def test_the_limits_are_also_given_with_all_their_digits() -> None:
    (minimum,) = critical_points(parse_function("3x^2"), -1.0, 1.1)
    assert "1/f″ = 0.16666666666666666: " in limits_exactly(minimum)
    assert "2/f″ = 0.3333333333333333: " in limits_exactly(minimum)
    assert limits_exactly(None) == ""
