"""How soon is the first frame there, against that of a bare window?"""

from collections.abc import Iterator
from statistics import median

from tests.benchmarks.line import Aim, Line
from tests.benchmarks.race import Length
from tests.benchmarks.start_speed import BARE, MEASURES, PROGRAM, first_frames, ratio

AIM = Aim(2.0, is_ceiling=True)


def lines(length: Length) -> Iterator[Line]:
    """Two lines, of fresh processes that take turns: by the clock, and by what they take of the processor."""
    frames = first_frames(length.rounds)
    for measure, of in MEASURES.items():
        yield Line(
            f"start to the first frame, {'offscreen' if measure == 'first frame' else measure}",
            f"{PROGRAM} / {BARE}",
            ratio(frames, of),
            AIM,
            {name: 1000 * median(map(of, taken)) for name, taken in frames.items()},
            "ms",
        )
