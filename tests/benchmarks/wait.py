"""How long does a person wait for something? A line of milliseconds, against the patience asked for."""

from collections.abc import Callable
from dataclasses import dataclass
from time import process_time

from tests.benchmarks.line import Aim, Line
from tests.benchmarks.race import Clock, Spread


@dataclass(frozen=True)
class Wait:
    """Something that a person waits for: milliseconds by the clock, or of the processor."""

    work: str
    what: str
    act: Callable[[], object]
    aim: float | None = None
    clock: Clock = process_time
    share: float = 1.0
    """Of the time, where the work is so many of what is told."""

    def line(self, rounds: int) -> Line:
        self.act()
        taken = []
        for _ in range(rounds):
            begin = self.clock()
            self.act()
            taken.append(1000 * (self.clock() - begin) * self.share)
        aim = None if self.aim is None else Aim(self.aim, is_ceiling=True)
        return Line(self.work, self.what, Spread.of(taken), aim)
