"""Which of several processes does the work? The one that holds the lock of a file, until it ends or dies."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

_PAUSE = 0.1
"""Seconds between two tries: neither system tells when a lock is free and can be asked to stop waiting."""

if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[bytes]) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def locked(path: Path, patience: float) -> Iterator[bool]:
    """Holds the lock of the file at `path`, which is made if need be, while the block runs.

    True where it is held; False where another process has held it for `patience` seconds. The system lets go
    of the lock of a process that dies. Raises OSError where the file cannot be written.
    """
    end = time.monotonic() + patience
    with path.open("ab") as file:
        while not (is_held := _try_to_lock(file)) and time.monotonic() < end:
            time.sleep(_PAUSE)
        yield is_held


def _try_to_lock(file: IO[bytes]) -> bool:
    try:
        _lock(file)
    except (BlockingIOError, PermissionError):  # of Linux and macOS, and of Windows
        return False
    return True
