"""How does a trainability map come about in a window? One question at a time, a newer cancels the older."""

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from explorer.job import in_thread
from explorer.training.many.executor import available_workers
from explorer.training.many.map_question import MapQuestion, is_same_map
from explorer.training.many.map_so_far import MapSoFar, map_so_far
from explorer.ui.session.job_runner import JobRunner, Jobs


def _workers() -> int:
    """As many threads as leave the screen a core of its own."""
    return max(1, available_workers() - 1)


class MapSearch(QObject):
    """Computes the map that is asked for, beside the screen, and has what is known of it."""

    changed = Signal()
    """More is known, or nothing more will come."""

    def __init__(self, jobs: Jobs, title: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.so_far: MapSoFar | None = None
        """The latest map, which may still be that of the question before."""
        self.problem = ""
        """Why the map that is asked for cannot be made; "" where it can."""
        self.is_cancelled = False
        """Whether a person does not want the rest."""
        self._title = title
        self._question: MapQuestion | None = None
        self._runner = JobRunner(jobs, self)
        self._runner.delivered.connect(self._take)
        self._runner.refused.connect(self._refuse)
        self._runner.ended.connect(self.changed)
        self._runner.cancelled.connect(self._on_cancelled)

    @property
    def is_running(self) -> bool:
        """Whether more is to come."""
        return self._runner.is_running

    def ask(self, question: MapQuestion | None) -> None:
        """Compute the map of `question`, unless that is the present one; None: none, and forget it."""
        if question is None:
            self._question = self.so_far = None
            self.problem = ""
            self._runner.cancel()
        elif self._question is None or not self._is_answered(question, self._question):
            self._start(question)

    def go_on(self) -> None:
        """Compute the present map again, which was cancelled."""
        if self._question is not None and self.is_cancelled:
            self._start(self._question)

    def pause(self) -> None:
        """Nobody looks: what is not known yet is asked for again later."""
        if self._runner.is_running:
            self._question = None
            self._runner.cancel()

    def _is_answered(self, question: MapQuestion, present: MapQuestion) -> bool:
        """Whether the map of `present` tells all that `question` asks; it may tell solutions besides."""
        is_told = present.finds_solutions or not question.finds_solutions
        return is_told and is_same_map(replace(question, finds_solutions=present.finds_solutions), present)

    def _start(self, question: MapQuestion) -> None:
        before, self._question = self._question, question
        self.problem, self.is_cancelled = "", False
        if before is not None and (before.x.name, before.y.name) != (question.x.name, question.y.name):
            self.so_far = None  # it has no place on these axes
        title = f"{self._title}: {question.size} × {question.size} runs"
        self._runner.start(in_thread(map_so_far(question, _workers())), title)

    def _take(self, so_far: MapSoFar) -> None:
        self.so_far = so_far
        self.changed.emit()

    def _refuse(self, problem: str) -> None:
        self.problem, self.so_far = problem, None
        self.changed.emit()

    def _on_cancelled(self) -> None:
        self.is_cancelled = self._question is not None
        self.changed.emit()
