"""How does one orbit go on by itself in machine code? The kernel of a lone orbit.

Here nothing is gained by blocks of lanes: each instruction of f′ is carried out for one number.
"""

from dataclasses import dataclass

import numpy as np

from explorer.array import Array
from explorer.compiling.compiled import kernel, piece
from explorer.descent.bifurcation.carry_out import Code, applied, code_of
from explorer.descent.function import Function
from explorer.descent.orbit import BOUND
from explorer.formula.instructions import Operation, instructions_of


@dataclass(frozen=True, eq=False, slots=True)
class CompiledWalk:
    """The kernel with the code of one f′."""

    slope: Code
    momentum: float

    def __call__(self, x: float, learning_rate: float, steps: int) -> Array:
        """The next `steps` iterates after x, at which it is at rest; the first out of bounds is the last."""
        iterates, registers = np.empty(steps), _registers(self.slope)
        count = _walk(self.slope, self.momentum, learning_rate, x, registers, iterates)
        return iterates[:count]


def walk_of(f: Function, momentum: float) -> CompiledWalk | None:
    """The walk along f; None where f′ has a function that the kernel does not know."""
    instructions = instructions_of(f.derivative().expression)
    return None if instructions is None else CompiledWalk(code_of(instructions), momentum)


def _registers(code: Code) -> Array:
    registers = np.zeros(1 + len(code.constants) + len(code.operations))
    registers[1 : 1 + len(code.constants)] = code.constants
    return registers


@kernel
def _walk(slope: Code, momentum: float, rate: float, x: float, registers: Array, iterates: Array) -> int:
    """Fill `iterates`; how many there are."""
    before = x
    for step in range(iterates.shape[0]):
        registers[0] = x
        _carry_out(slope, registers)
        after = x - rate * registers[slope.result]
        if momentum != 0.0:
            after = after + momentum * (x - before)
        before, x = x, after
        iterates[step] = x
        if not -BOUND <= x <= BOUND:  # NaN is not within bounds either
            return step + 1
    return len(iterates)


@piece
def _carry_out(code: Code, registers: Array) -> None:
    first = 1 + code.constants.shape[0]
    for number in range(code.operations.shape[0]):
        operation = code.operations[number]
        u, v = registers[code.left[number]], registers[code.right[number]]
        if operation == Operation.HORNER:
            result = u * registers[0] + v
        elif operation == Operation.ADD:
            result = u + v
        elif operation == Operation.MULTIPLY:
            result = u * v
        elif operation == Operation.DIVIDE:
            result = u / v
        elif operation == Operation.NEGATE:
            result = -u
        elif operation == Operation.ABS:
            result = abs(u)
        else:
            result = applied(operation, u, v)
        registers[first + number] = result
