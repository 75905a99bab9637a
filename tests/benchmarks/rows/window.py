"""What does training cost the window, and the window training?"""

import json
import subprocess
import sys
from collections.abc import Iterator
from statistics import median

from tests.benchmarks.line import Aim, Line
from tests.benchmarks.machine import users_environment
from tests.benchmarks.race import Length, Spread

MOST_ROUNDS = 5
"""Each looks at the window for some seconds."""

RATIOS = (
    ("frames while training / idle", "training", "idle", 0.95, "frames/s"),
    ("steps in the window / without one", "steps", "headless", 0.8, "steps/s"),
)


def lines(length: Length) -> Iterator[Line]:
    """Two lines for each network, of a process of its own: one that has a window is not for races."""
    command = [sys.executable, "-m", "tests.benchmarks.window_speed", "--json"]
    rounds = ["--rounds", str(min(MOST_ROUNDS, length.rounds))]
    told = subprocess.run(
        command + rounds, env=users_environment(), stdout=subprocess.PIPE, check=True, text=True
    ).stdout
    for network, rates in json.loads(told).items():
        for ratio_of, name, against, aim, unit in RATIOS:
            yield Line(
                f"window, {network}",
                ratio_of,
                Spread.of([each[name] / each[against] for each in rates]),
                Aim(aim),
                {each: median(rate[each] for rate in rates) for each in (name, against)},
                unit,
            )
