"""The form of neurons: name, kind, activation, bias and value, of one or of several at once."""

from dataclasses import dataclass, field, replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QStyle, QStyleOptionButton, QWidget
from pytestqt.qtbot import QtBot

from explorer.network.activation import ACTIVATIONS
from explorer.network.edits.sample_edits import replace_samples
from explorer.network.model import Experiment, Kind, Neuron
from explorer.ui.panels.inspector.neuron_form import NeuronForm
from explorer.ui.session.document import Document
from explorer.ui.widgets.labelled_combo_box import LabelledComboBox
from explorer.ui.widgets.number_field import NumberField
from tests.worked_examples import article_d, two_layer_softmax


@dataclass
class Bench:
    """A document and the form on the screen, which follows it."""

    document: Document
    form: NeuronForm
    names: tuple[str, ...] = ()
    refusals: list[str] = field(default_factory=list)

    @property
    def bias(self) -> NumberField:
        """Where the bias is typed."""
        return self._named("Bias", NumberField)

    @property
    def value(self) -> NumberField:
        """Where a constant's value is typed."""
        return self._named("Value", NumberField)

    @property
    def name(self) -> QLineEdit:
        """Where the name is typed."""
        return self._named("Name", QLineEdit)

    @property
    def kind(self) -> LabelledComboBox:
        """Where the kind is chosen."""
        return self._named("Kind", LabelledComboBox)

    @property
    def activation(self) -> LabelledComboBox:
        """Where the activation is chosen."""
        return self._named("Activation", LabelledComboBox)

    @property
    def has_bias(self) -> QCheckBox:
        """Whether there is a bias."""
        return self.form.findChild(QCheckBox)

    @property
    def texts(self) -> list[str]:
        """What the visible labels say."""
        return [label.text() for label in self.form.findChildren(QLabel) if label.isVisible()]

    @property
    def neurons(self) -> list[Neuron]:
        """Those shown, as they are now."""
        return [self.document.experiment.network.by_name[name] for name in self.names]

    def show(self, *names: str) -> None:
        """Show these neurons."""
        self.names = names
        self.follow(self.document.experiment)

    def follow(self, experiment: Experiment) -> None:
        """Show the same neurons as they are now; one that is renamed is no longer there."""
        found = [neuron for neuron in experiment.network.neurons if neuron.name in self.names]
        if found:
            self.form.show_neurons(found)

    def write(self, line: QLineEdit, text: str) -> None:
        """Type over what stands in a line."""
        line.setFocus()
        line.selectAll()
        QTest.keyClicks(line, text)
        QTest.keyClick(line, Qt.Key.Key_Return)

    def choose(self, choice: LabelledComboBox, value: str) -> None:
        """Choose with the keys."""
        goal = choice.findData(value)
        present = choice.currentIndex()
        key = Qt.Key.Key_Down if goal > present else Qt.Key.Key_Up
        for _ in range(abs(goal - present)):
            QTest.keyClick(choice, key)

    def toggle_bias(self) -> None:
        """A click into the box."""
        option = QStyleOptionButton()
        self.has_bias.initStyleOption(option)
        box = self.has_bias.style().subElementRect(
            QStyle.SubElement.SE_CheckBoxIndicator, option, self.has_bias
        )
        QTest.mouseClick(self.has_bias, Qt.MouseButton.LeftButton, pos=box.center() + QPoint(1, 1))

    def _named(self, name: str, kind: type) -> QWidget:
        return next(part for part in self.form.findChildren(kind) if part.accessibleName() == name)


@pytest.fixture
def bench(qtbot: QtBot) -> Bench:
    """A network with skip connections, a constant, and neurons with and without a bias."""
    document = Document()
    document.replace(article_d())
    bench = Bench(document, NeuronForm(document))
    document.experiment_changed.connect(bench.follow)
    document.refused.connect(bench.refusals.append)
    qtbot.addWidget(bench.form)
    bench.form.resize(360, 300)
    bench.form.show()
    bench.form.activateWindow()
    qtbot.waitUntil(bench.form.isActiveWindow)
    return bench


def test_a_hidden_neuron_shows_all_that_it_has(bench: Bench) -> None:
    bench.show("h1")
    assert bench.name.text() == "h1"
    assert bench.kind.currentText() == "hidden"
    assert bench.activation.currentData() == "tanh"
    assert bench.has_bias.isChecked()
    assert bench.bias.text() == "0.1"
    assert not bench.value.isVisible()
    assert any(text.startswith("a = tanh") and "φ′ = " in text for text in bench.texts)


