"""How are the instructions of a formula carried out in machine code, for a block of orbits at once?"""

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from explorer.array import Array
from explorer.compiling.compiled import piece, routine
from explorer.formula.instructions import Instructions, Operation

WIDTH = 64
"""Orbits in a block: so many that deciding which instruction it is costs nothing, so few that all registers
stay in the nearest cache."""


class Code(NamedTuple):
    """`Instructions` as the kernels take them."""

    operations: NDArray[np.int64]
    left: NDArray[np.int64]
    right: NDArray[np.int64]
    constants: Array
    result: int


def code_of(instructions: Instructions) -> Code:
    """The instructions for the kernels."""
    return Code(
        instructions.operations,
        instructions.left,
        instructions.right,
        instructions.constants.copy(),  # may be written to, as kernels expect
        instructions.result,
    )


@routine
def carry_out(code: Code, registers: Array) -> None:
    """Carry out the instructions for a block of which register 0 holds the variable."""
    first = 1 + code.constants.shape[0]
    for number in range(code.operations.shape[0]):
        operation = code.operations[number]
        u, v, result = registers[code.left[number]], registers[code.right[number]], registers[first + number]
        if operation == Operation.HORNER:
            x = registers[0]
            for lane in range(WIDTH):
                result[lane] = u[lane] * x[lane] + v[lane]
        elif operation == Operation.ADD:
            for lane in range(WIDTH):
                result[lane] = u[lane] + v[lane]
        elif operation == Operation.MULTIPLY:
            for lane in range(WIDTH):
                result[lane] = u[lane] * v[lane]
        elif operation == Operation.DIVIDE:
            for lane in range(WIDTH):
                result[lane] = u[lane] / v[lane]
        elif operation == Operation.NEGATE:
            for lane in range(WIDTH):
                result[lane] = -u[lane]
        elif operation == Operation.ABS:
            for lane in range(WIDTH):
                result[lane] = abs(u[lane])
        else:
            for lane in range(WIDTH):
                result[lane] = applied(operation, u[lane], v[lane])


@routine
def applied(operation: int, u: float, v: float) -> float:
    """The result of an operation that takes far longer than finding out which it is."""
    if operation == Operation.SIN:
        return math.sin(u)
    if operation == Operation.COS:
        return math.cos(u)
    if operation == Operation.TAN:
        return math.tan(u)
    if operation == Operation.EXP:
        return math.exp(u)
    if operation == Operation.LOG:
        return math.log(u)
    if operation == Operation.SQRT:
        return math.sqrt(u)
    if operation == Operation.TANH:
        return math.tanh(u)
    if operation == Operation.ASIN:
        return math.asin(u)
    if operation == Operation.ACOS:
        return math.acos(u)
    if operation == Operation.ATAN:
        return math.atan(u)
    if operation == Operation.SINH:
        return math.sinh(u)
    if operation == Operation.COSH:
        return math.cosh(u)
    if operation == Operation.LOG10:
        return math.log10(u)
    if operation == Operation.LOG2:
        return math.log2(u)
    if operation == Operation.POWER:
        return math.pow(u, v)
    if operation == Operation.MAX:
        return _greater(u, v)
    if operation == Operation.MIN:
        return -_greater(-u, -v)
    if operation == Operation.SIGN:
        return 1.0 if u > 0.0 else -1.0 if u < 0.0 else u
    if operation == Operation.LOGISTIC:
        return _logistic(u)
    if operation == Operation.RELU:
        return u if u > 0.0 or math.isnan(u) else 0.0
    if operation == Operation.HEAVISIDE:
        return 1.0 if u > 0.0 else u if math.isnan(u) else 0.0
    if operation == Operation.FLOOR:
        return float(np.floor(u)) + 0.0
    if operation == Operation.CEIL:
        return float(np.ceil(u)) + 0.0
    return math.nan


@piece
def _greater(u: float, v: float) -> float:
    return math.nan if math.isnan(u) or math.isnan(v) else max(u, v)


@piece
def _logistic(u: float) -> float:
    if u >= 0.0:
        return 1.0 / (1.0 + math.exp(-u))
    small = math.exp(u)
    return small / (1.0 + small)
