"""For how many steps, or until which E, is training to go on?"""

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from explorer.number import parse_number
from explorer.refusal import Refusal
from explorer.ui.theme.theme import give_role

FIRST_STEPS = "500"
"""What stands there at first."""


class NoGoal(Refusal):
    """A run is to stop after 1 step or more, or at an E above 0."""


class TrainDialog(QDialog):
    """Asks for a number of steps, for a loss to come below, or for both: whichever comes first ends it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Train so many steps")
        self.steps: int | None = None
        self.loss_below: float | None = None
        self._steps = _line("Steps", "How many at most; empty: as many as it takes")
        self._steps.setText(FIRST_STEPS)
        self._steps.selectAll()
        self._loss = _line(
            "Loss below", "Stop at the first step at which the loss is smaller; empty: at none"
        )
        self._problem = QLabel()
        self._problem.setWordWrap(True)
        give_role(self._problem, "problem")
        self._problem.hide()
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.button(QDialogButtonBox.StandardButton.Ok).setText("Train")
        buttons.accepted.connect(self._on_accepted)
        buttons.rejected.connect(self.reject)
        form = QFormLayout()
        form.addRow("&Steps", self._steps)
        form.addRow("or until the &loss <", self._loss)
        column = QVBoxLayout(self)
        column.addLayout(form)
        column.addWidget(self._problem)
        column.addWidget(buttons)
        self.setMinimumWidth(320)

    def _on_accepted(self) -> None:
        """Accept what can be done; otherwise say what is wrong with it."""
        try:
            self.steps, self.loss_below = _goal(self._steps.text(), self._loss.text())
        except Refusal as refused:
            self._problem.setText(str(refused))
            self._problem.show()
        else:
            self.accept()


def _goal(steps: str, loss: str) -> tuple[int | None, float | None]:
    """How many steps at most, and below which E to stop. Raises NotANumber or NoGoal."""
    most = parse_number(steps) if steps.strip() else None
    below = parse_number(loss) if loss.strip() else None
    if most is None and below is None:
        raise NoGoal("Type a number of steps, a loss to come below, or both")
    if most is not None and (most < 1 or most != int(most)):
        raise NoGoal(f"{steps.strip()} is no number of steps: type a whole number from 1 on")
    if below is not None and below <= 0:
        raise NoGoal(f"The loss may never come below {loss.strip()}: type a number above 0")
    return None if most is None else int(most), below


def _line(name: str, tip: str) -> QLineEdit:
    line = QLineEdit()
    line.setAccessibleName(name)
    line.setToolTip(tip)
    return line
