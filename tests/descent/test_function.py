"""Is a typed function one value: frozen, callable, differentiable?"""

import dataclasses

import numpy as np
import pytest

from explorer.descent.function import parse_function


def test_a_function_keeps_what_was_typed_and_says_what_was_understood() -> None:
    f = parse_function("x**3+3*x**2")
    assert f.text == "x**3+3*x**2"
    assert f.formula == "x³ + 3x²"
    assert f.derivative().text == "3x² + 6x"
    assert f.derivative().derivative().text == "6x + 6"


def test_a_function_cannot_be_changed() -> None:
    f = parse_function("x")
    with pytest.raises(dataclasses.FrozenInstanceError):
        f.text = "2x"  # type: ignore[misc]


def test_functions_typed_alike_are_equal() -> None:
    assert parse_function("x^2") == parse_function("x^2")
    assert parse_function("x^2") != parse_function("x^3")


def test_the_derivative_is_worked_out_once() -> None:
    f = parse_function("x^2")
    assert f.derivative() is f.derivative()


def test_a_numpy_number_is_as_good_as_any_and_overflows_without_a_warning() -> None:
    assert parse_function("x^3")(np.float64(1e200)) == np.inf


def test_the_slope_at_kinks_is_said_to_be_a_convention() -> None:
    assert parse_function("max(x, 0) + |x| + relu(x)").kink_note == (
        "at the kinks of abs, relu, max the slope is taken to be 0"
    )
    assert parse_function("x^2").kink_note == ""
