"""What is being worked on, how far has it come, and how is it cancelled? A progress bar with a Cancel button.

It stands in the status bar, and only while a job with a title takes longer than half a second.
"""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QToolButton, QWidget

from explorer.ui.session.job_runner import JobRunner, Jobs

PATIENCE = 0.5
"""Seconds for which a job is not worth mentioning."""

_LOOK = 100
"""Milliseconds between two looks at how far it has come."""
_WIDTH = 120
_WHOLE = 1000


class JobProgress(QWidget):
    """The job that has been running for the longest time."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._shown: JobRunner | None = None
        self.label, self.bar, self.cancel_button = QLabel(), QProgressBar(), QToolButton()
        self.bar.setRange(0, _WHOLE)
        self.bar.setFixedWidth(_WIDTH)
        self.bar.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.cancel_button.setText("Cancel")
        self.cancel_button.clicked.connect(self._on_cancel)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for widget in (self.label, self.bar, self.cancel_button):
            row.addWidget(widget)
        self._looks = QTimer(self)
        self._looks.setInterval(_LOOK)
        self._looks.timeout.connect(self._refresh)
        jobs.changed.connect(self._on_changed)
        self.hide()

    def _on_changed(self) -> None:
        """Look regularly while there are jobs, and no longer."""
        if not self._jobs.running:
            self._looks.stop()
        elif not self._looks.isActive():
            self._looks.start()
        if self._shown not in self._jobs.running:
            self._refresh()

    def _refresh(self) -> None:
        now = self._jobs.budget.clock()
        long = (job for job in self._jobs.running if job.title and now - job.began_at >= PATIENCE)
        self._shown = next(long, None)
        if self._shown is not None:
            self.label.setText(self._shown.doing or self._shown.title)
            self.bar.setValue(round(_WHOLE * self._shown.progress))
            self.bar.setAccessibleName(self._shown.title)
            self.cancel_button.setToolTip(f"Cancel: {self._shown.title}")
        self.setVisible(self._shown is not None)

    def _on_cancel(self) -> None:
        if self._shown is not None:
            self._shown.cancel()
