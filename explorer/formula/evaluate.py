"""What is a formula's value where its variables are given? For one number, and for whole arrays.

A formula never raises on numbers. Where Python's own arithmetic would (1/0, exp(1000), log(−1)), the result
is the infinity or the NaN of IEEE 754, which numpy gives.

An orbit takes 10⁵ steps one after the other, so a function of one variable, x here whatever its name, is
computed as fast as Python allows: by nested closures no tree is walked, small powers are products, and
polynomials go by Horner's scheme (x² − x beyond 10¹⁵⁴ is ∞ there, and ∞ − ∞ term by term). Formulas that
share many subtrees (second derivatives of long products) go by a list of instructions that computes each node
once.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from operator import add
from typing import Any

import numpy as np

from explorer.array import Array
from explorer.formula.elementary import EXTREMA, FUNCTIONS
from explorer.formula.expression import (
    Addition,
    Call,
    Constant,
    Expression,
    Extremum,
    Negative,
    Power,
    Product,
    Quotient,
    Variable,
    bottom_up,
    has_variable,
    operands,
    tree_size,
    variables,
)

Scalar = Callable[[float], float]

ArrayFunction = Callable[[Mapping[str, Array | np.float64]], list[Array]]

LARGEST_TREE_FOR_CLOSURES = 300
"""Nested closures compute a shared subtree as often as it is met, and are as deep as the tree."""


def scalar_function(expression: Expression, name: str) -> Scalar:
    """x ↦ expression where the variable of that name is x, for one float at a time.

    Raises KeyError if the expression has other variables, for they have no value.
    """
    for other in variables(expression):
        if other != name:
            raise KeyError(other)
    if tree_size(expression) > LARGEST_TREE_FOR_CLOSURES:
        return _instruction_list(expression)
    return _closure(expression)


def value(expression: Expression, at: Mapping[str, float]) -> float:
    """The expression where each variable has the value that stands in `at`.

    Raises KeyError for a variable that has none there.
    """
    return float(values(expression, {name: np.float64(number) for name, number in at.items()}))


def values(expression: Expression, at: Mapping[str, Array | np.float64]) -> Array:
    """The expression wherever its variables are given, in the shape that the arrays in `at` have together.

    Every distinct node is computed once. Raises KeyError for a variable that is not in `at`.
    """
    return array_function([expression])(at)[0]


def array_function(expressions: Sequence[Expression]) -> ArrayFunction:
    """at ↦ the `values` of each expression there, for those who ask again and again.

    The order of computation is found once; a node that the expressions share is computed once.
    """
    place: dict[int, int] = {}
    plan: list[tuple[Expression, tuple[int, ...]]] = []
    for expression in expressions:
        for node in bottom_up(expression):
            if id(node) not in place:
                place[id(node)] = len(plan)
                plan.append((node, tuple(place[id(operand)] for operand in operands(node))))

    def computed(at: Mapping[str, Array | np.float64]) -> list[Array]:
        results: list[Any] = []
        with np.errstate(all="ignore"):
            for node, places in plan:
                results.append(_array_value(node, [results[number] for number in places], at))
        shape = np.broadcast_shapes(*(given.shape for given in at.values()))
        found = (results[place[id(expression)]] for expression in expressions)
        return [np.array(np.broadcast_to(each, shape), dtype=np.float64) for each in found]

    return computed


def _array_value(node: Expression, below: list[Any], at: Mapping[str, Array | np.float64]) -> Any:
    match node:
        case Constant(number):
            return np.float64(number)
        case Variable(name):
            return at[name]
        case Addition():
            return reduce(add, below)
        case Negative():
            return -below[0]
        case Product():
            return below[0] * below[1]
        case Quotient():
            return below[0] / below[1]
        case Power():
            return np.power(below[0], below[1])
        case Call(function):
            return FUNCTIONS[function].of_array(below[0])
        case Extremum(function):
            return EXTREMA[function][1](below[0], below[1])


def _closure(expression: Expression) -> Scalar:
    if not has_variable(expression):
        return _constantly(value(expression, {}))
    if isinstance(expression, Variable):
        return lambda x: x
    coefficients = polynomial(expression)
    if coefficients is not None:
        return _horner(coefficients)
    below = [_closure(operand) for operand in operands(expression)]
    match expression:
        case Addition():
            return _summed(below)
        case Negative():
            (u,) = below
            return lambda x: -u(x)
        case Product():
            u, v = below
            return lambda x: u(x) * v(x)
        case Quotient():
            u, v = below
            return lambda x: divided(u(x), v(x))
        case Power(_, exponent):
            return _raised(below[0], below[1], None if has_variable(exponent) else below[1](0.0))
        case Call(function):
            return _called(function, below[0])
        case Extremum(function):
            u, v = below
            return lambda x: extremum(function, u(x), v(x))
        case Constant():
            raise AssertionError("a constant has no variable")


def _constantly(number: float) -> Scalar:
    return lambda x: number


def _summed(terms: list[Scalar]) -> Scalar:
    if len(terms) == 2:
        first, second = terms
        return lambda x: first(x) + second(x)
    head, tail = terms[0], terms[1:]

    def summed(x: float) -> float:
        result = head(x)
        for term in tail:
            result += term(x)
        return result

    return summed


def _raised(base: Scalar, exponent: Scalar, constant: float | None) -> Scalar:
    """base ^ exponent, where `constant` is the exponent's value if it does not depend on x."""
    if constant is None:
        return lambda x: raised(base(x), exponent(x))
    if constant == 2:

        def squared(x: float) -> float:
            u = base(x)
            return u * u

        return squared
    if constant == 3:

        def cubed(x: float) -> float:
            u = base(x)
            return u * u * u

        return cubed
    return lambda x: raised(base(x), constant)


