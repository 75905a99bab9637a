"""Are equations typed, added, removed, moved and pasted as a person expects, errors under their lines?"""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from explorer.ui.workspaces.chain_rule.equation_list import EquationList
from explorer.ui.workspaces.chain_rule.equation_rows import EquationRow

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


class Sheet:
    """A list that shows what it is asked for."""

    def __init__(self, qtbot: QtBot) -> None:
        self.list = EquationList()
        qtbot.addWidget(self.list)
        self.list.resize(300, 400)
        self.done: list[str] = []
        self.list.changed.connect(self._on_changed)
        self.show("a = 2", "b = a^2", "c = -7a")
        self.list.show()
        self.list.activateWindow()
        self.list.setFocus()
        qtbot.waitUntil(self.list.hasFocus)

    def show(self, *lines: str) -> None:
        self.list.show_rows([EquationRow(line, "= 1") for line in lines])

    def _on_changed(self, text: str, lines: tuple[str, ...]) -> None:
        self.done.append(text)
        self.show(*lines)

    @property
    def lines(self) -> tuple[str, ...]:
        return self.list.lines

    def press(self, key: Qt.Key, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.list, key, keys)

    def type(self, text: str) -> None:
        field = QApplication.focusWidget()
        assert isinstance(field, QLineEdit)
        field.selectAll()
        QTest.keyClicks(field, text)
        self.press(Qt.Key.Key_Return)
        QTest.qWait(0)  # Qt takes over what was typed when the key has been dealt with

    def go_to(self, row: int) -> None:
        self.list.setCurrentIndex(self.list.rows.index(row))


@pytest.fixture
def sheet(qtbot: QtBot) -> Sheet:
    return Sheet(qtbot)


def test_enter_edits_a_line_in_place(sheet: Sheet) -> None:
    sheet.go_to(1)
    sheet.press(Qt.Key.Key_Return)
    sheet.type("b = a^3")
    assert sheet.lines == ("a = 2", "b = a^3", "c = -7a")
    assert sheet.done == ["Change an equation to b = a^3"]


def test_escape_gives_up_what_was_typed(sheet: Sheet) -> None:
    sheet.press(Qt.Key.Key_Return)
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    QTest.keyClicks(field, "nonsense")
    sheet.press(Qt.Key.Key_Escape)
    assert (sheet.lines[0], sheet.done) == ("a = 2", [])


def test_the_last_row_adds_one_after_the_other(sheet: Sheet) -> None:
    sheet.go_to(3)
    sheet.press(Qt.Key.Key_Return)
    sheet.type("d = b*c")
    assert sheet.list.currentIndex().row() == 4
    sheet.press(Qt.Key.Key_Return)
    sheet.type("e1 = d")
    assert sheet.lines[3:] == ("d = b*c", "e1 = d")
    assert sheet.done == ["Add d = b*c", "Add e1 = d"]


def test_delete_removes_a_line_and_an_emptied_one_goes_too(sheet: Sheet) -> None:
    sheet.go_to(1)
    sheet.press(Qt.Key.Key_Delete)
    sheet.press(Qt.Key.Key_Return)
    sheet.type(" ")
    assert sheet.lines == ("a = 2",)
    assert sheet.done == ["Remove b = a^2", "Remove c = -7a"]


def test_alt_and_arrows_put_lines_in_another_order(sheet: Sheet) -> None:
    sheet.go_to(0)
    sheet.press(Qt.Key.Key_Up, ALT)
    sheet.press(Qt.Key.Key_Down, ALT)
    assert sheet.lines == ("b = a^2", "a = 2", "c = -7a")
    assert sheet.list.currentIndex().row() == 1
    assert sheet.done == ["Move a = 2"]


def test_insert_adds_below_the_present_line(sheet: Sheet) -> None:
    sheet.go_to(0)
    sheet.press(Qt.Key.Key_Insert)
    sheet.type("t = 1")
    assert sheet.lines == ("a = 2", "t = 1", "b = a^2", "c = -7a")


def test_several_lines_are_pasted_at_once(sheet: Sheet) -> None:
    QGuiApplication.clipboard().setText("p = 1\n\nq = p; r = q\n")
    sheet.go_to(3)
    sheet.press(Qt.Key.Key_V, CTRL)
    assert sheet.lines[3:] == ("p = 1", "q = p", "r = q")
    assert sheet.done == ["Paste 3 equations"]


def test_several_lines_pasted_while_one_is_typed_come_in_its_place(sheet: Sheet) -> None:
    QGuiApplication.clipboard().setText("p = 1\nq = p")
    sheet.go_to(1)
    sheet.press(Qt.Key.Key_Return)
    sheet.press(Qt.Key.Key_V, CTRL)
    assert sheet.lines == ("a = 2", "p = 1", "q = p", "c = -7a")


def test_a_problem_stands_under_its_line_and_the_others_keep_their_height(sheet: Sheet) -> None:
    low = sheet.list.visualRect(sheet.list.rows.index(0)).height()
    problem = "'y' at character 5 is not known: the variables are a and b."
    sheet.list.show_rows([EquationRow("a = 2"), EquationRow("b = y", problem=problem)])
    sheet.list.grab()
    heights = [sheet.list.visualRect(sheet.list.rows.index(row)).height() for row in (0, 1)]
    assert heights[0] == low < heights[1]
    said = sheet.list.rows.index(1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == f"b = y. {problem}"
