"""Does the field of whole numbers hold any of them, and tell what a person chose?"""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QSpinBox
from pytestqt.qtbot import QtBot

from explorer.ui.theme.theme import LIGHT, apply
from explorer.ui.widgets.whole_number import WholeNumber

Told = list[object]


@pytest.fixture
def told() -> Told:
    """What the field said."""
    return []


@pytest.fixture
def field(qtbot: QtBot, told: Told) -> WholeNumber:
    """A field from 0 on."""
    field = WholeNumber("Seed", 0)
    qtbot.addWidget(field)
    field.chosen.connect(told.append)
    field.show()
    return field


def type_into(field: WholeNumber, text: str) -> None:
    field.selectAll()
    QTest.keyClicks(field.lineEdit(), text)
    QTest.keyClick(field, Qt.Key.Key_Return)


@pytest.mark.parametrize("number", [0, 2**31, 2**64 + 1, 10**300])
def test_any_whole_number_is_shown_and_nobody_told(field: WholeNumber, told: Told, number: int) -> None:
    field.show_value(number)
    assert field.text() == str(number)
    assert told == []


def test_what_is_typed_is_told_once(field: WholeNumber, told: Told) -> None:
    type_into(field, "18446744073709551617")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert told == [2**64 + 1]


def test_arrows_count_down_to_the_least(field: WholeNumber, told: Told) -> None:
    field.show_value(1)
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down):
        QTest.keyClick(field, key)
    assert told == [2, 1, 0]


def test_letters_and_minus_are_not_taken_and_nothing_is_no_number(field: WholeNumber, told: Told) -> None:
    field.show_value(7)
    type_into(field, "-x")
    assert field.text() == "7"
    field.selectAll()
    QTest.keyClick(field.lineEdit(), Qt.Key.Key_Delete)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == "7"
    assert told == []


def test_it_looks_like_any_other_box(qtbot: QtBot) -> None:
    apply(LIGHT)
    box, other = WholeNumber("seed", 0), QSpinBox()
    for widget in (box, other):
        qtbot.addWidget(widget)
        widget.ensurePolished()
    assert box.sizeHint().height() == other.sizeHint().height()
    assert box.lineEdit().geometry().height() == other.lineEdit().geometry().height()
