"""Are values those of IEEE arithmetic, one at a time and in arrays, and never an exception?"""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.descent.function import parse_function
from explorer.formula.evaluate import array_function, scalar_function, values
from explorer.formula.expression import tree_size
from explorer.formula.parser import parse
from tests.formula.formulas import Formula, formulas, places


@given(formulas, places)
def test_values_are_those_of_the_same_function_in_python(formula: Formula, x: float) -> None:
    expected = formula.value(complex(x)).real
    assert parse_function(formula.text)(x) == pytest.approx(expected, rel=1e-10, abs=1e-10)


@given(formulas, st.lists(places, min_size=1, max_size=5))
def test_arrays_hold_the_values_of_their_members(formula: Formula, members: list[float]) -> None:
    f = parse_function(formula.text)
    x = np.array(members)
    assert f.values(x) == pytest.approx(np.array([f(member) for member in members]), rel=1e-12, abs=1e-12)


@pytest.mark.parametrize("text", ["5", "x", "x^3", "sin(x) + 1"])
@pytest.mark.parametrize("shape", [(), (3,), (2, 3), (0,)])
def test_an_array_of_values_has_the_shape_of_its_places(text: str, shape: tuple[int, ...]) -> None:
    result = values(parse(text, ["x"]), {"x": np.zeros(shape)})
    assert result.shape == shape
    assert result.dtype == np.float64


INFINITE, UNDEFINED = math.inf, math.nan


@pytest.mark.parametrize(
    ("text", "x", "expected"),
    [
        ("1/x", 0.0, INFINITE),
        ("1/x", -0.0, -INFINITE),
        ("x/x", 0.0, UNDEFINED),
        ("x^-1", 0.0, INFINITE),
        ("x^-3", -0.0, -INFINITE),
        ("x^0.5", -1.0, UNDEFINED),
        ("x^x", -0.5, UNDEFINED),
        ("x^3", 1e200, INFINITE),
        ("x^3", -1e200, -INFINITE),
        ("x^9", -1e200, -INFINITE),
        ("x^2", -1e200, INFINITE),
        ("2^x", 1e6, INFINITE),
        ("exp(x)", 1000.0, INFINITE),
        ("exp(x)", -1000.0, 0.0),
        ("log(x)", 0.0, -INFINITE),
        ("log(x)", -1.0, UNDEFINED),
        ("sqrt(x)", -1.0, UNDEFINED),
        ("sin(x)", INFINITE, UNDEFINED),
        ("tan(x)", -INFINITE, UNDEFINED),
        ("tanh(x)", INFINITE, 1.0),
        ("sign(x)", UNDEFINED, UNDEFINED),
        ("|x|", -INFINITE, INFINITE),
        ("x - x + sin(x)", INFINITE, UNDEFINED),
        ("x^2 + 3x", UNDEFINED, UNDEFINED),
    ],
)
def test_what_python_would_refuse_is_an_infinity_or_nan(text: str, x: float, expected: float) -> None:
    f = parse_function(text)
    assert f(x) == pytest.approx(expected, nan_ok=True)
    assert f.values(np.array([x])).tolist() == pytest.approx([expected], nan_ok=True)


@given(formulas, st.floats())
def test_no_number_makes_a_formula_raise(formula: Formula, x: float) -> None:
    f = parse_function(formula.text)
    assert isinstance(f(x), float)
    assert isinstance(f.derivative()(x), float)


@pytest.mark.parametrize(
    ("text", "x", "value"),
    [
        ("7", 2.0, 7.0),
        ("3x - 1", 2.0, 5.0),
        ("x^2 - x/1", 3.0, 6.0),
        ("2x^3 - x^2 + 4x - 5", 2.0, 15.0),
        ("x^4 - 2x^3 + x^2 - x + 1", 2.0, 3.0),
        ("-(2x^4) - 3", 2.0, -35.0),
        ("x^5 - x^4", 2.0, 16.0),
        ("x + 2x + 3x^2 - 3x^2", 5.0, 15.0),
    ],
)
def test_polynomials_of_every_degree_have_their_values(text: str, x: float, value: float) -> None:
    assert parse_function(text)(x) == value


def test_a_large_derivative_is_computed_node_by_node_with_the_same_result() -> None:
    text = "*".join(f"(sin(x) + {k})" for k in range(1, 12))
    second = parse_function(text).derivative().derivative()
    assert tree_size(second.expression) > 1000

    def value(x: float) -> float:
        return math.prod(math.sin(x) + k for k in range(1, 12))

    h = 1e-4
    numerical = (value(0.7 + h) - 2 * value(0.7) + value(0.7 - h)) / h**2
    assert scalar_function(second.expression, "x")(0.7) == pytest.approx(numerical, rel=1e-6)
    assert second.values(np.array([0.7]))[0] == pytest.approx(second(0.7), rel=1e-13)


def test_several_formulas_are_computed_together_as_each_alone() -> None:
    x, y = np.array([[0.5], [2.0]]), np.array([1.0, -3.0])
    formulas = [parse(text, ["x", "y"]) for text in ("x^2 y", "7", "sin(x) / y", "x")]
    together = array_function(formulas)({"x": x, "y": y})
    assert [each.tolist() for each in together] == [
        values(formula, {"x": x, "y": y}).tolist() for formula in formulas
    ]
    assert together[0].tolist() == [[0.25, -0.75], [4.0, -12.0]]
    assert {each.shape for each in together} == {(2, 2)}
