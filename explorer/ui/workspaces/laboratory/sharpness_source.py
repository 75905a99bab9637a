"""Along which of the compared runs is the curvature known? Read beside the screen, and kept."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from explorer.job import in_thread
from explorer.training.compared_runs import PlannedRun
from explorer.training.curvature.displacement import Displacement
from explorer.training.curvature.displacement_along import displacement_along
from explorer.training.curvature.run_readings import RunReadings, sharpness_of_runs
from explorer.training.curvature.sharpness import Readings
from explorer.ui.session.job_runner import JobRunner, Jobs
from explorer.ui.workspaces.laboratory.compared import ComparedRun


class SharpnessSource(QObject):
    """The readings of every run, and further ones of the run for which they are asked."""

    changed = Signal()
    """More is known."""

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sharpness, self._further, self._swing = (JobRunner(jobs, self) for _ in range(3))
        self._asked: dict[JobRunner, tuple[PlannedRun, ...]] = {}
        self._readings: dict[JobRunner, dict[PlannedRun, RunReadings]] = {
            self._sharpness: {},
            self._further: {},
        }
        self.problem = ""
        """Why nothing can be read, as a sentence."""
        self._displacements: tuple[PlannedRun, list[Displacement]] | None = None
        for runner in self._readings:
            runner.delivered.connect(lambda news, runner=runner: self._take(runner, news))
            runner.refused.connect(self._on_refused)
        self._swing.delivered.connect(self._take_displacement)

    def ask(self, runs: Sequence[ComparedRun]) -> None:
        """Read λ along those runs that have ended, and forget the others."""
        self._read(self._sharpness, runs, 1)

    def ask_further(self, run: ComparedRun | None, count: int) -> None:
        """Read so many of the largest eigenvalues along this run; None: of none."""
        self._read(self._further, [] if run is None else [run], count)

    def ask_displacement(self, run: ComparedRun | None) -> None:
        """Find how this run swings; None: no run."""
        if run is None or run.trainer is None:
            self._swing.cancel()
            self._displacements = None if run is None else self._displacements
        elif self._displacements is None or self._displacements[0] is not run.plan:
            self._displacements = (run.plan, [])
            self._swing.start(in_thread(displacement_along(run.plan)), "Finding how the run swings")

    def cancel(self) -> None:
        """Read no further; what is missing is asked for anew."""
        for runner in (self._sharpness, self._further, self._swing):
            runner.cancel()
        self._asked.clear()
        if self._displacements is not None and self._swing.progress < 1.0:
            self._displacements = None

    def readings(self, run: ComparedRun) -> Readings | None:
        """λ along the run, as far as it is known."""
        found = self._readings[self._sharpness].get(run.plan)
        return None if found is None else found.readings

    def further(self, run: ComparedRun) -> Readings | None:
        """The largest eigenvalues along the run, as far as they are known."""
        found = self._readings[self._further].get(run.plan)
        return None if found is None else found.readings

    def displacements(self, run: ComparedRun) -> list[Displacement]:
        """How the run swings, window by window, as far as it is known."""
        found = self._displacements
        return found[1] if found is not None and found[0] is run.plan else []

    def _read(self, runner: JobRunner, runs: Sequence[ComparedRun], count: int) -> None:
        plans = tuple(dict.fromkeys(run.plan for run in runs if run.trainer is not None))
        known = self._readings[runner]
        for plan in set(known) - {run.plan for run in runs}:
            del known[plan]
        missing = tuple(plan for plan in plans if plan not in known or not known[plan].is_whole)
        is_asked = set(missing) <= set(self._asked.get(runner, ()))
        if missing and is_asked and (runner.is_running or self.problem):
            return
        if not missing:
            runner.cancel()
            return
        self._asked[runner], self.problem = missing, ""
        runner.start(
            in_thread(sharpness_of_runs(missing, count, may_wait=False)),
            "Reading the curvature along the runs",
        )

    def _take(self, runner: JobRunner, news: RunReadings) -> None:
        self._readings[runner][self._asked[runner][news.number]] = news
        self.changed.emit()

    def _on_refused(self, why: str) -> None:
        self.problem = why
        self.changed.emit()

    def _take_displacement(self, found: Displacement) -> None:
        if self._displacements is not None:
            self._displacements[1].append(found)
            self.changed.emit()