def test_an_input_has_no_activation_and_no_bias(bench: Bench) -> None:
    bench.show("x0")
    assert bench.kind.currentText() == "input"
    for part in (bench.activation, bench.has_bias, bench.bias, bench.value):
        assert not part.isVisible()


def test_a_constant_has_a_value_that_is_typed(bench: Bench) -> None:
    bench.show("on")
    assert bench.value.text() == "1"
    bench.write(bench.value, "1/3")
    assert bench.neurons[0].value == 1 / 3
    assert bench.document.undo_stack.undoText() == "Set value of on"
    assert bench.value.toolTip() == "Value: 0.3333333333333333"
    assert not bench.bias.isVisible()


def test_a_bias_is_typed(bench: Bench) -> None:
    bench.show("h1")
    bench.write(bench.bias, "-1/4")
    assert bench.neurons[0].bias == -0.25
    assert bench.document.undo_stack.undoText() == "Set bias of h1"
    assert bench.bias.toolTip() == "Bias: −0.25"


def test_a_click_takes_a_bias_away_and_gives_it_back_as_0(bench: Bench) -> None:
    bench.show("h1")
    bench.toggle_bias()
    assert bench.neurons[0].bias is None
    assert bench.document.undo_stack.undoText() == "Remove bias of h1"
    assert (bench.bias.text(), bench.bias.placeholderText()) == ("", "no bias")
    assert not bench.bias.isEnabled()
    bench.toggle_bias()
    assert bench.neurons[0].bias == 0.0
    assert bench.document.undo_stack.undoText() == "Give h1 a bias"
    assert bench.bias.isEnabled()


def test_giving_several_a_bias_keeps_those_that_have_one(bench: Bench) -> None:
    bench.show("h0", "h1")
    assert not bench.has_bias.isChecked()
    bench.toggle_bias()
    assert [neuron.bias for neuron in bench.neurons] == [0.0, 0.1]
    assert bench.bias.placeholderText() == "several"
    bench.write(bench.bias, "3")
    assert [neuron.bias for neuron in bench.neurons] == [3.0, 3.0]
    assert bench.document.undo_stack.undoText() == "Set bias of 2 neurons"


def test_an_activation_is_chosen(bench: Bench) -> None:
    bench.show("h1")
    bench.choose(bench.activation, "relu")
    assert bench.neurons[0].activation == "relu"
    assert bench.document.undo_stack.undoText() == "Activation of h1: ReLU"
    assert any(text.startswith("a = max(0, z)") for text in bench.texts)


def test_activations_that_differ_are_several_and_become_one(bench: Bench) -> None:
    bench.show("h0", "y0", "x0")
    assert bench.activation.currentIndex() == -1
    assert bench.activation.placeholderText() == "several"
    assert bench.kind.currentIndex() == -1
    bench.choose(bench.activation, "identity")
    assert [neuron.activation for neuron in bench.neurons] == ["identity", "identity", None]
    assert bench.document.undo_stack.undoText().startswith("Activation of ")


def test_the_name_of_several_is_not_asked_for(bench: Bench) -> None:
    bench.show("h0", "h1")
    assert not bench.name.isVisible()


def test_a_neuron_is_renamed(bench: Bench) -> None:
    bench.show("h1")
    bench.write(bench.name, "second")
    assert bench.document.experiment.network.by_name["second"].bias == 0.1
    assert bench.document.undo_stack.undoText() == "Rename h1"
    assert bench.document.undo_stack.count() == 1


def test_a_name_that_is_taken_is_refused_and_the_old_one_stays(bench: Bench) -> None:
    bench.show("h1")
    bench.write(bench.name, "h0")
    assert len(bench.refusals) == 1
    assert "h0" in bench.refusals[0]
    assert bench.name.text() == "h1"
    assert bench.document.undo_stack.count() == 0


def test_a_name_that_was_looked_at_is_no_edit(bench: Bench) -> None:
    bench.show("h1")
    bench.name.setFocus()
    bench.bias.setFocus()
    assert bench.document.undo_stack.count() == 0


def test_a_name_that_is_being_typed_survives_an_edit_elsewhere(bench: Bench) -> None:
    bench.show("h1")
    bench.name.setFocus()
    bench.name.selectAll()
    QTest.keyClicks(bench.name, "sec")
    bench.document.undo_stack.undo()
    bench.document.experiment_changed.emit(bench.document.experiment)
    assert bench.name.text() == "sec"


