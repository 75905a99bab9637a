"""The dialog for layered networks: what the fields describe, and what they refuse."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QMessageBox,
)
from pytestqt.qtbot import QtBot

from explorer.network.edits.parameter_edits import set_weight
from explorer.ui.window.new_network_dialog import NewNetworkDialog
from tests.ui.conftest import OpenWindow
from tests.ui.person import open_dialog
from tests.worked_examples import article_e


class Asked:
    """The dialog and its parts."""

    def __init__(self, qtbot: QtBot) -> None:
        self.dialog = NewNetworkDialog()
        qtbot.addWidget(self.dialog)
        self.dialog.show()
        self.sizes = next(
            e for e in self.dialog.findChildren(QLineEdit) if e.accessibleName() == "Layer sizes"
        )
        buttons = self.dialog.findChild(QDialogButtonBox)
        assert isinstance(buttons, QDialogButtonBox)
        self.ok = buttons.button(QDialogButtonBox.StandardButton.Ok)

    def type_sizes(self, text: str) -> None:
        """Type over what is there."""
        self.sizes.selectAll()
        QTest.keyClicks(self.sizes, text)

    def choose(self, name: str, value: str) -> None:
        """Choose a value in the box with this accessible name."""
        box = next(b for b in self.dialog.findChildren(QComboBox) if b.accessibleName() == name)
        box.setCurrentIndex(box.findData(value))

    @property
    def says(self) -> list[str]:
        """Every text in the dialog."""
        return [label.text() for label in self.dialog.findChildren(QLabel)]


@pytest.fixture
def asked(qtbot: QtBot) -> Asked:
    """The dialog on the screen."""
    return Asked(qtbot)


def test_it_offers_the_network_that_learns_xor(asked: Asked) -> None:
    network = asked.dialog.experiment().network
    assert (len(network.inputs), len(network.neurons), len(network.outputs)) == (2, 7, 1)
    assert "7 neurons, 12 connections, 17 parameters" in asked.says


def test_typed_sizes_make_the_network(asked: Asked) -> None:
    asked.type_sizes("3-4-4-2")
    network = asked.dialog.experiment().network
    assert (len(network.neurons), len(network.connections)) == (13, 36)


def test_sizes_that_make_no_sense_are_refused_with_the_reason(asked: Asked) -> None:
    asked.type_sizes("2-y-1")
    assert not asked.ok.isEnabled()
    assert "“2-y-1” is not a row of layer sizes: write them like 2-4-1" in asked.says
    asked.type_sizes("2-2-1")
    assert asked.ok.isEnabled()


def test_without_biases_there_are_none(asked: Asked) -> None:
    biases = next(box for box in asked.dialog.findChildren(QCheckBox))
    QTest.keyClick(biases, Qt.Key.Key_Space)
    assert all(neuron.bias is None for neuron in asked.dialog.experiment().network.neurons)
    assert "7 neurons, 12 connections, 12 parameters" in asked.says


@pytest.mark.parametrize("output", ["softmax", "identity", "logistic"])
def test_the_loss_suits_the_outputs(asked: Asked, output: str) -> None:
    asked.choose("Activation", "relu")
    asked.choose("Activation of the outputs", output)
    experiment = asked.dialog.experiment()
    assert {neuron.activation for neuron in experiment.network.outputs} == {output}
    assert experiment.network.by_name["h0"].activation == "relu"
    expected = "negative-log-likelihood" if output == "softmax" else "half-squared-error"
    assert experiment.loss.name == expected


def test_the_same_seed_draws_the_same_weights(asked: Asked) -> None:
    assert asked.dialog.experiment() == asked.dialog.experiment()
    asked.choose("Initial weights", "zeros")
    assert {c.weight for c in asked.dialog.experiment().network.connections} == {0.0}


def test_a_seed_may_be_as_large_as_a_file_allows(asked: Asked) -> None:
    seed = next(b for b in asked.dialog.findChildren(QAbstractSpinBox) if "Seed" in b.accessibleName())
    seed.selectAll()
    QTest.keyClicks(seed, "18446744073709551616")
    QTest.keyClick(seed, Qt.Key.Key_Return)
    assert asked.dialog.experiment().training.initialiser.seed == 2**64


def test_each_key_says_at_once_how_large_the_largest_network_would_be(asked: Asked) -> None:
    asked.type_sizes("100-100-100")
    assert "300 neurons, 20000 connections, 20200 parameters" in asked.says
    asked.type_sizes("200-200")
    assert any("too many to draw" in text for text in asked.says)
    assert not asked.ok.isEnabled()


def test_enter_accepts_and_escape_does_not(asked: Asked) -> None:
    answers: list[str] = []
    asked.dialog.accepted.connect(lambda: answers.append("accepted"))
    asked.dialog.rejected.connect(lambda: answers.append("rejected"))
    QTest.keyClick(asked.sizes, Qt.Key.Key_Return)
    asked.dialog.show()
    QTest.keyClick(asked.sizes, Qt.Key.Key_Escape)
    assert answers == ["accepted", "rejected"]


def test_it_comes_with_samples_that_suit_its_sizes(asked: Asked) -> None:
    assert len(asked.dialog.experiment().samples) == 4
    asked.type_sizes("3-2")
    assert len(asked.dialog.experiment().samples) == 1
    asked.type_sizes("3-2-1")
    asked.choose("Samples", "parity")
    assert len(asked.dialog.experiment().samples) == 8


def test_the_menu_builds_the_network_once_what_is_open_is_given_up(reopen_window: OpenWindow) -> None:
    window = reopen_window(article_e())
    window.document.attempt("Set", lambda e: set_weight(e, "i0", "a0", 5.0))
    window.named_actions["new-network"].trigger()
    dialog = open_dialog(window)
    assert isinstance(dialog, NewNetworkDialog)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    question = open_dialog(window)
    assert isinstance(question, QMessageBox)
    QTest.mouseClick(question.button(QMessageBox.StandardButton.Discard), Qt.MouseButton.LeftButton)
    assert len(window.document.experiment.network.neurons) == 7
    assert window.document.is_saved


def test_a_new_network_that_is_not_wanted_asks_nothing(reopen_window: OpenWindow) -> None:
    window = reopen_window(article_e())
    window.document.attempt("Set", lambda e: set_weight(e, "i0", "a0", 5.0))
    window.named_actions["new-network"].trigger()
    dialog = open_dialog(window)
    assert isinstance(dialog, NewNetworkDialog)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert not any(box.isVisible() for box in window.findChildren(QMessageBox))
    assert window.document.experiment.network.by_ends["i0", "a0"].weight == 5.0
