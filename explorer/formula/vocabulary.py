"""Which names may a formula use: the variables that were declared, the constants, the elementary functions?

A declared name shadows a constant, however that is spelled: where π is a variable, pi is no number. It cannot
shadow a function, since w(x) multiplies and log(x) does not.
"""

import difflib
import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from explorer.formula.elementary import EXTREMA, FUNCTIONS, ElementaryFunction
from explorer.formula.expression import Constant, Variable
from explorer.formula.lexer import GREEK, LONGEST_NAME, FormulaError

CONSTANTS = {"pi": Constant(math.pi, "π"), "π": Constant(math.pi, "π"), "e": Constant(math.e, "e")}
CALLABLE: dict[str, ElementaryFunction | str] = {
    name: row for row in FUNCTIONS.values() for name in (row.name, *row.aliases)
} | {name: name for name in EXTREMA}
"""The functions by every name that may be typed for them."""

MOST_LISTED = 6
"""More names than these are not read in a message."""

_NAME = re.compile(rf"[A-Za-z{GREEK}][A-Za-z0-9_{GREEK}]*")

Meaning = Variable | Constant | ElementaryFunction | str
"""What a name stands for; for max and min their name."""


class InvalidName(FormulaError):
    """A variable that cannot be called so."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What each name of a formula means. Made by `vocabulary`."""

    variables: tuple[str, ...]
    meanings: dict[str, Meaning] = field(hash=False)

    def suggestion(self, name: str) -> str:
        """What may have been meant by a name that is not known, as the end of a sentence."""
        if name in CONSTANTS:
            return "its constant is shadowed by a variable. Write the digits."
        for known in self.meanings:
            if known.casefold() == name.casefold():
                return f"write {known}."
        factors = self._as_product(name)
        if factors:
            return f"for a product write {'*'.join(factors)}."
        close = difflib.get_close_matches(name, self.meanings, n=1) if len(name) > 1 else []
        if close:
            return f"is {close[0]} meant?"
        if len(name) > 1 and len(self.variables) == 1:
            return f"the functions are {', '.join((*FUNCTIONS, *EXTREMA))}."
        return self._what_there_is()

    def _as_product(self, name: str) -> list[str]:
        """The fewest known names that stand in `name` one behind the other; none if it is not made of such.

        A function ends it, since nothing but its parenthesis can follow.
        """
        ways: list[list[str] | None] = [[]]
        for end in range(1, min(len(name), LONGEST_NAME) + 1):
            found = (
                (way, name[start:end])
                for start, way in enumerate(ways)
                if way is not None and self._is_factor(name[start:end], end == len(name))
            )
            ways.append(min(([*way, piece] for way, piece in found), key=len, default=None))
        return ways[len(name)] or [] if len(name) < len(ways) else []

    def _is_factor(self, piece: str, is_last: bool) -> bool:
        meaning = self.meanings.get(piece)
        return isinstance(meaning, Variable | Constant) or (meaning is not None and is_last)

    def _what_there_is(self) -> str:
        match self.variables:
            case ():
                variables = "there is no variable"
            case (x,):
                variables = f"the variable is called {x}"
            case names if len(names) <= MOST_LISTED:
                variables = f"the variables are {', '.join(names)}"
            case names:
                variables = f"none of the {len(names)} variables is called so"
        constants = [key for key in ("pi", "e") if isinstance(self.meanings.get(key), Constant)]
        match constants:
            case []:
                return f"{variables}."
            case [constant]:
                return f"{variables}, the constant {constant}."
            case _:
                return f"{variables}, the constants {' and '.join(constants)}."


def vocabulary(names: Iterable[str]) -> Vocabulary:
    """What may be used in a formula in the variables `names`. Raises InvalidName for one that is no name."""
    return _vocabulary(tuple(names))


@lru_cache(maxsize=8)
def _vocabulary(names: tuple[str, ...]) -> Vocabulary:
    for name in names:
        check_name(name)
    shadowed = {CONSTANTS[name].name for name in names if name in CONSTANTS}
    constants = {key: constant for key, constant in CONSTANTS.items() if constant.name not in shadowed}
    return Vocabulary(names, {name: Variable(name) for name in names} | constants | CALLABLE)


def check_name(name: str) -> None:
    """Raise InvalidName, which says why, if no variable can be called `name`."""
    if len(name) > LONGEST_NAME:
        raise InvalidName(
            f"{name[:10]!r}… has {len(name)} characters; a name has at most {LONGEST_NAME}. Shorten it."
        )
    if not _NAME.fullmatch(name):
        raise InvalidName(
            f"{name!r} cannot name a variable: begin with a letter, Latin or Greek, "
            "and go on with letters, digits and underscores."
        )
    if name in CALLABLE:
        raise InvalidName(f"{name!r} is a function and cannot name a variable. Choose another name.")
