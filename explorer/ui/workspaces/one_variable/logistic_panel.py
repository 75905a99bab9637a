"""Why are there doublings and chaos at all? On a cubic each step is one of the logistic map: with which r."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from explorer.descent.landmark_words import equals
from explorer.descent.logistic import LogisticMap
from explorer.descent.logistic_words import MILESTONES, last_passed, meaning
from explorer.number import rounded
from explorer.ui.theme.theme import give_role
from explorer.ui.widgets.elided_label import ElidedLabel


class LogisticPanel(QWidget):
    """The substitution, r at the present α and what it means, and at which α that changes.

    `shows_r` is the switch for r on the axes; `closing` is unchecked by Escape.
    """

    def __init__(self, shows_r: QAction, closing: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._closing = closing
        self.why, self.now = ElidedLabel(), ElidedLabel()
        self.switch = QCheckBox("r on the axis")
        self.switch.setToolTip("Write r in the place of α beside the axes")
        self.switch.clicked.connect(shows_r.trigger)
        shows_r.toggled.connect(self.switch.setChecked)
        self.milestones = tuple((ElidedLabel(), ElidedLabel()) for _ in MILESTONES)
        table = QGridLayout()
        table.setHorizontalSpacing(12)
        table.setVerticalSpacing(0)
        for column, (name, rate) in enumerate(self.milestones):
            table.setColumnStretch(column, 1)
            for row, label in enumerate((name, rate)):
                give_role(label, "muted")
                table.addWidget(label, row, column)
        head = QHBoxLayout()
        head.addWidget(self.why, 1)
        head.addWidget(self.switch)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 4, 0, 4)
        lines.setSpacing(1)
        lines.addLayout(head)
        lines.addWidget(self.now)
        lines.addLayout(table)
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
        for milestone, labels in zip(MILESTONES, self.milestones, strict=True):
            texts = f"{milestone.written}: {milestone.what}", f"α {equals(logistic.rate(milestone.r))}"
            for label, text in zip(labels, texts, strict=True):
                label.set_text(text, f"r = {milestone.written}: {milestone.what} ({texts[1]})")
            give_role(labels[0], "title" if milestone is passed else "muted")
        self.setAccessibleDescription(f"{self.why.whole}. {now}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes it."""
        if event.key() == Qt.Key.Key_Escape:
            self._closing.trigger()
        else:
            super().keyPressEvent(event)
