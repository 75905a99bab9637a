"""What is open changes while a button is held down, or a number is being typed: is what is gone left alone?

An exception in a slot fails the test by itself: pytest-qt sees to it.
"""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QToolButton, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from explorer.ui.window.main_window import MainWindow
from tests.ui.conftest import OpenWindow
from tests.worked_examples import article_d, article_e

LEFT = Qt.MouseButton.LeftButton


class Changing:
    """A window in which another experiment is opened again and again."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self._opened = 0

    def change(self) -> None:
        """Open the other experiment, and let everything go that is to be deleted."""
        self._opened += 1
        self.window.document.replace(article_d() if self._opened % 2 else article_e())
        self.settle()

    def settle(self) -> None:
        """Let what is due happen."""
        QTest.qWait(0)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def fill(self) -> None:
        """A kept run beside a present one, and a neuron that is selected."""
        training = self.window.session.training
        training.step()
        training.keep()
        training.step()
        self.window.session.selection.select([self.window.document.experiment.network.neurons[0].name])
        self.settle()


def usable(widget: QWidget) -> bool:
    """Whether a person can still press it; a menu would wait for an answer."""
    if not isValid(widget) or not widget.isVisible() or not widget.isEnabled():
        return False
    return not (isinstance(widget, QToolButton) and widget.menu() is not None)


@pytest.mark.parametrize("dock", ["loss", "inspector", "samples"])
def test_nothing_is_used_after_it_was_deleted(open_window: OpenWindow, qtbot: QtBot, dock: str) -> None:
    window = open_window(article_e())
    window.docks.show(dock)
    panel = window.docks.panel(dock)
    qtbot.waitUntil(panel.isVisible)
    changing = Changing(window)
    changing.fill()
    if dock == "loss":
        qtbot.waitUntil(lambda: len(panel.runs.chips) == 2, timeout=20_000)
    pressed = 0
    for button in filter(usable, panel.findChildren(QAbstractButton)):
        QTest.mousePress(button, LEFT)
        changing.change()
        if isValid(button):
            QTest.mouseRelease(button, LEFT)
        changing.fill()
        pressed += 1
    for line in filter(usable, panel.findChildren(QLineEdit)):
        line.setFocus()
        QTest.keyClicks(line, "0.5")
        changing.change()
        if isValid(line):
            QTest.keyClick(line, Qt.Key.Key_Return)
        changing.settle()
        pressed += 1
    assert pressed > 1
