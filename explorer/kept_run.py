"""What is a run that is kept beside others? A kept run has a name and a colour, whatever it is a run of.

Of networks there are `explorer.training.kept_network_run`, of one variable `explorer.descent.kept_descent`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from explorer.refusal import Refusal


class NamelessRun(Refusal):
    """A kept run has a name."""


@dataclass(frozen=True, eq=False)
class KeptRun:
    """A run under a name. `colour`: its place among the curve colours of a theme."""

    most: ClassVar[int | None] = None
    """So many of the latest runs of this kind stay; None: all."""

    name: str
    colour: int


def check_name(name: str) -> None:
    """Raises NamelessRun where nothing can be read."""
    if not name.strip():
        raise NamelessRun("A kept run needs a name: type one, or press Escape to leave it as it was")


def free_name(name: str, runs: Iterable[KeptRun]) -> str:
    """`name`, or where it is taken “name (2)”, “name (3)” …"""
    taken = {run.name for run in runs}
    number, free = 2, name
    while free in taken:
        number, free = number + 1, f"{name} ({number})"
    return free


def free_colour(runs: Iterable[KeptRun]) -> int:
    """The first colour that none of `runs` has."""
    taken = {run.colour for run in runs}
    return next(colour for colour in range(len(taken) + 1) if colour not in taken)
