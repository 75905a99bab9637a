"""What does an edit, a scrub, or a large network cost the thread that draws?"""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence

from tests.benchmarks.interaction_speed import DRAG, EDIT, LARGE, ONE_VARIABLE, OPEN, SCRUB, TIDY, TIMES, UNDO
from tests.benchmarks.line import Aim, Line
from tests.benchmarks.machine import users_environment
from tests.benchmarks.race import Length, Spread

AIMS = {
    ("XOR 2-4-1", EDIT): 8,
    ("10-20-20-10", EDIT): 20,
    ("40-40-40", EDIT): 60,
    ("10-20-20-10", SCRUB): 8,
    (ONE_VARIABLE, DRAG): 12,
    (LARGE, OPEN): 1000,
    (LARGE, TIDY): 2000,
    (LARGE, UNDO): 300,
}
"""Milliseconds of the processor, until all that follows is painted."""


def lines(length: Length) -> Iterator[Line]:
    """A line for each act on each network, of a process of its own: one with a window is not for races."""
    command = [sys.executable, "-m", "tests.benchmarks.interaction_speed", "--json"]
    times = ["--times", str(min(TIMES, length.rounds))]
    told = subprocess.run(
        command + times, env=users_environment(), stdout=subprocess.PIPE, check=True, text=True
    ).stdout
    for network, costs in json.loads(told).items():
        yield from lines_of(network, costs)


def lines_of(network: str, costs: Mapping[str, Sequence[float]]) -> Iterator[Line]:
    """Of the milliseconds that each act cost each time."""
    for act, taken in costs.items():
        aim = AIMS.get((network, act))
        yield Line(
            f"window, {network}",
            f"{act}: ms of its thread",
            Spread.of(taken),
            None if aim is None else Aim(aim, is_ceiling=True),
        )
