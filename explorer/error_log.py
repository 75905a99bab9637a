"""Where does a mistake of the program stay written down? In a rotating log file of the person's own.

Nothing leaves the machine: whoever wants to report a mistake finds it there.
"""

import logging
import sys
from logging.handlers import RotatingFileHandler
from pathlib import Path

_MOST_BYTES, _OLDER = 256 * 1024, 3
"""A file of this size makes way for a new one; so many older ones are left."""


class ErrorLog:
    """The log files in `folder`, which is made when there is something to write."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._handler = RotatingFileHandler(
            folder / "errors.log", maxBytes=_MOST_BYTES, backupCount=_OLDER, encoding="utf-8", delay=True
        )
        self._handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))

    def write(self, text: str) -> None:
        """Append `text` with the time; where that cannot be done, standard error says why."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as problem:
            print(f"backprop-explorer: no log can be written: {problem}", file=sys.stderr)
            return
        self._handler.handle(logging.makeLogRecord({"msg": text}))
        self._handler.close()  # nothing stays open for a mistake that may never come again
