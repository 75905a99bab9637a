"""The table of the samples: what its cells show, and what typing in them changes."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFont
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QStyle,
    QStyleOptionViewItem,
)
from pytestqt.qtbot import QtBot

from explorer.network.builder import new_experiment
from explorer.network.edits.graph_edits import rename
from explorer.network.edits.sample_edits import replace_samples
from explorer.network.edits.transform_edits import standardise_inputs
from explorer.network.model import Sample
from explorer.network.transform import Scaling
from tests.ui.panels.samples_bench import LEFT, Bench, Role, open_bench
from tests.worked_examples import article_e


@pytest.fixture
def bench(qtbot: QtBot) -> Bench:
    """Three samples, of which the last is held out."""
    return open_bench(qtbot)


def test_every_sample_is_a_row_of_inputs_and_targets(bench: Bench) -> None:
    assert bench.headers == ["x0", "x1", "t y0", "t y1", "held out"]
    assert bench.rows == [
        ["0.5", "−1", "0.3", "−0.2"],
        ["−0.7", "0.2", "0", "0.4"],
        ["0.1", "0.9", "1", "0.5"],
    ]
    assert "3 samples, 1 held out" in bench.texts


def test_the_sample_of_article_e_is_shown_with_its_numbers(bench: Bench) -> None:
    bench.document.replace(article_e())
    assert bench.headers == ["i0", "i1", "i2", "t c0", "t c1", "held out"]
    assert bench.rows == [["1", "0.5", "1", "0.5", "1"]]
    assert "1 sample" in bench.texts


def test_every_column_says_what_it_holds(bench: Bench) -> None:
    tips = [bench.table.headerData(n, Qt.Orientation.Horizontal, Role.ToolTipRole) for n in range(5)]
    assert tips == [
        "Input x0",
        "Input x1",
        "Target of output y0",
        "Target of output y1",
        "Held-out samples take no part in training; their loss is shown beside",
    ]
    assert bench.view.accessibleName() == "Samples"


def test_resting_on_a_number_shows_all_its_digits(bench: Bench) -> None:
    bench.type(0, 0, "1/3")
    assert bench.cell(0, 0) == "0.3333"
    assert bench.cell(0, 0, Role.ToolTipRole) == "x0 = 0.3333333333333333"
    assert bench.cell(0, 3, Role.ToolTipRole) == "y1 = −0.2"


@pytest.mark.parametrize(("text", "value"), [("-0.25", -0.25), ("1/4", 0.25), ("0,5", 0.5), ("1e-3", 0.001)])
def test_a_number_is_typed_as_people_write_it(bench: Bench, text: str, value: float) -> None:
    bench.type(1, 1, text)
    assert bench.document.experiment.samples[1].inputs == {"x0": -0.7, "x1": value}
    assert bench.document.undo_stack.undoText() == "Set input x1 of sample 2"


def test_a_target_is_typed_into_the_column_of_its_output(bench: Bench) -> None:
    bench.type(2, 2, "0.125")
    assert bench.document.experiment.samples[2].targets == {"y0": 0.125, "y1": 0.5}
    bench.document.undo_stack.undo()
    assert bench.cell(2, 2) == "1"


def test_what_is_no_number_is_refused_and_the_number_stays(bench: Bench) -> None:
    bench.type(0, 0, "abc")
    assert bench.refusals == ["“abc” is not a number: write it like 0.5, -1/3, 1e-3 or 0,5"]
    assert bench.cell(0, 0) == "0.5"
    assert bench.document.undo_stack.count() == 0


def test_typing_begins_with_all_digits_of_the_number(bench: Bench) -> None:
    bench.type(0, 0, "1/3")
    bench.view.edit(bench.table.index(0, 0))
    assert bench.editor.text() == "0.3333333333333333"
    bench.enter(Qt.Key.Key_Escape)
    assert bench.document.undo_stack.count() == 1


def test_a_key_begins_typing_in_the_current_cell(bench: Bench) -> None:
    bench.click(0, 0)
    QTest.keyClick(bench.view, Qt.Key.Key_7)
    bench.enter()
    assert bench.cell(0, 0) == "7"


def test_tab_goes_on_to_the_next_number(bench: Bench) -> None:
    bench.view.edit(bench.table.index(0, 0))
    for text in ("1", "2"):
        bench.editor.selectAll()
        QTest.keyClicks(bench.editor, text)
        bench.enter(Qt.Key.Key_Tab)
    assert bench.rows[0][:2] == ["1", "2"]


def test_a_click_on_the_box_holds_a_sample_out_and_takes_it_back(bench: Bench) -> None:
    option = QStyleOptionViewItem()
    bench.view.initViewItemOption(option)
    option.rect = bench.place(0, 4)
    option.features |= QStyleOptionViewItem.ViewItemFeature.HasCheckIndicator
    box = bench.view.style().subElementRect(
        QStyle.SubElement.SE_ItemViewItemCheckIndicator, option, bench.view
    )
    QTest.mouseClick(bench.view.viewport(), LEFT, pos=box.center())
    assert bench.held_out == [True, False, True]
    assert bench.document.undo_stack.undoText() == "Hold out sample 1"
    assert "3 samples, 2 held out" in bench.texts
    QTest.mouseClick(bench.view.viewport(), LEFT, pos=box.center())
    assert bench.held_out == [False, False, True]
    assert bench.document.undo_stack.undoText() == "Train on sample 1"


def test_the_space_bar_checks_the_box_of_the_current_row(bench: Bench) -> None:
    bench.view.setCurrentIndex(bench.table.index(2, 4))
    QTest.keyClick(bench.view, Qt.Key.Key_Space)
    assert bench.held_out == [False, False, False]
    assert "3 samples" in bench.texts


def test_the_sample_shown_is_marked_and_a_click_on_a_rows_number_shows_that_one(bench: Bench) -> None:
    assert bench.marks == ["▸ 1", "2", "3"]
    header = bench.view.verticalHeader()
    middle = QPoint(header.width() // 2, header.sectionViewportPosition(2) + header.sectionSize(2) // 2)
    QTest.mouseClick(header.viewport(), LEFT, pos=middle)
    assert bench.session.frames.sample == 2
    assert bench.marks == ["1", "2", "▸ 3"]
    assert isinstance(bench.cell(2, 0, Role.FontRole), QFont)
    assert bench.cell(0, 0, Role.FontRole) is None
    tip = bench.table.headerData(2, Qt.Orientation.Vertical, Role.ToolTipRole)
    assert tip == "Show this sample on the canvas"


def test_a_sample_shown_elsewhere_is_marked(bench: Bench) -> None:
    bench.session.frames.set_sample(1)
    assert bench.marks == ["1", "▸ 2", "3"]


def test_a_double_click_shows_the_sample_and_begins_typing(bench: Bench) -> None:
    place = bench.place(1, 0).center()
    QTest.mouseClick(bench.view.viewport(), LEFT, pos=place)
    QTest.mouseDClick(bench.view.viewport(), LEFT, pos=place)
    assert bench.session.frames.sample == 1
    assert bench.editor.text() == "−0.7"


def test_what_is_being_typed_survives_an_edit_elsewhere(bench: Bench) -> None:
    bench.view.edit(bench.table.index(0, 0))
    bench.editor.selectAll()
    QTest.keyClicks(bench.editor, "12")
    bench.document.attempt("Rename", lambda e: rename(e, "h0", "first"))
    assert bench.editor.text() == "12"


def test_standardised_numbers_are_shown_and_typed_in_original_units(bench: Bench) -> None:
    rows = [Sample({"i0": x}, {"y0": x / 2}) for x in (90.0, 110.0)]
    plain = replace_samples(new_experiment((1, 1, 1)), rows)
    bench.document.replace(standardise_inputs(plain))
    assert bench.document.experiment.samples[0].inputs == {"i0": -1.0}
    assert bench.rows == [["90", "45"], ["110", "55"]]
    tip = bench.table.headerData(0, Qt.Orientation.Horizontal, Role.ToolTipRole)
    assert tip == "Input i0, in original units\nThe network is given (i0 − 100) / 10"
    assert bench.cell(0, 0, Role.ToolTipRole) == "i0 = 90\nthe network is given −1"
    bench.type(0, 0, "105.5")
    assert bench.document.experiment.samples[0].inputs == {"i0": 0.55}
    assert bench.rows[0] == ["105.5", "45"]
    assert bench.document.undo_stack.undoText() == "Set input i0 of sample 1"


def test_a_table_whose_units_alone_change_is_shown_anew(bench: Bench) -> None:
    plain = replace_samples(new_experiment((1, 1, 1)), [Sample({"i0": 0.0}, {"y0": 0.0})])
    bench.document.replace(plain)
    with_units = replace(plain, transform={"i0": Scaling(5.0, 2.0)})
    changed: list[object] = []
    bench.table.dataChanged.connect(lambda *cells: changed.append(cells))
    bench.document.edit("Units", with_units)
    assert changed
    assert bench.rows == [["5", "0"]]


def test_a_number_that_stands_for_a_text_says_so(bench: Bench) -> None:
    plain = replace_samples(new_experiment((1, 1, 1)), [Sample({"i0": 0.0}, {"y0": 1.0})])
    bench.document.replace(replace(plain, transform={"y0": Scaling(labels=("no", "yes"))}))
    tip = bench.table.headerData(1, Qt.Orientation.Horizontal, Role.ToolTipRole)
    assert tip == "Target of output y0\n0 is “no”\n1 is “yes”"
    assert bench.cell(0, 1, Role.ToolTipRole) == "y0 = 1, “yes”"
