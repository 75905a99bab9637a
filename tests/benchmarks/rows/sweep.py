"""How much does a run cost among many, against PyTorch, against fewer, and on two threads?"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from hashlib import sha256
from time import perf_counter

import numpy as np

from explorer.array import Array
from tests.benchmarks.contenders.agreement import Run, check_agreement
from tests.benchmarks.contenders.lanes import LanesRun, SweepRun
from tests.benchmarks.line import Aim, Line, number
from tests.benchmarks.race import Contender, Length, race
from tests.benchmarks.work import xor

UNIT = "million steps of a run/s"
LANES = 1024
COUNTS = (64, 256, 1024, 4096, 16_384)
STEPS = 1000
"""Of each run of a sweep, whatever their number."""

DATA = bytes(2**20)


def learning_rates(count: int) -> Array:
    """Such that no run diverges."""
    return np.linspace(0.01, 0.5, count)


def against_torch(length: Length) -> Iterator[Line]:
    """The lanes on one thread."""
    from tests.benchmarks.contenders.torch_batched import BMM, LANES_LAST, Batched, LanesLast  # has PyTorch

    experiment, rates = xor(), learning_rates(LANES)
    runs: dict[str, Run] = {
        "lanes": LanesRun(experiment, rates),
        BMM: Batched(experiment, rates),
        LANES_LAST: LanesLast(experiment, rates),
    }
    check_agreement(runs)
    paces = race([Contender(name, run.work, LANES / 1e6) for name, run in runs.items()], length)
    yield Line(
        f"sweep XOR, {LANES:,} runs, one core",
        f"lanes / {BMM}",
        paces.ratio("lanes", BMM),
        Aim(4),
        {name: paces.of(name).median for name in runs},
        UNIT,
    )


def flatness(length: Length) -> Iterator[Line]:
    """The dearest run against the cheapest, by how many there are: of few rounds, for the largest is long."""
    contenders = [
        Contender(f"{count:,}", SweepRun(xor(), learning_rates(count), STEPS, 1).work, count * STEPS / 1e6)
        for count in COUNTS
    ]
    paces = race(contenders, replace(length, rounds=min(5, length.rounds)))
    names = sorted(paces.by_name, key=lambda name: paces.of(name).median)
    yield Line(
        f"sweep XOR, {COUNTS[0]} to {COUNTS[-1]:,} runs",
        f"cost of one of {names[0]} / of {names[-1]}",
        paces.ratio(names[-1], names[0]),
        Aim(1.4, is_ceiling=True),
        {f"of {each.name}": paces.of(each.name).median for each in contenders},
        UNIT,
    )


def threads(length: Length) -> Iterator[Line]:
    """The same sweep on one thread and on two, beside what two threads are worth on this machine just now."""
    count = COUNTS[2]
    contenders = {
        (work, workers): Contender(f"{work} {workers}", run)
        for workers in (1, 2)
        for work, run in (
            ("sweep", SweepRun(xor(), learning_rates(count), STEPS, workers).work),
            ("digest", partial(digest, workers)),
        )
    }
    paces = race(list(contenders.values()), length, perf_counter)
    worth = paces.ratio("digest 2", "digest 1").median
    yield Line(
        f"sweep XOR, {count:,} runs",
        "two threads / one",
        paces.ratio("sweep 2", "sweep 1"),
        Aim(1.7),
        {
            name: count * STEPS / 1e6 * paces.of(f"sweep {workers}").median
            for workers, name in ((1, "one"), (2, "two"))
        },
        UNIT,
        f"two threads that only compute digests reach {number(worth)} × one",
    )


def digest(workers: int, times: int) -> None:
    """Work that needs neither the interpreter nor much memory, shared by so many threads."""
    with ThreadPoolExecutor(workers) as executor:
        for _ in executor.map(sha256, (DATA for _ in range(times))):
            pass
