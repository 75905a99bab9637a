"""In which notation does a verb write? In that of the file that it opens, else in the program's own.

All that is printed passes through here. What is measured or packed before it is printed is written before.
"""

import sys
from argparse import Namespace
from pathlib import Path
from typing import IO, Any

from explorer.backprop.notation import load_notation
from explorer.files.project import read_project
from explorer.project import Project
from explorer.symbol import has_symbol


class WrittenOutput:
    """A stream of text in which symbols are written; `notation`: in which, None for the program's own."""

    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream
        self.notation: str | None = None

    def written(self, text: str) -> str:
        """`text` as it is put out."""
        if not has_symbol(text):
            return text
        return load_notation(*filter(None, [self.notation])).write(text)

    def write(self, text: str) -> int:
        """Put it out."""
        return self._stream.write(self.written(text))

    def flush(self) -> None:
        """Wait for nothing more."""
        self._stream.flush()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


def written(text: str) -> str:
    """`text` as it is printed, for whoever has to know how long it is."""
    out = sys.stdout
    return out.written(text) if isinstance(out, WrittenOutput) else load_notation().write(text)


def opened(options: Namespace, path: Path) -> Project:
    """What is in the file of a verb, which writes in the notation of it from now on. Raises FileRefused.

    A picture that is asked for is drawn in it too.
    """
    project = read_project(path)
    options.notation = project.notation
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, WrittenOutput):
            stream.notation = project.notation
    return project
