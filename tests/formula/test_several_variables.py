"""Do formulas in several variables mean what they say: read, computed, differentiated, written?"""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from explorer.formula.derivative import derivative
from explorer.formula.evaluate import value, values
from explorer.formula.expression import Expression
from explorer.formula.notation import plain
from explorer.formula.parser import ConstantNotFinite, parse
from tests.formula.trees import (
    NAMES,
    complex_value,
    points,
    slope_by,
    smooth_trees,
    trees,
    with_signs_in_front,
)

names = st.sampled_from(NAMES)


@given(trees)
def test_a_tree_that_is_written_reads_back_as_the_same_tree(tree: Expression) -> None:
    try:
        again = parse(plain(tree), NAMES)
    except ConstantNotFinite:  # 1/0 and the like, which are written but not read
        assume(False)
    assert with_signs_in_front(again) == with_signs_in_front(tree)


@given(smooth_trees, points)
def test_values_are_those_of_the_same_tree_in_python(tree: Expression, at: dict[str, float]) -> None:
    assert value(tree, at) == pytest.approx(complex_value(tree, at).real, rel=1e-10, abs=1e-10)


@given(smooth_trees, names, points)
def test_a_partial_derivative_is_that_of_the_complex_step(
    tree: Expression, name: str, at: dict[str, float]
) -> None:
    expected = slope_by(tree, name, at)
    # Terms may cancel, so the tolerance is also relative to a neighbourhood's largest slope.
    scale = max(1.0, *(abs(slope_by(tree, name, {**at, name: at[name] + d})) for d in (-0.1, 0.1)))
    assert value(derivative(tree, name), at) == pytest.approx(expected, rel=1e-10, abs=1e-10 * scale)


@given(smooth_trees, names, names, points)
def test_mixed_derivatives_are_the_same_in_either_order(
    tree: Expression, first: str, second: str, at: dict[str, float]
) -> None:
    one = value(derivative(derivative(tree, first), second), at)
    other = value(derivative(derivative(tree, second), first), at)
    assert one == pytest.approx(other, rel=1e-8, abs=1e-8)


@given(smooth_trees, names, points)
def test_a_derivative_that_is_written_reads_back_with_the_same_value(
    tree: Expression, name: str, at: dict[str, float]
) -> None:
    slope = derivative(tree, name)
    written = plain(slope)
    assume("a formula of" not in written and len(written) <= 500)
    assert value(parse(written, NAMES), at) == pytest.approx(value(slope, at), rel=1e-9, abs=1e-9)


@pytest.mark.parametrize(
    ("text", "by", "slopes"),
    [
        ("w*x + b", ["w", "x", "b"], ["x", "w", "1"]),
        ("½(y − t)²", ["y", "t"], ["y − t", "−(y − t)"]),
        ("a^2 * (-7a)", ["a"], ["−21a²"]),
        ("w x w x", ["w", "x"], ["2x²·w", "2w²·x"]),
        ("x^n", ["x", "n"], ["n·x^(n − 1)", "x^n·log(x)"]),
        ("u/v", ["u", "v"], ["1/v", "−u/v²"]),
        ("x^2 y/(x y^3)", ["x", "y"], ["1/y²", "−2x/y³"]),
        ("e^x", ["e", "x"], ["x·e^(x − 1)", "e^x·log(e)"]),
        ("sin(w1*x1 + w2*x2)", ["w1", "x2"], ["x1·cos(w1·x1 + w2·x2)", "w2·cos(w1·x1 + w2·x2)"]),
    ],
)
def test_a_partial_derivative_reads_as_in_the_textbook(text: str, by: list[str], slopes: list[str]) -> None:
    tree = parse(text, {*by, "x1", "w2"})
    assert [plain(derivative(tree, name)) for name in by] == slopes


def test_arrays_and_numbers_are_computed_together() -> None:
    tree = parse("w x + b", ["w", "x", "b"])
    at = {"w": np.array([[1.0], [2.0]]), "x": np.array([1.0, 10.0, 100.0]), "b": np.float64(0.5)}
    assert values(tree, at).tolist() == [[1.5, 10.5, 100.5], [2.5, 20.5, 200.5]]


def test_a_formula_that_uses_none_of_the_given_variables_has_their_shape() -> None:
    assert values(parse("2", ["x"]), {"x": np.zeros((2, 3))}).tolist() == [[2.0] * 3] * 2


def test_a_variable_without_a_value_is_named() -> None:
    with pytest.raises(KeyError, match="x"):
        value(parse("w x", ["w", "x"]), {"w": 1.0})
