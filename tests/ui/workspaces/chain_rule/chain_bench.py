"""The workspace Chain rule as it stands in a small window, and what a person does with it."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QTextDocumentFragment
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from explorer.ui.session.document import EMPTY, Document
from explorer.ui.session.session import Session
from explorer.ui.theme.theme import LIGHT
from explorer.ui.workspaces.chain_rule.centre import ChainRuleCentre
from explorer.ui.workspaces.chain_rule.graph_view import GraphView

LEFT = Qt.MouseButton.LeftButton
NO_KEYS = Qt.KeyboardModifier.NoModifier


class ChainBench:
    """The cards, shown as the diamond at a = 2."""

    def __init__(self) -> None:
        self.document = Document()
        self.refusals: list[str] = []
        self.document.refused.connect(self.refusals.append)
        self.centre = ChainRuleCentre(Session(self.document))
        self.centre.set_theme(LIGHT)

    def renew(self, qtbot: QtBot) -> None:
        """Let everything be as in a new window, and in front."""
        self._qtbot = qtbot
        self.document.replace(EMPTY)
        self.refusals.clear()
        centre = self.centre
        centre.resize(1000, 620)
        centre.move(0, 0)
        centre.show()
        centre.activateWindow()
        qtbot.waitUntil(centre.isActiveWindow)
        centre.equations.list.setFocus()
        self.settle()
        centre.player.last()
        centre.paths.paths.clearSelection()
        self.view.fit()

    def rest(self) -> None:
        """Stop what goes by itself, and be out of the way of other windows."""
        self.centre.player.last()
        self.centre.move(10_000, 10_000)

    def close(self) -> None:
        """Let it go."""
        self.centre.hide()
        self.centre.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    @property
    def view(self) -> GraphView:
        """The graph."""
        return self.centre.graph.graph

    @property
    def lines(self) -> tuple[str, ...]:
        """The equations as the document has them."""
        return self.document.project.chain.lines

    def settle(self) -> None:
        """Wait until all is shown."""
        self._qtbot.waitUntil(lambda: self.centre.shown is self.centre.chain)

    def value(self, name: str) -> str:
        """What stands in the circle of a variable."""
        return self.view.look.variables[name].value

    def derivative(self, name: str) -> str:
        """What stands beneath it."""
        return self.view.look.variables[name].derivative

    def reads(self, name: str) -> str:
        """A line of the card: title, symbols, numbers or sentence."""
        text: str = getattr(self.centre.rule, name).text()
        return QTextDocumentFragment.fromHtml(text).toPlainText().replace("\xa0", " ")

    def press(self, key: Qt.Key, keys: Qt.KeyboardModifier = NO_KEYS) -> None:
        """Press a key, wherever the focus is."""
        QTest.keyClick(QApplication.focusWidget() or self.centre, key, keys)

    def click(self, name: str) -> None:
        """Click a variable."""
        QTest.mouseClick(self.view, LEFT, NO_KEYS, self.view.pixel_of(name))

    def drag(self, name: str, pixels: int) -> None:
        """Drag the value of a variable sideways, without letting go of it."""
        start = self.view.pixel_of(name)
        QTest.mousePress(self.view, LEFT, NO_KEYS, start)
        for part in (2, 1):
            QTest.mouseMove(self.view, start + QPoint(pixels // part, 0))
        self.settle()

    def drop(self, name: str) -> None:
        """Let go of it."""
        QTest.mouseRelease(self.view, LEFT, NO_KEYS, self.view.pixel_of(name))

    def type(self, text: str) -> None:
        """Type over what has the focus, and press Enter."""
        field = QApplication.focusWidget()
        assert isinstance(field, QLineEdit)
        field.selectAll()
        QTest.keyClicks(field, text)
        QTest.keyClick(field, Qt.Key.Key_Return)
        QTest.qWait(0)
        self.settle()

    def wait_for(self, is_so: Callable[[], bool]) -> None:
        """Look on until it is so."""
        self._qtbot.waitUntil(is_so)

    def write(self, *lines: str) -> None:
        """Let these be the equations."""
        self.centre.model.set_lines("Type", lines)
        self.settle()

    def menu_of(self, name: str) -> QMenu:
        """The context menu of a variable."""
        self.view.menu_asked.emit(name, self.view.mapToGlobal(self.view.pixel_of(name)))
        self._qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        return menu

    def choose(self, name: str, words: str) -> None:
        """Choose an entry of it that begins with these words."""
        menu = self.menu_of(name)
        entry = next(action for action in menu.actions() if action.text().startswith(words))
        QTest.mouseClick(menu, LEFT, NO_KEYS, menu.actionGeometry(entry).center())
        self.settle()
