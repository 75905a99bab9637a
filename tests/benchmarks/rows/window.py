"""What does training cost the window, and the window training?"""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from statistics import median

from tests.benchmarks.line import Aim, Line
from tests.benchmarks.machine import users_environment
from tests.benchmarks.race import Length, Spread

MOST_ROUNDS = 5
"""Each looks at the window for some seconds."""

COSTS = (("a frame while training", "training cost"), ("a frame at rest", "idle cost"))
COST_AIMS = {("XOR 2-4-1", "training cost"): 7, ("10-20-20-10", "training cost"): 10}
"""Milliseconds of the processor, of the thread that draws."""

RATIOS = (
    ("frames while training / idle", "training", "idle", 0.95, "frames/s"),
    ("steps in the window / without one", "steps", "headless", 0.8, "steps/s"),
)


def lines(length: Length) -> Iterator[Line]:
    """Four lines for each network, of a process of its own: one that has a window is not for races."""
    command = [sys.executable, "-m", "tests.benchmarks.window_speed", "--json"]
    rounds = ["--rounds", str(min(MOST_ROUNDS, length.rounds))]
    told = subprocess.run(
        command + rounds, env=users_environment(), stdout=subprocess.PIPE, check=True, text=True
    ).stdout
    for network, rates in json.loads(told).items():
        yield from lines_of(network, rates)


def lines_of(network: str, rates: Sequence[Mapping[str, float]]) -> Iterator[Line]:
    """Of what each round came to."""
    for ratio_of, name, against, bound, unit in RATIOS:
        yield Line(
            f"window, {network}",
            ratio_of,
            Spread.of([each[name] / each[against] for each in rates]),
            Aim(bound),
            {each: median(rate[each] for rate in rates) for each in (name, against)},
            unit,
        )
    for what, name in COSTS:
        ceiling = COST_AIMS.get((network, name))
        yield Line(
            f"window, {network}",
            f"{what}: ms of its thread",
            Spread.of([each[name] for each in rates]),
            None if ceiling is None else Aim(ceiling, is_ceiling=True),
        )
