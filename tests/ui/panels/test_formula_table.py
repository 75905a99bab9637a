"""A formula of several lines beside its numbers: what stands where, in wide and narrow panels."""

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from explorer.ui.panels.formula_table import FormulaTable, lines_beside

LONG = "long " * 30


@pytest.fixture
def table(qtbot: QtBot) -> FormulaTable:
    """A short line, and one that is long in letters and in numbers."""
    made = FormulaTable()
    qtbot.addWidget(made)
    made.resize(700, 200)
    made.show_lines([("v ← g", "<a href='0.5'>0.5</a> = 0.5"), (f"w ← {LONG}", f"1 = {LONG}")])
    made.show()
    return made


def seen(table: FormulaTable) -> dict[str, QLabel]:
    """Every label that is seen, by the first character of what it says."""
    labels = [label for label in table.findChildren(QLabel) if label.isVisible()]
    return {label.text().removeprefix("<a href='0.5'>")[0]: label for label in labels}


def test_numbers_stand_beside_a_short_line_and_below_a_long_one(table: FormulaTable) -> None:
    labels = seen(table)
    assert labels["0"].y() == labels["v"].y()
    assert labels["0"].x() > labels["v"].geometry().right()
    assert labels["1"].y() > labels["w"].geometry().bottom()
    assert labels["1"].x() == labels["w"].x() == labels["v"].x()


def test_in_a_narrow_panel_all_numbers_stand_below(table: FormulaTable, qtbot: QtBot) -> None:
    table.resize(90, 900)
    qtbot.waitUntil(lambda: seen(table)["0"].y() > seen(table)["v"].geometry().bottom())
    table.resize(700, 200)
    qtbot.waitUntil(lambda: seen(table)["0"].y() == seen(table)["v"].y())


def test_fewer_lines_leave_nothing_of_those_before(table: FormulaTable) -> None:
    table.show_lines([("m", "7 = 7")])
    assert table.lines == [("m", "7 = 7")]
    assert set(seen(table)) == {"m", "7"}


def test_a_number_under_the_mouse_is_told(table: FormulaTable, qtbot: QtBot) -> None:
    with qtbot.waitSignal(table.number_hovered, check_params_cb=lambda link: link == "0.5"):
        seen(table)["0"].linkHovered.emit("0.5")


@pytest.mark.parametrize(
    ("widths", "room", "beside"),
    [
        ([(100, 100), (50, 60)], 228, {0, 1}),  # 28 between the columns
        ([(100, 100), (50, 60)], 227, {1}),
        ([(100, 10), (10, 100)], 200, {1}),  # neither alone is too long
        ([(300, 300)], 500, set()),
        ([], 500, set()),
    ],
)
def test_the_longest_line_is_the_first_whose_numbers_go_below(
    widths: list[tuple[float, float]], room: float, beside: set[int]
) -> None:
    assert lines_beside(widths, room) == beside
