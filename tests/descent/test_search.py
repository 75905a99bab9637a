"""Is the fate of an orbit judged rightly? Above all on x³ + 3x², where it is known exactly."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.descent.function import parse_function
from explorer.descent.search import VerdictSearch, verdict
from explorer.descent.verdict import OrbitVerdict
from explorer.symbol import Symbol

CUBIC = parse_function("x^3 + 3x^2")
START = -1.99


def fate(text: str, start: float, learning_rate: float) -> OrbitVerdict:
    return verdict(parse_function(text), start, learning_rate)


@pytest.mark.parametrize("alpha", [1e-4, 0.04, 0.1, 1 / 6, 0.2, 0.3, 0.333, 0.33333, 1 / 3])
def test_the_cubic_settles_in_its_minimum_up_to_a_third(alpha: float) -> None:
    found = verdict(CUBIC, START, alpha)
    assert (found.kind, found.limit, found.period, found.diverged_at) == ("converges", 0.0, None, None)
    assert found.multiplier == pytest.approx(1 - 6 * alpha, abs=1e-12)


def test_the_exponent_of_a_limit_is_that_of_its_multiplier() -> None:
    assert verdict(CUBIC, START, 0.04).lyapunov == pytest.approx(math.log(0.76), rel=1e-12)
    assert verdict(CUBIC, START, 1 / 6).lyapunov == -math.inf
    assert verdict(CUBIC, START, 1 / 3).lyapunov == pytest.approx(0.0, abs=1e-12)


def test_how_the_cubic_settles_is_said() -> None:
    assert verdict(CUBIC, START, 0.04).sentence == "converges to 0"
    assert verdict(CUBIC, START, 0.2).sentence == "converges to 0, jumping past it at every step"
    assert "slowly" in verdict(CUBIC, START, 1 / 3).sentence


@pytest.mark.parametrize("alpha", [1 / 3 + 1e-6, 0.3334, 0.34, 0.37, 0.4, 0.4082, math.sqrt(6) / 6 - 1e-9])
def test_the_cubic_has_a_cycle_of_two_up_to_the_root_of_six_sixths(alpha: float) -> None:
    found = verdict(CUBIC, START, alpha)
    r = 1 + 6 * alpha
    root = math.sqrt((r - 3) * (r + 1))
    points = tuple(-2 + r / (3 * alpha) * (r + 1 + sign * root) / (2 * r) for sign in (-1, 1))
    assert (found.kind, found.period, found.limit) == ("cycles", 2, None)
    assert found.cycle == pytest.approx(points, abs=1e-9)
    assert found.lyapunov == pytest.approx(math.log(abs(4 + 2 * r - r * r)) / 2, abs=1e-6)


@pytest.mark.parametrize(
    ("alpha", "period"),
    [(math.sqrt(6) / 6 + 1e-4, 4), (0.42, 4), (0.425, 8), (0.428, 16), (0.4283, 64)],
)
def test_the_cycle_of_the_cubic_doubles_and_doubles(alpha: float, period: int) -> None:
    found = verdict(CUBIC, START, alpha)
    assert (found.kind, found.period) == ("cycles", period)
    assert len(set(found.cycle)) == period
    assert found.cycle[0] == min(found.cycle)
    assert found.lyapunov is not None
    assert found.lyapunov < 0


def test_the_window_of_period_three_opens_where_it_should() -> None:
    edge = math.sqrt(2) / 3
    assert verdict(CUBIC, START, edge - 1e-4).kind == "chaotic"
    found = verdict(CUBIC, START, edge + 1e-6)
    assert (found.kind, found.period) == ("cycles", 3)


@pytest.mark.parametrize(
    ("alpha", "exponent"), [(0.429, 0.070), (0.45, 0.3547), (0.49, 0.5545), (0.5, math.log(2))]
)
@pytest.mark.parametrize("start", [START, -0.3, 0.25])
def test_the_cubic_is_chaotic_with_the_exponent_of_the_logistic_map(
    alpha: float, exponent: float, start: float
) -> None:
    found = verdict(CUBIC, start, alpha)
    assert found.kind == "chaotic"
    assert found.lyapunov == pytest.approx(exponent, abs=0.004)
    assert (found.limit, found.period, found.cycle, found.diverged_at) == (None, None, (), None)


def test_an_orbit_that_rounding_puts_on_the_maximum_is_still_chaotic() -> None:
    found = verdict(CUBIC, -0.4864670701840612, 0.5)
    assert found.kind == "chaotic"
    assert found.lyapunov == pytest.approx(math.log(2), abs=0.004)
    assert "rounding holds the computed orbit on an unstable point" in found.remark


def test_a_tent_whose_every_orbit_collapses_is_left_undecided() -> None:
    found = fate("x²/2 - x + x|x|", 0.3, 1.0)
    assert found.kind == "undecided"
    assert found.remark.startswith("from step 54 on rounding holds")


@pytest.mark.parametrize(
    ("start", "alpha", "step"), [(1.0, 0.45, 6), (START, 0.51, 30), (-2.01, 0.04, 31), (0.75, 0.45, 9)]
)
def test_outside_its_basin_or_beyond_a_half_the_cubic_diverges(start: float, alpha: float, step: int) -> None:
    x, expected = start, 0
    while abs(x) <= 1e12:
        x -= alpha * (3 * x * x + 6 * x)
        expected += 1
    assert expected == step
    found = verdict(CUBIC, start, alpha)
    assert (found.kind, found.diverged_at, found.lyapunov) == ("diverges", step, None)


@given(
    st.floats(0.01, 0.49), st.floats(0.001, 0.999), st.sampled_from(["inside", "left of it", "right of it"])
)
def test_the_cubic_stays_bounded_exactly_within_its_basin(alpha: float, part: float, where: str) -> None:
    width = 1 / (3 * alpha) + 2
    start = {"inside": -2 + part * width, "left of it": -2 - part, "right of it": 1 / (3 * alpha) + part}[
        where
    ]
    search = VerdictSearch(CUBIC, start, alpha)
    search.advance(5000)
    has_diverged = search.found is not None and search.found.kind == "diverges"
    assert has_diverged == (where != "inside")


@pytest.mark.parametrize(("start", "multiplier"), [(-2.0, 3.7), (0.0, -1.7)])
def test_an_orbit_on_an_unstable_point_stays_and_the_verdict_warns(start: float, multiplier: float) -> None:
    found = verdict(CUBIC, start, 0.45)
    assert (found.kind, found.limit) == ("converges", start)
    assert found.multiplier == pytest.approx(multiplier, rel=1e-14)
    assert "it is unstable, the smallest nudge leaves it" in found.sentence


def test_a_start_that_leads_to_the_maximum_in_two_steps_truly_ends_there() -> None:
    assert verdict(CUBIC, 2 / 3, 0.5).limit == -2.0


def test_a_rate_of_zero_converges_to_the_start() -> None:
    found = verdict(CUBIC, START, 0.0)
    assert (found.kind, found.limit) == ("converges", START)
    assert found.remark == "it stays there without being drawn to it"


@pytest.mark.parametrize(
    ("text", "start", "alpha", "limit"),
    [
        ("x^2", 1.0, 0.3, 0.0),
        ("x^2", 1.0, 0.5, 0.0),
        ("x^2", 1.0, 0.99999, 0.0),
        ("x^4", 1.0, 0.1, 0.0),
        ("0.1x^4", 3.0, 0.1, 0.0),
        ("(x-1)^4", 2.0, 0.05, 1.0),
        ("x^4 - 4x^3 + 6x^2 - 4x + 1", 2.0, 0.05, 1.0),
        ("x^20", 1.0, 0.01, 0.0),
        ("x^3", 1.0, 0.1, 0.0),
        ("-cos(x)", 0.1, 2.0, 0.0),
        ("x^4 - 2x^2", 0.1, 0.1, 1.0),
        ("x^4 - 2x^2", -0.1, 0.1, -1.0),
        ("sin(x)", 1.0, 1.0, -math.pi / 2),
        ("|x|", 1.0, 0.25, 0.0),
        ("|x-1| + |x+1|", 1.75, 0.5, 0.75),
        ("x^2", 1.0, -0.0, 1.0),
        ("-x^2", 1.0, -0.3, 0.0),
    ],
)
def test_what_converges_converges_to_the_right_place(
    text: str, start: float, alpha: float, limit: float
) -> None:
    found = fate(text, start, alpha)
    assert found.kind == "converges"
    assert found.limit == pytest.approx(limit, rel=1e-15, abs=0)


@pytest.mark.parametrize(
    ("text", "start", "alpha", "cycle"),
    [
        ("x^2", 1.0, 1.0, (-1.0, 1.0)),
        ("|x|", 1.0, 0.3, (-0.2, 0.1)),
        ("|x|^1.5", 1.0, 0.1, (-0.005625, 0.005625)),
    ],
)
def test_what_hops_to_and_fro_cycles(text: str, start: float, alpha: float, cycle: tuple[float, ...]) -> None:
    found = fate(text, start, alpha)
    assert (found.kind, found.period) == ("cycles", 2)
    assert found.cycle == pytest.approx(cycle, rel=1e-9)


@pytest.mark.parametrize(
    ("text", "start", "alpha", "remark"),
    [
        ("exp(-x)", 0.0, 0.1, "x is still rising after 200,000 steps, at ≈ 9.904"),
        ("x", 1.0, 1.0, "x is still falling after 200,000 steps"),
        (
            "exp(-x)",
            40.0,
            0.1,
            (f"it stands still at 40 only because {Symbol.ALPHA}·f′ there is too small for a double"),
        ),
    ],
)
def test_what_creeps_for_ever_is_undecided_and_not_chaotic(
    text: str, start: float, alpha: float, remark: str
) -> None:
    found = fate(text, start, alpha)
    assert found.kind == "undecided"
    assert found.remark.startswith(remark)


def test_leaving_the_domain_is_diverging_and_says_where() -> None:
    found = fate("sqrt(x)", 0.01, 1.0)
    assert (found.kind, found.diverged_at) == ("diverges", 2)
    assert found.sentence == "diverges at step 2; f′ has no value at −4.99"


@pytest.mark.parametrize("start", [math.nan, math.inf, 1e13])
def test_a_start_out_of_bounds_has_diverged_at_once(start: float) -> None:
    assert fate("x^2", start, 0.3) == OrbitVerdict("diverges", diverged_at=0)


@pytest.mark.parametrize("alpha", [math.nan, math.inf, 1e300])
def test_a_rate_out_of_all_proportion_diverges_at_the_first_step(alpha: float) -> None:
    assert fate("x^2", 1.0, alpha).diverged_at == 1


@pytest.mark.parametrize("alpha", [0.04, 1 / 3, 0.37, 0.45, 0.51])
@pytest.mark.parametrize("slice_length", [1009, 65_536])
def test_the_verdict_does_not_depend_on_the_slices(alpha: float, slice_length: int) -> None:
    search = VerdictSearch(CUBIC, START, alpha)
    while search.advance(slice_length) is None:
        pass
    assert search.found == verdict(CUBIC, START, alpha)


def test_a_search_goes_no_farther_than_it_is_told() -> None:
    search = VerdictSearch(CUBIC, START, 0.45)
    assert search.advance(700) is None
    assert search.steps == 700


def test_a_verdict_stands_once_it_is_found() -> None:
    search = VerdictSearch(CUBIC, START, 0.51)
    found = search.advance(1000)
    assert found is not None
    assert search.advance(1000) is found
    assert search.steps == 30
