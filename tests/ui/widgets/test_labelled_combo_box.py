"""A choice among a few things, where several may be shown at once."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from explorer.ui.widgets.labelled_combo_box import LabelledComboBox


@pytest.fixture
def choice(qtbot: QtBot) -> LabelledComboBox:
    """Three fruits on the screen, the first of them chosen."""
    made = LabelledComboBox("Fruit", {"a": "apple", "p": "pear", "c": "cherry"})
    qtbot.addWidget(made)
    made.show_values(["a"])
    made.show()
    return made


def test_a_chosen_label_tells_its_value(choice: LabelledComboBox) -> None:
    told: list[object] = []
    choice.chosen.connect(told.append)
    QTest.keyClick(choice, Qt.Key.Key_Down)
    QTest.keyClick(choice, Qt.Key.Key_End)
    assert told == ["p", "c"]
    assert choice.currentText() == "cherry"


def test_typing_the_beginning_of_a_label_chooses_it(choice: LabelledComboBox) -> None:
    told: list[object] = []
    choice.chosen.connect(told.append)
    QTest.keyClicks(choice, "ch")
    assert told[-1] == "c"


def test_one_value_is_shown_and_nobody_is_told(choice: LabelledComboBox) -> None:
    told: list[object] = []
    choice.chosen.connect(told.append)
    choice.show_values(["p", "p"])
    assert choice.currentText() == "pear"
    assert told == []


@pytest.mark.parametrize("values", [["a", "p"], [], ["a", None]])
def test_values_that_differ_show_nothing_chosen(choice: LabelledComboBox, values: list[object]) -> None:
    choice.show_values(values)
    assert choice.currentIndex() == -1
    assert choice.placeholderText() == "several"


def test_the_same_value_can_be_chosen_for_several_that_differ(choice: LabelledComboBox) -> None:
    choice.show_values(["a", "p"])
    told: list[object] = []
    choice.chosen.connect(told.append)
    QTest.keyClick(choice, Qt.Key.Key_Down)
    assert told == ["a"]


def test_hovering_tells_of_each_value_and_of_the_one_shown(qtbot: QtBot) -> None:
    choice = LabelledComboBox("Fruit", {"a": "apple", "p": "pear"}, tips={"p": "not an apple"})
    qtbot.addWidget(choice)
    choice.show_values(["p"])
    assert choice.toolTip() == "not an apple"
    assert choice.itemData(1, Qt.ItemDataRole.ToolTipRole) == "not an apple"
    choice.show_values(["a", "p"])
    assert choice.toolTip() == ""


def test_assistive_technology_can_name_it(choice: LabelledComboBox) -> None:
    assert choice.accessibleName() == "Fruit"
