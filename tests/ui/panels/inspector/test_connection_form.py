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
class Desk:
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
def desk(qtbot: QtBot) -> Desk:
    """Article E's experiment."""
    document = Document()
    document.replace(article_e())
    desk = Desk(document, ConnectionForm(document))
    document.experiment_changed.connect(desk.follow)
    qtbot.addWidget(desk.form)
    desk.form.show()
    desk.form.activateWindow()
    qtbot.waitUntil(desk.form.isActiveWindow)
    return desk


def test_the_weight_is_shown_with_all_its_digits_on_hover(desk: Desk) -> None:
    desk.show(("i0", "a0"))
    desk.type("1/3")
    desk.field.clearFocus()
    assert desk.field.text() == "0.333333"
    assert desk.field.toolTip() == "Weight: 0.3333333333333333"
    assert desk.field.accessibleName() == "Weight"


def test_a_typed_weight_is_one_step_of_undo(desk: Desk) -> None:
    desk.show(("i2", "a0"))
    assert desk.field.text() == "−0.5"
    desk.type("0,25")
    assert desk.weights == [0.25]
    assert desk.document.undo_stack.undoText() == "Set weight i2 → a0"
    desk.document.undo_stack.undo()
    assert desk.weights == [-0.5]
    assert desk.document.undo_stack.count() == 1


def test_weights_that_differ_are_several_and_become_one(desk: Desk) -> None:
    desk.show(("i0", "a0"), ("i1", "a0"))
    assert (desk.field.text(), desk.field.placeholderText()) == ("", "several")
    desk.type("2")
    assert desk.weights == [2.0, 2.0]
    assert desk.field.text() == "2"
    assert desk.document.undo_stack.undoText() == "Set 2 weights"
    desk.document.undo_stack.undo()
    assert desk.weights == [0.5, 1.0]


def test_equal_weights_are_shown_as_one(desk: Desk) -> None:
    desk.show(("i1", "a0"), ("a0", "c1"))
    assert desk.field.text() == "1"


def test_what_is_no_number_changes_nothing_and_says_why(desk: Desk) -> None:
    desk.show(("i0", "a0"))
    desk.type("half")
    assert desk.weights == [0.5]
    assert desk.field.toolTip() == "“half” is not a number: write it like 0.5, -1/3, 1e-3 or 0,5"
    QTest.keyClick(desk.field, Qt.Key.Key_Escape)
    assert desk.field.text() == "0.5"


def fixed(desk: Desk) -> QCheckBox:
    """Whether the weights shown are fixed."""
    return desk.form.findChild(QCheckBox)


def test_a_weight_is_fixed_and_freed_and_both_are_undone(desk: Desk) -> None:
    desk.show(("i0", "a0"))
    assert not fixed(desk).isChecked()
    fixed(desk).click()
    assert desk.document.experiment.network.by_ends["i0", "a0"].is_fixed
    assert desk.document.undo_stack.undoText() == "Fix weight i0 → a0"
    fixed(desk).click()
    assert not desk.document.experiment.network.by_ends["i0", "a0"].is_fixed
    assert desk.document.undo_stack.undoText() == "Let weight i0 → a0 learn"
    desk.document.undo_stack.undo()
    assert fixed(desk).isChecked()
    desk.document.undo_stack.undo()
    assert not fixed(desk).isChecked()


def test_several_weights_are_fixed_at_once(desk: Desk) -> None:
    desk.show(("i0", "a0"))
    fixed(desk).click()
    desk.show(("i0", "a0"), ("i1", "a0"))
    assert not fixed(desk).isChecked()
    fixed(desk).click()
    network = desk.document.experiment.network
    assert [c.ends for c in network.connections if c.is_fixed] == [("i0", "a0"), ("i1", "a0")]
    assert desk.document.undo_stack.undoText() == "Fix 2 weights"
