"""Is the reason for what a descent does the true one?"""

import pytest

from explorer.descent.function import parse_function
from explorer.descent.landmark import critical_points
from explorer.descent.reason import reason
from explorer.descent.search import verdict
from explorer.descent.shown_descent import Descent


def why(text: str, start: float, rate: float, momentum: float = 0.0) -> str:
    f = parse_function(text)
    descent = Descent(f, start, rate, 100, momentum)
    return reason(descent, verdict(f, start, rate, momentum), critical_points(f, -5, 5))


JUMPS = "it jumps over the minimum at every step and settles, for α = 0.2 lies between "
CYCLES = "α = 0.4 is beyond 2/f″ ≈ 0.3333, and once around, a distance to the cycle is multiplied by −0.76"


@pytest.mark.parametrize(
    ("rate", "says"),
    [
        (0.04, "it creeps in from one side, for α = 0.04 is below 1/f″ ≈ 0.1667"),
        (1 / 6, "near the minimum one step is Newton's, for α = 1/f″ ≈ 0.1667"),
        (0.2, JUMPS + "1/f″ ≈ 0.1667 and 2/f″ ≈ 0.3333"),
        (1 / 3, "α is exactly 2/f″ ≈ 0.3333: only what f has beyond its curvature draws it in, slowly"),
        (0.4, CYCLES),
        (0.45, "two orbits side by side part by a factor of 1.43 a step, e to the Λ ≈ +0.355"),
    ],
)
def test_what_the_cubic_does_from_just_right_of_its_maximum(rate: float, says: str) -> None:
    assert why("x^3 + 3x^2", -1.99, rate) == says


def test_a_start_beyond_the_maximum_runs_away_from_the_beginning() -> None:
    assert why("x^3 + 3x^2", -2.1, 0.1) == "at step 0 it is below x = −2, from where f only falls away"


def test_a_step_too_far_lands_beyond_the_maximum() -> None:
    assert "from where f only falls away" in why("x^3 + 3x^2", -1.99, 0.55)


def test_in_a_bowl_each_step_lands_farther_out() -> None:
    says = "each step lands farther out than the one before, for α = 1.1 is beyond 2/f″ = 1"
    assert why("x^2", 1.0, 1.1) == says


def test_uphill_is_said() -> None:
    assert why("x^2", 1.0, -0.1) == "with α below 0 each step goes uphill"


def test_momentum_has_its_own_limit() -> None:
    assert why("x^2", 1.0, 1.5, 0.9) == "it swings into the minimum, for α = 1.5 is below 2(1 + β)/f″ = 1.9"
    assert (
        why("x^2", 1.0, 0.001, 0.1) == "it creeps into the minimum, for α = 0.001 is below 2(1 + β)/f″ = 1.1"
    )


def test_at_a_flat_minimum_it_gets_slower() -> None:
    assert "ever slower" in why("x^4", 0.5, 0.1)


def test_across_a_kink_distances_stay() -> None:
    assert why("|x|", 1.0, 0.3) == "a distance to the cycle neither grows nor shrinks"
