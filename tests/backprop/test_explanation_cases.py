"""Is every message recognised as the case that it is?"""

import math

import pytest

from explorer.backprop.explain import explain
from explorer.backprop.explanation_cases import case_of
from explorer.backprop.message import Activated, Contribution, Message, SlopeDelta, Sum, WeightGradient
from explorer.backprop.notation import load_notation, plain_text


@pytest.mark.parametrize(
    ("message", "path"),
    [
        (Contribution("i", "a", 2.0, 3.0, 6.0), ("contribution", "usual")),
        (Contribution("i", "a", 0.0, 3.0, 0.0), ("contribution", "weight-zero")),
        (Contribution("i", "a", 2.0, 0.0, 0.0), ("contribution", "silent")),
        (Sum("a", (), None, 0.0), ("sum", "nothing")),
        (Sum("a", (), 1.0, 1.0), ("sum", "only-bias")),
        (Sum("a", (Contribution("i", "a", 2.0, 3.0, 6.0),), None, 6.0), ("sum", "without-bias")),
        (Activated("a", "relu", 0.0, 0.0), ("activation", "relu", "off")),
        (Activated("a", "elu", 1.0, 1.0), ("activation", "elu", "on")),
        (Activated("a", "tanh", 3.0, math.tanh(3.0)), ("activation", "tanh", "saturated")),
        (Activated("a", "tanh", 2.0, math.tanh(2.0)), ("activation", "tanh")),
        (WeightGradient("i", "a", 0.0, 1.0, 0.0), ("weight-gradient", "silent")),
        (WeightGradient("i", "a", 1.0, 0.0, 0.0), ("weight-gradient", "no-error")),
        (
            SlopeDelta("a", "relu", 1.0, 1.0, 0.0, "squared-error", None, (), 0.0, 1.0),
            ("delta", "leads-nowhere"),
        ),
        (SlopeDelta("a", "relu", 1.0, 1.0, 0.5, "squared-error", 0.5, (), 0.5, 1.0), ("delta", "output")),
    ],
)
def test_a_message_is_the_case_that_its_numbers_make_it(message: Message, path: tuple[str, ...]) -> None:
    assert case_of(message).path == path


@pytest.mark.parametrize(
    ("source", "dest", "ends"),
    [("i0", "a12", "i0a12"), ("x", "y", "xy"), ("in", "y", "in,y"), ("a0", "2", "a0,2"), ("λ1", "y", "λ1y")],
)
def test_the_index_of_a_weight_keeps_long_names_apart(source: str, dest: str, ends: str) -> None:
    explanation = explain(Contribution(source, dest, 1.0, 1.0, 1.0), load_notation())
    assert plain_text(explanation.formula) == f"w_{ends} · a_{source}"


def test_an_infinite_input_of_a_saturating_function_is_saturated() -> None:
    case = case_of(Activated("a", "tanh", math.inf, 1.0))
    assert case.path == ("activation", "tanh", "saturated")
