"""The form of connections: the weight of one, or of several at once."""

from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox
from pytestqt.qtbot import QtBot

from explorer.network.model import Ends, Experiment
from explorer.ui.panels.inspector.connection_form import ConnectionForm
from explorer.ui.session.document import Document
from explorer.ui.widgets.number_field import NumberField
from tests.worked_examples import article_e


@dataclass
class Bench:
    """A document and the form on the screen, which follows it."""

    document: Document
    form: ConnectionForm
    ends: tuple[Ends, ...] = ()

    @property
    def field(self) -> NumberField:
        """Where the weight is typed."""
        return self.form.findChild(NumberField)

    @property
    def weights(self) -> list[float]:
        """Of the connections shown."""
        return [self.document.experiment.network.by_ends[ends].weight for ends in self.ends]

    def show(self, *ends: Ends) -> None:
        """Show these connections."""
        self.ends = ends
        self.follow(self.document.experiment)

    def follow(self, experiment: Experiment) -> None:
        """Show the same connections as they are now."""
        if self.ends:
            self.form.show_connections([experiment.network.by_ends[ends] for ends in self.ends])

    def type(self, text: str) -> None:
        """Type over what stands in the field."""
        self.field.setFocus()
        self.field.selectAll()
        QTest.keyClicks(self.field, text)
        QTest.keyClick(self.field, Qt.Key.Key_Return)


@pytest.fixture
def bench(qtbot: QtBot) -> Bench:
    """Article E's experiment."""
    document = Document()
    document.replace(article_e())
    bench = Bench(document, ConnectionForm(document))
    document.experiment_changed.connect(bench.follow)
    qtbot.addWidget(bench.form)
    bench.form.show()
    bench.form.activateWindow()
    qtbot.waitUntil(bench.form.isActiveWindow)
    return bench


def test_the_weight_is_shown_with_all_its_digits_on_hover(bench: Bench) -> None:
    bench.show(("i0", "a0"))
    bench.type("1/3")
    bench.field.clearFocus()
    assert bench.field.text() == "0.333333"
    assert bench.field.toolTip() == "Weight: 0.3333333333333333"
    assert bench.field.accessibleName() == "Weight"


def test_a_typed_weight_is_one_step_of_undo(bench: Bench) -> None:
    bench.show(("i2", "a0"))
    assert bench.field.text() == "−0.5"
    bench.type("0,25")
    assert bench.weights == [0.25]
    assert bench.document.undo_stack.undoText() == "Set weight i2 → a0"
    bench.document.undo_stack.undo()
    assert bench.weights == [-0.5]
    assert bench.document.undo_stack.count() == 1


def test_weights_that_differ_are_several_and_become_one(bench: Bench) -> None:
    bench.show(("i0", "a0"), ("i1", "a0"))
    assert (bench.field.text(), bench.field.placeholderText()) == ("", "several")
    bench.type("2")
    assert bench.weights == [2.0, 2.0]
    assert bench.field.text() == "2"
    assert bench.document.undo_stack.undoText() == "Set 2 weights"
    bench.document.undo_stack.undo()
    assert bench.weights == [0.5, 1.0]


def test_equal_weights_are_shown_as_one(bench: Bench) -> None:
    bench.show(("i1", "a0"), ("a0", "c1"))
    assert bench.field.text() == "1"


def test_what_is_no_number_changes_nothing_and_says_why(bench: Bench) -> None:
    bench.show(("i0", "a0"))
    bench.type("half")
    assert bench.weights == [0.5]
    assert bench.field.toolTip() == "“half” is not a number: write it like 0.5, -1/3, 1e-3 or 0,5"
    QTest.keyClick(bench.field, Qt.Key.Key_Escape)
    assert bench.field.text() == "0.5"


def fixed(bench: Bench) -> QCheckBox:
    """Whether the weights shown are fixed."""
    return bench.form.findChild(QCheckBox)


def test_a_weight_is_fixed_and_freed_and_both_are_undone(bench: Bench) -> None:
    bench.show(("i0", "a0"))
    assert not fixed(bench).isChecked()
    fixed(bench).click()
    assert bench.document.experiment.network.by_ends["i0", "a0"].is_fixed
    assert bench.document.undo_stack.undoText() == "Fix weight i0 → a0"
    fixed(bench).click()
    assert not bench.document.experiment.network.by_ends["i0", "a0"].is_fixed
    assert bench.document.undo_stack.undoText() == "Let weight i0 → a0 learn"
    bench.document.undo_stack.undo()
    assert fixed(bench).isChecked()
    bench.document.undo_stack.undo()
    assert not fixed(bench).isChecked()


def test_several_weights_are_fixed_at_once(bench: Bench) -> None:
    bench.show(("i0", "a0"))
    fixed(bench).click()
    bench.show(("i0", "a0"), ("i1", "a0"))
    assert not fixed(bench).isChecked()
    fixed(bench).click()
    network = bench.document.experiment.network
    assert [c.ends for c in network.connections if c.is_fixed] == [("i0", "a0"), ("i1", "a0")]
    assert bench.document.undo_stack.undoText() == "Fix 2 weights"
