"""`explorer.ui.widgets.name_editor`"""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from explorer.ui.widgets.name_editor import NameEditor


class Desk(QWidget):
    """The editor of “old”, with another field beside it."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        self.editor = NameEditor("old")
        column.addWidget(self.editor)
        column.addWidget(QLineEdit())


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    """On the screen."""
    made = Desk()
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    return made


def test_it_is_hidden_until_a_name_is_to_be_edited_and_then_all_of_it_is_marked(desk: Desk) -> None:
    assert not desk.editor.isVisible()
    desk.editor.begin()
    assert desk.editor.isVisible()
    assert desk.editor.selectedText() == "old"


def test_enter_takes_the_new_name(desk: Desk, qtbot: QtBot) -> None:
    desk.editor.begin()
    QTest.keyClicks(desk.editor, "new")
    with qtbot.waitSignal(desk.editor.named) as named:
        QTest.keyClick(desk.editor, Qt.Key.Key_Return)
    assert named.args == ["new"]
    assert not desk.editor.isVisible()


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Tab])
def test_escape_and_going_elsewhere_leave_the_name_as_it_was(desk: Desk, qtbot: QtBot, key: Qt.Key) -> None:
    desk.editor.begin()
    QTest.keyClicks(desk.editor, "new")
    with qtbot.assertNotEmitted(desk.editor.named), qtbot.waitSignal(desk.editor.ended):
        QTest.keyClick(desk.editor, key)
    assert not desk.editor.isVisible()


def test_the_same_name_is_no_new_one(desk: Desk, qtbot: QtBot) -> None:
    desk.editor.begin()
    with qtbot.assertNotEmitted(desk.editor.named), qtbot.waitSignal(desk.editor.ended):
        QTest.keyClick(desk.editor, Qt.Key.Key_Return)
