"""What did the last step promise, and what came?"""

from PySide6.QtWidgets import QWidget

from explorer.network.model import Penalty
from explorer.network.optimiser import OPTIMISERS
from explorer.number import exact, rounded, signed
from explorer.symbol import Symbol
from explorer.training.predicted_change import PredictedChange
from explorer.training.run_snapshot import RunSnapshot
from explorer.ui.widgets.written import WritingLabel


class LastStep(WritingLabel):
    """“Step 12: E 0.245; promised −0.0123, came −0.0119”, with all digits on hover."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setProperty("role", "muted")
        self.setWordWrap(True)
        self.setAccessibleName("The last step in words")

    def show_step(self, run: RunSnapshot | None) -> None:
        """Say it of the last step of `run`; nothing before the first."""
        if run is None or len(rows := run.history.last_step()) < 2:
            self.setText("")
            self.setToolTip("")
            return
        promise = PredictedChange(run.start)
        step, loss = int(rows.step[1]), float(rows.loss[1])
        promised, came = float(promise.values(rows)[0]), float(rows.loss_change[0])
        training = promise.experiment.training
        penalty = " + R" if training.penalty != Penalty() else ""
        self.setText(
            f"Step {step}: {Symbol.LOSS}{penalty} {rounded(loss)}; "
            f"{promise.label} {promise.whose}{signed(promised, 3)}, came {signed(came, 3)}"
        )
        other = (
            "" if promise.is_plain else f", but {OPTIMISERS[training.optimiser.name].label} steps otherwise"
        )
        lines = (
            f"{Symbol.LOSS}{penalty} = {exact(loss)}",
            f"{promise.label} {promise.whose}{promise.formula} = {exact(promised)}{other}",
            f"came {Symbol.LOSS} − {Symbol.LOSS} before = {exact(came)}",
        )
        self.setToolTip("\n".join(lines))
