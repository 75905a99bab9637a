"""`explorer.ui.widgets.name_editor`"""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from explorer.ui.widgets.name_editor import NameEditor


class Bench(QWidget):
    """The editor of “old”, with another field beside it."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        self.editor = NameEditor("old")
        column.addWidget(self.editor)
        column.addWidget(QLineEdit())


@pytest.fixture
def bench(qtbot: QtBot) -> Bench:
    """On the screen."""
    made = Bench()
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    return made


def test_it_is_hidden_until_a_name_is_to_be_edited_and_then_all_of_it_is_marked(bench: Bench) -> None:
    assert not bench.editor.isVisible()
    bench.editor.begin()
    assert bench.editor.isVisible()
    assert bench.editor.selectedText() == "old"


def test_enter_takes_the_new_name(bench: Bench, qtbot: QtBot) -> None:
    bench.editor.begin()
    QTest.keyClicks(bench.editor, "new")
    with qtbot.waitSignal(bench.editor.named) as named:
        QTest.keyClick(bench.editor, Qt.Key.Key_Return)
    assert named.args == ["new"]
    assert not bench.editor.isVisible()


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Tab])
def test_escape_and_going_elsewhere_leave_the_name_as_it_was(bench: Bench, qtbot: QtBot, key: Qt.Key) -> None:
    bench.editor.begin()
    QTest.keyClicks(bench.editor, "new")
    with qtbot.assertNotEmitted(bench.editor.named), qtbot.waitSignal(bench.editor.ended):
        QTest.keyClick(bench.editor, key)
    assert not bench.editor.isVisible()


def test_the_same_name_is_no_new_one(bench: Bench, qtbot: QtBot) -> None:
    bench.editor.begin()
    with qtbot.assertNotEmitted(bench.editor.named), qtbot.waitSignal(bench.editor.ended):
        QTest.keyClick(bench.editor, Qt.Key.Key_Return)
