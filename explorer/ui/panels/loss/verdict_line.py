"""What becomes of the present run, as far as it has come? Its verdict: converges, stuck, diverges …"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from explorer.job import in_thread, whole
from explorer.number import counted
from explorer.training.judgement import is_long_judgement
from explorer.training.run_snapshot import RunSnapshot
from explorer.training.verdict import SHORTEST, Verdict
from explorer.ui.session.job_runner import JobRunner, Jobs
from explorer.ui.widgets.plain_text import plain
from explorer.ui.widgets.written import WritingLabel


class VerdictLine(WritingLabel):
    """“stuck: h1 is off for every sample: its z is at most −8”; hidden while there is nothing to judge.

    Where there is much to look at, a thread does it, once the run rests.
    """

    judged = Signal()
    """A thread has come to a verdict."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.verdict: Verdict | None = None
        self._run: RunSnapshot | None = None
        self._looking = JobRunner(jobs, self)
        self._looking.delivered.connect(self._on_judged)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setAccessibleName("What becomes of the run")
        self.hide()

    def show_run(self, run: RunSnapshot | None, is_running: bool) -> None:
        """Judge `run`, as far as it has come; nothing where it is too short to tell, or None."""
        if run is self._run:
            return
        self._run = run
        self._looking.cancel()
        if run is None or (run.divergence is None and run.step < SHORTEST):
            self._say(None, 0)
        elif not is_long_judgement(run.start):
            self._say(run.verdict(), run.step)
        else:
            self._say(None, 0)
            if is_running:
                self._run = None  # it is judged when it rests
            else:
                self._looking.start(in_thread(whole(run.verdict)))

    def _on_judged(self, verdict: Verdict) -> None:
        if self._run is not None:
            self._say(verdict, self._run.step)
            self.judged.emit()

    def _say(self, verdict: Verdict | None, step: int) -> None:
        self.verdict = verdict
        self.setVisible(verdict is not None)
        self.setText("" if verdict is None else verdict.sentence)
        tip = "" if verdict is None else f"{verdict.sentence}, as far as {counted(step, 'step')} tell"
        self.setToolTip(plain(tip))
