"""The same edit, wherever a person makes it: on the canvas, in the inspector, in a table or from a menu."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QTableView, QWidget
from pytestqt.qtbot import QtBot

from explorer.drawing.hit_target import Part
from explorer.network.model import Ends
from explorer.ui.panels.inspector.panel import InspectorPanel
from explorer.ui.panels.network_table import HEADERS, NetworkTable
from explorer.ui.panels.samples_panel import SamplesPanel
from explorer.ui.window.main_window import MainWindow
from tests.ui.canvas.drawn import at_part, at_weight, click, worked_example
from tests.ui.conftest import OpenWindow

ENTER = Qt.Key.Key_Return


class Hands:
    """A window on article E's network, with the inspector and both tables beside it."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window = window
        self.document = window.document
        self.inspector = InspectorPanel(window.session)
        self.table = NetworkTable(window.session)
        self.samples = SamplesPanel(window.session)
        for panel in (self.inspector, self.table, self.samples):
            qtbot.addWidget(panel)
            panel.resize(600, 600)
            panel.show()
        qtbot.waitUntil(lambda: self.model(self.table).rowCount() == 11)

    def model(self, panel: QWidget) -> QAbstractItemModel:
        """What a panel's table shows."""
        return panel.findChild(QTableView).model()

    def steps(self, *ways: Callable[[], None]) -> set[str]:
        """What Undo calls the edit that each way makes; each is undone before the next."""
        texts = set()
        for way in ways:
            way()
            assert self.document.undo_stack.count() == self.document.undo_stack.index() == 1
            texts.add(self.document.undo_stack.undoText())
            self.document.undo_stack.undo()
            self.document.undo_stack.clear()
        return texts

    def type_on_canvas(self, text: str, name: str, part: Part | None = None, source: str = "") -> None:
        """Click a number on the canvas and type another."""
        canvas = self.window.canvas
        click(canvas, at_weight(canvas, source, name) if part is None else at_part(canvas, name, part))
        line = canvas.editor.line
        line.selectAll()
        QTest.keyClicks(line, text) if text else QTest.keyClick(line, Qt.Key.Key_Delete)
        QTest.keyClick(line, ENTER)

    def type_in_inspector(self, text: str, name: str, *selected: str | Ends) -> None:
        """Select something and type into the field with this name."""
        self.select(*selected)
        field = self._named(QLineEdit, name)
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, text)
        QTest.keyClick(field, ENTER)

    def choose_in_inspector(self, value: str, name: str, *selected: str | Ends) -> None:
        """Select something and choose the entry beside the present one in a box."""
        self.select(*selected)
        box = self._named(QComboBox, name)
        is_below = box.currentIndex() < box.findData(value)
        QTest.keyClick(box, Qt.Key.Key_Down if is_below else Qt.Key.Key_Up)
        assert box.currentData() == value

    def type_in_table(self, panel: QWidget, text: str, row: int, column: int) -> None:
        """Type over a cell."""
        view = panel.findChild(QTableView)
        index = view.model().index(row, column)
        view.setCurrentIndex(index)
        view.edit(index)
        editor = next(line for line in view.findChildren(QLineEdit) if line.isVisible())
        editor.selectAll()
        QTest.keyClicks(editor, text) if text else QTest.keyClick(editor, Qt.Key.Key_Delete)
        view.commitData(editor)
        view.closeEditor(editor, view.itemDelegate().EndEditHint.NoHint)

    def trigger(self, name: str, *selected: str | Ends) -> None:
        """Select something and choose a command from the menu."""
        self.select(*selected)
        self.window.named_actions[name].trigger()

    def select(self, *selected: str | Ends) -> None:
        """Select neurons by their names and connections by their ends."""
        names = [each for each in selected if isinstance(each, str)]
        self.window.session.selection.select(names, [e for e in selected if not isinstance(e, str)])

    def toggle_bias(self, *selected: str) -> None:
        """Click whether there is a bias in the inspector."""
        self.select(*selected)
        box = next(b for b in self.inspector.findChildren(QCheckBox) if b.text().startswith("has a bias"))
        box.click()

    def _named(self, kind: type[QWidget], name: str) -> QWidget:
        found = [w for w in self.inspector.findChildren(kind) if w.accessibleName() == name]
        return next(widget for widget in found if widget.isVisible())


VALUE = HEADERS.index("value")


