"""Is each row of the table of functions true: values, derivative, domain, names and LaTeX?"""

import cmath
import math
from collections.abc import Callable

import numpy as np
import pytest

from explorer.formula.elementary import FUNCTIONS, ElementaryFunction
from explorer.formula.evaluate import value
from explorer.formula.expression import Call, Variable
from explorer.formula.notation import latex, plain
from explorer.formula.parser import parse
from tests.formula.typeset import is_typeset

ORACLES: dict[str, Callable[[complex], complex]] = {
    "sin": cmath.sin,
    "cos": cmath.cos,
    "tan": cmath.tan,
    "exp": cmath.exp,
    "log": cmath.log,
    "sqrt": cmath.sqrt,
    "abs": lambda u: u if u.real > 0 else -u,
    "tanh": cmath.tanh,
    "sign": lambda u: complex(math.copysign(1, u.real)),
}
PLACES = (-2.3, -0.4, 0.7, 1.9)
DOMAINS: dict[str, Callable[[float], bool]] = {
    "": lambda u: True,
    "u > 0": lambda u: u > 0,
    "u ≥ 0": lambda u: u >= 0,
}

each = pytest.mark.parametrize("row", FUNCTIONS.values(), ids=FUNCTIONS.keys())
U = Variable("u")


@each
@pytest.mark.parametrize("place", PLACES)
def test_values_are_those_of_cmath_and_outside_the_domain_nan(row: ElementaryFunction, place: float) -> None:
    expected = ORACLES[row.name](complex(place)).real if DOMAINS[row.domain](place) else math.nan
    assert value(Call(row.name, U), {"u": place}) == pytest.approx(expected, rel=1e-15, nan_ok=True)
    if DOMAINS[row.domain](place):
        assert row.of_float(place) == pytest.approx(expected, rel=1e-15)


@each
def test_the_domain_holds_zero_where_the_value_there_is_finite(row: ElementaryFunction) -> None:
    assert math.isfinite(value(Call(row.name, U), {"u": 0.0})) == DOMAINS[row.domain](0.0)


@each
@pytest.mark.parametrize("place", PLACES)
def test_the_derivative_is_that_of_the_complex_step(row: ElementaryFunction, place: float) -> None:
    if not DOMAINS[row.domain](place):
        return
    step = 1e-150
    expected = ORACLES[row.name](complex(place, step)).imag / step
    assert value(row.derivative(U), {"u": place}) == pytest.approx(expected, rel=1e-14, abs=1e-15)


@each
@pytest.mark.parametrize("special", [0.0, -0.0, math.inf, -math.inf, math.nan])
def test_one_number_and_an_array_have_the_same_value(row: ElementaryFunction, special: float) -> None:
    with np.errstate(all="ignore"):
        in_array = float(row.of_array(np.array([special]))[0])
    try:
        alone = row.of_float(special)
    except (ValueError, OverflowError):  # where a formula takes the array's
        assert not math.isfinite(in_array)
    else:
        assert in_array == pytest.approx(alone, nan_ok=True)


@each
def test_a_call_reads_back_by_each_of_its_names(row: ElementaryFunction) -> None:
    call = Call(row.name, U)
    assert [parse(f"{name}(u)", ["u"]) for name in (row.name, *row.aliases)] == [call] * (
        1 + len(row.aliases)
    )
    assert parse(plain(call), ["u"]) == call


@each
def test_a_call_is_typeset(row: ElementaryFunction) -> None:
    assert is_typeset(latex(Call(row.name, U)))


def test_a_row_is_found_by_its_own_name_and_no_name_is_taken_twice() -> None:
    assert [row.name for row in FUNCTIONS.values()] == list(FUNCTIONS)
    names = [name for row in FUNCTIONS.values() for name in (row.name, *row.aliases)]
    assert len(names) == len(set(names))
