"""How is an equation opened up into its elementary operations, as a computation graph has them?

c = sin(3a⁴) becomes c_1 = a⁴, c_2 = 3·c_1 and c = sin(c_2). The same operation on the same variables is one
variable, also where it stands in several of the equations that are opened.
"""

from collections.abc import Collection, Iterable
from dataclasses import replace

from explorer.chain.system import Equation, System
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
)
from explorer.formula.lexer import LONGEST_NAME


def opened(system: System, names: Collection[str]) -> System:
    """`system` where the equations of those variables are elementary: one operation each.

    A sum of several terms is one operation, and a number in it, or a sign before a term, is none. What is new
    has the line of the equation that it comes from. Names that are none of the variables are passed over.
    """
    opening = _Opening(system.by_name.keys())
    equations: list[Equation] = []
    for equation in system.equations:
        if equation.name in names:
            expression = opening.elementary(equation)
            equations += opening.taken_out()
            equations.append(replace(equation, expression=expression))
        else:
            equations.append(equation)
    return System(tuple(equations))


class _Opening:
    """Gives each operation that is met a variable of its own, once."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = set(taken)
        self._names: dict[Expression, str] = {}
        self._new: list[Equation] = []

    def taken_out(self) -> list[Equation]:
        """The equations that have come about since this was asked before."""
        new, self._new = self._new, []
        return new

    def elementary(self, equation: Equation) -> Expression:
        """The last operation of the equation, on variables and numbers alone."""
        short: dict[int, Expression] = {}
        for node in bottom_up(equation.expression):
            below = [short[id(operand)] for operand in operands(node)]
            short[id(node)] = _with_operands(node, [self._operand(node, each, equation) for each in below])
        return short[id(equation.expression)]

    def _operand(self, node: Expression, operand: Expression, equation: Equation) -> Expression:
        """What stands for the operand in the operation: itself where it is none, else a variable."""
        if isinstance(operand, Variable) or not has_variable(operand) or _is_sign(node, operand):
            return operand
        return Variable(self._name_of(operand, equation))

    def _name_of(self, operation: Expression, equation: Equation) -> str:
        if operation not in self._names:
            name = self._new_name(equation.name)
            self._names[operation] = name
            self._new.append(Equation(name, operation, equation.line))
        return self._names[operation]

    def _new_name(self, stem: str) -> str:
        number = 1
        while (name := f"{stem[: LONGEST_NAME - 5]}_{number}") in self._taken:
            number += 1
        self._taken.add(name)
        return name


def _is_sign(node: Expression, operand: Expression) -> bool:
    """Whether the two are one operation: a term that is subtracted, or a number times something, negative."""
    match node, operand:
        case Addition(), Negative():
            return True
        case Negative(), Product(left, _):
            return not has_variable(left)
        case _:
            return False


def _with_operands(node: Expression, below: list[Expression]) -> Expression:
    match node:
        case Constant() | Variable():
            return node
        case Addition():
            return Addition(tuple(below))
        case Negative():
            return Negative(*below)
        case Product():
            return Product(*below)
        case Quotient():
            return Quotient(*below)
        case Power():
            return Power(*below)
        case Call(function):
            return Call(function, *below)
        case Extremum(function):
            return Extremum(function, *below)
