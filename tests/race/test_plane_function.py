"""Are values and gradients of f(x, y) those of the function that was typed?"""

import numpy as np
import pytest

from explorer.formula.lexer import FormulaError
from explorer.race.plane_function import parse_plane_function


def test_values_and_gradient_have_the_shape_of_the_places_together() -> None:
    f = parse_plane_function("x^2 y")
    x, y = np.array([[1.0], [2.0]]), np.array([3.0, 4.0, 5.0])
    assert f.values(x, y).tolist() == [[3.0, 4.0, 5.0], [12.0, 16.0, 20.0]]
    value, gradient = f.with_gradient(x, y)
    assert value.tolist() == f.values(x, y).tolist()
    assert gradient[0].tolist() == [[6.0, 8.0, 10.0], [12.0, 16.0, 20.0]]
    assert gradient[1].tolist() == [[1.0, 1.0, 1.0], [4.0, 4.0, 4.0]]


def test_a_function_of_one_variable_has_no_slope_by_the_other() -> None:
    value, gradient = parse_plane_function("sin(x)").with_gradient(np.array([0.0]), np.array([7.0]))
    assert value.tolist() == [0.0]
    assert gradient.tolist() == [[1.0], [0.0]]


def test_what_is_not_finite_is_a_value() -> None:
    value, gradient = parse_plane_function("1/x + log(y)").with_gradient(np.array([0.0]), np.array([-1.0]))
    assert np.isnan(value).all()
    assert not np.isfinite(gradient[0]).any()


def test_the_formula_is_written_as_it_was_understood() -> None:
    assert parse_plane_function("(1-x)^2 + 100(y-x^2)^2").formula == "(1 − x)² + 100(y − x²)²"


def test_another_variable_is_refused() -> None:
    with pytest.raises(FormulaError, match="z"):
        parse_plane_function("x + z")
