"""How does a plot stand on its card? Under the question that it answers, with the answer in a sentence."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from explorer.ui.theme.theme import give_role
from explorer.ui.widgets.elided_label import ElidedLabel

_LOW, _BESIDE = 9, 64
"""Lines of text: on a card that is lower the answer stands beside the question, to leave room to the plot.
Letters: if it is as wide as that."""
_TALL, _WIDE = 18, 130
"""Lines of text: on a card that is as high a long answer has two of them. Letters: one line holds as many."""
_LEAST_PLOT, _LEAST_LINES = 68, 5
"""Pixels, and lines of text, of height that a plot has at least."""


class QuestionCard(QFrame):
    """A frame around a plot. `controls` stand at the right of the question.

    `explanation`: what stands over the plot on request. `has_long_answers`: they have two lines, where that
    leaves the plot room.
    """

    def __init__(
        self,
        question: str,
        plot: QWidget,
        controls: Sequence[QWidget] = (),
        explanation: QWidget | None = None,
        has_long_answers: bool = False,
    ) -> None:
        super().__init__()
        give_role(self, "card")
        self.question, self._answer = ElidedLabel(), ElidedLabel()
        self.question.set_text(question, question)
        self._answer.setAccessibleName(f"Answer: {question}")
        give_role(self.question, "title")
        give_role(self._answer, "muted")
        self._head, self._column = QHBoxLayout(), QVBoxLayout(self)
        self._head.setSpacing(8)
        self._head.addWidget(self.question)
        for control in controls:
            self._head.addWidget(control)
        self._column.setContentsMargins(10, 6, 10, 4)
        self._column.setSpacing(2)
        self._column.addLayout(self._head)
        self._column.addWidget(self._answer)
        if explanation is not None:
            self._column.addWidget(explanation)
        self._column.addWidget(plot, 1)
        self.pictured = plot
        """What a saved picture of it shows, beside question and answer."""
        self._is_low = False
        self._has_long_answers = has_long_answers
        self._plot, self._keys = plot, plot.accessibleDescription()
        self._keep_height()

    @property
    def answer(self) -> str:
        """What is said under the question."""
        return self._answer.whole

    def say(self, answer: str, in_full: str = "") -> None:
        """Answer the question in a sentence; `in_full` is what hovering shows in its place."""
        if answer != self.answer:  # what is seen is also said of the plot, before what its keys do
            sentences = [f"{answer.rstrip('.')}."] if answer else []
            self._plot.setAccessibleDescription(" ".join([*sentences, self._keys]).strip())
        self._answer.set_text(answer, in_full or answer)

    def minimumSizeHint(self) -> QSize:
        least = super().minimumSizeHint()
        may_be_lower = self._has_room_beside and not self._is_low
        return QSize(least.width(), least.height() - self._answer.height() - 2) if may_be_lower else least

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._keep_height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        metrics = self.fontMetrics()
        is_low = self.height() < _LOW * metrics.lineSpacing() and self._has_room_beside
        if is_low != self._is_low:
            self._is_low = is_low
            if is_low:
                self._head.insertWidget(1, self._answer, 1)
            else:
                self._column.insertWidget(1, self._answer)
        is_tall = self.height() >= _TALL * metrics.lineSpacing()
        is_wide = self.width() >= _WIDE * metrics.averageCharWidth()
        self._answer.set_lines(2 if self._has_long_answers and is_tall and not is_wide else 1)

    @property
    def _has_room_beside(self) -> bool:
        return self.width() >= _BESIDE * self.fontMetrics().averageCharWidth()

    def _keep_height(self) -> None:
        """Leave something to what is drawn: the numbers and the name of an axis take two or three lines."""
        self._plot.setMinimumHeight(max(_LEAST_PLOT, round(_LEAST_LINES * self.fontMetrics().lineSpacing())))
