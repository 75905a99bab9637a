"""Do the two laboratories bear whatever mouse and keys do to them? Random events, by seed.

An exception in a slot and a warning of Qt fail the test by themselves; and all that was done can be taken
back and done again, to the same bytes.
"""

from random import Random

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from explorer.files.project import read_experiment, to_bytes
from explorer.resources import resource
from explorer.ui.window.main_window import MainWindow
from tests.ui.conftest import OpenWindow

LEFT = Qt.MouseButton.LeftButton
NONE, SHIFT, CTRL = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)
KEYS = (
    *(Qt.Key.Key_Tab, Qt.Key.Key_Space, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down),
    *(Qt.Key.Key_Delete, Qt.Key.Key_Insert, Qt.Key.Key_5, Qt.Key.Key_Minus, Qt.Key.Key_Home, Qt.Key.Key_End),
    *(
        Qt.Key.Key_Backspace,
        Qt.Key.Key_L,
        Qt.Key.Key_Plus,
        Qt.Key.Key_Escape,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_1,
    ),
)
EVENTS = 120


class CarelessHand:
    """Clicks, drags, types, undoes and waits at random in one workspace."""

    def __init__(self, window: MainWindow, workspace: str, seed: int, qtbot: QtBot) -> None:
        self._window, self._workspace, self._qtbot = window, workspace, qtbot
        self._random = Random(seed)
        window.show_workspace(workspace)

    @property
    def _centre(self) -> QWidget:
        return self._window.workspaces.present.centre

    def act(self) -> None:
        """One event, and what it popped up is closed."""
        acts = (self._click, self._click, self._drag, self._type, self._type, self._undo, self._look)
        self._random.choice(acts)()
        for popped in (QApplication.activePopupWidget(), QApplication.activeModalWidget()):
            if popped is not None:
                popped.close()
        self._window.show_workspace(self._workspace)

    def _widget(self) -> QWidget:
        """Whichever is there, but for buttons whose menu would hold up the test."""
        there = [
            each
            for each in self._centre.findChildren(QWidget)
            if each.isVisible() and each.isEnabled() and min(each.width(), each.height()) > 2
        ]
        return self._random.choice([each for each in there if not _has_menu(each)])

    def _place(self, widget: QWidget) -> QPoint:
        return QPoint(self._random.randrange(widget.width()), self._random.randrange(widget.height()))

    def _click(self) -> None:
        widget, held = self._widget(), self._random.choice((NONE, NONE, SHIFT, CTRL))
        press = QTest.mouseClick if self._random.random() < 0.8 else QTest.mouseDClick
        press(widget, LEFT, held, self._place(widget))

    def _drag(self) -> None:
        widget = self._widget()
        QTest.mousePress(widget, LEFT, NONE, self._place(widget))
        QTest.mouseMove(widget, self._place(widget), 10)
        QTest.mouseRelease(widget, LEFT, NONE, self._place(widget))

    def _type(self) -> None:
        widget = self._window.focusWidget() or self._widget()
        if not _has_menu(widget) and not isinstance(widget, QPushButton):
            QTest.keyClick(widget, self._random.choice(KEYS), self._random.choice((NONE, SHIFT)))

    def _undo(self) -> None:
        stack = self._window.document.undo_stack
        (stack.undo if self._random.random() < 0.7 else stack.redo)()

    def _look(self) -> None:
        widget = self._widget()
        QTest.mouseMove(widget, self._place(widget))
        self._qtbot.wait(self._random.choice((1, 20)))


def _has_menu(widget: QWidget) -> bool:
    return isinstance(widget, QToolButton | QPushButton) and widget.menu() is not None


@pytest.mark.parametrize("workspace", ["laboratory", "one-variable"])
@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.long) for seed in range(1, 12))])
def test_all_that_a_careless_hand_does_is_undone_and_done_again(
    open_window: OpenWindow, qtbot: QtBot, workspace: str, seed: int
) -> None:
    window = open_window(read_experiment(resource("examples/xor.json")))
    document = window.document
    first = to_bytes(document.project)
    hand = CarelessHand(window, workspace, seed, qtbot)
    for _ in range(EVENTS):
        hand.act()
    while document.undo_stack.canRedo():
        document.undo_stack.redo()
    last = to_bytes(document.project)
    while document.undo_stack.canUndo():
        document.undo_stack.undo()
    assert to_bytes(document.project) == first
    while document.undo_stack.canRedo():
        document.undo_stack.redo()
    assert to_bytes(document.project) == last
