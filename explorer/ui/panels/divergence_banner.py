"""Why did a run diverge, and what can be done about it? A banner with buttons."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from explorer.job import in_thread
from explorer.number import exact, rounded
from explorer.symbol import Symbol
from explorer.training.divergence import Divergence
from explorer.training.divergence_cause import DivergenceCause, explaining, first_looked_at
from explorer.ui.session.job_runner import JobRunner
from explorer.ui.session.session import Session
from explorer.ui.session.training_controller import FIRST_SAMPLE
from explorer.ui.widgets.flow_layout import FlowLayout
from explorer.ui.widgets.plain_text import without_mnemonic
from explorer.ui.widgets.written import Write, WritingLabel, usual_write


class DivergenceBanner(QFrame):
    """What happened, at once; why, as soon as it is known; and the ways on. Hidden while all is well.

    The ways: from the start with an α that holds; back to the step before E rose, to the last finite step,
    to the start; and the curve of the weight that grew first.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._training = session.training
        self._divergence: Divergence | None = None
        self._cause: DivergenceCause | None = None
        self._search = JobRunner(session.jobs, self)
        self._search.delivered.connect(self._take)
        self.setProperty("role", "banner")
        self.sentence = WritingLabel()
        self._write: Write = usual_write
        self.sentence.setTextFormat(Qt.TextFormat.PlainText)
        self.sentence.setWordWrap(True)
        self.sentence.setAccessibleName("What diverged, and why")
        self._buttons = FlowLayout()
        self._arrange()
        self._training.diverged.connect(self._show)
        self._training.divergence_cleared.connect(self._on_cleared)
        self.hide()

    def _arrange(self) -> None:
        training = self._training
        self.hold_button = self._button(
            "", "The weights of the start and this learning rate, as one edit: then train"
        )
        self.hold_button.setDefault(True)
        self.hold_button.clicked.connect(self._start_again)
        self.calm_button = self._button("", "Back to the weights at the lowest loss, from which it rose")
        self.calm_button.clicked.connect(self._go_back_to_calm)
        self.back_button = self._button("", "")
        self.back_button.clicked.connect(lambda: training.go_back())
        self.reset_button = self._button(
            "Reset to the start", "Back to the weights from which the run began, with the same learning rate"
        )
        self.reset_button.clicked.connect(training.reset)
        self.growth_button = self._button("", "The curve of this weight among all, in the loss panel")
        self.growth_button.clicked.connect(self._show_growth)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 6, 9, 6)
        column.addWidget(self.sentence)
        column.addLayout(self._buttons)

    def _button(self, text: str, tip: str) -> QPushButton:
        button = QPushButton(text)
        button.setToolTip(tip)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # or hiding it moves the focus to a table
        self._buttons.addWidget(button)
        return button

    def _show(self, divergence: Divergence) -> None:
        self._divergence, self._cause = divergence, None
        self.sentence.setToolTip(f"{divergence.what} = {exact(divergence.value)}")
        step = divergence.last_finite_step
        self.back_button.setText(f"Go back to step {step}")
        self.back_button.setToolTip(f"Back to the weights of step {step}, the last at which all was finite")
        self._refresh()
        self.setVisible(True)
        run = self._training.snapshot
        if run is not None and step is not None:
            first = first_looked_at(run)
            steps = self._training.steps_again(first, step - first)
            self._search.start(in_thread(explaining(run, steps)))

    def _take(self, cause: DivergenceCause) -> None:
        self._cause = cause
        self._refresh()

    def _on_cleared(self) -> None:
        self._search.cancel()
        self.hide()

    def _refresh(self) -> None:
        divergence, cause = self._divergence, self._cause
        if divergence is None:
            return
        last = divergence.last_finite_step
        why = (
            divergence.sentence_counting_from(FIRST_SAMPLE)
            if last is None
            else divergence.what_happened(FIRST_SAMPLE)
        )
        self.sentence.setText(why if cause is None else f"{why} {cause.sentence}")
        self.back_button.setVisible(last is not None)
        self.reset_button.setVisible(last is not None)
        self.hold_button.setVisible(cause is not None and cause.holding is not None)
        self.calm_button.setVisible(cause is not None and cause.step not in (0, last))
        self.growth_button.setVisible(cause is not None and cause.grown is not None)
        if cause is not None:
            self.hold_button.setText(
                self._write(f"Start with {Symbol.ALPHA} = {rounded(cause.holding or 0.0)}")
            )
            self.calm_button.setText(self._write(f"Go back to step {cause.step}, before {Symbol.LOSS} rose"))
            grown = "" if cause.grown is None else f"Growth of {without_mnemonic(cause.grown.label)}"
            self.growth_button.setText(grown)

    def set_write(self, write: Write) -> None:
        """Write the symbols in it so from now on."""
        self._write = write
        self._refresh()

    def _start_again(self) -> None:
        if self._cause is not None and self._cause.holding is not None:
            self._training.start_again(self._cause.holding)

    def _go_back_to_calm(self) -> None:
        if self._cause is not None:
            self._training.go_back(self._cause.step)

    def _show_growth(self) -> None:
        if self._cause is not None:
            self._training.growth_asked.emit(self._cause.grown)
