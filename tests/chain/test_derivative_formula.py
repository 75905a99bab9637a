"""Is the derivative of a pair one formula, simplified, that has the derivative's value?"""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.chain.accumulation import reverse
from explorer.chain.derivative_formula import derivative_formula
from explorer.chain.graph import graph_of
from explorer.formula.evaluate import value
from explorer.formula.expression import tree_size
from explorer.formula.notation import plain
from tests.chain.systems import CHAIN_OF_FOUR, DIAMOND, graph, random_system


@pytest.mark.parametrize(
    ("lines", "of", "by", "formula"),
    [
        (DIAMOND, "d", "a", "2a·c − 7b"),
        (DIAMOND, "d", "b", "c"),
        (DIAMOND, "b", "d", "0"),
        (DIAMOND, "d", "d", "1"),
        (CHAIN_OF_FOUR, "c", "a", "12a³·cos(b)"),
        (("x = 2", "y = x^3"), "y", "x", "3x²"),
    ],
)
def test_it_is_the_shortened_sum_of_products(lines: tuple[str, ...], of: str, by: str, formula: str) -> None:
    found = derivative_formula(graph(*lines), of, by)
    assert found is not None
    assert plain(found) == formula


def test_a_formula_that_nobody_would_read_is_not_made() -> None:
    lines = ["x = 0.5", *(f"u{n} = sin({f'u{n - 1}' if n else 'x'}) + x*cos(x)" for n in range(60))]
    assert derivative_formula(graph(*lines), "u59", "x") is None


@given(st.integers(0, 10_000))
def test_it_has_the_value_of_the_derivative(seed: int) -> None:
    found = graph_of(random_system(seed, most=6))
    slopes = reverse(found, "y").derivatives
    for name in found.system.inputs:
        formula = derivative_formula(found, "y", name)
        if formula is None:
            continue
        assert tree_size(formula) <= 300
        number = value(formula, found.system.values)
        assert number == pytest.approx(
            slopes.get(name, 0.0), rel=1e-8, abs=1e-9 * (1 + max(map(abs, slopes.values())))
        )
        assert math.isfinite(number)
