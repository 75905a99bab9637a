"""How does a helper process end with the process that started it, even where that is killed?

The parent holds the other end of the helper's standard input and writes nothing. When it ends, however it
does, the system closes the pipe, which every system tells the helper.
"""

import os
import sys
from threading import Thread
from typing import NoReturn


def end_with_parent() -> None:
    """Ends this process, at once, when its standard input ends."""
    Thread(target=_wait_and_end, args=(sys.stdin.fileno(),), daemon=True).start()


def _wait_and_end(pipe: int) -> NoReturn:
    while os.read(pipe, 1):
        pass
    os._exit(1)  # whatever is being compiled, which cannot be interrupted
