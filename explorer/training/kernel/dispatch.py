"""How does compiled code find the piece that stands under a name: one switch for a whole table?

A name has a number, its *code*, which compiled code can compare; `by_code` makes one piece of all those of a
table, which calls the one of the code. As everything is compiled into its callers, the comparisons become one
jump.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any, TypeVar

from explorer.compiling.compiled import piece

Entry = TypeVar("Entry", bound=Hashable)

Piece = Callable[..., Any]
"""A function that `explorer.compiling.compiled.piece` marks."""


def codes_of(table: Mapping[str, Hashable]) -> dict[str, int]:
    """The code of each name: names that share their entry share a code."""
    distinct = distinct_in(table)
    return {name: distinct.index(entry) for name, entry in table.items()}


def distinct_in(table: Mapping[str, Entry]) -> list[Entry]:
    """The entries of the table, each once, in the order of their codes."""
    return list(dict.fromkeys(table.values()))


def by_code(pieces: Sequence[Piece]) -> Piece:
    """The piece (code, …) → pieces[code](…); a code that is too large calls the last."""
    return _from(0, list(pieces))


def _from(start: int, pieces: list[Piece]) -> Piece:
    """Of the pieces from the code `start` on, four at a time: each function more takes time to compile."""
    first, second, third, last = (pieces + 3 * pieces[-1:])[:4]
    after_first, after_second = start + 1, start + 2
    if len(pieces) <= 4:

        @piece
        def chosen(code, *given):
            if code == start:
                return first(*given)
            if code == after_first:
                return second(*given)
            if code == after_second:
                return third(*given)
            return last(*given)

        return chosen
    rest = _from(start + 3, pieces[3:])

    @piece
    def chosen_or_later(code, *given):
        if code == start:
            return first(*given)
        if code == after_first:
            return second(*given)
        if code == after_second:
            return third(*given)
        return rest(code, *given)

    return chosen_or_later
