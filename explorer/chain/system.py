"""What do typed equations say? A system: a variable a line, each by those that it needs.

A line is a name, =, and a formula in the names of the others, in any order. What is wrong with a line is said
of that line; the others stay, but for those that need it.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from graphlib import CycleError, TopologicalSorter

from explorer.array import Array
from explorer.chain.settings import MOST_LINES
from explorer.formula.derivative import derivative
from explorer.formula.evaluate import ArrayFunction, array_function
from explorer.formula.expression import Expression, variables
from explorer.formula.kink import can_have_kinks
from explorer.formula.lexer import LONGEST_TEXT, FormulaError, normalised
from explorer.formula.notation import plain
from explorer.formula.parser import UnknownName, parse
from explorer.formula.vocabulary import InvalidName, check_name
from explorer.number import counted
from explorer.refusal import Refusal

MOST_NAMED = 6
"""Of a longer circle only the first variables are named."""


class TooManyLines(Refusal):
    """A system has at most MOST_LINES lines."""

    def __init__(self, lines: int) -> None:
        super().__init__(f"These are {lines} lines; at most {MOST_LINES} are read. Leave some out.")


class UnknownVariable(Refusal):
    """No equation is about a variable of that name."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        there_are = f"there are {', '.join(known[:MOST_NAMED])}" if known else "there are none"
        more = ", …" if len(known) > MOST_NAMED else ""
        super().__init__(f"“{name}” is none of the variables: {there_are}{more}.")


class NotAnInput(Refusal):
    """Only a variable that nothing is needed for can be given a number."""


class EquationProblem(Refusal):
    """What is wrong with one line. `line` counts from 0, `reason` is the sentence without its number."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"Line {line + 1}: {reason}")
        self.line = line
        self.reason = reason


@dataclass(frozen=True)
class Equation:
    """name = expression; `line` is where it was typed, from 0."""

    name: str
    expression: Expression
    line: int

    @cached_property
    def needs(self) -> tuple[str, ...]:
        """The variables in it, in reading order."""
        return variables(self.expression)

    @cached_property
    def slopes(self) -> dict[str, Expression]:
        """The derivative by each variable that it needs."""
        return {name: derivative(self.expression, name) for name in self.needs}

    @cached_property
    def function(self) -> ArrayFunction:
        """The right side where what it needs is given: a list of its value alone."""
        return array_function([self.expression])

    @cached_property
    def slope_function(self) -> ArrayFunction:
        """The values of `slopes` where what the equation needs is given, in their order."""
        return array_function(list(self.slopes.values()))

    @cached_property
    def can_have_kinks(self) -> bool:
        """Whether a function in it has kinks anywhere."""
        return can_have_kinks(self.expression)

    @property
    def is_input(self) -> bool:
        """Whether it only gives a number."""
        return not self.needs

    @property
    def formula(self) -> str:
        """Its right side as plain text."""
        return plain(self.expression)


@dataclass(frozen=True, eq=False)
class System:
    """Equations without a circle, each variable once, all that they need among them, as they were typed."""

    equations: tuple[Equation, ...]

    @cached_property
    def by_name(self) -> dict[str, Equation]:
        """Each equation under the name of its variable."""
        return {equation.name: equation for equation in self.equations}

    @cached_property
    def order(self) -> tuple[Equation, ...]:
        """Each after those that it needs."""
        graph = {equation.name: equation.needs for equation in self.equations}
        return tuple(self.by_name[name] for name in TopologicalSorter(graph).static_order())

    @cached_property
    def inputs(self) -> tuple[str, ...]:
        """The variables that need no other, in the order of typing."""
        return tuple(equation.name for equation in self.equations if equation.is_input)

    @cached_property
    def outputs(self) -> tuple[str, ...]:
        """The variables that no other needs, in the order of typing."""
        needed = {name for equation in self.equations for name in equation.needs}
        return tuple(equation.name for equation in self.equations if equation.name not in needed)

    @cached_property
    def values(self) -> dict[str, float]:
        """The number that each variable has. Infinities and NaN are numbers, as in IEEE 754."""
        return {name: float(value) for name, value in self.values_where({}).items()}

    def values_where(self, given: Mapping[str, Array]) -> dict[str, Array]:
        """All variables where those in `given` have these numbers, whatever their equations say.

        The arrays have one shape, and so have all that depend on them.
        """
        found: dict[str, Array] = {}
        for equation in self.order:
            if equation.name in given:
                found[equation.name] = given[equation.name]
            else:
                needed = {name: found[name] for name in equation.needs}
                (found[equation.name],) = equation.function(needed)
        return found

    def check_known(self, name: str) -> None:
        """Raises UnknownVariable where there is none of that name."""
        if name not in self.by_name:
            raise UnknownVariable(name, [equation.name for equation in self.equations])


@dataclass(frozen=True, eq=False)
class Reading:
    """What was understood of some lines, and what is wrong with the others, by their numbers from 0."""

    system: System
    problems: dict[int, EquationProblem]


def lines_of(text: str) -> tuple[str, ...]:
    """The lines of typed or pasted text: they end at a line's end or a semicolon."""
    pieces = (piece.strip() for piece in re.split(r"[;\r\n]", text))
    return tuple(piece for piece in pieces if piece)


def parse_system(lines: Sequence[str]) -> System:
    """The system that `lines` are. Raises TooManyLines, or the EquationProblem of the first line with one."""
    reading = read_system(lines)
    if reading.problems:
        raise reading.problems[min(reading.problems)]
    return reading.system


