"""How does a job run in a window that must not wait? A JobRunner takes its steps, a slice in each frame.

Whatever is long (`explorer.job`) goes this way: an orbit that is judged, gradients that are checked, kernels
that are compiled. A runner has one job at a time. Each gets the next number, and what still comes of an
earlier one is dropped by its number.
"""

from collections.abc import Callable
from math import ceil
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from explorer.frame_budget import FRAME, SLICE, FrameBudget
from explorer.job import Job, has_ended, slice_of
from explorer.refusal import Refusal

_PATIENCE = 0.1
"""Seconds in which an answer seems immediate."""


class Jobs(QObject):
    """Every job of one window, and the time that they share with all else that is drawn there."""

    changed = Signal()
    """Other jobs are running than before."""

    def __init__(self, budget: FrameBudget | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.budget = budget or FrameBudget()
        self.running: tuple[JobRunner, ...] = ()
        """The runners that have a job, the longest at work first."""
        self._asked_for: dict[str, JobRunner] = {}

    def run(
        self,
        title: str,
        job: Job[Any],
        then: Callable[[Any], object],
        refused: Callable[[str], object] | None = None,
    ) -> None:
        """Run `job`, which a person has asked for and waits for, and hand its results to `then`.

        `refused` is told the text of a Refusal that it ends in.

        Another of the same title takes its place. What takes less than a tenth of a second is done when this
        returns: so long nobody notices that the window waits.
        """
        if (before := self._asked_for.pop(title, None)) is not None:
            before.cancel()
            before.deleteLater()
        runner = self._asked_for[title] = JobRunner(self, self)
        runner.delivered.connect(then)
        if refused is not None:
            runner.refused.connect(refused)
        runner.start(job, title, _PATIENCE)

    def cancel_asked_for(self) -> None:
        """Give up all that a person has asked for: what it was about is no longer open."""
        for runner in self._asked_for.values():
            runner.cancel()

    def note(self, runner: "JobRunner") -> None:
        """Hear that `runner` has begun a job, or has none any more."""
        if runner.is_running != (runner in self.running):
            others = tuple(each for each in self.running if each is not runner)
            self.running = (*others, runner) if runner.is_running else others
            self.changed.emit()


class JobRunner(QObject):
    """Runs the latest job that it was given."""

    progressed = Signal(float)
    """The present job has come so far, from 0 to 1; told once a slice."""
    delivered = Signal(object)
    """A result of the present job."""
    ended = Signal()
    """The present job is done: all its results have been delivered."""
    refused = Signal(str)
    """The present job has ended in a Refusal, whose text this is."""
    cancelled = Signal()
    """Somebody does not want the present job any more. Not told where another takes its place."""

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._job: Job[Any] | None = None
        self.number = 0
        """Of the present job; each has a higher one than those before it."""
        self.title = ""
        """What a person is told of the present job; nothing where it has words of its own."""
        self.began_at = 0.0
        """When the present job was begun, by the clock of the frame budget."""
        self.progress = 0.0
        """How much of the present job is done, from 0 to 1."""
        self.doing = ""
        """What it does before what its title says; nothing where it does that."""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_timeout)

    @property
    def is_running(self) -> bool:
        """Whether there is a job that has not ended."""
        return self._job is not None and not has_ended(self._job)

    def start(self, job: Job[Any], title: str = "", at_once: float = SLICE) -> None:
        """Run `job` in place of the one before, whose results nobody gets any more.

        The first slice, of `at_once` seconds, is made now: what takes no longer is done when this returns.
        With 0 it is made once what is already asked for is painted.
        """
        self._leave()
        self._job, self.title, self.progress, self.doing = job, title, 0.0, ""
        self.began_at = self._jobs.budget.clock()
        if at_once > 0:
            self._make_slice(job, at_once)
        else:
            self._jobs.note(self)
            self._timer.start(0)

    def cancel(self) -> None:
        """Give the present job up, if there is one."""
        if self.is_running:
            self._leave()
            self._jobs.note(self)
            self.cancelled.emit()

    def _leave(self) -> None:
        """Have no job, and a number that no job had."""
        self.number += 1
        self._timer.stop()
        if self._job is not None:
            self._job.close()
            self._job = None

    def _on_timeout(self) -> None:
        wait = self._jobs.budget.wait
        if wait > 0:
            self._timer.start(ceil(1000 * wait))
        elif self._job is not None:
            self._make_slice(self._job, SLICE)

    def _make_slice(self, job: Job[Any], seconds: float) -> None:
        """Take the steps that there is time for, and rest; whoever hears of one may start another job."""
        number, budget, rest = self.number, self._jobs.budget, 0
        try:
            with budget.turn(seconds) as until:
                for step in slice_of(job, until, budget.clock):
                    self.progress, rest = step.progress, FRAME if step.is_waiting else 0
                    self.doing = step.doing
                    if step.result is not None:
                        self.delivered.emit(step.result)
                    if number != self.number:
                        return
        except Refusal as refusal:
            self._jobs.note(self)
            self.refused.emit(str(refusal))
            return
        self._jobs.note(self)
        if has_ended(job):
            self.ended.emit()
        else:
            self._timer.start(rest)
            self.progressed.emit(self.progress)
