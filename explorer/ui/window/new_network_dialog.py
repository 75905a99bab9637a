"""Which layered network is to be built?"""

from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from explorer.network.activation import ACTIVATIONS, SOFTMAX
from explorer.network.builder import count_layers, new_experiment, parse_sizes
from explorer.network.edits.sample_edits import replace_samples
from explorer.network.initialiser import INITIALISERS
from explorer.network.model import Experiment, InitialiserChoice
from explorer.network.sample_set import SAMPLE_SETS, can_use, samples_of
from explorer.number import counted
from explorer.refusal import Refusal
from explorer.ui.theme.theme import give_role
from explorer.ui.widgets.labelled_combo_box import LabelledComboBox
from explorer.ui.widgets.whole_number import WholeNumber

ZEROS = "zeros"
FIRST_SAMPLES = "xor"
"""What is chosen at first: a network with something to learn."""


class NewNetworkDialog(QDialog):
    """Asks for layer sizes, activation and initialiser, and shows what they make before it is made."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("New network")
        self._sizes = QLineEdit("2-4-1")
        self._sizes.setAccessibleName("Layer sizes")
        self._sizes.setToolTip("Inputs, hidden layers and outputs, such as 3-4-4-2")
        self._activation = LabelledComboBox(
            "Activation", {r.name: r.label for r in ACTIVATIONS.values() if r.name != SOFTMAX}
        )
        self._activation.show_values(["tanh"])
        self._output = LabelledComboBox(
            "Activation of the outputs", {r.name: r.label for r in ACTIVATIONS.values()}
        )
        self._output.show_values(["identity"])
        self._initialiser = LabelledComboBox(
            "Initial weights", {r.name: r.label for r in INITIALISERS.values()}
        )
        self._initialiser.show_values(["glorot-uniform"])
        self._seed = WholeNumber("Seed of the initial weights", 0)
        self._seed.setToolTip("The same seed always draws the same weights")
        self._samples = LabelledComboBox("Samples", {ZEROS: "one sample of zeros"})
        self._samples.setToolTip("What the network is shown: the ready-made sets that suit its sizes")
        self._samples.chosen.connect(self._on_samples_chosen)
        self._wanted = FIRST_SAMPLES
        self._biases = QCheckBox("Neurons have biases")
        self._biases.setChecked(True)
        self._preview = QLabel()
        self._buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self._lay_out()
        self._sizes.textChanged.connect(self._refresh)
        self._biases.toggled.connect(self._refresh)
        self._sizes.selectAll()
        self._refresh()

    def experiment(self) -> Experiment:
        """The experiment that the fields describe. Raises RuleBroken where the sizes are wrong."""
        made = self._without_samples()
        chosen = SAMPLE_SETS.get(self._samples.currentData())
        return made if chosen is None else replace_samples(made, samples_of(made.network, chosen))

    def _without_samples(self) -> Experiment:
        output_activation = self._output.currentData()
        return new_experiment(
            parse_sizes(self._sizes.text()),
            activation=self._activation.currentData(),
            output_activation=output_activation,
            biases=self._biases.isChecked(),
            initialiser=InitialiserChoice(self._initialiser.currentData(), self._seed.value),
            loss="negative-log-likelihood" if output_activation == SOFTMAX else "half-squared-error",
        )

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.addRow("&Layer sizes", self._sizes)
        form.addRow("&Activation", self._activation)
        form.addRow("&Outputs", self._output)
        form.addRow("&Initial weights", self._initialiser)
        form.addRow("&Seed", self._seed)
        form.addRow("Sa&mples", self._samples)
        form.addRow("", self._biases)
        self._preview.setWordWrap(True)
        self._preview.setMinimumHeight(52)
        column = QVBoxLayout(self)
        column.addLayout(form)
        column.addWidget(self._preview)
        column.addWidget(self._buttons)
        self.setMinimumWidth(380)

    def _refresh(self) -> None:
        """Say how large it would be, without building it: that may take a quarter of a second a key."""
        try:
            sizes = parse_sizes(self._sizes.text())
        except Refusal as problem:
            self._say(str(problem), "problem")
            return
        self._offer_samples(sizes[0], sizes[-1])
        counts = count_layers(sizes, self._biases.isChecked())
        numbers = {
            "neuron": counts.neurons,
            "connection": counts.connections,
            "parameter": counts.parameters,
        }
        self._say(", ".join(counted(number, noun) for noun, number in numbers.items()), "muted")

    def _offer_samples(self, inputs: int, outputs: int) -> None:
        """Offer the sets that suit the network; what was wanted last is chosen where it is among them."""
        self._samples.clear()
        self._samples.addItem("one sample of zeros", ZEROS)
        for row in SAMPLE_SETS.values():
            if can_use(inputs, outputs, row):
                self._samples.addItem(row.label, row.name)
        self._samples.setCurrentIndex(max(0, self._samples.findData(self._wanted)))

    def _on_samples_chosen(self, name: str) -> None:
        self._wanted = name

    def _say(self, text: str, role: str) -> None:
        self._preview.setText(text)
        give_role(self._preview, role)
        self._buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(role != "problem")
