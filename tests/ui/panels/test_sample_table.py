"""The table of the samples: what its cells show, and what typing in them changes."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFont
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QStyle,
    QStyleOptionViewItem,
)
from pytestqt.qtbot import QtBot

from explorer.network.edits.graph_edits import rename
from tests.ui.panels.samples_desk import LEFT, Desk, Role, open_desk
from tests.worked_examples import article_e


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    """Three samples, of which the last is held out."""
    return open_desk(qtbot)


def test_every_sample_is_a_row_of_inputs_and_targets(desk: Desk) -> None:
    assert desk.headers == ["x0", "x1", "t y0", "t y1", "held out"]
    assert desk.rows == [
        ["0.5", "−1", "0.3", "−0.2"],
        ["−0.7", "0.2", "0", "0.4"],
        ["0.1", "0.9", "1", "0.5"],
    ]
    assert "3 samples, 1 held out" in desk.texts


def test_the_sample_of_article_e_is_shown_with_its_numbers(desk: Desk) -> None:
    desk.document.replace(article_e())
    assert desk.headers == ["i0", "i1", "i2", "t c0", "t c1", "held out"]
    assert desk.rows == [["1", "0.5", "1", "0.5", "1"]]
    assert "1 sample" in desk.texts


def test_every_column_says_what_it_holds(desk: Desk) -> None:
    tips = [desk.table.headerData(n, Qt.Orientation.Horizontal, Role.ToolTipRole) for n in range(5)]
    assert tips == [
        "Input x0",
        "Input x1",
        "Target of output y0",
        "Target of output y1",
        "Held-out samples take no part in training; their loss is shown beside",
    ]
    assert desk.view.accessibleName() == "Samples"


def test_resting_on_a_number_shows_all_its_digits(desk: Desk) -> None:
    desk.type(0, 0, "1/3")
    assert desk.cell(0, 0) == "0.3333"
    assert desk.cell(0, 0, Role.ToolTipRole) == "x0 = 0.3333333333333333"
    assert desk.cell(0, 3, Role.ToolTipRole) == "y1 = −0.2"


@pytest.mark.parametrize(("text", "value"), [("-0.25", -0.25), ("1/4", 0.25), ("0,5", 0.5), ("1e-3", 0.001)])
def test_a_number_is_typed_as_people_write_it(desk: Desk, text: str, value: float) -> None:
    desk.type(1, 1, text)
    assert desk.document.experiment.samples[1].inputs == {"x0": -0.7, "x1": value}
    assert desk.document.undo_stack.undoText() == "Set input x1 of sample 2"


def test_a_target_is_typed_into_the_column_of_its_output(desk: Desk) -> None:
    desk.type(2, 2, "0.125")
    assert desk.document.experiment.samples[2].targets == {"y0": 0.125, "y1": 0.5}
    desk.document.undo_stack.undo()
    assert desk.cell(2, 2) == "1"


def test_what_is_no_number_is_refused_and_the_number_stays(desk: Desk) -> None:
    desk.type(0, 0, "abc")
    assert desk.refusals == ["“abc” is not a number: write it like 0.5, -1/3, 1e-3 or 0,5"]
    assert desk.cell(0, 0) == "0.5"
    assert desk.document.undo_stack.count() == 0


def test_typing_begins_with_all_digits_of_the_number(desk: Desk) -> None:
    desk.type(0, 0, "1/3")
    desk.view.edit(desk.table.index(0, 0))
    assert desk.editor.text() == "0.3333333333333333"
    desk.enter(Qt.Key.Key_Escape)
    assert desk.document.undo_stack.count() == 1


def test_a_key_begins_typing_in_the_current_cell(desk: Desk) -> None:
    desk.click(0, 0)
    QTest.keyClick(desk.view, Qt.Key.Key_7)
    desk.enter()
    assert desk.cell(0, 0) == "7"


def test_tab_goes_on_to_the_next_number(desk: Desk) -> None:
    desk.view.edit(desk.table.index(0, 0))
    for text in ("1", "2"):
        desk.editor.selectAll()
        QTest.keyClicks(desk.editor, text)
        desk.enter(Qt.Key.Key_Tab)
    assert desk.rows[0][:2] == ["1", "2"]


def test_a_click_on_the_box_holds_a_sample_out_and_takes_it_back(desk: Desk) -> None:
    option = QStyleOptionViewItem()
    desk.view.initViewItemOption(option)
    option.rect = desk.place(0, 4)
    option.features |= QStyleOptionViewItem.ViewItemFeature.HasCheckIndicator
    box = desk.view.style().subElementRect(QStyle.SubElement.SE_ItemViewItemCheckIndicator, option, desk.view)
    QTest.mouseClick(desk.view.viewport(), LEFT, pos=box.center())
    assert desk.held_out == [True, False, True]
    assert desk.document.undo_stack.undoText() == "Hold out sample 1"
    assert "3 samples, 2 held out" in desk.texts
    QTest.mouseClick(desk.view.viewport(), LEFT, pos=box.center())
    assert desk.held_out == [False, False, True]
    assert desk.document.undo_stack.undoText() == "Train on sample 1"


def test_the_space_bar_checks_the_box_of_the_current_row(desk: Desk) -> None:
    desk.view.setCurrentIndex(desk.table.index(2, 4))
    QTest.keyClick(desk.view, Qt.Key.Key_Space)
    assert desk.held_out == [False, False, False]
    assert "3 samples" in desk.texts


def test_the_sample_shown_is_marked_and_a_click_on_a_rows_number_shows_that_one(desk: Desk) -> None:
    assert desk.marks == ["▸ 1", "2", "3"]
    header = desk.view.verticalHeader()
    middle = QPoint(header.width() // 2, header.sectionViewportPosition(2) + header.sectionSize(2) // 2)
    QTest.mouseClick(header.viewport(), LEFT, pos=middle)
    assert desk.session.frames.sample == 2
    assert desk.marks == ["1", "2", "▸ 3"]
    assert isinstance(desk.cell(2, 0, Role.FontRole), QFont)
    assert desk.cell(0, 0, Role.FontRole) is None
    tip = desk.table.headerData(2, Qt.Orientation.Vertical, Role.ToolTipRole)
    assert tip == "Show this sample on the canvas"


def test_a_sample_shown_elsewhere_is_marked(desk: Desk) -> None:
    desk.session.frames.set_sample(1)
    assert desk.marks == ["1", "▸ 2", "3"]


def test_a_double_click_shows_the_sample_and_begins_typing(desk: Desk) -> None:
    place = desk.place(1, 0).center()
    QTest.mouseClick(desk.view.viewport(), LEFT, pos=place)
    QTest.mouseDClick(desk.view.viewport(), LEFT, pos=place)
    assert desk.session.frames.sample == 1
    assert desk.editor.text() == "−0.7"


def test_what_is_being_typed_survives_an_edit_elsewhere(desk: Desk) -> None:
    desk.view.edit(desk.table.index(0, 0))
    desk.editor.selectAll()
    QTest.keyClicks(desk.editor, "12")
    desk.document.attempt("Rename", lambda e: rename(e, "h0", "first"))
    assert desk.editor.text() == "12"
