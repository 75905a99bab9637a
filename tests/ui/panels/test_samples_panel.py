"""The table of samples: typed, checked, added, deleted, copied, pasted and taken from a preset."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QMenu,
    QPushButton,
)
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from explorer.files.sample_table.options import GUESSED
from explorer.files.sample_table.outlook import Taking, taking_in
from explorer.job import last_result
from explorer.network.builder import new_experiment
from explorer.network.edits.graph_edits import rename
from explorer.network.edits.sample_edits import replace_samples
from explorer.network.edits.transform_edits import original_samples, standardise_inputs
from explorer.network.model import Sample
from explorer.ui.commands.sample_verbs import take_table
from explorer.ui.session.document import EMPTY
from explorer.ui.session.session import TableOffer
from explorer.ui.theme.theme import DARK, LIGHT, Theme
from tests.ui.panels.samples_bench import CTRL, LEFT, Bench, Role, open_bench
from tests.worked_examples import article_e


@pytest.fixture
def bench(qtbot: QtBot) -> Bench:
    """Three samples, of which the last is held out."""
    return open_bench(qtbot)


def test_add_appends_zeros_and_shows_them(bench: Bench) -> None:
    QTest.mouseClick(bench.button("Add"), LEFT)
    assert bench.rows[3] == ["0", "0", "0", "0"]
    assert bench.session.frames.sample == 3
    assert bench.marks[3] == "▸ 4"


def test_delete_deletes_the_sample_shown_where_none_is_selected(bench: Bench) -> None:
    bench.session.frames.set_sample(1)
    QTest.mouseClick(bench.button("Delete"), LEFT)
    assert [row[0] for row in bench.rows] == ["0.5", "0.1"]
    assert bench.document.undo_stack.undoText() == "Delete sample"


def test_delete_deletes_all_that_are_selected(bench: Bench) -> None:
    bench.click(0, 0)
    bench.click(1, 1, CTRL)
    QTest.keyClick(bench.view, Qt.Key.Key_Delete)
    assert [row[0] for row in bench.rows] == ["0.1"]
    assert bench.document.undo_stack.undoText() == "Delete 2 samples"
    bench.document.undo_stack.undo()
    assert len(bench.rows) == 3


def test_without_samples_it_says_what_to_do_and_offers_nothing_to_delete(bench: Bench) -> None:
    for _ in range(3):
        QTest.mouseClick(bench.button("Delete"), LEFT)
    assert "No samples. Add one, paste a table, or take a preset." in bench.texts
    assert "0 samples" in bench.texts
    assert not bench.view.isVisible()
    assert not bench.button("Delete").isEnabled()
    QTest.mouseClick(bench.button("Add"), LEFT)
    assert bench.view.isVisible()
    assert bench.button("Delete").isEnabled()
    assert bench.refusals == []


def test_where_nothing_is_drawn_it_says_what_to_draw(bench: Bench) -> None:
    bench.document.replace(EMPTY)
    assert "Draw inputs and outputs first: a sample gives each of them a number." in bench.texts


def test_a_renamed_input_has_its_new_name_as_title(bench: Bench) -> None:
    bench.document.attempt("Rename", lambda e: rename(e, "x0", "age"))
    assert bench.headers[0] == "age"
    assert bench.rows[0][0] == "0.5"


def test_the_selected_samples_are_copied_as_a_table_with_all_digits(bench: Bench) -> None:
    bench.type(0, 0, "1/3")
    bench.click(0, 0)
    QTest.keyClick(bench.view, Qt.Key.Key_C, CTRL)
    lines = QGuiApplication.clipboard().text().split()
    assert lines == ["x0,x1,y0,y1", "0.3333333333333333,-1.0,0.3,-0.2"]


def test_all_samples_are_copied_where_none_is_selected(bench: Bench) -> None:
    QTest.keyClick(bench.view, Qt.Key.Key_C, CTRL)
    lines = QGuiApplication.clipboard().text().split()
    assert lines[0] == "x0,x1,y0,y1,held_out"
    assert len(lines) == 4


def test_a_table_on_the_clipboard_is_pasted_behind_the_others(bench: Bench) -> None:
    QGuiApplication.clipboard().setText("y1\tx0\tx1\ty0\n0,5\t1\t2\t3\n")
    QTest.keyClick(bench.view, Qt.Key.Key_V, CTRL)
    assert bench.rows[3] == ["1", "2", "3", "0.5"]
    assert bench.document.undo_stack.undoText() == "Paste samples"


def test_what_was_copied_can_be_pasted(bench: Bench) -> None:
    QTest.keyClick(bench.view, Qt.Key.Key_C, CTRL)
    QTest.mouseClick(bench.button("Paste"), LEFT)
    samples = bench.document.experiment.samples
    assert samples[3:] == samples[:3]


@pytest.mark.parametrize(
    "text",
    [
        "x0,x1,y0,y1\n1,2,three,4\n",
        "x0,x1,y0,y1\n",
        "a,b,c,d\n1,2,3,4\n",
        "x0,x1,y0,y1,more\n1,2,3,4,5\n",
    ],
)
def test_a_table_that_does_not_fit_exactly_is_asked_about(bench: Bench, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    QTest.mouseClick(bench.button("Paste"), LEFT)
    assert bench.offered == [TableOffer(text, "the clipboard")]
    assert bench.refusals == []
    assert len(bench.rows) == 3


def test_an_empty_clipboard_is_refused(bench: Bench) -> None:
    QGuiApplication.clipboard().setText(" \n")
    QTest.mouseClick(bench.button("Paste"), LEFT)
    assert bench.refusals == ["the clipboard holds no table: copy cells of a spreadsheet, or CSV"]
    assert bench.offered == []


def test_a_preset_takes_the_place_of_all_samples(bench: Bench) -> None:
    bench.document.replace(new_experiment((2, 2, 1)))
    bench.presets()["XOR"].trigger()
    inputs = [tuple(sample.inputs.values()) for sample in bench.document.experiment.samples]
    targets = [tuple(sample.targets.values()) for sample in bench.document.experiment.samples]
    assert inputs == [(0.0, 0.0), (0.0, 1.0), (1.0, 0.0), (1.0, 1.0)]
    assert targets == [(0.0,), (1.0,), (1.0,), (0.0,)]
    assert bench.document.undo_stack.undoText() == "Samples: XOR"


def test_a_preset_that_does_not_suit_the_network_says_why(bench: Bench) -> None:
    bench.document.replace(article_e())
    presets = bench.presets()
    assert not presets["XOR"].isEnabled()
    assert presets["XOR"].toolTip() == "XOR needs 2 inputs, but there are 3"
    assert presets["parity"].isEnabled()
    assert presets["parity"].toolTip() == "1 where an odd number of inputs is 1: XOR for any number of inputs"


def test_importing_and_exporting_are_left_to_the_window(bench: Bench, qtbot: QtBot) -> None:
    with qtbot.waitSignal(bench.panel.command_asked) as asked:
        QTest.mouseClick(bench.button("Import…"), LEFT)
    assert asked.args == ["import-samples"]
    with qtbot.waitSignal(bench.panel.command_asked) as asked:
        QTest.mouseClick(bench.button("Export…"), LEFT)
    assert asked.args == ["export-samples"]


def test_every_button_says_what_it_does(bench: Bench) -> None:
    assert {button.text(): button.toolTip() for button in bench.panel.findChildren(QPushButton)} == {
        "Presets": "Let a ready-made set take the place of all samples",
        "Add": "Add a sample of zeros",
        "Delete": "Delete the selected samples",
        "Paste": "Add samples from the clipboard: CSV, or cells of a spreadsheet",
        "Standardise": "Give the network inputs, or targets, of mean 0 and deviation 1",
        "Import…": "Read samples from a table: CSV, TSV or text, as spreadsheets write it",
        "Export…": "Write the samples to a CSV file",
    }


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_targets_and_held_out_samples_have_the_colours_of_the_theme(bench: Bench, theme: Theme) -> None:
    bench.panel.set_theme(theme)
    across = Qt.Orientation.Horizontal
    assert bench.table.headerData(0, across, Role.ForegroundRole) is None
    assert bench.table.headerData(2, across, Role.ForegroundRole) == QColor(theme.target)
    assert bench.cell(2, 0, Role.ForegroundRole) == QColor(theme.muted)
    assert bench.cell(0, 0, Role.ForegroundRole) is None


def test_the_selection_stays_while_other_numbers_change(bench: Bench) -> None:
    bench.click(2, 1)
    bench.type(0, 0, "3")
    bench.view.setCurrentIndex(bench.table.index(2, 1))
    many = tuple(replace(s, held_out=False) for s in bench.document.experiment.samples)
    bench.document.edit("Train on all", replace(bench.document.experiment, samples=many))
    assert [(index.row(), index.column()) for index in bench.view.selectedIndexes()] == [(2, 1)]


def test_the_table_keeps_the_rules_of_tables(bench: Bench, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(bench.table)


def test_how_many_samples_were_pasted_and_what_was_understood_is_said(bench: Bench, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText("id;y1;x0;x1;y0\n7;0,5;1;2;3\n")
    QTest.mouseClick(bench.button("Paste"), LEFT)
    with qtbot.waitSignal(bench.session.status_message) as said:
        bench.accept()
    assert said.args == ["the clipboard: 1 sample (semicolon, decimal comma, header); column “id” is ignored"]


def test_what_was_understood_stays_beside_the_samples_until_they_are_others(bench: Bench) -> None:
    QGuiApplication.clipboard().setText("id;y1;x0;x1;y0\n7;0,5;1.000;2;3\n")
    QTest.mouseClick(bench.button("Paste"), LEFT)
    bench.accept()
    note = (
        "the clipboard: 1 sample (semicolon, decimal comma, header)\n"
        "row 2, column x0: “1.000” is read as 1000, as the table has decimal commas\n"
        "column “id” is ignored"
    )
    assert note in bench.texts
    bench.document.undo_stack.undo()
    assert note not in bench.texts
    bench.document.undo_stack.redo()
    assert note in bench.texts
    bench.document.attempt("Rename", lambda e: rename(e, "x0", "age"))
    assert note not in bench.texts


def test_standardised_samples_are_copied_and_pasted_in_their_original_units(bench: Bench) -> None:
    before = bench.document.experiment
    bench.document.edit("Standardise", standardise_inputs(before))
    bench.panel.copy()
    bench.panel.paste()
    after = bench.document.experiment
    assert after.samples == standardise_inputs(before).samples * 2
    assert original_samples(after) == before.samples * 2
    names = ", ".join(neuron.name for neuron in before.network.inputs)
    assert any(f"standardised as the samples before: {names}" in text for text in bench.texts)


def test_a_preset_is_not_scaled(bench: Bench) -> None:
    bench.document.replace(standardise_inputs(new_experiment((2, 2, 1))))
    bench.presets()["XOR"].trigger()
    assert bench.document.experiment.transform == {}
    assert bench.rows[3] == ["1", "1", "0"]


def test_the_button_standardise_says_what_is_and_leaves_it_to_the_window(bench: Bench, qtbot: QtBot) -> None:
    bench.document.replace(standardise_inputs(bench.document.experiment))
    menu = bench.button("Standardise").menu()
    menu.aboutToShow.emit()
    assert [(action.text(), action.isChecked()) for action in menu.actions()] == [
        ("Inputs", True),
        ("Targets", False),
    ]
    with qtbot.waitSignal(bench.panel.command_asked) as asked:
        menu.actions()[1].trigger()
    assert asked.args == ["standardise-targets"]
    assert any("standardised for the network, shown in original units" in text for text in bench.texts)


def test_a_right_click_offers_what_can_be_done_with_the_samples(bench: Bench, qtbot: QtBot) -> None:
    bench.view.customContextMenuRequested.emit(bench.place(0, 0).center())
    menu = next(menu for menu in bench.panel.findChildren(QMenu) if menu.isVisible())
    texts = [action.text() for action in menu.actions() if not action.isSeparator()]
    assert texts == ["&Copy", "&Paste", "&Delete", "Standardise inputs", "Standardise targets"]
    with qtbot.waitSignal(bench.panel.command_asked) as asked:
        menu.actions()[-2].trigger()
    assert asked.args == ["standardise-inputs"]
    menu.close()


def test_labels_are_named_on_hover_and_go_with_undo(bench: Bench) -> None:
    bench.document.replace(new_experiment((1, 1, 1)))
    offer = TableOffer("i0\ty0\n1\tdog\n2\tcat\n", "the clipboard")
    present = bench.document.experiment
    job = taking_in(offer.data, present, GUESSED, Taking(is_added=True), offer.name)
    take_table(bench.session, offer, last_result(job))
    assert bench.cell(1, 1, Role.ToolTipRole) == "y0 = 1, “dog”"
    bench.document.undo_stack.undo()
    assert bench.document.experiment.transform == {}


def test_a_sample_that_is_added_to_standardised_ones_has_their_means(bench: Bench) -> None:
    rows = [Sample({"i0": x}, {"y0": 0.5}) for x in (90.0, 110.0)]
    bench.document.replace(standardise_inputs(replace_samples(new_experiment((1, 1, 1)), rows)))
    QTest.mouseClick(bench.button("Add"), LEFT)
    assert bench.rows[2] == ["100", "0"]
    assert bench.button("Add").toolTip() == (
        "Add a sample of zeros; the network's 0 is the mean of what is standardised"
    )


def test_a_column_is_as_wide_as_its_title_until_a_person_says_otherwise(bench: Bench) -> None:
    first, second = (neuron.name for neuron in bench.document.experiment.network.inputs[:2])
    bench.document.attempt("Rename", lambda e: rename(e, first, "colour=green"))
    bench.document.attempt("Rename", lambda e: rename(e, second, "what is very long " * 3))
    header = bench.view.horizontalHeader()
    assert header.sectionSize(0) >= header.sectionSizeHint(0) > 68
    assert header.sectionSize(1) == 150
    assert header.textElideMode() == Qt.TextElideMode.ElideMiddle
    header.resizeSection(0, 200)
    add = bench.button("Add")
    QTest.mouseClick(add, LEFT)
    assert header.sectionSize(0) == 200
