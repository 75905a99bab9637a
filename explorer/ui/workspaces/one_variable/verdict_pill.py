"""What becomes of this descent? The verdict in words, found while the screen goes on."""

from time import perf_counter

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QWidget

from explorer.descent.search import VerdictSearch
from explorer.descent.shown_descent import Descent
from explorer.descent.verdict import Verdict
from explorer.number import exact
from explorer.ui.theme.theme import give_role
from explorer.ui.widgets.elided_label import ElidedLabel

# Seconds of one frame that the search may take: at once, and then again and again until it is done.
_AT_ONCE = 0.003
_SLICE = 0.004
# Steps between two looks at the clock.
_BATCH = 256
# Milliseconds between two slices, in which the screen is painted.
_PAUSE = 4
_HEIGHT = 32

ROLES = {
    "converges": "good",
    "cycles": "warning",
    "chaotic": "warning",
    "diverges": "problem",
    "undecided": "card",
}


class VerdictPill(ElidedLabel):
    """One line in the colour of the verdict's kind; all digits and remarks on hover."""

    judged = Signal(object)
    """The Verdict on the descent that was last given to `judge`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._search: VerdictSearch | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self._timer.timeout.connect(lambda: self._advance(_SLICE))
        self.setMinimumWidth(160)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAccessibleName("Verdict")
        font = self.font()
        font.setWeight(QFont.Weight.DemiBold)
        self.setFont(font)
        give_role(self, "card")

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        # Not setFixedHeight: a change of role makes the style sheet forget it.
        return QSize(super().minimumSizeHint().width(), _HEIGHT)

    @property
    def is_deciding(self) -> bool:
        """Whether the orbit is still being followed."""
        return self._search is not None

    def judge(self, descent: Descent) -> None:
        """Follow this descent until its fate is clear; what went before is forgotten."""
        self._timer.stop()
        self._search = VerdictSearch(descent.f, descent.start, descent.learning_rate)
        self._advance(_AT_ONCE)

    def _advance(self, seconds: float) -> None:
        if self._search is None:
            return
        until = perf_counter() + seconds
        while self._search.found is None and perf_counter() < until:
            self._search.advance(_BATCH)
        found = self._search.found
        if found is None:
            self._show("card", "deciding …", "Following the orbit until it settles, diverges or is chaotic")
            self._timer.start()
            return
        self._search = None
        self._show(ROLES[found.kind], found.sentence, in_full(found))
        self.judged.emit(found)

    def _show(self, role: str, text: str, tip: str) -> None:
        give_role(self, role)
        self.set_text(text, tip)


def in_full(verdict: Verdict) -> str:
    """The verdict with every number it has, all digits written."""
    lines = [verdict.sentence]
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
