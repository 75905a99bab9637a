"""How smooth is the window while a network trains in it, and how fast does it train there?"""

from collections.abc import Iterator
from statistics import median

from tests.benchmarks.line import Aim, Line
from tests.benchmarks.race import Length, Spread
from tests.benchmarks.window_speed import as_fast_as_can_be

SMOOTH, FAST = Aim(0.95), Aim(0.8)
ROUNDS = 3
SECONDS = 8
"""How many times as long as a race a window is looked at: frames are few."""


def lines(length: Length) -> Iterator[Line]:
    """Two lines for each network."""
    for name, rounds in as_fast_as_can_be(min(ROUNDS, length.rounds), SECONDS * length.seconds).items():
        frames = {"training": 1000 / median(r.training.mean() for r in rounds)}
        frames["idle"] = 1000 / median(r.idle.mean() for r in rounds)
        steps = {"window": median(r.steps for r in rounds), "headless": median(r.headless for r in rounds)}
        smoothness = Spread.of([r.smoothness for r in rounds])
        yield Line(f"window on {name}", "frames, training / idle", smoothness, SMOOTH, frames, "frames/s")
        yield Line(
            f"window on {name}", "steps, window / headless", Spread.of([r.speed for r in rounds]), FAST, steps
        )
