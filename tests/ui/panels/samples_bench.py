"""What do the tests of the samples stand on? A document, its player, the panel and the cells of its table."""

from dataclasses import dataclass

from PySide6.QtCore import QAbstractItemModel, QCoreApplication, QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QLabel,
    QLineEdit,
    QPushButton,
    QTableView,
)
from pytestqt.qtbot import QtBot

from explorer.files.sample_table.options import GUESSED
from explorer.files.sample_table.outlook import Taking, taking_in
from explorer.job import last_result
from explorer.ui.commands.sample_verbs import take_table
from explorer.ui.panels.samples_panel import SamplesPanel
from explorer.ui.session.document import Document
from explorer.ui.session.session import Session, TableOffer
from tests.worked_examples import article_d

LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier
PLAIN = Qt.KeyboardModifier.NoModifier
Role = Qt.ItemDataRole


@dataclass
class Bench:
    """A document, its player and the panel on the screen."""

    document: Document
    session: Session
    panel: SamplesPanel
    refusals: list[str]
    offered: list[TableOffer]

    def accept(self) -> None:
        """Have the table that a person is asked about come in as it looks."""
        offer = self.offered.pop()
        taken = taking_in(offer.data, self.document.experiment, GUESSED, Taking(is_added=True), offer.name)
        take_table(self.session, offer, last_result(taken))

    @property
    def view(self) -> QTableView:
        """The table on the screen."""
        return self.panel.findChild(QTableView)

    @property
    def table(self) -> QAbstractItemModel:
        """What it shows."""
        return self.view.model()

    @property
    def rows(self) -> list[list[str]]:
        """The number of every cell, as it is shown."""
        columns = range(self.table.columnCount() - 1)
        return [[self.cell(row, column) for column in columns] for row in range(self.table.rowCount())]

    @property
    def headers(self) -> list[str]:
        """The title of every column."""
        across = Qt.Orientation.Horizontal
        return [self.table.headerData(n, across) for n in range(self.table.columnCount())]

    @property
    def marks(self) -> list[str]:
        """The title of every row: the sample shown is marked."""
        return [self.table.headerData(n, Qt.Orientation.Vertical) for n in range(self.table.rowCount())]

    @property
    def texts(self) -> list[str]:
        """What the visible labels say."""
        return [label.text() for label in self.panel.findChildren(QLabel) if label.isVisible()]

    @property
    def held_out(self) -> list[bool]:
        """Which samples take no part in training."""
        return [sample.held_out for sample in self.document.experiment.samples]

    @property
    def editor(self) -> QLineEdit:
        """Where a cell is being typed."""
        return next(editor for editor in self.view.findChildren(QLineEdit) if editor.isVisible())

    def cell(self, row: int, column: int, role: Role = Role.DisplayRole) -> object:
        """What the table says of one cell."""
        return self.table.index(row, column).data(role)

    def place(self, row: int, column: int) -> QRect:
        """Where a cell stands on the view."""
        return self.view.visualRect(self.table.index(row, column))

    def button(self, text: str) -> QPushButton:
        """The button with this text."""
        return next(button for button in self.panel.findChildren(QPushButton) if button.text() == text)

    def click(self, row: int, column: int, modifier: Qt.KeyboardModifier = PLAIN) -> None:
        """A click in the middle of a cell."""
        QTest.mouseClick(self.view.viewport(), LEFT, modifier, self.place(row, column).center())

    def type(self, row: int, column: int, text: str) -> None:
        """Go to a cell, and type over what stands there."""
        self.view.setCurrentIndex(self.table.index(row, column))
        self.view.edit(self.table.index(row, column))
        self.editor.selectAll()
        QTest.keyClicks(self.editor, text)
        self.enter()

    def enter(self, key: Qt.Key = Qt.Key.Key_Return) -> None:
        """Give what is being typed to the table, which takes it in the next round of the event loop."""
        QTest.keyClick(self.editor, key)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.MetaCall)

    def presets(self) -> dict[str, QAction]:
        """The entries of the presets, as the menu offers them now."""
        menu = self.button("Presets").menu()
        menu.popup(QPoint(0, 0))
        menu.close()
        return {action.text(): action for action in menu.actions()}


def open_bench(qtbot: QtBot) -> Bench:
    """Three samples of two inputs and two outputs; the last is held out."""
    document = Document()
    document.replace(article_d())
    session = Session(document)
    panel = SamplesPanel(session)
    qtbot.addWidget(panel)
    bench = Bench(document, session, panel, [], [])
    document.refused.connect(bench.refusals.append)
    session.table_offered.connect(bench.offered.append)
    panel.resize(420, 400)
    panel.show()
    panel.activateWindow()
    bench.view.setFocus()
    qtbot.waitUntil(bench.view.hasFocus)
    return bench
