"""Which systems of equations come with the program, and what is there to see?"""

import tomllib
from dataclasses import dataclass

from explorer.chain.system import lines_of
from explorer.resources import resource

SYSTEMS = "systems.toml"


@dataclass(frozen=True, slots=True)
class SystemExample:
    """Equations to open, and what they show: `of` by `by` is the derivative that is looked at first."""

    title: str
    sentence: str
    lines: tuple[str, ...]
    of: str
    by: str


def read_systems() -> tuple[SystemExample, ...]:
    """The examples in the order of their links.

    Raises OSError or tomllib.TOMLDecodeError where their file is gone or damaged: then the installation is.
    """
    table = tomllib.loads(resource(SYSTEMS).read_text(encoding="utf-8"))
    return tuple(
        SystemExample(row["title"], row["sentence"], lines_of(row["lines"]), row["of"], row["by"])
        for row in table["system"]
    )
