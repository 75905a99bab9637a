"""Which instructions compute a formula on a machine that has no Python? Its instruction list, as numbers.

A compiled loop over thousands of orbits cannot call closures, and compiling each typed formula would take a
second. So a formula becomes a list of instructions on registers, which a loop that is compiled once carries
out. The results are those of `scalar_function` to the last bit: small powers are products, polynomials go by
Horner's scheme, and everything else is in the order in which it was written.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from functools import partial, reduce
from typing import Any

import numpy as np
from numpy.typing import NDArray

from explorer.array import Array
from explorer.formula.elementary import EXTREMA, FUNCTIONS
from explorer.formula.evaluate import LARGEST_TREE_FOR_CLOSURES, polynomial, value
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
)

MOST_INSTRUCTIONS = 2000
"""A longer list would leave the nearest cache, and is not worth it."""


class Operation(IntEnum):
    """What an instruction does with its operands. Functions of one number have the names of their rows."""

    ADD = 0
    MULTIPLY = 1
    DIVIDE = 2
    NEGATE = 3
    POWER = 4
    MAX = 5
    MIN = 6
    SIN = 7
    COS = 8
    TAN = 9
    EXP = 10
    LOG = 11
    SQRT = 12
    ABS = 13
    TANH = 14
    SIGN = 15
    ASIN = 16
    ACOS = 17
    ATAN = 18
    SINH = 19
    COSH = 20
    LOG10 = 21
    LOG2 = 22
    LOGISTIC = 23
    RELU = 24
    HEAVISIDE = 25
    FLOOR = 26
    CEIL = 27
    HORNER = 28
    """Of Horner's scheme: left · variable + right, each rounded."""


@dataclass(frozen=True, eq=False)
class Instructions:
    """Register 0 is the variable, then come the constants, then the result of each instruction in turn.

    `operations`, `left` and `right` have shape (instructions,): what is done, and with which registers;
    `right` is the same as `left` where there is one operand. `result`: the register of the formula's value.
    """

    operations: NDArray[np.int64]
    left: NDArray[np.int64]
    right: NDArray[np.int64]
    constants: Array
    result: int

    @property
    def registers(self) -> int:
        """How many registers there are."""
        return 1 + len(self.constants) + len(self.operations)


def instructions_of(expression: Expression) -> Instructions | None:
    """The instructions for a formula of one variable.

    None where it has a function that no instruction stands for, or would need too many.
    """
    nodes = bottom_up(expression)
    functions = {node.function.upper() for node in nodes if isinstance(node, Call)}
    if len(nodes) > MOST_INSTRUCTIONS or not functions <= Operation.__members__.keys():
        return None
    assembler = _Assembler()
    if tree_size(expression) > LARGEST_TREE_FOR_CLOSURES:
        return assembler.assembled(assembler.as_written(expression))
    return assembler.assembled(assembler.as_closures_have_it(expression))


def array_function(instructions: Instructions) -> Callable[[Array], Array]:
    """x ↦ the formula at every x, by numpy, prepared once for many calls: no tree is walked in them."""
    numbers = (each.tolist() for each in (instructions.operations, instructions.left, instructions.right))
    rows = [
        (_OF_ARRAYS[operation], _operands(operation, left, right))
        for operation, left, right in zip(*numbers, strict=True)
    ]
    constants, place = instructions.constants.tolist(), instructions.result

    def computed(x: Array) -> Array:
        registers: list[Any] = [x, *constants]
        for act, places in rows:
            registers.append(act(*[registers[each] for each in places]))
        result = registers[place]
        return result if np.ndim(result) else np.full(x.shape, result)

    return computed


def _operands(operation: int, left: int, right: int) -> tuple[int, ...]:
    """The registers that numpy's function is given."""
    if operation == Operation.HORNER:
        return left, _VARIABLE, right
    is_unary = operation == Operation.NEGATE or operation >= Operation.SIN
    return (left,) if is_unary else (left, right)


