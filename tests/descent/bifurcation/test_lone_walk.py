"""Is an orbit in machine code that of Python, to the last bit, and so every verdict?"""

import math
from itertools import product

import numpy as np
import pytest

from explorer.compiling import loaded
from explorer.descent.bifurcation.lone_walk import lone_walk
from explorer.descent.function import parse_function
from explorer.descent.orbit import orbit
from explorer.descent.search import verdict
from explorer.kernels import warm_up

RATES = (0.0, 0.04, 0.3, 1 / 3, 0.4, 0.4283, 0.45, 0.4716, 0.4762, 0.49, 0.5, 0.55, 1.7, 40.0)
TEXTS = [
    "x^3 + 3x^2",
    "x^4 - 2x^2",
    "x^4",
    "sin(x) + 0.1x^2",
    "|x|",
    "log(cosh(x))",
    "1/x + x",
    "log(x) - sqrt(x)",
    "max(x, 0)^2 + exp(-x)",
    "exp(x)/(1 + exp(x)) + x^2",
    "exp(x)/(1 + exp(x))",
    "tanh(x)^2",
    "x^x",
    "x^2.5",
    "atan(x) + asin(x/50)",
    "log2(1 + x^2) + log10(2 + x^2)",
    "5",
]
STARTS = (-1.99, 0.5, 3.0, 800.0, -0.0, 1e13)
ALL = [*product(TEXTS, STARTS, (0.0, 0.7))]
WALKS = [
    *((*walk, 100) for walk in ALL),
    *(pytest.param(*walk, 700, marks=pytest.mark.long) for walk in ALL),
]
"""A text, a start, a momentum and how many steps: more take seconds, above all where f′ overflows at step
after step, so that Python makes each of them, slowly."""


@pytest.fixture
def without_kernels(monkeypatch: pytest.MonkeyPatch) -> None:
    """Python goes alone."""
    monkeypatch.setattr(loaded, "_parts", set())


@pytest.fixture
def kernels() -> None:
    """The kernels are there, as a verb loads them first."""
    warm_up.load_orbits()


@pytest.mark.usefixtures("kernels")
@pytest.mark.parametrize(("text", "start", "momentum", "steps"), WALKS)
def test_the_compiled_walk_is_the_orbit_to_the_last_bit(
    text: str, start: float, momentum: float, steps: int
) -> None:
    f = parse_function(text)
    walk = lone_walk(f, momentum)
    assert walk.compiled is not None
    for rate in RATES:
        expected, found = orbit(f, start, rate, steps, momentum), walk.orbit(start, rate, steps)
        assert found.tobytes() == expected.tobytes()


@pytest.mark.usefixtures("kernels")
def test_a_slope_that_overflows_on_the_way_is_found_by_python() -> None:
    f = parse_function("log(1 + exp(x))")  # f′ is ∞/∞ in doubles from x = 710 on, and has the value 1
    walk = lone_walk(f)
    assert walk.may_overflow
    assert walk(1000.0, 0.5, 4).tolist() == [999.5, 999.0, 998.5, 998.0]
    assert walk(709.0, 4.0, 2)[0] == 705.0


@pytest.mark.usefixtures("without_kernels")
def test_without_kernels_python_goes_alone() -> None:
    walk = lone_walk(parse_function("x^2"))
    assert walk.compiled is None
    assert walk(1.0, 0.25, 3).tolist() == [0.5, 0.25, 0.125]


@pytest.mark.usefixtures("kernels")
@pytest.mark.parametrize(
    ("text", "start"),
    [("x^3 + 3x^2", -1.99), ("x^4 - 2x^2", 0.1), ("sin(x) + 0.1x^2", 3.0), ("|x|", 1.0), ("1/x + x", 0.4)],
)
def test_a_verdict_is_the_same_with_kernels_and_without(
    text: str, start: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    f = parse_function(text)
    rates = np.linspace(0.01, 0.55, 19).tolist()
    found = [verdict(f, start, rate) for rate in rates]
    monkeypatch.setattr(loaded, "_parts", set())
    for rate, with_kernels in zip(rates, found, strict=True):
        alone = verdict(f, start, rate)
        assert repr(with_kernels) == repr(alone)  # NaN included
        assert math.isfinite(rate)
