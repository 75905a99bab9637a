"""Which samples make a step of training, and in which order do they come?"""

from PySide6.QtWidgets import QCheckBox, QWidget

from explorer.network.model import Experiment
from explorer.ui.commands.training_verbs import set_batch_size, set_shuffled, set_training_seed
from explorer.ui.panels.inspector.section import folded
from explorer.ui.session.document import Document
from explorer.ui.widgets.labelled_combo_box import LabelledComboBox
from explorer.ui.widgets.whole_number import WholeNumber

FULL, ONLINE, MINI = "full", "online", "mini-batch"
_BATCHES = {FULL: "full batch", ONLINE: "online: one sample a step", MINI: "mini-batch"}
_TIPS = {
    FULL: "Every step follows the gradient over all training samples",
    ONLINE: "Every step follows the gradient of one sample, the next step that of the next",
    MINI: "Every step follows the gradient of a few samples",
}


class BatchForm(QWidget):
    """Size, order and seed of the batches."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self.main = LabelledComboBox("Batch", _BATCHES, tips=_TIPS)
        self.main.chosen.connect(self._on_batch_chosen)
        self._size = WholeNumber("Size of a mini-batch", 1)
        self._size.setToolTip("How many samples make a step")
        self._size.chosen.connect(lambda size: set_batch_size(document, size))
        self._shuffle = QCheckBox("shuffled in each epoch")
        self._shuffle.setToolTip("A new order of the samples each time that all have had their turn")
        self._shuffle.clicked.connect(lambda on: set_shuffled(document, on))
        self._seed = WholeNumber("Seed of the order", 0)
        self._seed.setToolTip("The same seed, the same order, and with dropout the same silent neurons")
        self._seed.chosen.connect(lambda seed: set_training_seed(document, seed))
        self._form = folded(self)
        self._form.addRow("Batch &size", self._size)
        self._form.addRow("", self._shuffle)
        self._form.addRow("See&d", self._seed)

    def show_experiment(self, experiment: Experiment) -> None:
        """Show how `experiment` trains."""
        training = experiment.training
        size = training.batch_size
        self.main.show_values([FULL if size is None else ONLINE if size == 1 else MINI])
        self._size.show_value(size or 1)
        self._shuffle.setChecked(training.shuffle)
        self._seed.show_value(training.seed)
        self._form.setRowVisible(self._size, size is not None and size > 1)
        self._form.setRowVisible(self._shuffle, size is not None)
        self._form.setRowVisible(self._seed, size is not None or training.dropout > 0)

    def in_words(self, experiment: Experiment) -> str:
        """What is set besides full batch, online or mini-batch."""
        size, order = (
            experiment.training.batch_size,
            "shuffled" if experiment.training.shuffle else "in order",
        )
        return "" if size is None else order if size == 1 else f"{size} samples a step, {order}"

    def _on_batch_chosen(self, batch: str) -> None:
        samples = max(2, len(self._document.experiment.training_samples) // 4)
        set_batch_size(self._document, {FULL: None, ONLINE: 1, MINI: samples}[batch])
