"""Numbers in cells that are too narrow for them."""

import pytest
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView
from pytestqt.qtbot import QtBot

from explorer.number import MINUS, rounded, signed
from explorer.ui.widgets.number_delegate import NUMBER_ROLE, NumberDelegate, TableCell

NUMBERS = [-2.283456e-5, 9.029123e-5, -1.2345e-300, 0.12345678, 123456.0, 1234567.0, 0.0]


class Delegate(NumberDelegate):
    """One whose text can be read, as a view would draw it."""

    def text_of(self, number: float, text: str, width: int, view: QTableView) -> str:
        """What stands in a cell of so many pixels."""
        model = QStandardItemModel(1, 1)
        item = QStandardItem(text)
        item.setData(number, NUMBER_ROLE)
        model.setItem(0, 0, item)
        option = QStyleOptionViewItem()
        option.initFrom(view)
        option.rect = QRect(0, 0, width, 24)
        option.widget = view
        self.initStyleOption(option, model.index(0, 0))
        return str(option.text)


@pytest.mark.parametrize("number", NUMBERS)
def test_a_number_is_whole_or_has_fewer_digits_however_narrow_its_cell_is(
    qtbot: QtBot, number: float
) -> None:
    view = QTableView()
    qtbot.addWidget(view)
    for text, write in ((rounded(number), rounded), (signed(number, 3), signed)):
        for width in range(20, 200, 9):
            shown = Delegate().text_of(number, text, width, view)
            assert shown in {text, *(write(number, digits) for digits in range(1, 5))}
        assert Delegate().text_of(number, text, 200, view) == text


def test_digits_go_one_by_one_and_the_exponent_stays(qtbot: QtBot) -> None:
    view = QTableView()
    qtbot.addWidget(view)
    shown = [Delegate().text_of(-2.283456e-5, f"{MINUS}2.283e{MINUS}5", width, view) for width in range(200)]
    assert list(dict.fromkeys(shown)) == ["−2e−5", "−2.3e−5", "−2.28e−5", "−2.283e−5"]


def test_what_is_no_number_is_left_as_it_is(qtbot: QtBot) -> None:
    view = QTableView()
    qtbot.addWidget(view)
    model = QStandardItemModel(1, 1)
    model.setItem(0, 0, QStandardItem("a very long name of a neuron"))
    option = QStyleOptionViewItem()
    option.rect = QRect(0, 0, 20, 20)
    NumberDelegate().initStyleOption(option, model.index(0, 0))
    assert option.text == "a very long name of a neuron"


@pytest.mark.parametrize("number", [-0.8155785, 0.6043677, -1.8155785, 9.029123e-5])
def test_qt_cuts_nothing_off_at_any_width_that_holds_two_digits(qtbot: QtBot, number: float) -> None:
    view = QTableView()
    qtbot.addWidget(view)
    frame = view.style().pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin) + 1
    two_digits = view.fontMetrics().horizontalAdvance(rounded(number, 2)) + 2 * frame + 1
    for width in range(two_digits, two_digits + 60):
        shown = Delegate().text_of(number, rounded(number), width, view)
        room = width - 2 * frame
        assert view.fontMetrics().elidedText(shown, Qt.TextElideMode.ElideRight, room) == shown


class AsQtPaints(NumberDelegate):
    """One that leaves every cell to Qt and its style."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        QStyledItemDelegate.paint(self, painter, option, index)


class Cells(QAbstractTableModel):
    """Three columns: a text, a bold number in a colour, a number on the right."""

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(NUMBERS)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else 3

    def cell(self, row: int, column: int) -> TableCell:
        """What stands there."""
        number = NUMBERS[row]
        if column == 0:
            return TableCell("h0 → y0" if row else "a neuron with a name of many words")
        if column == 1:
            return TableCell(rounded(number), number, "#7b3fb5", is_bold=True)
        return TableCell(signed(number, 3), number, is_right=True)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        cell = self.cell(index.row(), index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.text
        if role == Qt.ItemDataRole.ForegroundRole:
            return QColor(cell.colour) if cell.colour else None
        if role == Qt.ItemDataRole.TextAlignmentRole and cell.is_right:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.FontRole and cell.is_bold:
            font = QFont()
            font.setBold(True)
            return font
        return cell.number if role == NUMBER_ROLE else None


@pytest.mark.parametrize("width", [24, 41, 58, 120])
@pytest.mark.parametrize("height", [22, 27, 28, 31])
def test_a_cell_painted_here_is_as_qt_paints_it(qtbot: QtBot, width: int, height: int) -> None:
    view, model = QTableView(), Cells()
    qtbot.addWidget(view)
    view.setModel(model)
    view.verticalHeader().setDefaultSectionSize(height)
    for column in range(3):
        view.setColumnWidth(column, width + column)
    view.resize(420, 320)
    view.show()
    view.selectRow(3)
    images = []
    for delegate in (NumberDelegate(view, model.cell), AsQtPaints(view)):
        view.setItemDelegate(delegate)
        images.append(view.viewport().grab().toImage())
    assert images[0] == images[1]


def test_another_font_of_the_table_is_taken(qtbot: QtBot) -> None:
    view, model = QTableView(), Cells()
    qtbot.addWidget(view)
    view.setModel(model)
    view.resize(420, 320)
    view.show()
    images = []
    for delegate in (NumberDelegate(view, model.cell), AsQtPaints(view)):
        view.setItemDelegate(delegate)
        view.setFont(QFont())
        view.viewport().grab()
        larger = QFont()
        larger.setPointSize(larger.pointSize() + 4)
        view.setFont(larger)
        images.append(view.viewport().grab().toImage())
    assert images[0] == images[1]
