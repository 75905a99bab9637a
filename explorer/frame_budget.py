"""How much of the time of the thread that draws may anybody take? The frame budget, and whose turn it is.

One thread draws a window, and much wants to be done on it beside: plots redrawn, images painted anew, jobs
worked on. All of it takes turns: after each turn everybody rests for as long as that took, so that together
they leave half of the time to what paints and what answers, and no two of them fall into the same frame.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from math import inf
from time import perf_counter

FRAME = 16
"""Milliseconds from one frame to the next."""

SLICE = 0.004
"""Seconds of one turn, for work that can be cut: a quarter of a frame."""


class FrameBudget:
    """The turns on one thread, by `clock`, in seconds."""

    def __init__(self, clock: Callable[[], float] = perf_counter) -> None:
        self.clock = clock
        self._free_at = 0.0
        self._until = inf

    @property
    def wait(self) -> float:
        """Seconds until the next may take its turn; 0: now."""
        return max(0.0, self._free_at - self.clock())

    @property
    def is_spent(self) -> bool:
        """Whether a turn is under way that has used its time up: what can wait is not to begin in it."""
        return self.clock() >= self._until

    @contextmanager
    def turn(self, seconds: float = SLICE) -> Iterator[float]:
        """A turn of about so many seconds, until the time that is given; one within another is part of it."""
        begin, outer = self.clock(), self._until
        self._until = min(outer, begin + seconds)
        try:
            yield begin + seconds
        finally:
            self._until = outer
            end = self.clock()
            self._free_at = end + (end - begin)
