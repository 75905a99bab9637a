"""How far has a long run come? A progress bar on standard error, on a terminal only."""

import sys
import time
from collections.abc import Callable, Generator

from explorer.job import Job, Result, results_of

_PATIENCE = 0.5  # seconds before a bar appears
_WIDTH = 40


def with_bar(job: Job[Result]) -> Generator[Result, None, None]:
    """The results of `job` as they come, below them a bar of how much is done.

    The job is cancelled where the rest is not wanted, by Ctrl+C for one.
    """
    bar = ProgressBar()
    try:
        yield from results_of(job, bar.show)
    finally:
        bar.clear()


class ProgressBar:
    """Shows how much is done, in place; nothing where nobody watches or all is over at once."""

    def __init__(self, clock: Callable[[], float] = time.perf_counter) -> None:
        self._clock = clock
        self._start = clock()
        self._is_watched = sys.stderr is not None and sys.stderr.isatty()
        self._is_drawn = False

    def show(self, progress: float) -> None:
        """Draws the bar for a progress from 0 to 1."""
        if self._is_watched and self._clock() - self._start > _PATIENCE:
            filled = int(_WIDTH * progress)
            bar = "#" * filled + "-" * (_WIDTH - filled)
            print(f"\r[{bar}] {int(100 * progress):3} %", end="", file=sys.stderr, flush=True)
            self._is_drawn = True

    def clear(self) -> None:
        """Takes the bar away again."""
        if self._is_drawn:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
