"""How do groups of runs go through an executor, a few at a time, as a job?

Groups are made when it is their turn, and results handed out as they come. No group is begun long before the
oldest has ended, so that whoever puts the results in order need not keep many.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Sized
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ThreadPoolExecutor, wait
from threading import Event
from typing import Protocol, TypeVar

from explorer.job import Job, JobStep
from explorer.training.many.group import RunResults
from explorer.training.many.lanes import IsCancelled, never

_LEAD = 8
"""How many groups for each worker may be begun before the oldest has ended."""

_LOOK = 0.02  # seconds of waiting for a group: so long one who cancels may have to wait


Ends = TypeVar("Ends", bound=Sized)
EndsOfGroup = TypeVar("EndsOfGroup", bound=Sized, covariant=True)


class RunGroup(Protocol[EndsOfGroup]):
    """Runs that are made together, by whoever has time: a `Group` of a sweep, the pixels of a map."""

    def run(self, is_cancelled: IsCancelled) -> EndsOfGroup:
        """Makes all of them; of how they ended there is one for each. Raises Cancelled."""


def run_alone(group: RunGroup[Ends]) -> Ends:
    """Makes the runs of a group, in whichever process; nobody can cancel it."""
    return group.run(never)


def available_workers() -> int:
    """How many threads this process may keep busy."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def run_groups(groups: Iterable[RunGroup[Ends]], runs: int, workers: int | None = None) -> Job[Ends]:
    """How the groups, of so many runs together, end, in any order.

    Computed by so many threads, by default as many as there are cores, which end within a few hundredths of a
    second where the rest is not wanted.
    """
    workers = workers or available_workers()
    is_over = Event()
    executor = ThreadPoolExecutor(workers)
    try:
        yield from run_groups_in(executor, groups, runs, workers, lambda group: group.run(is_over.is_set))
    finally:
        is_over.set()
        executor.shutdown(cancel_futures=True)


def run_groups_in(
    executor: Executor,
    groups: Iterable[RunGroup[Ends]],
    runs: int,
    workers: int,
    run: Callable[[RunGroup[Ends]], Ends] = run_alone,
) -> Job[Ends]:
    """The same in any executor, of about so many workers.

    Who cancels need not wait, but what is being computed goes on to the end of its group.
    """
    waiting = enumerate(groups)
    following = next(waiting, None)
    running: dict[Future[Ends], int] = {}
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


def _may_begin(number: int, running: dict[Future[Ends], int], workers: int) -> bool:
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