@pytest.fixture
def hands(reopen_window: OpenWindow, qtbot: QtBot) -> Hands:
    """At the end of the backward pass, where every number is shown."""
    window = reopen_window(worked_example())
    window.session.player.reveal()
    return Hands(window, qtbot)


def test_a_weight_that_is_set(hands: Hands) -> None:
    assert hands.steps(
        lambda: hands.type_on_canvas("3", "a0", source="i0"),
        lambda: hands.type_in_inspector("3", "Weight", ("i0", "a0")),
        lambda: hands.type_in_table(hands.table, "3", 6, VALUE),
    ) == {"Set weight i0 → a0"}


def test_a_bias_that_is_set(hands: Hands) -> None:
    assert hands.steps(
        lambda: hands.type_on_canvas("3", "a0", Part.BIAS),
        lambda: hands.type_in_inspector("3", "Bias", "a0"),
        lambda: hands.type_in_table(hands.table, "3", 3, VALUE),
    ) == {"Set bias of a0"}


def test_a_bias_that_is_taken_away(hands: Hands) -> None:
    assert hands.steps(
        lambda: hands.type_on_canvas("", "a0", Part.BIAS),
        lambda: hands.toggle_bias("a0"),
        lambda: hands.type_in_table(hands.table, "", 3, VALUE),
        lambda: hands.trigger("toggle-bias", "a0"),
    ) == {"Remove bias of a0"}


def test_an_input_that_is_set(hands: Hands) -> None:
    assert hands.steps(
        lambda: hands.type_on_canvas("3", "i1", Part.VALUE),
        lambda: hands.type_in_table(hands.table, "3", 1, VALUE),
        lambda: hands.type_in_table(hands.samples, "3", 0, 1),
    ) == {"Set input i1 of sample 1"}


def test_a_target_that_is_set(hands: Hands) -> None:
    assert hands.steps(
        lambda: hands.type_on_canvas("3", "c1", Part.TARGET),
        lambda: hands.type_in_table(hands.samples, "3", 0, 4),
    ) == {"Set target c1 of sample 1"}


def test_an_activation_that_is_chosen(hands: Hands) -> None:
    assert hands.steps(
        lambda: hands.choose_in_inspector("leaky-relu", "Activation", "a0"),
        lambda: hands.trigger("activation:leaky-relu", "a0"),
    ) == {"Activation of a0: leaky ReLU"}


def test_a_kind_that_is_chosen(hands: Hands) -> None:
    assert hands.steps(
        lambda: hands.choose_in_inspector("hidden", "Kind", "c1"),
        lambda: hands.trigger("kind:hidden", "c1"),
    ) == {"Make c1 hidden"}


def test_a_loss_that_is_chosen(hands: Hands) -> None:
    def choose_in_toolbar() -> None:
        boxes = hands.window.toolbars["network"].findChildren(QComboBox)
        QTest.keyClick(next(box for box in boxes if box.accessibleName() == "Loss"), Qt.Key.Key_Up)

    assert hands.steps(
        choose_in_toolbar,
        lambda: hands.choose_in_inspector("squared-error", "Loss"),
        lambda: hands.trigger("loss:squared-error"),
    ) == {"Loss: squared error"}


def test_an_optimiser_and_a_schedule_that_are_chosen(hands: Hands) -> None:
    assert hands.steps(
        lambda: hands.choose_in_inspector("momentum", "Optimiser"),
        lambda: hands.trigger("optimiser:momentum"),
    ) == {"Optimiser: momentum"}
    assert hands.steps(
        lambda: hands.choose_in_inspector("step", "Learning rate schedule"),
        lambda: hands.trigger("schedule:step"),
    ) == {"Schedule: step"}


def test_a_neuron_that_is_renamed(hands: Hands) -> None:
    def rename_on_canvas() -> None:
        hands.trigger("rename", "a0")
        line = hands.window.canvas.editor.line
        line.selectAll()
        QTest.keyClicks(line, "sum")
        QTest.keyClick(line, ENTER)

    assert hands.steps(rename_on_canvas, lambda: hands.type_in_inspector("sum", "Name", "a0")) == {
        "Rename a0"
    }


def test_what_is_deleted_by_a_key_or_from_the_menu(hands: Hands) -> None:
    def press_delete() -> None:
        hands.select("c0")
        QTest.keyClick(hands.window.canvas, Qt.Key.Key_Backspace)

    assert hands.steps(press_delete, lambda: hands.trigger("delete", "c0")) == {"Delete"}
