"""Is the fate of a descent with momentum judged rightly?"""

import math

import pytest

from explorer.descent.function import parse_function
from explorer.descent.orbit import orbit
from explorer.descent.search import verdict
from explorer.descent.verdict import OrbitVerdict


def fate(text: str, start: float, learning_rate: float, momentum: float) -> OrbitVerdict:
    return verdict(parse_function(text), start, learning_rate, momentum)


@pytest.mark.parametrize("momentum", [0.1, 0.5, 0.9])
def test_a_bowl_is_stable_up_to_two_times_one_plus_beta_over_its_curvature(momentum: float) -> None:
    limit = 2 * (1 + momentum) / 2  # f″ = 2
    assert fate("x^2", 1.0, 0.99 * limit, momentum).kind == "converges"
    assert fate("x^2", 1.0, 1.01 * limit, momentum).kind == "diverges"


def test_the_multiplier_is_the_larger_root_of_the_characteristic_polynomial() -> None:
    """λ² − (1 + β − αf″) λ + β = 0: complex roots have the size √β."""
    found = fate("x^2", 1.0, 0.3, 0.64)
    assert found.limit == 0.0
    assert found.multiplier == pytest.approx(0.8, abs=1e-12)
    assert found.lyapunov == pytest.approx(math.log(0.8), abs=1e-12)
    b = 1 + 0.01 - 0.2
    found = fate("x^2", 1.0, 0.1, 0.01)
    assert found.multiplier == pytest.approx((b + math.sqrt(b * b - 0.04)) / 2, abs=1e-12)


def test_without_momentum_the_ball_is_a_descent() -> None:
    assert fate("x^3 + 3x^2", -1.99, 0.4, 0.0).period == 2
    assert fate("x^3 + 3x^2", -1.99, 0.4, 1e-12).period == 2


def test_a_ball_that_cycles_comes_back() -> None:
    found = fate("x^3 + 3x^2", -1.0, 0.5, 0.3)
    assert found.kind == "cycles"
    x = orbit(parse_function("x^3 + 3x^2"), -1.0, 0.5, 20_000, 0.3)
    assert found.period == 4
    assert sorted(found.cycle) == pytest.approx(sorted(x[-4:]), abs=1e-9)


def test_a_chaotic_ball_is_called_so() -> None:
    found = fate("x^4 - 2x^2", 0.1, 0.3875, 0.2)
    assert found.kind == "chaotic"
    assert found.lyapunov is not None
    assert found.lyapunov > 0.05


def test_a_ball_beyond_all_bounds_diverges_at_the_step_at_which_its_orbit_ends() -> None:
    found = fate("x^3 + 3x^2", -5.0, 0.1, 0.5)
    x = orbit(parse_function("x^3 + 3x^2"), -5.0, 0.1, 1000, 0.5)
    assert (found.kind, found.diverged_at) == ("diverges", len(x) - 1)


def test_a_start_outside_the_domain_is_undecided() -> None:
    assert fate("log(x)", -1.0, 0.1, 0.5).kind == "undecided"


@pytest.mark.parametrize("momentum", [0.6, 0.9, 0.99])
def test_a_ball_that_hops_over_a_kink_without_end_is_not_called_chaotic(momentum: float) -> None:
    # f″ is 0 wherever it has a value: distances grow by at most 1/(1 − β) in all, and Λ is 0.
    assert verdict(parse_function("|x|"), 1.0, 1.07, momentum).kind != "chaotic"
