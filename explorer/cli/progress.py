"""How far has a long run come? A bar on standard error, on a terminal only."""

import sys
import time
from collections.abc import Callable

_PATIENCE = 0.5  # seconds before a bar appears
_WIDTH = 40


class ProgressBar:
    """Shows `done` of `total`, in place; nothing where nobody watches or the run is over at once."""

    def __init__(self, total: int, clock: Callable[[], float] = time.perf_counter) -> None:
        self._total = total
        self._clock = clock
        self._start = clock()
        self._is_watched = sys.stderr is not None and sys.stderr.isatty()
        self._is_drawn = False

    def show(self, done: int) -> None:
        """Draws how far the run has come."""
        if self._is_watched and self._clock() - self._start > _PATIENCE:
            filled = _WIDTH * done // max(1, self._total)
            bar = "#" * filled + "-" * (_WIDTH - filled)
            print(f"\r[{bar}] {done}/{self._total}", end="", file=sys.stderr, flush=True)
            self._is_drawn = True

    def clear(self) -> None:
        """Takes the bar away again."""
        if self._is_drawn:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
