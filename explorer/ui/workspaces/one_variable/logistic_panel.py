"""Why are there doublings and chaos at all? On a cubic each step is one of the logistic map: with which r."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from explorer.descent.landmark_words import equals
from explorer.descent.logistic import LogisticMap
from explorer.descent.logistic_words import MILESTONES, last_passed, meaning
from explorer.number import rounded
from explorer.symbol import Symbol
from explorer.ui.theme.theme import give_role
from explorer.ui.widgets.elided_label import ElidedLabel
from explorer.ui.widgets.written import Write

_ONE_LINE, _ONE_ROW, _TWO_ROWS = 78, 150, 64
"""Letters: a panel as wide has a sentence in one line, all milestones in one row, or in two."""


class LogisticPanel(QWidget):
    """The substitution, r at the present α and what it means, and at which α that changes.

    `shows_r` is the switch for r on the axes; `closing` is unchecked by Escape.
    """

    def __init__(self, shows_r: QAction, closing: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._closing = closing
        self._columns = 0
        self.why, self.now = ElidedLabel(), ElidedLabel()
        self.switch = QCheckBox("r on the axis")
        self.switch.setToolTip(f"Write r in the place of {Symbol.ALPHA} beside the axes")
        self.switch.clicked.connect(shows_r.trigger)
        shows_r.toggled.connect(self.switch.setChecked)
        self.milestones = tuple(ElidedLabel() for _ in MILESTONES)
        self._table = QGridLayout()
        self._table.setHorizontalSpacing(12)
        self._table.setVerticalSpacing(0)
        head = QHBoxLayout()
        head.addWidget(self.why, 1)
        head.addWidget(self.switch)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 4, 0, 4)
        lines.setSpacing(1)
        lines.addLayout(head)
        lines.addWidget(self.now)
        lines.addLayout(self._table)
        self._set_columns(2)
        self.setAccessibleName("Why: the logistic map")
        self.why.setAccessibleName("Why")
        self.now.setAccessibleName("r now, and what it means")

    def show_map(self, logistic: LogisticMap, rate: float) -> None:
        """Say it of a descent with this α."""
        r = logistic.r(rate)
        self.why.set_text(f"With {logistic.substitution} each step is y ← r·y·(1 − y)", logistic.sentence)
        place = logistic.substitution_at(rate)
        now = f"Now {place}{', ' if place else ''}r = {rounded(r)}: {meaning(r)}"
        self.now.set_text(now)
        passed = last_passed(r)
        for milestone, label in zip(MILESTONES, self.milestones, strict=True):
            place = equals(logistic.rate(milestone.r))
            label.set_text(f"{milestone.written}: {milestone.what}, {Symbol.ALPHA} {place}")
            give_role(label, "title" if milestone is passed else "muted")
        self._say()

    def set_write(self, write: Write) -> None:
        """Write the symbols in it so from now on."""
        for label in (self.why, self.now, *self.milestones):
            label.set_write(write)
        self._say()

    def _say(self) -> None:
        self.setAccessibleDescription(f"{self.why.whole}. {self.now.whole}")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break lines, and the row of milestones, where they would be cut off."""
        super().resizeEvent(event)
        letters = self.width() / self.fontMetrics().averageCharWidth()
        self.now.set_lines(1 if letters >= _ONE_LINE else 2)
        self.why.set_lines(1 if letters >= _ONE_LINE else 2)
        self._set_columns(len(MILESTONES) if letters >= _ONE_ROW else 2 if letters >= _TWO_ROWS else 1)

    def _set_columns(self, count: int) -> None:
        if count != self._columns:
            self._columns = count
            for number, label in enumerate(self.milestones):
                self._table.addWidget(label, *divmod(number, count))
            for column in range(len(MILESTONES)):
                self._table.setColumnStretch(column, 1 if column < count else 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes it."""
        if event.key() == Qt.Key.Key_Escape:
            self._closing.trigger()
        else:
            super().keyPressEvent(event)
