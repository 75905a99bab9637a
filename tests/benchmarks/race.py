"""How many times the pace of one contender is that of another, on a machine whose pace swings?

In every round each contender works for about the same time, one after the other, all in one process. Paces
are compared within a round, where the machine was about the same for all; what is told is the median of the
rounds, with the smallest and the largest. Time is the processor's that this process used, in all its threads,
so that whatever else the machine is busy with counts little; who races threads takes a clock on the wall.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from time import process_time

Clock = Callable[[], float]


@dataclass(frozen=True)
class Contender:
    """`work(n)` does the same n times over, from the same start, and each time is so many `units`."""

    name: str
    work: Callable[[int], None]
    units: float = 1.0


@dataclass(frozen=True)
class Length:
    """How long a race is: so many rounds, in which each contender works for about so many seconds.

    `runs`: how many runs are made where something is told of whole runs.
    """

    rounds: int = 11
    seconds: float = 0.15
    runs: int = 512


@dataclass(frozen=True)
class Spread:
    """The median of some numbers, the smallest and the largest."""

    median: float
    low: float
    high: float

    @classmethod
    def of(cls, numbers: Sequence[float]) -> "Spread":
        return cls(median(numbers), min(numbers), max(numbers))


@dataclass(frozen=True)
class Paces:
    """The units a second of every contender, round by round."""

    by_name: Mapping[str, Sequence[float]]

    def of(self, name: str) -> Spread:
        return Spread.of(self.by_name[name])

    def ratio(self, name: str, against: str) -> Spread:
        """pace of `name` / pace of `against`, in each round."""
        pairs = zip(self.by_name[name], self.by_name[against], strict=True)
        return Spread.of([pace / other for pace, other in pairs])


def race(contenders: Sequence[Contender], length: Length, clock: Clock = process_time) -> Paces:
    """The paces of the contenders, taken in turns: A, B, C, A, B, C, …"""
    counts = {each.name: calibrated(each, length.seconds, clock) for each in contenders}
    paces: dict[str, list[float]] = {each.name: [] for each in contenders}
    for _ in range(length.rounds):
        for each in contenders:
            count = counts[each.name]
            paces[each.name].append(count * each.units / seconds_for(each, count, clock))
    return Paces(paces)


def fastest(contenders: Sequence[Contender], length: Length, clock: Clock = process_time) -> Contender:
    """The one whose pace has the largest median."""
    paces = race(contenders, length, clock)
    return max(contenders, key=lambda each: paces.of(each.name).median)


def calibrated(contender: Contender, seconds: float, clock: Clock = process_time) -> int:
    """How often the contender does its work in about so many seconds, once whatever it compiles is there."""
    contender.work(1)
    count = 1
    while (needed := seconds_for(contender, count, clock)) < seconds / 4:
        count *= 2
    return max(1, math.ceil(count * seconds / needed))


def seconds_for(contender: Contender, count: int, clock: Clock) -> float:
    start = clock()
    contender.work(count)
    return clock() - start
