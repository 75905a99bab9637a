"""Is it found where a formula stands on a kink?"""

import pytest

from explorer.formula.kink import Kink, kinks_at
from explorer.formula.parser import parse


@pytest.mark.parametrize(
    ("text", "x", "kinks"),
    [
        ("relu(x - 1)", 1.0, (Kink("relu", 0.0),)),
        ("relu(x - 1)", 1.5, ()),
        ("floor(2x)", 1.5, (Kink("floor", 0.0),)),
        ("floor(2x)", 1.25, ()),
        ("min(x, 3, x^2)", 1.0, (Kink("min", 0.0),)),
        ("max(1/x, 1/|x|)", 0.0, (Kink("abs", 0.0),)),
        ("|x| + 3|x| + leaky_relu(x)", 0.0, (Kink("abs", 0.0), Kink("leaky_relu", 0.01))),
        ("elu(x) + softplus(x) + x^2", 0.0, ()),
        ("sign(ln(x))", -1.0, ()),
    ],
)
def test_the_functions_without_a_slope_there_are_named_once(
    text: str, x: float, kinks: tuple[Kink, ...]
) -> None:
    assert kinks_at(parse(text, ["x"]), {"x": x}) == kinks


def test_a_variable_without_a_value_is_an_error() -> None:
    with pytest.raises(KeyError):
        kinks_at(parse("relu(x)", ["x"]), {})
