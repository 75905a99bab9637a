"""How do groups of runs go through an executor, a few at a time, as a job?

Groups are made when it is their turn, and results handed out as they come. No group is begun long before the
oldest has ended, so that whoever puts the results in order need not keep many.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ThreadPoolExecutor, wait
from functools import partial
from threading import Event

from explorer.job import Job, JobStep
from explorer.training.many.group import Group, RunResults, run_group

_LEAD = 8
"""How many groups for each worker may be begun before the oldest has ended."""

_LOOK = 0.02  # seconds of waiting for a group: so long one who cancels may have to wait


def available_workers() -> int:
    """How many threads this process may keep busy."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def run_groups(groups: Iterable[Group], runs: int, workers: int | None = None) -> Job[RunResults]:
    """How the groups, of so many runs together, end, in any order.

    Computed by so many threads, by default as many as there are cores, which end within a few hundredths of a
    second where the rest is not wanted.
    """
    workers = workers or available_workers()
    is_over = Event()
    executor = ThreadPoolExecutor(workers)
    run = partial(run_group, is_cancelled=is_over.is_set)
    try:
        yield from run_groups_in(executor, groups, runs, workers, run)
    finally:
        is_over.set()
        executor.shutdown(cancel_futures=True)


def run_groups_in(
    executor: Executor,
    groups: Iterable[Group],
    runs: int,
    workers: int,
    run: Callable[[Group], RunResults] = run_group,
) -> Job[RunResults]:
    """The same in any executor, of about so many workers.

    Who cancels need not wait, but what is being computed goes on to the end of its group.
    """
    waiting = enumerate(groups)
    following = next(waiting, None)
    running: dict[Future[RunResults], int] = {}
    ended = 0
    try:
        while running or following:
            while following and len(running) <= workers and _may_begin(following[0], running, workers):
                running[executor.submit(run, following[1])] = following[0]
                following = next(waiting, None)
            done, _ = wait(running, timeout=_LOOK, return_when=FIRST_COMPLETED)
            for future in done:
                del running[future]
                result = future.result()
                ended += len(result)
                yield JobStep(ended / runs, result)
            if not done:
                yield JobStep(ended / runs)
    finally:
        for future in running:
            future.cancel()


def _may_begin(number: int, running: dict[Future[RunResults], int], workers: int) -> bool:
    return number - min(running.values(), default=number) < _LEAD * workers


def in_order(ends: Iterable[RunResults]) -> Iterator[RunResults]:
    """The same in the order of the runs."""
    kept: dict[int, RunResults] = {}
    following = 0
    for end in ends:
        kept[end.first] = end
        while following in kept:
            ready = kept.pop(following)
            following += len(ready)
            yield ready
