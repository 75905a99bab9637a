"""How soon is the first frame there, against that of a bare window?"""

from collections.abc import Iterator
from statistics import median

from tests.benchmarks.line import Aim, Line
from tests.benchmarks.race import Length
from tests.benchmarks.start_speed import BARE, PROGRAM, first_frames, ratio


def lines(length: Length) -> Iterator[Line]:
    """One line, of fresh processes that take turns."""
    seconds = first_frames(length.rounds)
    yield Line(
        "start to the first frame, offscreen",
        f"{PROGRAM} / {BARE}",
        ratio(seconds),
        Aim(1.5, is_ceiling=True),
        {name: 1000 * median(taken) for name, taken in seconds.items()},
        "ms",
    )
