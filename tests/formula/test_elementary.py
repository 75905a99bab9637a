"""Is each row of the table of functions true: values, derivative, domain, names and LaTeX?"""

import cmath
import math
from collections.abc import Callable

import numpy as np
import pytest

from explorer.formula.derivative import derivative
from explorer.formula.elementary import FUNCTIONS, ElementaryFunction
from explorer.formula.evaluate import scalar_function, value, values
from explorer.formula.expression import Call, Variable
from explorer.formula.lexer import FormulaError
from explorer.formula.notation import latex, plain
from explorer.formula.parser import parse
from explorer.network.activation import ACTIVATIONS
from explorer.number import parse_number
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
    "asin": cmath.asin,
    "acos": cmath.acos,
    "atan": cmath.atan,
    "sinh": cmath.sinh,
    "cosh": cmath.cosh,
    "log10": cmath.log10,
    "log2": lambda u: cmath.log(u) / cmath.log(2),
    "cbrt": lambda u: cmath.exp(cmath.log(u if u.real > 0 else -u) / 3) * math.copysign(1, u.real),
    "logistic": lambda u: 1 / (1 + cmath.exp(-u)),
    "relu": lambda u: u if u.real > 0 else 0j,
    "leaky_relu": lambda u: u if u.real > 0 else u / 100,
    "elu": lambda u: u if u.real > 0 else cmath.exp(u) - 1,
    "softplus": lambda u: cmath.log(1 + cmath.exp(u)),
    "silu": lambda u: u / (1 + cmath.exp(-u)),
    "gelu": lambda u: u / 2 * (1 + cmath.tanh(cmath.sqrt(2 / cmath.pi) * (u + 0.044715 * u**3))),
    "heaviside": lambda u: complex(u.real > 0),
    "floor": lambda u: complex(u.real // 1),
    "ceil": lambda u: complex(-(-u.real // 1)),
}
INVERSE_OF_SINE = (
    "sin at character 1 needs its argument in parentheses, before the power: "
    "write sin(x)^2 for a power, asin(x) for the inverse."
)
PLACES = (-2.3, -0.4, 0.7, 1.9)
DOMAINS: dict[str, Callable[[float], bool]] = {
    "": lambda u: True,
    "u > 0": lambda u: u > 0,
    "u ≥ 0": lambda u: u >= 0,
    "−1 ≤ u ≤ 1": lambda u: -1 <= u <= 1,
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


@pytest.mark.parametrize("row", [row for row in FUNCTIONS.values() if row.kinks], ids=lambda row: row.name)
def test_at_a_kink_the_derivative_is_0_but_for_the_leak(row: ElementaryFunction) -> None:
    expected = 0.01 if row.name == "leaky_relu" else 0
    assert value(row.derivative(U), {"u": 0.0}) == row.kink_slope == expected


@each
def test_what_has_a_kink_tells_where(row: ElementaryFunction) -> None:
    assert [row.is_kink(u) for u in (0.0, 0.5, math.nan)] == [bool(row.kinks), False, False]
    assert row.is_kink(3.0) == (row.kinks == "u is a whole number")


@pytest.mark.parametrize(
    ("name", "activation"),
    [
        ("logistic", "logistic"),
        ("tanh", "tanh"),
        ("relu", "relu"),
        ("leaky_relu", "leaky-relu"),
        ("elu", "elu"),
        ("softplus", "softplus"),
        ("silu", "silu"),
        ("gelu", "gelu"),
        ("sin", "sine"),
    ],
)
def test_values_and_slopes_are_those_of_the_networks_activation(name: str, activation: str) -> None:
    z = np.array([-800.0, -30.0, -2.0, -0.1, -0.0, 0.0, 0.1, 2.0, 30.0, 800.0])
    row, of_network = FUNCTIONS[name], ACTIVATIONS[activation]
    a = of_network.function(z)
    assert values(Call(name, U), {"u": z}) == pytest.approx(a, rel=1e-12, abs=1e-300)
    assert [row.of_float(u) for u in z.tolist()] == pytest.approx(a.tolist(), rel=1e-12, abs=1e-300)
    slopes = of_network.derivative(z, a)
    assert values(row.derivative(U), {"u": z}) == pytest.approx(slopes, rel=1e-12, abs=1e-15)


@pytest.mark.parametrize("u", [-2.0, -0.0, 0.0, 1.5, 7.0])
@pytest.mark.parametrize("v", [-1.0, 1.5, 3.0])
def test_max_and_min_of_two_numbers_are_those_of_python(u: float, v: float) -> None:
    at = {"u": u, "v": v}
    assert value(parse("max(u, v)", at), at) == max(u, v)
    assert value(parse("min(u, v)", at), at) == min(u, v)
    assert value(parse("max(u, v, 2) + min(u, v, 2)", at), at) == max(u, v, 2) + min(u, v, 2)


def test_the_slope_of_max_and_min_is_that_of_the_argument_that_counts_and_0_at_the_kink() -> None:
    top, bottom = parse("max(0, 3x)", ["x"]), parse("min(x^2, x)", ["x"])
    assert [value(derivative(top, "x"), {"x": x}) for x in (-1.0, 0.0, 2.0)] == [0, 0, 3]
    assert [value(derivative(bottom, "x"), {"x": x}) for x in (-1.0, 0.25, 1.0, 2.0)] == [1, 0.5, 0, 1]
    assert plain(top) == "max(0, 3x)"
    assert latex(top) == r"\max\left(0, 3 x\right)"
    assert is_typeset(latex(bottom))
    assert parse(plain(bottom), ["x"]) == bottom


def test_max_for_one_number_and_by_instructions_is_the_same() -> None:
    long = parse("+".join(f"max(x, {n})" for n in range(38)), ["x"])
    assert scalar_function(long, "x")(30.5) == 31 * 30.5 + sum(range(31, 38))
    assert math.isnan(scalar_function(parse("max(x, 1)", ["x"]), "x")(math.nan))


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("max(x)", "max at character 1 needs two arguments with a comma between, as max(0, x)."),
        ("max", "max at character 1 needs arguments in parentheses, as max(0, x)."),
        (
            "sin⁻¹(x)",
            INVERSE_OF_SINE,
        ),
        ("sin(x, 2)", "',' at character 6 is not part of a formula: write decimals with a point, as in 0.1."),
        ("0,5x", "',' at character 2 is not part of a formula: write decimals with a point, as in 0.1."),
    ],
)
def test_what_people_type_is_advised_on(text: str, advice: str) -> None:
    with pytest.raises(FormulaError) as caught:
        parse(text, ["x"])
    assert str(caught.value) == advice


@pytest.mark.parametrize("dash", "\u2010\u2011\u2012\u2013\u2014\u2015\u2212")
def test_every_dash_is_a_minus(dash: str) -> None:
    assert parse(f"x {dash} 1e{dash}3", ["x"]) == parse("x - 1e-3", ["x"])
    assert parse_number(f"{dash}2e{dash}3") == -0.002
