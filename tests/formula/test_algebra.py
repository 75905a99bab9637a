"""Are formulas put together as short as a person would write them?"""

import pytest

from explorer.formula.algebra import negative, power, product, quotient, total
from explorer.formula.expression import (
    Addition,
    Call,
    Constant,
    Expression,
    Negative,
    Power,
    Product,
    Quotient,
    Variable,
)
from explorer.formula.notation import plain
from tests.formula.formulas import X

W = Variable("w")
SINE = Call("sin", X)


def number(value: float) -> Constant:
    return Constant(float(value))


@pytest.mark.parametrize(
    ("expression", "written"),
    [
        (total([X, number(1), X, number(-1)]), "2x"),
        (total([X, Negative(X)]), "0"),
        (total([]), "0"),
        (total([SINE, number(0)]), "sin(x)"),
        (total([SINE, SINE]), "2sin(x)"),
        (total([Addition((X, SINE)), X]), "2x + sin(x)"),
        (total([number(0.1), number(0.2)]), "0.3"),
        (negative(negative(SINE)), "sin(x)"),
        (negative(number(0)), "0"),
        (negative(product(number(3), X)), "−3x"),
        (product(number(0), SINE), "0"),
        (product(number(1), SINE), "sin(x)"),
        (product(number(-1), SINE), "−sin(x)"),
        (product(number(3), number(0.1)), "0.3"),
        (product(X, number(3)), "3x"),
        (product(product(number(2), X), product(number(3), X)), "6x²"),
        (product(SINE, X), "x·sin(x)"),
        (product(Negative(X), Negative(SINE)), "x·sin(x)"),
        (product(X, quotient(number(1), SINE)), "x/sin(x)"),
        (product(number(2), quotient(X, product(number(2), SINE))), "x/sin(x)"),
        (quotient(number(0), X), "0"),
        (quotient(SINE, number(1)), "sin(x)"),
        (quotient(product(number(6), SINE), number(3)), "2sin(x)"),
        (quotient(SINE, product(number(3), X)), "sin(x)/(3x)"),
        (quotient(number(1), number(3)), "1/3"),
        (quotient(Negative(SINE), X), "−sin(x)/x"),
        (quotient(SINE, Negative(X)), "−sin(x)/x"),
        (quotient(X, Power(X, number(3))), "1/x²"),
        (quotient(Power(X, number(3)), X), "x²"),
        (power(SINE, number(0)), "1"),
        (power(SINE, number(1)), "sin(x)"),
        (power(power(X, number(2)), number(3)), "x⁶"),
        (product(product(W, X), product(X, W)), "w²·x²"),
        (product(product(X, SINE), product(X, SINE)), "x²·sin(x)·sin(x)"),
        (product(SINE, product(W, X)), "w·x·sin(x)"),
        (product(Product(Negative(number(7)), X), Power(X, number(2))), "−7x³"),
        (product(Power(W, number(-1)), W), "1"),
        (total([Product(W, X), Product(X, W)]), "2w·x"),
        (total([Product(Product(W, X), W), SINE]), "w²·x + sin(x)"),
        (quotient(product(W, X), product(X, SINE)), "w·x/(x·sin(x))"),
        (quotient(product(W, X), power(X, number(2))), "w/x"),
        (quotient(X, product(W, X)), "1/w"),
        (quotient(X, X), "1"),
        (power(product(W, power(X, number(3))), number(2)), "w²·x⁶"),
        (power(product(W, SINE), number(2)), "(w·sin(x))²"),
    ],
)
def test_what_is_put_together_is_short(expression: Expression, written: str) -> None:
    assert plain(expression) == written


def test_what_would_overflow_or_underflow_is_left_standing() -> None:
    assert plain(product(number(1e200), product(number(1e200), X))) == "1e200·1e200x"
    assert plain(product(number(1e-200), product(number(1e-200), X))) == "1e-200·1e-200x"
    assert plain(total([number(1e308), X, number(1e308)])) == "1e308 + x + 1e308"


def test_exponents_that_would_be_infinite_are_left_standing() -> None:
    huge = Power(X, number(1e308))
    assert plain(power(huge, number(4))) == "(x^(1e308))⁴"
    assert product(huge, huge) == Product(huge, huge)
    assert plain(product(Product(huge, huge), W)) == "x^(1e308)·w·x^(1e308)"


def test_division_by_zero_is_left_standing() -> None:
    assert quotient(number(1), number(0)) == Quotient(number(1), number(0))
