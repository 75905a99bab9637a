"""What can be set of one neuron, or of several at once?"""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QCheckBox, QFormLayout, QLineEdit, QWidget

from explorer.network.activation import ACTIVATIONS, Activation
from explorer.network.model import Kind, Neuron, Parameter
from explorer.plain_text import shown_name
from explorer.symbol import Symbol
from explorer.ui.commands import network_verbs
from explorer.ui.commands.network_verbs import called
from explorer.ui.commands.sample_verbs import set_standardised
from explorer.ui.panels.inspector.connection_form import MULTIPLIER_TIP
from explorer.ui.session.document import Document
from explorer.ui.widgets.labelled_combo_box import LabelledComboBox
from explorer.ui.widgets.number_field import NumberField
from explorer.ui.widgets.plain_text import plain
from explorer.ui.widgets.written import WritingLabel

_KINDS = {kind.value: kind.value for kind in Kind}


class NeuronForm(QWidget):
    """Name, kind, activation and bias; the value of a constant."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._neurons: tuple[Neuron, ...] = ()
        self._name = _NameLine()
        self._name.editingFinished.connect(self._on_name_typed)
        self._name.given_up.connect(self._show_name)
        self._kind = LabelledComboBox("Kind", _KINDS)
        self._kind.chosen.connect(self._on_kind_chosen)
        labels = {row.name: row.label for row in ACTIVATIONS.values()}
        tips = {row.name: f"{row.sentence}\n{row.source}" for row in ACTIVATIONS.values()}
        self._activation = LabelledComboBox("Activation", labels, tips=tips)
        self._activation.chosen.connect(self._on_activation_chosen)
        self._formula = WritingLabel()
        self._formula.setProperty("role", "muted")
        self._formula.setWordWrap(True)
        self._has_bias = QCheckBox("has a bias")
        self._has_bias.clicked.connect(self._on_bias_toggled)
        self._bias = NumberField("Bias")
        self._bias.typed.connect(self._on_bias_typed)
        self._is_fixed = QCheckBox("fixed")
        self._is_fixed.setToolTip("Training leaves the bias as it is")
        self._is_fixed.clicked.connect(self._on_fixed_toggled)
        self._multiplier = NumberField(f"Multiplier of {Symbol.ALPHA} for the bias", tip=MULTIPLIER_TIP)
        self._multiplier.typed.connect(self._on_multiplier_typed)
        self._value = NumberField("Value")
        self._value.typed.connect(self._on_value_typed)
        self._is_standardised = QCheckBox()
        self._is_standardised.clicked.connect(self._on_standardised_toggled)
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 4, 0, 4)
        for label, field in (
            ("Na&me", self._name),
            ("&Kind", self._kind),
            (f"&Activation {Symbol.PHI}", self._activation),
            ("", self._formula),
            ("", self._has_bias),
            (f"&Bias {Symbol.BIAS}", self._bias),
            ("", self._is_fixed),
            (f"{Symbol.ALPHA} t&imes", self._multiplier),
            ("Val&ue", self._value),
            ("", self._is_standardised),
        ):
            self._form.addRow(label, field)

    def show_neurons(self, neurons: Sequence[Neuron]) -> None:
        """Show these neurons, of which there is at least one."""
        self._neurons = tuple(neurons)
        is_one = len(neurons) == 1
        if not (self._name.hasFocus() and self._name.isModified()):
            self._show_name()
        self._kind.show_values(neuron.kind.value for neuron in neurons)
        computed = self._computed
        of_computed = (self._activation, self._formula, self._has_bias, self._bias, self._is_fixed)
        for row in (*of_computed, self._multiplier):
            self._form.setRowVisible(row, bool(computed))
        self._form.setRowVisible(self._name, is_one)
        self._form.setRowVisible(self._value, is_one and neurons[0].kind is Kind.CONSTANT)
        self._value.set_value(neurons[0].value)
        self._show_standardised()
        if computed:
            self._show_computed(computed)

    @property
    def _computed(self) -> tuple[Neuron, ...]:
        return tuple(neuron for neuron in self._neurons if neuron.kind.is_computed)

    @property
    def _names(self) -> list[str]:
        return [neuron.name for neuron in self._computed]

    def _show_name(self) -> None:
        self._name.setText(self._neurons[0].name if len(self._neurons) == 1 else "")

    def _show_standardised(self) -> None:
        """Whether inputs or targets are standardised; nothing where there are neither, or both."""
        kinds = {neuron.kind for neuron in self._neurons}
        is_input = kinds == {Kind.INPUT}
        self._form.setRowVisible(self._is_standardised, is_input or kinds == {Kind.OUTPUT})
        self._is_standardised.setText("standardised" if is_input else "standardised targets")
        experiment = self._document.experiment
        names = [neuron.name for neuron in self._neurons]
        scaled = [name for name in names if experiment.is_standardised(name)]
        self._is_standardised.setChecked(len(scaled) == len(names))
        lines = [experiment.scaling(name).formula(shown_name(name)) for name in scaled]
        lines = lines or ["The network is given mean 0 and deviation 1"]
        self._is_standardised.setToolTip(plain("\n".join(lines)))

    def _show_computed(self, computed: tuple[Neuron, ...]) -> None:
        self._activation.show_values(neuron.activation for neuron in computed)
        activations = {neuron.activation for neuron in computed}
        row = ACTIVATIONS.get(activations.pop() or "") if len(activations) == 1 else None
        self._formula.setText("" if row is None else _formulas(row))
        biases = {neuron.bias for neuron in computed}
        self._has_bias.setChecked(None not in biases)
        for field in (self._bias, self._is_fixed, self._multiplier):
            field.setEnabled(None not in biases)
        self._is_fixed.setChecked(all(neuron.is_fixed for neuron in computed))
        bias = next(iter(biases)) if len(biases) == 1 else None
        self._bias.set_value(bias, "no bias" if None in biases else "several")
        multipliers = {neuron.rate_multiplier for neuron in computed}
        multiplier = multipliers.pop() if len(multipliers) == 1 and None not in biases else None
        self._multiplier.set_value(multiplier, "no bias" if None in biases else "several")

    def _on_name_typed(self) -> None:
        if not self._name.isModified() or len(self._neurons) != 1:
            return
        old, new = self._neurons[0].name, self._name.text()
        self._name.setModified(False)
        if not network_verbs.rename(self._document, old, new):
            self._name.setText(old)

    def _on_kind_chosen(self, kind: str) -> None:
        names = [neuron.name for neuron in self._neurons]
        if not network_verbs.set_kind(self._document, names, Kind(kind)):
            self._kind.show_values(neuron.kind.value for neuron in self._neurons)

    def _on_activation_chosen(self, activation: str) -> None:
        if not network_verbs.set_activation(self._document, self._names, activation):
            self._show_computed(self._computed)

    def _on_bias_toggled(self, has_bias: bool) -> None:
        change = network_verbs.give_biases if has_bias else network_verbs.remove_biases
        change(self._document, self._names)

    def _on_bias_typed(self, bias: float) -> None:
        network_verbs.set_biases(self._document, self._names, bias)

    def _on_fixed_toggled(self, is_fixed: bool) -> None:
        biases = [Parameter(None, name) for name in self._names]
        network_verbs.set_fixed(self._document, biases, is_fixed)

    def _on_multiplier_typed(self, multiplier: float) -> None:
        biases = [Parameter(None, name) for name in self._names]
        network_verbs.set_rate_multiplier(self._document, biases, multiplier)

    def _on_standardised_toggled(self, wanted: bool) -> None:
        names = [neuron.name for neuron in self._neurons]
        if not set_standardised(self._document, names, called(names), wanted):
            self._show_standardised()

    def _on_value_typed(self, value: float) -> None:
        network_verbs.set_constant_value(self._document, self._neurons[0].name, value)


class _NameLine(QLineEdit):
    """A line for a name, in which Escape gives up what was typed."""

    given_up = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Name")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Cancel) and self.isModified():
            self.given_up.emit()
        else:
            super().keyPressEvent(event)


def _formulas(row: Activation) -> str:
    return f"{Symbol.A} = {row.formula}, {row.range_in_words}\n{Symbol.SLOPE} = {row.derivative_formula}"
