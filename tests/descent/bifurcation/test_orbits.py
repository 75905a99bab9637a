"""Do many orbits side by side go where each goes by itself, with numpy and compiled?"""

import math
from collections.abc import Callable

import numpy as np
import pytest

from explorer.descent.bifurcation import compiled_orbits
from explorer.descent.bifurcation.numpy_orbits import NumpyOrbits
from explorer.descent.bifurcation.orbits import OrbitEngine, Orbits, XRows
from explorer.descent.function import parse_function
from explorer.descent.orbit import orbit

MakeEngine = Callable[[str, float], OrbitEngine]
TEXTS = [
    "x^3+3x^2",
    "x^4-2x^2",
    "sin(x)+0.1x^2",
    "|x|",
    "log(cosh(x))",
    "max(x,0)^2+exp(-x)",
    "x^2",
    "-x",
    "5",
]
RATES = np.linspace(0.0, 0.55, 67)  # more than one block of lanes, and a part of another


def numpy_engine(text: str, momentum: float) -> OrbitEngine:
    return NumpyOrbits.of(parse_function(text), momentum)


def compiled_engine(text: str, momentum: float) -> OrbitEngine:
    engine = compiled_orbits.engine_of(parse_function(text), momentum)
    assert engine is not None
    return engine


engines = pytest.mark.parametrize("engine_of", [numpy_engine, compiled_engine])


@pytest.mark.parametrize("text", TEXTS)
def test_compiled_orbits_are_those_of_each_by_itself_to_the_last_bit(text: str) -> None:
    orbits = Orbits.begin(RATES, -0.9)
    compiled_engine(text, 0.0).advance(orbits, 300)
    for lane, rate in enumerate(RATES):
        alone = orbit(parse_function(text), -0.9, rate, 300)
        if len(alone) == 301:
            assert orbits.x[lane] == alone[-1]
            assert orbits.before[lane] == alone[-2]
            assert (orbits.low[lane], orbits.high[lane]) == (alone.min(), alone.max())


@engines
@pytest.mark.parametrize("text", TEXTS)
def test_an_orbit_escapes_at_the_step_at_which_it_does_by_itself(engine_of: MakeEngine, text: str) -> None:
    orbits = Orbits.begin(RATES * 20, 3.0)
    engine_of(text, 0.0).advance(orbits, 60)
    for lane, rate in enumerate(RATES * 20):
        alone = orbit(parse_function(text), 3.0, rate, 60)
        is_within = abs(alone[-1]) <= 1e12
        assert orbits.escaped_at[lane] == (-1 if is_within else len(alone) - 1)


@engines
def test_the_heavy_ball_adds_a_share_of_the_last_step(engine_of: MakeEngine) -> None:
    orbits = Orbits.begin(np.array([0.1]), 1.0)
    trail = engine_of("x^2", 0.5).trail(orbits, 3)
    # 1 − 0.1·2; 0.8 − 0.16 + 0.5·(−0.2); 0.54 − 0.108 + 0.5·(−0.26)
    assert trail[:, 0] == pytest.approx([0.8, 0.54, 0.302], abs=1e-15)


@engines
def test_numpy_and_kernels_agree_on_a_settling_heavy_ball(engine_of: MakeEngine) -> None:
    orbits = Orbits.begin(RATES[:20], 0.7)
    engine_of("sin(x)+0.1x^2", 0.8).advance(orbits, 50)
    others = Orbits.begin(RATES[:20], 0.7)
    numpy_engine("sin(x)+0.1x^2", 0.8).advance(others, 50)
    assert orbits.x == pytest.approx(others.x, rel=1e-9)


@engines
@pytest.mark.parametrize("momentum", [0.0, 0.6])
def test_tangents_are_the_slope_of_several_steps(engine_of: MakeEngine, momentum: float) -> None:
    engine, nudge = engine_of("x^3+3x^2", momentum), 1e-6
    orbits = Orbits.begin(np.array([0.1, 0.3, 0.45]), np.array([0.2, -0.4, 0.1]))
    orbits.before = orbits.before - 0.05
    tangents = engine.tangents(orbits, 3)
    for column, name in enumerate(("x", "before")):
        ends = []
        for side in (nudge, -nudge):
            moved = orbits.copy()
            setattr(moved, name, getattr(moved, name) + side)
            engine.advance(moved, 3)
            ends.append(np.array([moved.x, moved.before]))
        slope = (ends[0] - ends[1]) / (2 * nudge)
        assert tangents.jacobian[:, column] == pytest.approx(slope, abs=1e-8)


@engines
def test_every_visit_is_counted_in_its_row(engine_of: MakeEngine) -> None:
    orbits = Orbits.begin(np.array([0.45]), -1.99)
    engine = engine_of("x^3+3x^2", 0.0)
    iterates = engine.trail(orbits.copy(), 500)
    counts = engine.visit(orbits, 500, XRows(-1.0, 4.0, 6))
    expected = np.histogram(iterates, [-np.inf, -1, -0.75, -0.5, -0.25, 0, 0.25, 0.5, np.inf])[0]
    assert counts[0].tolist() == expected.tolist()


@engines
def test_what_is_no_number_counts_as_below(engine_of: MakeEngine) -> None:
    orbits = Orbits.begin(np.array([0.1]), math.nan)
    assert engine_of("x^2", 0.0).visit(orbits, 5, XRows(0.0, 1.0, 2)).tolist() == [[5, 0, 0, 0]]
    assert orbits.escaped_at.tolist() == [0]


@engines
def test_the_mean_growth_is_the_lyapunov_exponent(engine_of: MakeEngine) -> None:
    engine = engine_of("x^3+3x^2", 0.0)
    orbits = Orbits.begin(np.array([0.36, 0.4]), -1.99)
    engine.advance(orbits, 3000)
    # by 30 digits: of the cycles of period 2
    assert engine.growth(orbits, 2000) / 2000 == pytest.approx([-0.5477086989, -0.1372184229], abs=1e-9)


@engines
def test_a_distance_in_a_quadratic_bowl_with_momentum_shrinks_by_the_root_of_beta(
    engine_of: MakeEngine,
) -> None:
    orbits = Orbits.begin(np.array([0.3]), 1.0)
    growth = engine_of("x^2", 0.64).growth(orbits, 4000) / 4000
    assert growth[0] == pytest.approx(math.log(0.8), abs=1e-3)


def test_a_function_without_an_instruction_is_left_to_numpy() -> None:
    assert compiled_orbits.engine_of(parse_function("cbrt(x)"), 0.0) is None


@engines
def test_what_is_no_number_counts_as_below_and_what_is_infinite_where_it_is(engine_of: MakeEngine) -> None:
    lanes = 70  # more than one block
    rows = XRows(0.0, 10.0, 10)
    for text, start, place in (("x^1.5", -1.0, 0), ("-exp(x)", 800.0, 11), ("exp(x)", 800.0, 0)):
        orbits = Orbits.begin(np.full(lanes, 1.0), start)
        counts = engine_of(text, 0.0).visit(orbits, 3, rows)
        assert counts.shape == (lanes, 12)
        assert counts[:, place].tolist() == [3] * lanes
        assert counts.sum() == 3 * lanes
