"""What becomes of this descent? The verdict in words, found while the screen goes on."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QWidget

from explorer.descent.search import judge
from explorer.descent.shown_descent import Descent
from explorer.descent.verdict import OrbitVerdict
from explorer.number import exact
from explorer.symbol import Symbol
from explorer.ui.session.job_runner import JobRunner, Jobs
from explorer.ui.theme.theme import give_role
from explorer.ui.widgets.elided_label import ElidedLabel

_WIDTH, _HEIGHT = 240, 32
"""Pixels; the height is the least."""

ROLES = {
    "converges": "good",
    "cycles": "warning",
    "chaotic": "warning",
    "diverges": "problem",
    "undecided": "undecided",
}


class VerdictPill(ElidedLabel):
    """One line in the colour of the verdict's kind; all digits and remarks on hover."""

    told = Signal()
    """It says something else: look at `verdict` and `descent`."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._search = JobRunner(jobs, self)
        self.verdict: OrbitVerdict | None = None
        """On the descent that was last given to `judge`; None until it is found."""
        self.descent: Descent | None = None
        """That descent."""
        self._search.delivered.connect(self._keep)
        self._search.ended.connect(self._on_decided)
        self._search.progressed.connect(self._show_deciding)
        self._search.cancelled.connect(self._show_given_up)
        self.setMinimumWidth(160)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAccessibleName("Verdict")
        font = self.font()
        font.setWeight(QFont.Weight.DemiBold)
        self.setFont(font)
        give_role(self, "undecided")

    def sizeHint(self) -> QSize:
        height = max(super().sizeHint().height(), _HEIGHT)
        return QSize(_WIDTH, height)  # whatever it says, so that nothing moves

    def minimumSizeHint(self) -> QSize:
        # Not setFixedHeight: a change of role makes the style sheet forget it.
        return super().minimumSizeHint().expandedTo(QSize(0, _HEIGHT))

    @property
    def is_deciding(self) -> bool:
        """Whether the orbit is still being followed."""
        return self._search.is_running

    def judge(self, descent: Descent) -> None:
        """Follow this descent until its fate is clear; what went before is forgotten."""
        self.verdict, self.descent = None, descent
        search = judge(descent.f, descent.start, descent.learning_rate, descent.momentum)
        self._search.start(search, "Following the orbit to its fate")

    def _keep(self, found: OrbitVerdict) -> None:
        self.verdict = found

    def _on_decided(self) -> None:
        if self.verdict is not None:
            self._show(ROLES[self.verdict.kind], self.verdict.statement, in_full(self.verdict))

    def _show_deciding(self) -> None:
        self._show("undecided", "deciding …", "Following the orbit until it settles, diverges or is chaotic")

    def _show_given_up(self) -> None:
        self._show(
            "undecided", "not decided: cancelled", f"Change the start, {Symbol.ALPHA} or f to have it decided"
        )

    def _show(self, role: str, text: str, tip: str) -> None:
        give_role(self, role)
        self.set_text(text, tip)
        self.told.emit()


def in_full(verdict: OrbitVerdict) -> str:
    """The verdict with every number it has, all digits written."""
    lines = [verdict.sentence]
    if verdict.diverged_at and not verdict.remark:
        lines.append(f"step {verdict.diverged_at} is the first with |x| > 10¹²; it leaves the plot before")
    if verdict.limit is not None:
        lines.append(f"limit {exact(verdict.limit)}")
    if verdict.cycle:
        shown = ", ".join(exact(point) for point in verdict.cycle[:8])
        lines.append(f"points {shown}{', …' if len(verdict.cycle) > 8 else ''}")
    if verdict.multiplier is not None:
        lines.append(f"a small distance from it is multiplied by {exact(verdict.multiplier)} each time round")
    if verdict.lyapunov is not None:
        lines.append(f"Lyapunov exponent Λ = {exact(verdict.lyapunov)}")
    return "\n".join(lines)