_OF_ARRAYS: dict[int, Callable[..., Any]] = {
    Operation.ADD: np.add,
    Operation.MULTIPLY: np.multiply,
    Operation.DIVIDE: np.divide,
    Operation.NEGATE: np.negative,
    Operation.POWER: np.power,
    Operation.HORNER: lambda left, x, right: left * x + right,
    **{Operation[name.upper()]: of_arrays for name, (_, of_arrays) in EXTREMA.items()},
    **{
        Operation[name.upper()]: row.of_array
        for name, row in FUNCTIONS.items()
        if name.upper() in Operation.__members__
    },
}

_VARIABLE = 0
"""References: 0 is the variable, −1, −2, … are the constants, and 1, 2, … the results of instructions."""


class _Assembler:
    """Collects the instructions. The same one on the same operands is carried out once."""

    def __init__(self) -> None:
        self._constants: dict[bytes, int] = {}  # by their bits, for −0 is another number than 0
        self._instructions: dict[tuple[Operation, int, int], int] = {}

    def assembled(self, result: int) -> Instructions:
        rows = [
            (operation, self._register(left), self._register(right))
            for operation, left, right in self._instructions
        ]
        operations, left, right = np.array(rows, dtype=np.int64).reshape(-1, 3).T
        return Instructions(
            np.ascontiguousarray(operations),
            np.ascontiguousarray(left),
            np.ascontiguousarray(right),
            np.frombuffer(b"".join(self._constants), dtype=np.float64),
            self._register(result),
        )

    def as_written(self, expression: Expression) -> int:
        """The reference of the formula, every node an instruction, as long formulas are computed."""
        references: dict[int, int] = {}
        for node in bottom_up(expression):
            below = [references[id(operand)] for operand in operands(node)]
            references[id(node)] = self._node(node, below)
        return references[id(expression)]

    def as_closures_have_it(self, expression: Expression) -> int:
        """The reference of the formula, by the short cuts of `scalar_function`."""
        if not has_variable(expression):
            return self._constant(value(expression, {}))
        coefficients = None if isinstance(expression, Variable) else polynomial(expression)
        if coefficients is not None:
            return self._horner(coefficients)
        below = [self.as_closures_have_it(operand) for operand in operands(expression)]
        match expression:
            case Power(_, exponent) if not has_variable(exponent) and value(exponent, {}) in (2.0, 3.0):
                square = self._add(Operation.MULTIPLY, below[0], below[0])
                is_square = value(exponent, {}) == 2
                return square if is_square else self._add(Operation.MULTIPLY, square, below[0])
            case _:
                return self._node(expression, below)

    def _node(self, node: Expression, below: list[int]) -> int:
        match node:
            case Constant(number):
                return self._constant(number)
            case Variable():
                return _VARIABLE
            case Addition():
                return reduce(partial(self._add, Operation.ADD), below)
            case Negative():
                return self._add(Operation.NEGATE, *below)
            case Product():
                return self._add(Operation.MULTIPLY, *below)
            case Quotient():
                return self._add(Operation.DIVIDE, *below)
            case Power():
                return self._add(Operation.POWER, *below)
            case Call(function) | Extremum(function):
                return self._add(Operation[function.upper()], *below)

    def _horner(self, coefficients: list[float]) -> int:
        """((c₃ x + c₂) x + c₁) x + c₀."""
        *lower, result = [self._constant(number) for number in coefficients]
        for coefficient in reversed(lower):
            result = self._add(Operation.HORNER, result, coefficient)
        return result

    def _constant(self, number: float) -> int:
        return ~self._constants.setdefault(np.float64(number).tobytes(), len(self._constants))

    def _add(self, operation: Operation, left: int, right: int | None = None) -> int:
        row = (operation, left, left if right is None else right)
        return 1 + self._instructions.setdefault(row, len(self._instructions))

    def _register(self, reference: int) -> int:
        if reference < 0:
            return 1 + ~reference
        return reference and len(self._constants) + reference
