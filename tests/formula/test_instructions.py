"""Do the instructions of a formula compute what its closures do, to the last bit?"""

import math
import struct

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.formula.elementary import EXTREMA, FUNCTIONS
from explorer.formula.evaluate import LARGEST_TREE_FOR_CLOSURES, operation_of, scalar_function
from explorer.formula.expression import (
    Addition,
    Call,
    Constant,
    Expression,
    Extremum,
    Power,
    Variable,
    tree_size,
)
from explorer.formula.instructions import (
    MOST_INSTRUCTIONS,
    Instructions,
    Operation,
    array_function,
    instructions_of,
)
from explorer.formula.parser import parse
from tests.formula.formulas import Formula, formulas

X = Variable("x")
WITHOUT_INSTRUCTION = {"cbrt", "leaky_relu", "elu", "softplus", "silu", "gelu"}
"""numba has no cube root, and the others came late: a formula with one of them is computed by numpy."""


def carried_out(instructions: Instructions, x: float) -> float:
    """The formula's value, instruction by instruction, each done by Python's own arithmetic."""
    registers = [x, *instructions.constants.tolist()]
    rows = zip(instructions.operations, instructions.left, instructions.right, strict=True)
    for operation, left, right in rows:
        u, v = registers[left], registers[right]
        is_horner = operation == Operation.HORNER
        registers.append(u * x + v if is_horner else result_of(Operation(operation), u, v))
    return float(registers[instructions.result])


def result_of(operation: Operation, u: float, v: float) -> float:
    match operation:
        case Operation.ADD:
            return u + v
        case Operation.MULTIPLY:
            return u * v
        case Operation.NEGATE:
            return -u
        case Operation.DIVIDE | Operation.POWER:
            node = parse("x/x" if operation is Operation.DIVIDE else "x^x", ("x",))
            return operation_of(node)(u, u, v)
        case Operation.MAX | Operation.MIN:
            return operation_of(Extremum(operation.name.lower(), X, X))(u, u, v)
        case _:
            return scalar_function(Call(operation.name.lower(), X), "x")(u)


def bits(x: float) -> bytes:
    return b"NaN" if math.isnan(x) else struct.pack("d", x)


def listed(expression: Expression) -> Instructions:
    found = instructions_of(expression)
    assert found is not None
    return found


@given(formulas, st.floats(-5, 5))
def test_every_formula_is_computed_to_the_last_bit(formula: Formula, x: float) -> None:
    expression = parse(formula.text, ("x",))
    assert bits(carried_out(listed(expression), x)) == bits(scalar_function(expression, "x")(x))


@pytest.mark.parametrize("x", [-1.99, -0.0, 0.1, 0.7, 3.0, 1e200, math.inf, math.nan])
@pytest.mark.parametrize(
    "text",
    ["x^3+3x^2", "x^4-2x^2", "sin(x)+0.1x^2", "(1-x)^2+100(1-x^2)^2", "x^(1/3)", "2^x", "x", "max(x,0)^2"],
)
def test_what_closures_compute_by_short_cuts_is_the_same(text: str, x: float) -> None:
    expression = parse(text, ("x",))
    assert bits(carried_out(listed(expression), x)) == bits(scalar_function(expression, "x")(x))


def sines(terms: int) -> Expression:
    return Addition(tuple(Call("sin", Power(X, Constant(n + 2.0))) for n in range(terms)))


def test_a_long_formula_is_computed_as_written() -> None:
    expression = sines(120)
    assert tree_size(expression) > LARGEST_TREE_FOR_CLOSURES
    assert bits(carried_out(listed(expression), 0.9)) == bits(scalar_function(expression, "x")(0.9))


@given(formulas, st.lists(st.floats(-5, 5), min_size=1, max_size=5))
def test_numpy_computes_whole_arrays_of_them(formula: Formula, x: list[float]) -> None:
    expression = parse(formula.text, ("x",))
    with np.errstate(all="ignore"):
        found = array_function(listed(expression))(np.array(x))
    expected = [scalar_function(expression, "x")(each) for each in x]
    assert found == pytest.approx(expected, rel=1e-12, abs=1e-300, nan_ok=True)


def test_a_polynomial_goes_by_horners_scheme() -> None:
    found = listed(parse("3x^2 + 6x", ("x",)))
    names = [Operation(number).name for number in found.operations]
    assert names == ["HORNER", "HORNER"]
    assert found.constants.tolist() == [0.0, 6.0, 3.0]


def test_the_same_part_is_computed_once() -> None:
    found = listed(parse("sin(x)*sin(x) + sin(x)", ("x",)))
    assert [Operation(number).name for number in found.operations] == ["SIN", "MULTIPLY", "ADD"]


def test_every_function_has_an_instruction_or_is_known_to_have_none() -> None:
    names = {name.upper() for name in (*FUNCTIONS, *EXTREMA)} - {n.upper() for n in WITHOUT_INSTRUCTION}
    assert names == Operation.__members__.keys() - {"ADD", "MULTIPLY", "DIVIDE", "NEGATE", "POWER", "HORNER"}
    assert instructions_of(parse("cbrt(x)", ("x",))) is None


def test_too_long_a_formula_has_no_instructions() -> None:
    assert instructions_of(sines(MOST_INSTRUCTIONS // 2)) is None
