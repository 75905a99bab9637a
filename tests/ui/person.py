"""What does a person do before the window? Click, drag, press keys, choose from menus, answer dialogs."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QTextDocumentFragment
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from explorer.drawing.hit_target import Part
from explorer.network.model import Experiment, Position
from explorer.ui.window.main_window import MainWindow
from tests.ui.canvas.drawn import at_part, at_weight, click, drag

LEFT = Qt.MouseButton.LeftButton
NO_KEYS = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier


class Person:
    """Sits before `window`; all that reaches it are events of mouse and keys."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window = window
        self._canvas = window.canvas
        self._qtbot = qtbot

    @property
    def experiment(self) -> Experiment:
        """What is open."""
        return self.window.document.experiment

    @property
    def title(self) -> str:
        """What stands above the window, with a star for what is not saved."""
        return self.window.windowTitle().replace("[*]", "*" if self.window.isWindowModified() else "")

    @property
    def status(self) -> str:
        """What stands at the foot of the window."""
        return self.window.statusBar().currentMessage()

    def reads(self, name: str) -> str:
        """What a line of the card beneath the timeline says: its title, formula, numbers or sentence."""
        label = self.window.centre.explanation.findChild(QLabel, name)
        assert isinstance(label, QLabel)
        return QTextDocumentFragment.fromHtml(label.text()).toPlainText().replace("\xa0", " ")

    def wait_until_it_rests(self) -> None:
        """Watch the animation until it stands."""
        self._qtbot.waitUntil(lambda: not self.window.session.player.is_playing)

    def press(self, key: Qt.Key, keys: Qt.KeyboardModifier = NO_KEYS, times: int = 1) -> None:
        """Press a key, wherever the focus is."""
        for _ in range(times):
            QTest.keyClick(QApplication.focusWidget() or self.window, key, keys)

    def type(self, text: str, key: Qt.Key = Qt.Key.Key_Return) -> None:
        """Type over the value that has the focus."""
        line = QApplication.focusWidget()
        assert isinstance(line, QLineEdit)
        self.press(Qt.Key.Key_A, CTRL)
        QTest.keyClicks(line, text)
        QTest.keyClick(line, key)

    def double_click(self, position: Position, keys: Qt.KeyboardModifier = NO_KEYS) -> None:
        """Double-click a place on the canvas; a click comes first, as the system has it."""
        where = self._canvas.mapFromScene(*position)
        assert self._canvas.viewport().rect().contains(where)
        QTest.mouseClick(self._canvas.viewport(), LEFT, keys, where)
        QTest.mouseDClick(self._canvas.viewport(), LEFT, keys, where)
        QTest.mouseRelease(self._canvas.viewport(), LEFT, keys, where)

    def click_part(self, name: str, part: Part, keys: Qt.KeyboardModifier = NO_KEYS) -> None:
        """Click a part of a neuron."""
        click(self._canvas, at_part(self._canvas, name, part), keys)

    def click_weight(self, source: str, dest: str) -> None:
        """Click the weight of a connection."""
        click(self._canvas, at_weight(self._canvas, source, dest))

    def connect(self, source: str, dest: str) -> None:
        """Drag from rim to rim."""
        rim = self._canvas.mapFromScene(*self.window.scene.geometry.positions[dest]) - self._left_rim
        drag(self._canvas, at_part(self._canvas, source, Part.RIM), rim)

    def move(self, name: str, by: QPoint) -> None:
        """Drag a neuron by so many pixels."""
        begin = at_part(self._canvas, name, Part.BODY)
        drag(self._canvas, begin, begin + by)

    def wait_until(self, is_so: Callable[[], bool]) -> None:
        """Look on until it is so."""
        self._qtbot.waitUntil(is_so)

    def click_widget(self, widget: QWidget, where: QPoint | None = None) -> None:
        """Click a widget, in its middle unless `where` says otherwise."""
        assert widget.isVisible()
        assert widget.isEnabled()
        QTest.mouseClick(widget, LEFT, NO_KEYS, widget.rect().center() if where is None else where)

    def choose(self, *path: str) -> None:
        """Click one's way through the menu bar: "File", "Examples", "XOR after a plateau: 2-4-1, tanh"."""
        bar = self.window.menuBar()
        QTest.mouseClick(bar, LEFT, NO_KEYS, bar.actionGeometry(_entry(bar.actions(), path[0])).center())
        for title, text in pairwise(path):
            menu = next(menu for menu in self.window.menus.values() if menu.title().replace("&", "") == title)
            self._qtbot.waitUntil(menu.isVisible)
            entry = _entry(menu.actions(), text)
            assert entry.isEnabled()
            QTest.mouseClick(menu, LEFT, NO_KEYS, menu.actionGeometry(entry).center())
        self._go_on_in_front()

    def choose_file(self, path: Path) -> None:
        """Answer the file dialog that is open."""
        dialog = open_dialog(self.window)
        assert isinstance(dialog, QFileDialog)
        self._go_on_in_front()
        choose_file(dialog, path)
        self._go_on_in_front()

    def _go_on_in_front(self) -> None:
        """Give the keys to the open dialog, else to the window, as a window manager does."""
        QTest.qWait(0)  # the menu or dialog that has gone may still be about to get them
        front = open_dialog(self.window) or self.window
        front.activateWindow()
        self._qtbot.waitUntil(front.isActiveWindow)

    @property
    def _left_rim(self) -> QPoint:
        return QPoint(round(33 * self._canvas.scale_now), 0)


def open_dialog(window: QWidget) -> QDialog | None:
    """The dialog that stands over `window`, if any."""
    dialogs = [dialog for dialog in window.findChildren(QDialog) if dialog.isVisible()]
    return dialogs[-1] if dialogs else None


def choose_file(dialog: QFileDialog, path: Path) -> None:
    """Go to the folder in the file dialog, type the file's name and press Enter."""
    line = dialog.findChild(QLineEdit, "fileNameEdit")
    assert isinstance(line, QLineEdit)
    dialog.setDirectory(str(path.parent))
    line.setCompleter(None)  # type: ignore[arg-type]  # its proposals come when they come
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, path.name)
    QTest.keyClick(line, Qt.Key.Key_Return)


def _entry(entries: list[QAction], text: str) -> QAction:
    """The entry of a menu that reads `text`."""
    return next(entry for entry in entries if entry.text().replace("&", "") == text)
