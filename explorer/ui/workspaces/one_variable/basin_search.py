"""From which starts does a descent end where this one does? The search for its basin, in a thread."""

from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from explorer.descent.bifurcation.basin import Basin, basin_of
from explorer.descent.shown_descent import Descent
from explorer.job import in_thread, whole
from explorer.ui.session.job_runner import JobRunner, Jobs

_PAUSE = 100
"""Milliseconds at least from one search to the next: ten a second while something is dragged."""

BasinQuestion = tuple[Descent, float, float]
"""The descent, and from where to where starts are tried."""


class BasinSearch(QObject):
    """Answers the latest question. One search at a time: an older answer never comes after a newer one."""

    found = Signal(object)
    """The Basin of the question that was asked last, or of one a moment before with the same f."""
    outdated = Signal()
    """What was found before is of another f."""

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._asked: BasinQuestion | None = None
        self._at_work: BasinQuestion | None = None
        self._runner = JobRunner(jobs, self)
        self._runner.delivered.connect(self._on_delivered)
        self._runner.ended.connect(self._on_ended)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self._timer.timeout.connect(self._begin)

    @property
    def is_due(self) -> bool:
        """Whether an answer is still to come."""
        return self._timer.isActive() or self._runner.is_running

    def ask(self, descent: Descent, low: float, high: float) -> None:
        """Look for the basin of this descent among the starts from `low` to `high`."""
        question = (descent, low, high)
        if question == self._asked:
            return
        if self._asked is not None and self._asked[0].f is not descent.f:
            self._runner.cancel()
            self.outdated.emit()
        self._asked = question
        if not self.is_due:
            self._timer.start()

    def _begin(self) -> None:
        question = self._at_work = self._asked
        if question is not None:
            self._runner.start(in_thread(whole(partial(basin_of, *question))), at_once=0)

    def _on_delivered(self, basin: Basin) -> None:
        self.found.emit(basin)

    def _on_ended(self) -> None:
        if self._at_work != self._asked:
            self._timer.start()
