"""Values that overflow or cancel in doubles, against closed forms that do not."""

import math
from decimal import Decimal

import numpy as np
import pytest

from explorer.descent.function import parse_function
from explorer.formula.parser import parse
from explorer.formula.precise import may_overflow, precise


@pytest.mark.parametrize("x", [705.0, 710.0, 1e3, 1e5])
def test_what_overflows_on_the_way_has_its_value_all_the_same(x: float) -> None:
    softplus, logistic = parse_function("log(1+exp(x))"), parse_function("exp(x)/(1+exp(x))")
    assert softplus(x) == pytest.approx(np.logaddexp(0.0, x), rel=1e-15)
    assert softplus.derivative()(x) == 1.0
    assert logistic(x) == 1.0


def test_the_slope_of_a_logistic_far_out_is_the_exponential() -> None:
    slope = parse_function("1/(1+exp(-x))").derivative()
    assert slope(-360.0) == pytest.approx(math.exp(-360.0), rel=1e-13)
    assert slope(-700.0) == pytest.approx(math.exp(-700.0), rel=1e-13)


@pytest.mark.parametrize(
    ("formula", "x", "expected"),
    [
        ("exp(x)", 1000.0, math.inf),
        ("1/x", 0.0, math.inf),
        ("1/x - 1/x", 0.0, math.nan),
        ("log(x)", -1.0, math.nan),
        ("log(x)/x", 0.0, -math.inf),
        ("exp(x) - exp(x)", math.inf, math.nan),
    ],
)
def test_what_is_infinite_or_undefined_stays_so(formula: str, x: float, expected: float) -> None:
    assert parse_function(formula)(x) == pytest.approx(expected, nan_ok=True)


@pytest.mark.parametrize(
    ("formula", "x"),
    [
        ("tanh(x) + sinh(x) - cosh(x)", -0.7),
        ("log10(x) * log2(x) + log(x)", 3.3),
        ("logistic(x) + cbrt(x) - sqrt(|x|)", 1.7),
        ("floor(x) + 2ceil(x) + relu(x) - sign(x)", -2.5),
        ("leaky_relu(x) + elu(x) + elu(-x) + leaky_relu(-x)", -2.5),
        ("softplus(x) silu(x) - gelu(x)", 1.7),
        ("max(x, 2) ^ min(x, 3) / exp(-x)", 2.25),
    ],
)
def test_elsewhere_it_is_the_value_in_doubles(formula: str, x: float) -> None:
    found = precise(parse(formula, ["x"]), x)
    assert found is not None
    assert float(found.number) == pytest.approx(parse_function(formula)(x), rel=1e-14)


def test_a_zero_is_exact_where_nothing_was_rounded() -> None:
    for formula, is_exact in (("x^2 - 1", True), ("0*exp(x)", True), ("exp(x) - exp(x)", False)):
        found = precise(parse(formula, ["x"]), 1.0)
        assert found is not None
        assert (found.number, found.is_exact) == (Decimal(0), is_exact)


def test_a_formula_with_a_sine_has_no_decimals() -> None:
    assert precise(parse("sin(x)", ["x"]), 1.0) is None


def test_a_polynomial_is_computed_in_doubles_alone() -> None:
    assert not may_overflow(parse("x^3 + 3x^2", ["x"]))
    assert may_overflow(parse("x/(1 + x)", ["x"]))
