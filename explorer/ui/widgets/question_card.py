"""How does a plot stand on its card? Under the question that it answers, with the answer in a sentence."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from explorer.ui.theme.theme import give_role
from explorer.ui.widgets.elided_label import ElidedLabel
from explorer.ui.widgets.written import Write

_LOW, _BESIDE = 9, 64
"""Lines of text: on a card that is lower the answer stands beside the question, to leave room to the plot.
Letters: if it is as wide as that."""
_LINES, _LINES_OF_A_NARROW_ONE, _NARROW = 2, 3, 70
"""Lines of an answer where the plot can yield so much, and on a card that holds less than so many letters."""
_GAP, _LEAST_QUESTION = 8, 60
"""Pixels between a question and its controls, and of width that a question has at least."""
_LEAST_PLOT, _LEAST_LINES = 68, 5
"""Pixels, and lines of text, of height that a plot has at least."""


class QuestionCard(QFrame):
    """A frame around a plot. `controls` stand at the right of the question.

    `explanation`: what stands over the plot on request. Where the question has no room beside its controls it
    breaks into two lines, or stands above them. An answer has as many lines as the size of the card allows,
    whatever it says, so that the plot stands still. The plot yields, down to what it needs and `kept_lines`
    of text more.
    """

    def __init__(
        self,
        question: str,
        plot: QWidget,
        controls: Sequence[QWidget] = (),
        explanation: QWidget | None = None,
        kept_lines: int = 4,
    ) -> None:
        super().__init__()
        give_role(self, "card")
        self.question, self._answer = ElidedLabel(), ElidedLabel()
        self.question.set_text(question, question)
        give_role(self.question, "title")
        give_role(self._answer, "muted")
        self._head, self._column = QHBoxLayout(), QVBoxLayout(self)
        self._head.setSpacing(_GAP)
        self._head.addWidget(self.question, 1)
        for control in controls:
            self._head.addWidget(control)
        self._head.addStretch()
        self._column.setContentsMargins(10, 6, 10, 4)
        self._column.setSpacing(2)
        self._column.addLayout(self._head)
        self._column.addWidget(self._answer)
        if explanation is not None:
            self._column.addWidget(explanation)
        self._column.addWidget(plot, 1)
        self.pictured = plot
        """What a saved picture of it shows, beside question and answer."""
        self._is_low = self._is_above = self._is_broken = False
        self._lines, self._controls, self._kept_lines = 1, tuple(controls), kept_lines
        self._plot, self._keys = plot, plot.accessibleDescription()
        self._spoken = ""
        self._name_answer()
        self._keep_height()

    @property
    def answer(self) -> str:
        """What is said under the question."""
        return self._answer.whole

    def say(self, answer: str, in_full: str = "") -> None:
        """Answer the question in a sentence; `in_full` is what hovering shows in its place."""
        self._answer.set_text(answer, in_full or answer)
        self._speak()

    def set_write(self, write: Write) -> None:
        """Write the symbols in question and answer so from now on."""
        for label in (self.question, self._answer):
            label.set_write(write)
        self._speak()
        self._name_answer()
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        """As of a question and an answer of one line, side by side with the controls."""
        least = super().minimumSizeHint() - self._extra
        may_be_lower = self._has_room_beside and not self._is_low
        answer = self._answer.minimumSizeHint().height() - self._extra_of_answer + self._column.spacing()
        return QSize(least.width(), least.height() - answer) if may_be_lower else least

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._keep_height()
            self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _speak(self) -> None:
        """Say of the plot, too, what is seen of the answer, before what the plot's keys do."""
        answer = self.answer
        if answer != self._spoken:
            self._spoken = answer
            sentences = [f"{answer.rstrip('.')}."] if answer else []
            self._plot.setAccessibleDescription(" ".join([*sentences, self._keys]).strip())

    def _name_answer(self) -> None:
        self._answer.setAccessibleName(f"Answer: {self.question.whole}")

    def _arrange(self) -> None:
        """Put question and answer where they can be read, as far as the plot can yield."""
        is_low = self.height() < _LOW * self.fontMetrics().lineSpacing() and self._has_room_beside
        if is_low != self._is_low:
            self._is_low = is_low
            if is_low:
                self._head.insertWidget(1, self._answer, 1)
            else:
                self._column.insertWidget(2 if self._is_above else 1, self._answer)
        self._place_question()
        self._break_answer()

    def _place_question(self) -> None:
        """Beside its controls in one line or in two, or above them."""
        question, metrics = self.question, self.question.fontMetrics()
        whole = question.whole
        controls = sum(control.sizeHint().width() + _GAP for control in self._controls)
        beside = self._room - controls
        needed, broken = metrics.horizontalAdvance(whole) + 4, _width_of_two_lines(whole, metrics)
        spare, line = 0 if self._is_low else self._spare, metrics.lineSpacing()
        is_broken = broken <= beside < needed and spare >= max(1, 2 * line + 2 - max(self._tallest, line))
        is_above = bool(self._controls) and not is_broken and beside < needed and spare >= line + 2
        self._is_broken = is_broken
        if is_above != self._is_above:
            self._is_above = is_above
            if is_above:
                self._column.insertWidget(0, question)
            else:
                self._head.insertWidget(0, question, 1)
        if not is_above:  # the answer takes what is left of a row that it shares
            self._head.setStretchFactor(question, 0 if self._is_low else 1)
        question.set_lines(2 if is_broken else 1)
        question.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        is_kept = not is_above and not self._is_low and beside >= needed
        question.setMinimumWidth(broken if is_broken else needed if is_kept else _LEAST_QUESTION)
        self._head.invalidate()  # Qt measures a row in a column anew only when it lays it out

    def _break_answer(self) -> None:
        """Give the answer the lines that the plot can spare."""
        letters = self._room // self.fontMetrics().averageCharWidth()
        most = _LINES_OF_A_NARROW_ONE if letters < _NARROW else _LINES
        free = (self._spare - self._extra_of_question) // self._answer.fontMetrics().lineSpacing()
        self._lines = 1 if self._is_low else max(1, min(most, 1 + free))
        self._answer.set_lines(self._lines)

    @property
    def _room(self) -> int:
        """Pixels of width between the margins."""
        margins = self._column.contentsMargins()
        return self.contentsRect().width() - margins.left() - margins.right()

    @property
    def _spare(self) -> int:
        """Pixels of height that the plot can yield to more lines than one of question and of answer."""
        beyond = max(0, self._plot.minimumSizeHint().height() - self._plot.minimumHeight())
        beyond += self._kept_lines * self.fontMetrics().lineSpacing()
        return self.height() - super().minimumSizeHint().height() + self._extra.height() - beyond

    @property
    def _extra_of_question(self) -> int:
        line = self.question.fontMetrics().lineSpacing()
        if self._is_above:
            return line + self._column.spacing()
        return max(0, 2 * line + 2 - max(self._tallest, line)) if self._is_broken else 0

    @property
    def _tallest(self) -> int:
        """Pixels of height of the controls."""
        return max((control.sizeHint().height() for control in self._controls), default=0)

    @property
    def _extra(self) -> QSize:
        """By how much the card needs more than with a question and an answer of one line, side by side."""
        width = self.question.minimumWidth() - _LEAST_QUESTION
        if self._is_above:  # the controls stand alone in their row
            width = -_LEAST_QUESTION - _GAP
        return QSize(width, self._extra_of_answer + self._extra_of_question)

    @property
    def _extra_of_answer(self) -> int:
        return 0 if self._is_low else (self._lines - 1) * self._answer.fontMetrics().lineSpacing()

    @property
    def _has_room_beside(self) -> bool:
        return self.width() >= _BESIDE * self.fontMetrics().averageCharWidth()

    def _keep_height(self) -> None:
        """Leave something to what is drawn: the numbers and the name of an axis take two or three lines."""
        self._plot.setMinimumHeight(max(_LEAST_PLOT, round(_LEAST_LINES * self.fontMetrics().lineSpacing())))


def _width_of_two_lines(text: str, metrics: QFontMetrics) -> int:
    """The least width in which `text` stands in two lines; infinite for a single word."""
    words = text.split(" ")
    halves = [(" ".join(words[:count]), " ".join(words[count:])) for count in range(1, len(words))]
    return min((max(map(metrics.horizontalAdvance, each)) for each in halves), default=1 << 20) + 6
