"""Numbers in cells: as many digits as have room, and never cut off."""

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from explorer.ui.panels.matrices.lettering import MatrixLettering


def test_a_number_has_the_digits_that_there_is_room_for(qapp: QApplication) -> None:
    lettering = MatrixLettering(QFont())
    room = {text: lettering.width_of_number(text) + 0.5 for text in ("0.3333", "0.333", "0.3")}
    assert [lettering.text(1 / 3, each)[0] for each in room.values()] == ["0.3333", "0.333", "0.3"]


def test_a_tiny_number_is_written_by_powers_where_that_is_shorter(qapp: QApplication) -> None:
    lettering = MatrixLettering(QFont())
    assert lettering.text(-0.0004321, lettering.width_of_number("−0.05"))[0] == "−4e−4"
    assert lettering.text(0.0, 1.0)[0] == "0"
    assert lettering.text(float("nan"), 1.0)[0] == "NaN"


def test_a_cell_of_the_least_width_holds_any_one_digit_and_its_power(qapp: QApplication) -> None:
    lettering = MatrixLettering(QFont())
    for value in (-0.0004321, 1.5e-9, -2.25e7, 123456.0, -0.05):
        assert lettering.text(value, lettering.least - 4)[1] <= lettering.least