def _called(function: str, argument: Scalar) -> Scalar:
    of_float, of_array = FUNCTIONS[function].of_float, FUNCTIONS[function].of_array

    def called(x: float) -> float:
        u = argument(x)
        try:
            return of_float(u)
        except (ValueError, OverflowError):
            with np.errstate(all="ignore"):
                return float(of_array(np.float64(u)))

    return called


def divided(numerator: float, denominator: float) -> float:
    """numerator / denominator; by zero it is ±∞, and 0/0 is NaN."""
    try:
        return numerator / denominator
    except ZeroDivisionError:
        with np.errstate(all="ignore"):
            return float(np.float64(numerator) / np.float64(denominator))


def extremum(function: str, u: float, v: float) -> float:
    """max(u, v) or min(u, v), whichever `function` says; NaN where one of them is."""
    if math.isnan(u) or math.isnan(v):
        return math.nan
    return EXTREMA[function][0](u, v)


def raised(base: float, exponent: float) -> float:
    """base ^ exponent as a float; NaN for a negative base with a broken exponent, ±∞ where it overflows."""
    try:
        return math.pow(base, exponent)
    except (ValueError, OverflowError):
        with np.errstate(all="ignore"):
            return float(np.power(np.float64(base), np.float64(exponent)))


def polynomial(expression: Expression) -> list[float] | None:
    """[c₀, c₁, …] where the expression is Σ cₙ xⁿ of degree 4 or less, term by term; None where it is not.

    Its one variable is x, whatever its name.
    """
    terms = expression.terms if isinstance(expression, Addition) else (expression,)
    coefficients = [0.0] * 5
    for term in terms:
        monomial = _monomial(term)
        if monomial is None:
            return None
        coefficients[monomial[1]] += monomial[0]
    while len(coefficients) > 1 and coefficients[-1] == 0:
        coefficients.pop()
    return coefficients if all(map(math.isfinite, coefficients)) else None


def _monomial(term: Expression) -> tuple[float, int] | None:
    """(c, n) for c xⁿ with n ≤ 4, None for anything else."""
    match term:
        case Constant(number):
            return number, 0
        case Variable():
            return 1.0, 1
        case Power(Variable(), Constant(1.0 | 2.0 | 3.0 | 4.0 as exponent)):
            return 1.0, int(exponent)
        case Negative(operand):
            monomial = _monomial(operand)
            return None if monomial is None else (-monomial[0], monomial[1])
        case Product(Constant(number), right):
            monomial = _monomial(right)
            return None if monomial is None else (number * monomial[0], monomial[1])
        case _:
            return None


def _horner(coefficients: list[float]) -> Scalar:
    """x ↦ Σ cₙ xⁿ as ((c₄ x + c₃) x + …) x + c₀."""
    match coefficients:
        case [c0]:
            return lambda x: c0
        case [c0, c1]:
            return lambda x: c1 * x + c0
        case [c0, c1, c2]:
            return lambda x: (c2 * x + c1) * x + c0
        case [c0, c1, c2, c3]:
            return lambda x: ((c3 * x + c2) * x + c1) * x + c0
        case [c0, c1, c2, c3, c4]:
            return lambda x: (((c4 * x + c3) * x + c2) * x + c1) * x + c0
        case _:
            raise AssertionError("polynomials are recognised up to degree 4")


def _instruction_list(expression: Expression) -> Scalar:
    """x ↦ expression at x, every distinct node computed once and none by recursion."""
    nodes = bottom_up(expression)
    place = {id(node): index for index, node in enumerate(nodes)}
    instructions = [
        (operation_of(node), tuple(place[id(operand)] for operand in operands(node))) for node in nodes
    ]

    def computed(x: float) -> float:
        results: list[float] = []
        for operation, places in instructions:
            results.append(operation(x, *[results[index] for index in places]))
        return results[-1]

    return computed


def operation_of(node: Expression) -> Callable[..., float]:
    """(x, values of the node's operands) ↦ value of the node."""
    match node:
        case Constant(number):
            return lambda x: number
        case Variable():
            return lambda x: x
        case Addition():
            return lambda x, *terms: reduce(add, terms)
        case Negative():
            return lambda x, u: -u
        case Product():
            return lambda x, u, v: u * v
        case Quotient():
            return lambda x, u, v: divided(u, v)
        case Power():
            return lambda x, u, v: raised(u, v)
        case Call(function):
            called = _called(function, lambda u: u)
            return lambda x, u: called(u)
        case Extremum(function):
            return lambda x, u, v: extremum(function, u, v)
