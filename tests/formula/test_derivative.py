"""Are derivatives exact, against the complex step and against the textbook?"""

import math

import numpy as np
import pytest
from hypothesis import given

from explorer.descent.function import parse_function
from tests.formula.formulas import Formula, formulas, places, slope


@given(formulas, places)
def test_the_derivative_is_that_of_the_complex_step(formula: Formula, x: float) -> None:
    expected = slope(formula, x)
    # Terms may cancel, so the tolerance is also relative to a neighbourhood's largest slope.
    scale = max(1.0, *(abs(slope(formula, x + d)) for d in (-0.1, 0.1)))
    assert parse_function(formula.text).derivative()(x) == pytest.approx(
        expected, rel=1e-10, abs=1e-10 * scale
    )


@given(formulas, places)
def test_the_second_derivative_is_the_derivative_of_the_first(formula: Formula, x: float) -> None:
    first = parse_function(formula.text).derivative()
    h = 1e-5
    numerical = (first(x - 2 * h) - 8 * first(x - h) + 8 * first(x + h) - first(x + 2 * h)) / (12 * h)
    scale = max(1.0, *(abs(first.derivative()(x + d)) for d in (-0.1, 0.0, 0.1)), abs(first(x)))
    assert first.derivative()(x) == pytest.approx(numerical, rel=1e-5, abs=1e-5 * scale)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("x^3 + 3x^2", "3x² + 6x"),
        ("x²", "2x"),
        ("0.1x^3", "0.3x²"),
        ("(x+1)(x-1)", "2x"),
        ("5", "0"),
        ("pi x", "π"),
        ("x/3", "1/3"),
        ("x^2/2", "x"),
        ("1/x", "−1/x²"),
        ("x^-2", "−2x⁻³"),
        ("x^2.5", "2.5x^1.5"),
        ("x^pi", "π·x^(π − 1)"),
        ("√x", "1/(2√x)"),
        ("sqrt(x^2+1)", "x/√(x² + 1)"),
        ("sin(2x)", "2cos(2x)"),
        ("cos(x)", "−sin(x)"),
        ("tan(x)", "1 + tan(x)²"),
        ("tanh(x)", "1 − tanh(x)²"),
        ("exp(-x)", "−exp(−x)"),
        ("e^x", "e^x"),
        ("2^x", "2^x·log(2)"),
        ("log(x)", "1/x"),
        ("x log(x)", "log(x) + 1"),
        ("sin(x)/x", "(x·cos(x) − sin(x))/x²"),
        ("|x|", "sign(x)"),
        ("sign(x)", "0"),
        ("x^4 - 2x^2", "4x³ − 4x"),
        ("(1-x)^2 + 100(1-x^2)^2", "−2(1 − x) − 400x(1 − x²)"),
    ],
)
def test_a_derivative_reads_as_in_the_textbook(text: str, written: str) -> None:
    assert parse_function(text).derivative().formula == written


def test_the_slope_of_the_absolute_value_is_the_sign_and_zero_at_zero() -> None:
    slope_of_abs = parse_function("|x|").derivative()
    assert [slope_of_abs(x) for x in (-2.0, 0.0, 2.0)] == [-1.0, 0.0, 1.0]
    assert slope_of_abs.values(np.array([-2.0, 0.0, 2.0])).tolist() == [-1.0, 0.0, 1.0]


def test_base_and_exponent_may_both_vary() -> None:
    f = parse_function("x^x")
    assert f.derivative()(2.0) == pytest.approx(4 * (math.log(2) + 1), rel=1e-15)


@pytest.mark.parametrize(
    "text", ["^".join("x" * 29), "sin(" * 27 + "x" + ")" * 27, "*".join(["(x^x+1)"] * 26)]
)
def test_second_derivatives_of_the_most_nested_formulas_are_computed(text: str) -> None:
    second = parse_function(text).derivative().derivative()
    assert math.isfinite(second(0.3))
    assert "a formula of" in second.formula
