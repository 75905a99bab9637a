"""What happened when a run diverged, and what can be done about it?"""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from explorer.number import exact
from explorer.training.divergence import Divergence
from explorer.ui.session.session import Session
from explorer.ui.session.training_controller import FIRST_SAMPLE


class DivergenceBanner(QFrame):
    """The sentence, and the ways back to the last finite step and to the start; hidden while all is well."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        training = self._training = session.training
        self.setProperty("role", "banner")
        self.sentence = QLabel()
        self.sentence.setTextFormat(Qt.TextFormat.PlainText)
        self.sentence.setWordWrap(True)
        self.back_button = QPushButton("Go back")
        self.back_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # or hiding it moves the focus to a table
        self.back_button.clicked.connect(training.go_back)
        self.reset_button = QPushButton("Reset to the start")
        self.reset_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.reset_button.setToolTip("Back to the weights from which the run began")
        self.reset_button.clicked.connect(training.reset)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 9, 6)
        row.addWidget(self.sentence, 1)
        row.addWidget(self.back_button)
        row.addWidget(self.reset_button)
        training.diverged.connect(self._show)
        training.divergence_cleared.connect(self.hide)
        self.hide()

    def _show(self, divergence: Divergence) -> None:
        self.sentence.setText(divergence.told(FIRST_SAMPLE))
        self.sentence.setToolTip(f"{divergence.quantity.value} = {exact(divergence.value)}")
        step = divergence.last_finite_step
        self.back_button.setVisible(step is not None)
        self.reset_button.setVisible(step is not None)
        self.back_button.setText(f"Go back to step {step}")
        self.back_button.setToolTip(f"Back to the weights of step {step}, the last at which all was finite")
        self.setVisible(True)
