"""How much does a trainability map cost, against PyTorch and on two threads, in memory, and who waits?"""

import json
import subprocess
import sys
from collections.abc import Iterator
from statistics import median
from time import perf_counter

from explorer.job import results_of
from explorer.training.many.lane_choice import load_lanes
from explorer.training.many.map_picture import MapStep
from explorer.training.many.training_map import compute_map
from explorer.training.program import Program
from tests.benchmarks.contenders.map_run import MapRun, map_of_xor
from tests.benchmarks.line import Aim, Line
from tests.benchmarks.machine import users_environment
from tests.benchmarks.race import Contender, Length, Spread, race
from tests.benchmarks.rows.window import MOST_ROUNDS
from tests.benchmarks.wait import Wait
from tests.benchmarks.work import xor

SIDE, STEPS = 256, 500
UNIT = "million steps of a run/s"
SIDES, MOST_BYTES = (64, 512, 2048), 20
"""Of maps whose memory is measured; a pixel has 18 bytes of its own."""
FEW = Length(rounds=3, seconds=0.05)
"""A whole map is long enough to be told from chance in three rounds."""


def against_torch(length: Length) -> Iterator[Line]:
    """A whole map on one thread; no run diverges, so that nobody stops early."""
    from tests.benchmarks.contenders.torch_batched import BMM, Batched  # which has PyTorch

    one = MapRun(SIDE, STEPS, 1)
    batched = Batched(xor(), one.learning_rates)
    million = SIDE * SIDE / 1e6
    contenders = [Contender("map", one.work, million * STEPS), Contender(BMM, batched.work, million)]
    paces = race(contenders, FEW)
    yield Line(
        f"map {SIDE} × {SIDE}, XOR 2-4-1, {STEPS} steps, one core",
        f"map / {BMM}",
        paces.ratio("map", BMM),
        Aim(5),
        {each.name: paces.of(each.name).median for each in contenders},
        UNIT,
    )


def waits(length: Length) -> Iterator[Line]:
    """Two threads against one, the first picture, and how soon it ends when nobody wants it."""
    million = SIDE * SIDE * STEPS / 1e6
    contenders = [
        Contender(name, MapRun(SIDE, STEPS, n).work, million) for n, name in ((1, "one"), (2, "two"))
    ]
    paces = race(contenders, FEW, perf_counter)
    name = f"map {SIDE} × {SIDE}, XOR 2-4-1, {STEPS} steps"
    yield Line(
        name,
        "two threads / one",
        paces.ratio("two", "one"),
        Aim(1.7),
        {each.name: paces.of(each.name).median for each in contenders},
        UNIT,
    )
    training_map = map_of_xor(SIDE, STEPS)

    def first_picture() -> None:
        coarsest = training_map.count_of(8)
        for step in results_of(compute_map(training_map)):
            coarsest -= len(step.results)
            if not coarsest:
                return

    yield Wait(name, "first picture: ms by the clock", first_picture, 300, perf_counter).line(length.rounds)
    taken = [1000 * _cancelled_in(4 + number) for number in range(length.rounds)]
    yield Line(name, "cancelled: ms by the clock", Spread.of(taken), Aim(100, is_ceiling=True))


def frames(length: Length) -> Iterator[Line]:
    """Frames while a map is made in the window, against those of a window at rest."""
    load_lanes(Program.of(xor()))
    command = [sys.executable, "-m", "tests.benchmarks.window_speed", "--map", "--json"]
    rounds = ["--rounds", str(min(MOST_ROUNDS, length.rounds))]
    told = subprocess.run(
        command + rounds, env=users_environment(), stdout=subprocess.PIPE, check=True, text=True
    ).stdout
    pairs = json.loads(told)
    yield Line(
        "window while a map is made",
        "frames while mapping / idle",
        Spread.of([each["mapping"] / each["idle"] for each in pairs]),
        Aim(0.95),
        {key: median(each[key] for each in pairs) for key in ("mapping", "idle")},
        "frames/s",
    )


def memory(length: Length) -> Iterator[Line]:
    """What a map adds to the memory of a process at the peak, while it is made and when it is whole."""
    for side in SIDES:
        command = [sys.executable, "-m", "tests.benchmarks.map_memory", str(side)]
        told = subprocess.run(command, env=users_environment(), stdout=subprocess.PIPE, check=True, text=True)
        before, peak = map(float, told.stdout.split())
        yield Line(
            f"map {side} × {side}, XOR 2-4-1",
            "bytes a pixel at the peak",
            Spread.of([1e6 * (peak - before) / side**2]),
            Aim(MOST_BYTES, is_ceiling=True) if side == SIDES[-1] else None,
            {"before": before, "at the peak": peak},
            "MB",
        )


def _cancelled_in(results: int) -> float:
    """Seconds from the wish to end it after so many results to the end."""
    job = compute_map(map_of_xor(SIDE, 10 * STEPS))
    seen: list[MapStep] = []
    while len(seen) < results:
        step = next(job)
        if step.result is not None:
            seen.append(step.result)
    begin = perf_counter()
    job.close()
    return perf_counter() - begin
