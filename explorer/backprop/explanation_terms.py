"""What must an explanation know of a message, beside the words and symbols of a notation?"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from explorer.backprop.notation import Path, Role
from explorer.plain_text import shown_name

Numbers = dict[str, tuple[float, Role]]

_SHORT_NAME = re.compile(r"[^\W\d]\d*")


@dataclass(frozen=True)
class Term:
    """One term of a sum."""

    names: dict[str, str]
    numbers: Numbers


@dataclass(frozen=True)
class Line:
    """One line of a formula: that of the first of the `paths`, to which those of the others are added."""

    paths: tuple[Path, ...]


@dataclass(frozen=True)
class ExplanationCase:
    """`path`: the table of the notation that says it. `result`: which of the `numbers` comes out.

    `appendices` add to the formula and the sentence, `remarks` to the sentence only. `before` are the lines
    that stand above that of `path`. `is_explained`: the case says why the result is not finite. `inner`: for
    a name of the formula, the table that says how it is written.
    """

    path: Path
    names: dict[str, str]
    numbers: Numbers
    result: str
    terms: tuple[Term, ...] = ()
    appendices: tuple[Path, ...] = ()
    remarks: tuple[Path, ...] = ()
    is_explained: bool = False
    before: tuple[Line, ...] = ()
    inner: Mapping[str, Path] = field(default_factory=dict)

    @property
    def lines(self) -> tuple[Line, ...]:
        """All lines of the formula, from top to bottom."""
        return (*self.before, Line((self.path, *self.appendices)))


def along(source: str, dest: str) -> dict[str, str]:
    """The names of a connection; `ends` is its index in a formula: a0c0, or one,two where names are long."""
    is_short = _SHORT_NAME.fullmatch(source) and _SHORT_NAME.fullmatch(dest)
    source, dest = shown_name(source), shown_name(dest)
    return {"source": source, "dest": dest, "ends": f"{source}{dest}" if is_short else f"{source},{dest}"}