def read_system(lines: Sequence[str]) -> Reading:
    """What `lines` say: one equation each, but for empty ones. Raises TooManyLines."""
    if len(lines) > MOST_LINES:
        raise TooManyLines(len(lines))
    problems: dict[int, EquationProblem] = {}
    sides: dict[str, tuple[int, str]] = {}
    for number, line in enumerate(lines):
        try:
            if line.strip():
                name, right = _sides(line)
                _check_is_new(name, sides)
                sides[name] = number, right
        except Refusal as refusal:
            problems[number] = EquationProblem(number, str(refusal))
    equations: dict[str, Equation] = {}
    for name, (number, right) in sides.items():
        try:
            equations[name] = Equation(name, parse(right, sides), number)
        except FormulaError as refusal:
            problems[number] = EquationProblem(number, _with_remedy(refusal, sides))
    _leave_out_what_lacks(equations, sides, problems)
    return Reading(System(tuple(equations.values())), problems)


def with_value(lines: Sequence[str], name: str, value: float) -> tuple[str, ...]:
    """`lines` where the input `name` has that value; a new last line where none is about it.

    Raises NotAnInput for a variable that is computed, and InvalidName for what is no name.
    """
    check_name(name)
    given = f"{name} = {value!r}".removesuffix(".0")
    equation = read_system(lines).system.by_name.get(name)
    if equation is None:
        return (*lines, given)
    if not equation.is_input:
        raise NotAnInput(f"{name} is computed, as {equation.formula}: give a number to what it needs.")
    return (*lines[: equation.line], given, *lines[equation.line + 1 :])


class _MalformedLine(FormulaError):
    """A line that is no name, =, formula."""


def _sides(line: str) -> tuple[str, str]:
    """The name, and the right side with blanks before it, so that places in it are those of the line."""
    if len(line) > LONGEST_TEXT:
        raise _MalformedLine(f"it has {len(line)} characters; at most {LONGEST_TEXT} are read. Shorten it.")
    left, sign, right = line.partition("=")
    if not sign:
        raise _MalformedLine(
            f"there is no = in it. Write a name, = and a formula, as in y = {line.strip()[:20]}."
        )
    if "=" in right:
        second = len(left) + 2 + right.index("=")
        raise _MalformedLine(f"there is a second = at character {second}. Give each equation its own line.")
    name = normalised(left).strip()
    if not name:
        raise _MalformedLine("the name before the = at character 1 is missing. Write one, as in y = x^2.")
    check_name(name)
    if not right.strip():
        raise _MalformedLine(
            f"nothing stands behind the = at character {len(left) + 1}. Write a number or a formula there."
        )
    return name, " " * (len(left) + 1) + right


def _check_is_new(name: str, sides: Mapping[str, tuple[int, str]]) -> None:
    if name in sides:
        raise _MalformedLine(
            f"{name} at character 1 has line {sides[name][0] + 1} already. Choose another name."
        )


def _with_remedy(refusal: FormulaError, names: Mapping[str, object]) -> str:
    if isinstance(refusal, UnknownName):
        try:
            check_name(refusal.name)
        except InvalidName:
            return str(refusal)
        return f"{refusal} Or add a line for it: {refusal.name} = 1."
    return str(refusal)


def _leave_out_what_lacks(
    equations: dict[str, Equation],
    sides: Mapping[str, tuple[int, str]],
    problems: dict[int, EquationProblem],
) -> None:
    """Takes out the equations in a circle, and those that need what is not there; `problems` says why."""

    def leave_out(name: str, reason: str) -> None:
        line = equations.pop(name).line
        problems[line] = EquationProblem(line, reason)

    def leave_out_those_in_need() -> None:
        lacking = [name for name in sides if name not in equations]
        needed_by: dict[str, list[str]] = {}
        for equation in equations.values():
            for need in equation.needs:
                needed_by.setdefault(need, []).append(equation.name)
        while lacking:
            missing = lacking.pop()
            for name in needed_by.get(missing, ()):
                if name in equations:
                    leave_out(name, f"it needs {missing}. Mend line {sides[missing][0] + 1} first.")
                    lacking.append(name)

    leave_out_those_in_need()
    while circle := _circle(equations):
        remedy = f"Change {_lines_in_words(sorted(sides[name][0] + 1 for name in circle))}."
        for place, name in enumerate(circle):
            leave_out(name, f"{_circle_in_words((*circle[place:], *circle[:place]))}. {remedy}")
        leave_out_those_in_need()


def _circle(equations: Mapping[str, Equation]) -> tuple[str, ...]:
    """Variables of which each needs the next, and the last the first; none where there is no circle."""
    sorter = TopologicalSorter({name: equation.needs for name, equation in equations.items()})
    try:
        sorter.prepare()
    except CycleError as error:
        return tuple(reversed(error.args[1][1:]))
    return ()


def _circle_in_words(circle: Sequence[str]) -> str:
    """“c needs d, which needs c”."""
    first, *others = circle
    if not others:
        return f"{first} needs itself"
    shown = [*others[:MOST_NAMED], *(["…"] if len(others) > MOST_NAMED else []), first]
    return f"{first} needs " + ", which needs ".join(shown)


def _lines_in_words(numbers: Sequence[int]) -> str:
    if len(numbers) == 1:
        return f"line {numbers[0]}"
    if len(numbers) > MOST_NAMED:
        return f"one of these {counted(len(numbers), 'line')}"
    return f"line {', '.join(map(str, numbers[:-1]))} or {numbers[-1]}"
