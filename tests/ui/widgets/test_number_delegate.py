"""Numbers in cells that are too narrow for them."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QTableView
from pytestqt.qtbot import QtBot

from explorer.number import MINUS, rounded, signed
from explorer.ui.widgets.number_delegate import NUMBER_ROLE, NumberDelegate

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
