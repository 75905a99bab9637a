"""What did the last step promise, and what came?"""

from PySide6.QtWidgets import QLabel, QWidget

from explorer.network.number import exact, rounded, signed
from explorer.training.trainer import Trainer


class LastStep(QLabel):
    """“Step 12: E 0.245; promised −0.0123, came −0.0119”, with all digits on hover."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._trainer: Trainer | None = None
        self._batch: int | None = None
        self.setProperty("role", "muted")
        self.setWordWrap(True)
        self.setAccessibleName("The last step in words")

    def show_step(self, trainer: Trainer | None) -> None:
        """Say it of the last step of `trainer`; nothing before the first."""
        if trainer is not self._trainer:
            self._trainer, self._batch = trainer, None if trainer is None else _batch_of(trainer)
        rows = None if trainer is None else trainer.history.rows()
        if rows is None or len(rows) < 2:
            self.setText("")
            self.setToolTip("")
            return
        step, loss = int(rows.step[-2]) + 1, float(rows.loss[-1])
        promised, came = float(rows.promised_change[-2]), float(rows.loss_change[-2])
        whose = "" if self._batch is None else f"on its batch of {self._batch} "
        self.setText(
            f"Step {step}: E {rounded(loss)}; promised {whose}{signed(promised, 3)}, came {signed(came, 3)}"
        )
        batch = "" if self._batch is None else f" of the batch's gradient ({self._batch} samples)"
        self.setToolTip(
            f"E = {exact(loss)}\npromised −α‖∇E‖² = {exact(promised)}{batch}\n"
            f"came E − E before = {exact(came)}"
        )


def _batch_of(trainer: Trainer) -> int | None:
    """The size of its mini-batches; None where every step follows the gradient over all samples."""
    experiment = trainer.experiment()
    size = experiment.training.batch_size
    return None if size is None or size >= len(experiment.training_samples) else size
