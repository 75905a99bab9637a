"""Is the reason for what a descent does the true one?"""

import pytest

from explorer.descent.function import parse_function
from explorer.descent.landmark import critical_points
from explorer.descent.reason import ALL_DIGITS, reason
from explorer.descent.search import verdict
from explorer.descent.shown_descent import Descent
from explorer.symbol import Symbol


def why(text: str, start: float, rate: float, momentum: float = 0.0) -> str:
    f = parse_function(text)
    descent = Descent(f, start, rate, 100, momentum)
    return reason(descent, verdict(f, start, rate, momentum), critical_points(f, -5, 5))


JUMPS = f"it jumps over the minimum at every step and settles, for {Symbol.ALPHA} = 0.2 lies between "
CYCLES = (
    f"{Symbol.ALPHA} = 0.4 is beyond 2/f″ ≈ 0.3333, and once around, a distance to the cycle is multiplied "
    "by −0.76"
)

CHAOS = (
    f"{Symbol.ALPHA} = 0.45 is beyond 2/f″ ≈ 0.3333, "
    "and two orbits side by side part by a factor of e to the Λ ≈ 1.426 a step"
)


@pytest.mark.parametrize(
    ("rate", "says"),
    [
        (0.04, f"it creeps in from one side, for {Symbol.ALPHA} = 0.04 is below 1/f″ ≈ 0.1667"),
        (1 / 6, f"near the minimum one step is Newton's, for {Symbol.ALPHA} = 1/f″ ≈ 0.1667"),
        (0.2, JUMPS + "1/f″ ≈ 0.1667 and 2/f″ ≈ 0.3333"),
        (
            1 / 3,
            (
                f"{Symbol.ALPHA} is exactly 2/f″ ≈ 0.3333: only what f has beyond its curvature draws it "
                "in, slowly"
            ),
        ),
        (0.4, CYCLES),
        (0.45, CHAOS),
    ],
)
def test_what_the_cubic_does_from_just_right_of_its_maximum(rate: float, says: str) -> None:
    assert why("x^3 + 3x^2", -1.99, rate) == says


def test_a_start_beyond_the_maximum_runs_away_from_the_beginning() -> None:
    assert why("x^3 + 3x^2", -2.1, 0.1) == "at step 0 it is below x = −2, from where f only falls away"


def test_a_step_too_far_lands_beyond_the_maximum() -> None:
    assert "from where f only falls away" in why("x^3 + 3x^2", -1.99, 0.55)


def test_in_a_bowl_each_step_lands_farther_out() -> None:
    says = f"each step lands farther out than the one before, for {Symbol.ALPHA} = 1.1 is beyond 2/f″ = 1"
    assert why("x^2", 1.0, 1.1) == says


def test_uphill_is_said() -> None:
    assert why("x^2", 1.0, -0.1) == f"with {Symbol.ALPHA} below 0 each step goes uphill"


def test_momentum_has_its_own_limit() -> None:
    assert why("x^2", 1.0, 1.5, 0.9) == (
        f"it swings into the minimum, for {Symbol.ALPHA} = 1.5 is below 2(1 + β)/f″ = 1.9"
    )
    assert why("x^2", 1.0, 0.001, 0.1) == (
        f"it creeps into the minimum, for {Symbol.ALPHA} = 0.001 is below 2(1 + β)/f″ = 1.1"
    )


def test_at_a_flat_minimum_it_gets_slower() -> None:
    assert "ever slower" in why("x^4", 0.5, 0.1)


def test_across_a_kink_distances_stay() -> None:
    assert why("|x|", 1.0, 0.3) == (
        "f′ jumps from −1 to 1 at the kink x = 0: the steps get no smaller there, "
        "and a distance to the cycle neither grows nor shrinks"
    )


def test_an_orbit_that_lands_on_a_kink_stays_by_convention() -> None:
    assert why("|x|", 1.0, 0.5) == "step 2 lands exactly on the kink, where f′ is taken to be 0"


def test_exactly_on_a_maximum_nothing_moves() -> None:
    assert why("x^3 + 3x^2", -2.0, 0.1) == "it begins exactly where f′ = 0, so no further step is made"
    assert why("x^3 + 3x^2", -2.0, 0.0) == f"with {Symbol.ALPHA} = 0 no step is made"


def test_what_lands_on_an_unstable_point_says_when() -> None:
    # f′(1) = 9, so that a step of α = 1/3 goes from 1 to −2, the maximum.
    assert why("x^3 + 3x^2", 1.0, 1 / 3) == "step 1 lands exactly where f′ = 0, so no further step is made"


def test_a_quartic_runs_away_from_a_start_that_is_too_far_out() -> None:
    assert why("x^4", 1.6, 0.2) == (
        f"{Symbol.ALPHA}·f′ is more than twice the distance from the minimum x = 0: "
        "each step lands farther out, on the other side"
    )


def test_where_f_falls_without_a_maximum_that_is_said() -> None:
    assert why("-exp(x)", 0.0, 0.5) == "from x = 0 at step 0 f only falls away to the right"


def test_poles_and_edges_of_the_domain_are_the_reason() -> None:
    assert why("log(x) + x", -1.0, 0.1).startswith("the start lies outside the domain")
    assert "f′ has no value at ≈ −0.6906" in why("sqrt(x)", 0.1, 0.5)
    assert "jumps over the pole at x = 0" in why("1/x + x", -0.5, 0.2)


def test_all_digits_are_there_on_request() -> None:
    f = parse_function("x^3 + 3x^2")
    descent = Descent(f, -1.99, 0.4, 100)
    full = reason(descent, verdict(f, -1.99, 0.4), critical_points(f, -5, 5), ALL_DIGITS)
    assert full.startswith(f"{Symbol.ALPHA} = 0.4 is beyond 2/f″ = 0.3333333333333333, ")
    assert float(full.split("multiplied by ")[1].replace("−", "-")) == pytest.approx(5 - 36 * 0.4**2)
    assert len(full.split("multiplied by ")[1]) > 10


def test_a_ball_that_is_thrown_farther_at_every_step_says_so() -> None:
    assert why("x^4", 1.0, 1.0, 0.6) == "each step lands farther out than the one before"
    assert why("x^4 - 2x^2", 0.1, 0.65) == "from step 3 on each step lands farther out than the one before"
