"""Which examples come with the program, what are they called, and what is there to see?"""

import tomllib
from dataclasses import dataclass
from pathlib import Path

INDEX = "index.toml"


@dataclass(frozen=True)
class Example:
    """An experiment to open: its file, its title in a menu, and a sentence or two on what to try."""

    path: Path
    title: str
    hint: str


def read_examples(folder: Path) -> tuple[Example, ...]:
    """The examples in `folder`, in the order of its index, which is that of the menu.

    Raises OSError or tomllib.TOMLDecodeError where the index is gone or damaged: then the installation is.
    """
    index = tomllib.loads((folder / INDEX).read_text(encoding="utf-8"))
    return tuple(Example(folder / row["file"], row["title"], row["hint"]) for row in index["example"])
