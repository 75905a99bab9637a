"""Is it known of a formula, before it is typeset, that this would take long?"""

import pytest

from explorer.formula.parser import parse
from explorer.formula.typesetting_cost import LARGEST_TYPESET, typesetting_cost


@pytest.mark.parametrize(
    ("text", "cost"),
    [
        ("x", 1),
        ("x^2", 2),
        ("x^3 + 3x^2", 5),
        ("sin(x)", 2),
        ("1/x", 4),
        ("(x + 1)(x - 1)", 8),
        ("(x + 1)^2", 5),
        ("x^x^x^x", 4),
        ("|√(x + 1)|", 8),
        ("-(x + 1)", 4),
        ("x - (1 - x)", 5),
    ],
)
def test_nesting_doubles_and_the_rest_adds_up(text: str, cost: int) -> None:
    assert typesetting_cost(parse(text, ["x"])) == cost


@pytest.mark.parametrize(
    "text", ["x^3 + 3x^2", "exp(-(x-1)^2/2)", "1/(1+1/(1+1/x))", "sin(3x^4)", "√(1+√(1+x²))"]
)
def test_what_people_type_is_typeset(text: str) -> None:
    assert typesetting_cost(parse(text, ["x"])) <= LARGEST_TYPESET


@pytest.mark.parametrize(
    "text", ["-2(" * 14 + "x" + ")" * 14, "sin(" * 27 + "x" + ")" * 27, "+".join(["x"] * 61)]
)
def test_what_would_take_long_is_not(text: str) -> None:
    assert typesetting_cost(parse(text, ["x"])) > LARGEST_TYPESET
