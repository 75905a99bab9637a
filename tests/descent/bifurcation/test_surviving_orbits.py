"""Do orbits go on where a part of f′ overflows in doubles, as each of them does by itself?"""

import math

import numpy as np
import pytest

from explorer.compiling import loaded
from explorer.descent.bifurcation.basin import basin_of
from explorer.descent.bifurcation.end_states import EndStatesQuestion, RateWindow, end_states
from explorer.descent.bifurcation.engine import engine_for
from explorer.descent.bifurcation.orbits import Orbits, XRows
from explorer.descent.bifurcation.surviving_orbits import SurvivingOrbits
from explorer.descent.function import parse_function
from explorer.descent.orbit import orbit
from explorer.descent.search import verdict
from explorer.descent.shown_descent import Descent
from explorer.job import last_result
from explorer.kernels import warm_up

SOFT = "log(1 + exp(x)) + (x + 2)^2/100"
"""Its slope has e^x/(1 + e^x), ∞/∞ in doubles from x = 710 on."""
START = 900.0
RATES = np.array([0.5, 3.0, 20.0, 49.0, 60.0, 120.0])


@pytest.fixture(params=["kernels", "numpy"], autouse=True)
def engines(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """With either engine."""
    if request.param == "kernels":
        warm_up.load_orbits()
    else:
        monkeypatch.setattr(loaded, "_parts", set())


def alone(rate: float, steps: int, momentum: float = 0.0) -> list[float]:
    return orbit(parse_function(SOFT), START, rate, steps, momentum).tolist()


@pytest.mark.parametrize("momentum", [0.0, 0.3])
def test_lanes_go_where_each_goes_by_itself(momentum: float) -> None:
    engine, steps = engine_for(parse_function(SOFT), momentum), 40
    orbits = Orbits.begin(RATES, START)
    trail = engine.trail(orbits.copy(), steps)
    engine.advance(orbits, steps)
    for lane, rate in enumerate(RATES.tolist()):
        expected = alone(rate, steps, momentum)
        escapes = not abs(expected[-1]) <= 1e12
        assert orbits.escaped_at[lane] == (len(expected) - 1 if escapes else -1)
        assert trail[: len(expected) - 1, lane] == pytest.approx(expected[1:], rel=1e-9, nan_ok=True)
        if not escapes:
            assert orbits.x[lane] == pytest.approx(expected[-1], rel=1e-9)
            assert orbits.high[lane] == pytest.approx(max(expected), rel=1e-9)


def test_visits_and_growth_are_those_of_orbits_that_stay() -> None:
    engine, rows = engine_for(parse_function(SOFT)), XRows(-100.0, 0.01, 11)
    orbits = Orbits.begin(np.array([3.0]), START)
    growth = engine.growth(orbits.copy(), 20)
    counts = engine.visit(orbits, 20, rows)
    x = alone(3.0, 20)
    expected = np.bincount([1 + math.floor((each + 100) / 100) for each in x[1:]], minlength=13)
    assert counts[0].tolist() == expected.tolist()
    # f″ is 1/50 but for e^x/(1 + e^x)², which is 0 so far out
    assert growth[0] == pytest.approx(20 * math.log(1 - 3.0 / 50), rel=1e-6)


def test_the_picture_and_a_descent_by_itself_agree() -> None:
    f = parse_function(SOFT)
    found = last_result(end_states(EndStatesQuestion(f, START, RateWindow(1.0, 120.0, -60.0, 60.0, 24, 60))))
    for column, rate in enumerate(found.rates.tolist()):
        single = verdict(f, START, rate)
        assert (found.escaped_at[column] >= 0) == (single.kind == "diverges")
        if single.kind in ("converges", "cycles"):
            assert found.period[column] == (single.period or 1)
            assert single.range == pytest.approx((found.low[column], found.high[column]), abs=1e-9)
    assert (found.escaped_at < 0).any()


def test_the_basin_reaches_to_where_doubles_overflow() -> None:
    f = parse_function(SOFT)
    found = basin_of(Descent(f, 0.0, 3.0, 10), -100.0, 1500.0, 33)
    assert found.ends_alike.all()


def test_a_ball_comes_to_rest_from_there() -> None:
    found = verdict(parse_function(SOFT), START, 3.0, 0.3)
    assert found.kind == "converges"
    assert found.limit == pytest.approx(verdict(parse_function(SOFT), 0.0, 3.0).limit or math.nan, abs=1e-9)


@pytest.mark.parametrize("text", ["x^3 + 3x^2", "sin(x) + 0.1x^2", "|x|"])
def test_what_cannot_overflow_is_not_checked(text: str) -> None:
    assert not isinstance(engine_for(parse_function(text)), SurvivingOrbits)
