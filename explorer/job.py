"""What is a job: long work with progress, results as they come, and an end whenever somebody cancels?

Long work is written as a generator. It computes for some milliseconds and yields a `JobStep`: how far it has
come, and a result where there is one. Whoever drives it takes as many steps as there is time for: a window a
few in each frame (`slice_of`), the command line one after the other (`results_of`).
To cancel is to close the generator, which its `finally` hears. So a piece between two steps must stay well
under 100 ms; what cannot be cut into pieces goes through `in_thread`, where nobody waits for it.
"""

from collections import deque
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from dataclasses import dataclass
from inspect import GEN_CLOSED, getgeneratorstate
from threading import Event, Thread
from time import sleep
from types import TracebackType
from typing import Any, Generic, TypeVar

Result = TypeVar("Result")

_LOOK = 0.02  # seconds between two looks at a thread


@dataclass(frozen=True, slots=True)
class JobStep(Generic[Result]):
    """One piece of a job is done.

    `progress`: how much of the whole is, from 0 to 1. `result`: what the piece has found; None: nothing to
    hand out. `is_waiting`: nothing was done, for others are at work; ask again a little later. `doing`: what
    the job does before what it is about; "": that.
    """

    progress: float
    result: Result | None = None
    is_waiting: bool = False
    doing: str = ""


Job = Generator[JobStep[Result], None, None]
"""Long work, piece by piece. It may raise a Refusal."""

OnProgress = Callable[[float], object]


def results_of(
    job: Job[Result], on_progress: OnProgress = lambda progress: None
) -> Generator[Result, None, None]:
    """The results of `job` as they come, for one who waits. It is cancelled where the rest is not wanted."""
    with closing(job):
        for step in job:
            on_progress(step.progress)
            if step.result is not None:
                yield step.result
            if step.is_waiting:
                sleep(_LOOK)


def last_result(job: Job[Result]) -> Result:
    """The last result of `job`, which has one, for one who waits."""
    return deque(results_of(job), maxlen=1)[0]


def slice_of(job: Job[Result], until: float, clock: Callable[[], float]) -> Iterator[JobStep[Result]]:
    """The steps of `job` that there is time for until `clock` says `until`.

    One at least, unless it has ended; a step that waits is the last.
    """
    for step in job:
        yield step
        is_done = step.progress >= 1.0  # what follows is the end, which costs nothing
        if step.is_waiting or (clock() >= until and not is_done):
            return


def has_ended(job: Job[Result]) -> bool:
    """Whether `job` has made its last step, was cancelled, or has raised something."""
    return getgeneratorstate(job) == GEN_CLOSED


def part(job: Job[Result], begin: float, end: float) -> Generator[JobStep[Any], None, Result]:
    """`job` as the part of another job from progress `begin` to `end`; its last result is what it returns."""
    result: Result | None = None
    for step in job:
        result = step.result if step.result is not None else result
        progress = begin + (end - begin) * step.progress
        yield JobStep(progress, is_waiting=step.is_waiting, doing=step.doing)
    assert result is not None, "a part has a result"
    return result


def whole(act: Callable[[], Result]) -> Job[Result]:
    """`act` as a job of one piece."""
    yield JobStep(1.0, act())


def in_thread(job: Job[Result]) -> Job[Result]:
    """`job`, whose pieces are made by a thread of their own: a step of this one never takes time.

    Cancelled, the thread is left alone: it ends after the piece that it is at, which nobody sees. What it
    raises is raised here.
    """
    thread = _JobThread(job)
    try:
        while True:
            has_ended = thread.has_ended  # before its results are taken, or the last could be missed
            while thread.results:
                yield JobStep(thread.progress, thread.results.popleft(), doing=thread.doing)
            if has_ended:
                thread.raise_what_ended_it()
                return
            yield JobStep(thread.progress, is_waiting=True, doing=thread.doing)
    finally:
        thread.cancel()


class _JobThread(Generic[Result]):
    """Takes the steps of a job, and keeps its results until they are fetched."""

    def __init__(self, job: Job[Result]) -> None:
        self.results: deque[Result] = deque()
        self.progress, self.doing = 0.0, ""
        self.has_ended = False
        self._problem: BaseException | None = None
        self._job = job
        self._is_cancelled = Event()
        Thread(target=self._work, name="job", daemon=True).start()

    def cancel(self) -> None:
        """End after the present piece."""
        self._is_cancelled.set()

    def raise_what_ended_it(self) -> None:
        """Raise what was raised in the thread, if anything was."""
        if self._problem is not None:
            raise self._problem

    def _work(self) -> None:
        with self, closing(self._job):
            for step in self._job:
                self.progress, self.doing = step.progress, step.doing
                if step.result is not None:
                    self.results.append(step.result)
                if self._is_cancelled.is_set():
                    return
                if step.is_waiting:
                    sleep(_LOOK)

    def __enter__(self) -> None:
        """The work begins."""

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> bool:
        """The work has ended; what was raised is kept for whoever asks for its results."""
        self._problem = problem
        self.has_ended = True
        return True
