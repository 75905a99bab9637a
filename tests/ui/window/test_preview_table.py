"""The first rows of a table: how they look, and what each column may be called."""

from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from explorer.files.sample_table.options import GUESSED, ColumnRole, ColumnUse
from explorer.files.sample_table.preview import preview_of
from explorer.network.model import Kind, Network, Neuron
from explorer.ui.window.preview_table import PreviewModel, PreviewTable, role_choices, role_words
from tests.files.sample_table.reading import XOR, network

Role = Qt.ItemDataRole
TABLE = "id,x1,x2,y\n7,0.5,1\n8,1,2,3\n"


def shown(text: str = TABLE) -> PreviewModel:
    """The model on a table for x1, x2 and y."""
    model = PreviewModel()
    model.show_preview(preview_of(text, XOR, GUESSED, "table.csv"))
    return model


def test_the_roles_stand_above_the_first_rows_under_their_titles(qapp: object) -> None:
    model = shown()
    across, down = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
    rows = [[model.index(row, column).data() for column in range(4)] for row in range(3)]
    assert rows == [
        ["left out ▾", "input x1 ▾", "input x2 ▾", "target y ▾"],
        ["7", "0.5", "1", ""],
        ["8", "1", "2", "3"],
    ]
    assert [model.headerData(n, across, Role.DisplayRole) for n in range(4)] == ["id", "x1", "x2", "y"]
    assert [model.headerData(n, down, Role.DisplayRole) for n in range(3)] == ["is", "2", "3"]
    assert shown("1,2,3\n").headerData(0, across, Role.DisplayRole) == "column 1"


def test_a_role_is_told_to_who_cannot_see_it(qapp: object) -> None:
    assert shown().index(0, 1).data(Role.AccessibleTextRole) == "column x1 is input x1"


def test_eight_rows_are_enough(qapp: object) -> None:
    assert shown("1,2,3\n" * 50).rowCount() == 9


def test_the_model_keeps_the_rules_of_tables(qtmodeltester: ModelTester, qtbot: QtBot) -> None:
    table = PreviewTable()
    qtbot.addWidget(table)
    preview = preview_of(TABLE, XOR, GUESSED, "table.csv")
    table.show_preview(preview, role_choices(XOR))
    qtmodeltester.check(table.model())
    table.show_preview(None, ())
    assert (table.model().rowCount(), table.model().columnCount()) == (0, 0)


def test_a_column_can_be_any_neuron_or_one_of_a_few_things() -> None:
    assert list(map(role_words, role_choices(XOR))) == [
        "input x1",
        "input x2",
        "target y",
        "what is held out",
        "left out",
    ]
    assert "labels, an output each" in map(role_words, role_choices(network("a", "b")))
    assert list(map(role_words, role_choices(None))) == [
        "input",
        "labels, an input each",
        "target",
        "labels, an output each",
        "what is held out",
        "left out",
    ]


def test_a_name_is_shown_on_one_line() -> None:
    assert role_words(ColumnRole(ColumnUse.INPUT, "a\nb")) == "input a⏎b"


def test_a_column_can_be_all_inputs_that_are_its_labels() -> None:
    labelled = Network((Neuron("shade=dark", Kind.INPUT), Neuron("shade=light", Kind.INPUT)))
    assert list(map(role_words, role_choices(labelled)))[2] == "labels shade=…"
