"""What becomes of the present run, as far as it has come? Its verdict: converges, stuck, diverges …"""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from explorer.number import counted
from explorer.training.run_snapshot import RunSnapshot
from explorer.training.verdict import SHORTEST, Verdict
from explorer.ui.widgets.plain_text import plain


class VerdictLine(QLabel):
    """“stuck: h1 is off for every sample: its z is at most −8”; hidden while there is nothing to judge."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.verdict: Verdict | None = None
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setAccessibleName("What becomes of the run")
        self.hide()

    def show_run(self, run: RunSnapshot | None) -> None:
        """Judge `run`, as far as it has come; nothing where it is too short to tell, or None."""
        is_judged = run is not None and (run.divergence is not None or run.step >= SHORTEST)
        self.verdict = run.verdict() if run is not None and is_judged else None
        self.setVisible(self.verdict is not None)
        if run is None or self.verdict is None:
            self.setText("")
            return
        self.setText(self.verdict.sentence)
        self.setToolTip(plain(f"{self.verdict.sentence}, as far as {counted(run.step, 'step')} tell"))
