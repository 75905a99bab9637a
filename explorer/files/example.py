"""Which examples come with the program, what are they called, and what is there to see?"""

import tomllib
from pathlib import Path

from msgspec import Struct

from explorer.symbol import Symbol

INDEX = "index.toml"

_SYMBOLS = {symbol.key: symbol.value for symbol in Symbol}


class Example(Struct, frozen=True):
    """An experiment to open: its file, what it is, and what to do with it.

    `group`: the heading above it in a menu, such as its article's title. `look_for`: one sentence. Its
    texts have tokens for symbols.
    """

    path: Path
    title: str
    group: str
    look_for: str
    hint: str

    @property
    def note(self) -> str:
        """What to look for, and what to try."""
        return f"{self.look_for} {self.hint}"


def read_examples(folder: Path) -> tuple[Example, ...]:
    """The examples in `folder`, in the order of its index, which is that of the menu.

    Raises OSError or tomllib.TOMLDecodeError where the index is gone or damaged: then the installation is.
    """
    index = tomllib.loads((folder / INDEX).read_text(encoding="utf-8"))
    return tuple(
        Example(
            folder / row["file"],
            row["title"],
            group["title"],
            row["look_for"].format_map(_SYMBOLS),
            row["hint"].format_map(_SYMBOLS),
        )
        for group in index["group"]
        for row in group["example"]
    )
