"""What must an explanation know of a message, beside the words and symbols of a notation?"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from explorer.backprop.notation import Path, Role

Numbers = dict[str, tuple[float, Role]]

NEURONS = ("neuron", "source", "dest")
"""Under which names there are names of neurons."""


@dataclass(frozen=True)
class Term:
    """One term of a sum. `names` as in a case."""

    names: dict[str, str]
    numbers: Numbers


@dataclass(frozen=True)
class Line:
    """One line of a formula: that of the first of the `paths`, to which those of the others are added."""

    paths: tuple[Path, ...]


@dataclass(frozen=True)
class ExplanationCase:
    """`path`: the table of the notation that says it. `result`: which of the `numbers` comes out.

    `names`: what is no number; under the keys of `NEURONS` the names of neurons, as they were given.
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
    """The names of the ends of a connection."""
    return {"source": source, "dest": dest}
