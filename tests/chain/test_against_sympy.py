"""Are the derivatives of random systems those of sympy, which knows neither our parser nor our rules?

sympy is handed trees that are built from ours, node by node, and never a text.
"""

from typing import Any

import pytest

from explorer.chain.accumulation import forward, reverse
from explorer.chain.graph import graph_of
from explorer.formula.expression import (
    Addition,
    Call,
    Constant,
    Expression,
    Negative,
    Power,
    Product,
    Quotient,
    Variable,
)
from tests.chain.systems import random_system

_FEW = 8
_SYSTEMS = 500
_MOST_EQUATIONS = 5
"""Composed into one expression, more equations take sympy too long."""

Sympy = Any


def composed(expression: Expression, known: dict[str, Sympy], sympy: Sympy) -> Sympy:
    """The expression in sympy, with what is `known` of its variables in their places."""

    def of(part: Expression) -> Sympy:
        return composed(part, known, sympy)

    match expression:
        case Constant(value):
            return sympy.pi if value == float(sympy.pi) else sympy.Float(value, 40)
        case Variable(name):
            return known[name]
        case Addition(terms):
            return sympy.Add(*map(of, terms))
        case Negative(operand):
            return -of(operand)
        case Product(left, right):
            return of(left) * of(right)
        case Quotient(top, bottom):
            return of(top) / of(bottom)
        case Power(base, exponent):
            return of(base) ** of(exponent)
        case Call(function, argument):
            return called(function, of(argument), sympy)
    raise AssertionError(expression)


def called(function: str, u: Sympy, sympy: Sympy) -> Sympy:
    """Each function by its textbook definition."""
    scale = sympy.sqrt(2 / sympy.pi)
    definitions = {
        "logistic": lambda: 1 / (1 + sympy.exp(-u)),
        "softplus": lambda: sympy.log(1 + sympy.exp(u)),
        "silu": lambda: u / (1 + sympy.exp(-u)),
        "gelu": lambda: u * (1 + sympy.tanh(scale * (u + sympy.Float("0.044715", 40) * u**3))) / 2,
    }
    return definitions[function]() if function in definitions else getattr(sympy, function)(u)


@pytest.mark.parametrize(
    "seed", [pytest.param(n, marks=[] if n < _FEW else pytest.mark.long) for n in range(_SYSTEMS)]
)
def test_both_modes_find_the_derivatives_that_sympy_finds(seed: int) -> None:
    import sympy  # which takes a second, and is for this file alone

    system = random_system(seed, most=_MOST_EQUATIONS)
    graph = graph_of(system)
    found = reverse(graph, "y").derivatives
    inputs = {name: sympy.Symbol(name) for name in system.inputs}
    known: dict[str, Sympy] = dict(inputs)
    for equation in system.order:
        if not equation.is_input:
            known[equation.name] = composed(equation.expression, known, sympy)
    at = {symbol: sympy.Float(system.values[name], 40) for name, symbol in inputs.items()}
    for name, symbol in inputs.items():
        expected = float(sympy.diff(known["y"], symbol).evalf(30, subs=at))
        assert found.get(name, 0.0) == pytest.approx(expected, rel=1e-11, abs=1e-12)
        by_name = forward(graph, name).derivatives.get("y", 0.0)
        assert by_name == pytest.approx(expected, rel=1e-11, abs=1e-12)