def test_escape_gives_the_old_name_back(bench: Bench) -> None:
    bench.show("h1")
    bench.name.setFocus()
    bench.name.selectAll()
    QTest.keyClicks(bench.name, "sec")
    QTest.keyClick(bench.name, Qt.Key.Key_Escape)
    assert bench.name.text() == "h1"
    bench.bias.setFocus()
    assert bench.document.undo_stack.count() == 0


def test_a_kind_is_chosen(bench: Bench) -> None:
    bench.show("h1")
    bench.choose(bench.kind, "output")
    assert bench.neurons[0].kind is Kind.OUTPUT
    assert bench.document.undo_stack.undoText() == "Make h1 output"
    assert bench.kind.currentText() == "output"


def test_a_kind_that_cannot_be_is_refused_and_the_old_one_stays(bench: Bench) -> None:
    bench.show("h1")
    bench.choose(bench.kind, "input")
    assert bench.refusals
    assert bench.neurons[0].kind is Kind.HIDDEN
    assert bench.kind.currentText() == "hidden"


def test_softmax_is_left_and_taken_by_all_outputs_together(bench: Bench) -> None:
    bench.document.replace(two_layer_softmax("half-squared-error"))
    bench.show("p")
    assert bench.activation.currentData() == "softmax"
    names = list(ACTIVATIONS)
    before = names[names.index("softmax") - 1]
    for key, expected in ((Qt.Key.Key_Up, before), (Qt.Key.Key_Down, "softmax")):
        QTest.keyClick(bench.activation, key)
        outputs = bench.document.experiment.network.outputs
        assert [neuron.activation for neuron in outputs] == [expected] * 3


def test_every_field_has_a_label_with_a_key_of_its_own(bench: Bench) -> None:
    bench.show("h1")
    keys = [text[text.index("&") + 1] for text in bench.texts if "&" in text]
    assert keys == ["m", "K", "A", "B", "i"]  # N is the menu Network


def fixed(bench: Bench) -> QCheckBox:
    """Whether the biases shown are fixed."""
    return next(box for box in bench.form.findChildren(QCheckBox) if box.text() == "fixed")


def test_a_bias_is_fixed_which_is_undone_and_gone_with_the_bias(bench: Bench) -> None:
    name = next(n.name for n in bench.document.experiment.network.neurons if n.bias is not None)
    bench.show(name)
    fixed(bench).click()
    assert bench.neurons[0].is_fixed
    assert bench.document.undo_stack.undoText() == f"Fix bias of {name}"
    bench.document.undo_stack.undo()
    assert not bench.neurons[0].is_fixed
    bench.document.undo_stack.redo()
    assert fixed(bench).isChecked()
    bench.has_bias.click()
    assert not fixed(bench).isEnabled()
    assert not fixed(bench).isChecked()
    bench.has_bias.click()
    assert not bench.neurons[0].is_fixed


def test_an_input_is_standardised_and_gets_its_units_back(bench: Bench) -> None:
    first = bench.document.experiment.samples[0]
    given = [replace(first, inputs={**first.inputs, "x0": x}) for x in (90.0, 110.0)]
    bench.document.replace(replace_samples(bench.document.experiment, given))
    bench.show("x0")
    box = next(box for box in bench.form.findChildren(QCheckBox) if box.isVisible())
    assert (box.text(), box.isChecked()) == ("standardised", False)
    QTest.keyClick(box, Qt.Key.Key_Space)
    assert bench.document.undo_stack.undoText() == "Standardise x0"
    assert [sample.inputs["x0"] for sample in bench.document.experiment.samples] == [-1.0, 1.0]
    assert box.isChecked()
    assert box.toolTip() == "(x0 − 100) / 10"
    QTest.keyClick(box, Qt.Key.Key_Space)
    assert bench.document.undo_stack.undoText() == "Original units of x0"
    assert bench.document.experiment.samples == tuple(given)


def test_what_cannot_be_standardised_is_refused_and_stays_unchecked(bench: Bench) -> None:
    bench.document.replace(replace_samples(bench.document.experiment, []))
    bench.show("x0")
    box = next(box for box in bench.form.findChildren(QCheckBox) if box.isVisible())
    QTest.keyClick(box, Qt.Key.Key_Space)
    assert bench.refusals == ["there is no sample that trains: add one, whose mean is taken"]
    assert not box.isChecked()
