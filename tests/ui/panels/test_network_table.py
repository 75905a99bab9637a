"""The network as a table: what it shows, what is typed there, what is selected."""

from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QEvent, QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QTableView
from pytestqt.qtbot import QtBot

from explorer.network.edits.graph_edits import add_neuron, delete, rename
from explorer.network.edits.parameter_edits import set_weight
from explorer.network.model import Experiment, Kind, Parameter
from explorer.symbol import Symbol
from explorer.ui.panels.network_table import HEADERS, NetworkTable
from explorer.ui.session.document import EMPTY, Document
from explorer.ui.session.player import Player
from explorer.ui.session.session import Session
from explorer.ui.theme.theme import DARK, LIGHT, apply
from explorer.ui.window.docks import LEAST_WIDTH
from tests.worked_examples import article_d, article_e


@dataclass
class Shown:
    """A session, its table and a person before it."""

    session: Session
    table: NetworkTable
    qtbot: QtBot
    refused: list[str] = field(default_factory=list)

    @property
    def document(self) -> Document:
        """What is edited."""
        return self.session.document

    @property
    def player(self) -> Player:
        """What owns the time of the animation."""
        return self.session.player

    @property
    def selected_rows(self) -> list[str]:
        """The first cell of every selected row."""
        return [str(index.data()) for index in self.view.selectionModel().selectedRows()]

    @property
    def view(self) -> QTableView:
        """The table."""
        found = self.table.findChild(QTableView)
        assert isinstance(found, QTableView)
        return found

    def index(self, part: str, column: str) -> QModelIndex:
        """The cell of a neuron or connection."""
        model = self.view.model()
        rows = [row for row in range(model.rowCount()) if model.index(row, 0).data() == part]
        return model.index(rows[0], HEADERS.index(column))

    def cell(self, part: str, column: str) -> str | None:
        """What stands there."""
        text = self.index(part, column).data()
        return text if text is None else str(text)

    def type(self, part: str, text: str) -> None:
        """Type over a value: F2, the text, Enter."""
        self.view.setCurrentIndex(self.index(part, "value"))
        self.view.edit(self.index(part, "value"))
        editor = self.view.findChild(QLineEdit)
        assert isinstance(editor, QLineEdit)
        editor.selectAll()
        QTest.keyClick(editor, Qt.Key.Key_Delete)
        QTest.keyClicks(editor, text)
        QTest.keyClick(editor, Qt.Key.Key_Return)
        self.qtbot.waitUntil(lambda: self.view.findChild(QLineEdit) is None)

    def settle(self) -> None:
        """Wait until the table shows what is open."""
        network = self.document.experiment.network
        rows = len(network.neurons) + len(network.connections)
        self.qtbot.waitUntil(lambda: self.view.model().rowCount() == rows)


@pytest.fixture
def shown(qtbot: QtBot) -> Shown:
    """Article E's network, at the end of the backward pass."""
    document = Document()
    document.replace(article_e())
    session = Session(document)
    session.player.reveal()
    table = NetworkTable(session)
    qtbot.addWidget(table)
    table.resize(700, 500)
    table.show()
    made = Shown(session, table, qtbot)
    document.refused.connect(made.refused.append)
    made.settle()
    return made


def test_every_neuron_and_connection_has_a_row_with_all_its_numbers(shown: Shown) -> None:
    row = [shown.cell("a0", header) for header in HEADERS]
    assert row == ["a0", "hidden, relu", "0", "0.5", "0.5", "−0.5", "−0.5"]
    row = [shown.cell("i1 → a0", header) for header in HEADERS]
    assert row == ["i1 → a0", "weight", "1", None, "0.5", None, "−0.25"]
    row = [shown.cell("i1", header) for header in HEADERS]
    assert row == ["i1", "input", "0.5", None, "0.5", None, None]


def test_what_the_animation_has_not_reached_is_not_shown(shown: Shown) -> None:
    shown.player.first()
    shown.qtbot.waitUntil(lambda: shown.cell("a0", Symbol.Z) is None)
    assert shown.cell("a0", Symbol.DELTA) is None
    assert shown.cell("i0", Symbol.A) == "1"
    assert shown.cell("i0 → a0", "value") == "0.5"


def test_a_rounded_number_shows_all_its_digits_on_hover_and_while_it_is_typed(shown: Shown) -> None:
    shown.document.attempt("Set", lambda e: set_weight(e, "i0", "a0", 1 / 3))
    shown.qtbot.waitUntil(lambda: shown.cell("i0 → a0", "value") == "0.3333")
    cell = shown.index("i0 → a0", "value")
    assert cell.data(Qt.ItemDataRole.ToolTipRole) == "0.3333333333333333"
    assert cell.data(Qt.ItemDataRole.EditRole) == "0.3333333333333333"


@pytest.mark.parametrize(
    ("part", "text", "step"),
    [
        ("i0 → a0", "1/4", "Set weight i0 → a0"),
        ("a0", "0,25", "Set bias of a0"),
        ("i2", "2.5e-1", "Set input i2 of sample 1"),
    ],
)
def test_weights_biases_and_inputs_are_typed_here_too(shown: Shown, part: str, text: str, step: str) -> None:
    shown.type(part, text)
    assert shown.refused == []
    assert shown.document.undo_stack.undoText() == step
    shown.qtbot.waitUntil(lambda: shown.cell(part, "value") == "0.25")


def test_an_emptied_bias_is_taken_away(shown: Shown) -> None:
    shown.type("a0", "")
    assert shown.document.experiment.network.by_name["a0"].bias is None


def test_what_is_no_number_is_refused_and_changes_nothing(shown: Shown) -> None:
    shown.type("i0 → a0", "much")
    assert "not a number" in shown.refused[0]
    assert shown.document.undo_stack.count() == 0


def test_only_values_can_be_typed(shown: Shown) -> None:
    for header in HEADERS:
        is_editable = bool(shown.index("a0", header).flags() & Qt.ItemFlag.ItemIsEditable)
        assert is_editable is (header == "value")


def test_a_selected_row_is_selected_everywhere(shown: Shown) -> None:
    selection = shown.session.selection
    shown.view.selectRow(shown.index("a0", "part").row())
    assert (selection.neurons, selection.connections) == ({"a0"}, frozenset())
    shown.view.selectRow(shown.index("a0 → c1", "part").row())
    assert (selection.neurons, selection.connections) == (frozenset(), {("a0", "c1")})


def test_what_is_selected_elsewhere_is_selected_here(shown: Shown) -> None:
    shown.session.selection.select({"i0", "a0"}, {("a0", "c1")})
    assert shown.selected_rows == ["i0", "a0", "a0 → c1"]
    shown.session.selection.select(())
    assert shown.selected_rows == []


def test_another_graph_leaves_the_selection_as_it_is(shown: Shown) -> None:
    shown.session.selection.select({"c1"}, {("a0", "c1")})
    shown.document.attempt("Add", lambda e: add_neuron(e, Kind.HIDDEN, (0.0, 0.0)))
    shown.settle()
    assert shown.session.selection.neurons == {"c1"}
    shown.qtbot.waitUntil(lambda: shown.selected_rows == ["c1", "a0 → c1"])


def test_neurons_come_and_go(shown: Shown) -> None:
    shown.document.attempt("Delete", lambda e: delete(e, frozenset({"a0"}), frozenset()))
    shown.settle()
    shown.document.replace(EMPTY)
    shown.settle()
    shown.document.replace(article_d())
    shown.settle()
    assert shown.cell("on", "value") == "1"


def test_the_values_are_those_of_the_sample_shown(shown: Shown) -> None:
    shown.document.replace(article_d())
    shown.settle()
    shown.session.frames.set_sample(1)
    shown.qtbot.waitUntil(lambda: shown.cell("x0", "value") == "−0.7")


def test_without_samples_inputs_have_no_value(shown: Shown) -> None:
    shown.document.replace(Experiment(article_e().network))
    shown.qtbot.waitUntil(lambda: shown.cell("i0", "value") is None)


def test_the_signs_have_the_colours_of_the_theme(shown: Shown) -> None:
    def colour(part: str, header: str) -> str:
        return str(shown.index(part, header).data(Qt.ItemDataRole.ForegroundRole).name())

    for theme in (LIGHT, DARK):
        shown.table.set_theme(theme)
        assert colour("i2 → a0", "value") == theme.negative
        assert colour("a0", Symbol.DELTA) == theme.delta_negative


def test_a_table_that_nobody_sees_is_not_refreshed(shown: Shown) -> None:
    shown.table.hide()
    shown.document.replace(EMPTY)
    shown.player.reveal()
    assert shown.view.model().rowCount() == 11
    shown.table.show()
    shown.settle()


def test_every_header_is_whole_in_the_narrowest_dock(shown: Shown) -> None:
    apply(LIGHT)
    shown.table.resize(LEAST_WIDTH, 300)
    shown.table.hide()
    shown.table.show()
    header = shown.view.horizontalHeader()
    assert [n for i, n in enumerate(HEADERS) if header.sectionSize(i) < header.sectionSizeHint(i)] == []


def test_parts_and_kinds_are_whole_where_numbers_have_fewer_digits(shown: Shown) -> None:
    apply(LIGHT)
    shown.table.resize(LEAST_WIDTH + 40, 400)
    for index in [shown.index(part, column) for part in ("i0 → a0", "a0") for column in ("part", "kind")]:
        assert shown.view.visualRect(index).width() >= shown.view.sizeHintForIndex(index).width()
    assert shown.view.wordWrap() is False
    assert shown.view.horizontalHeader().length() <= shown.view.viewport().width()


def test_in_the_narrowest_dock_a_kind_is_one_word_and_hovering_says_the_rest(shown: Shown) -> None:
    apply(LIGHT)
    assert shown.cell("a0", "kind") == "hidden, relu"
    shown.table.resize(LEAST_WIDTH - 40, 200)
    assert (shown.cell("a0", "kind"), shown.cell("i0", "kind")) == ("relu", "input")
    kind = shown.index("a0", "kind")
    assert kind.data(Qt.ItemDataRole.ToolTipRole) == "hidden, relu"
    assert shown.view.visualRect(kind).width() >= shown.view.sizeHintForIndex(kind).width()
    header, digits = shown.view.horizontalHeader(), shown.view.fontMetrics().horizontalAdvance("−0.05")
    assert all(
        header.sectionSize(HEADERS.index(name)) > digits
        for name in ("value", Symbol.Z, Symbol.A, Symbol.DELTA)
    )


def test_however_long_a_name_is_numbers_keep_the_room_of_their_headers(shown: Shown) -> None:
    apply(LIGHT)
    long = "a" * 60
    shown.document.attempt("Rename", lambda e: rename(e, "a0", long))
    shown.qtbot.waitUntil(lambda: shown.view.model().index(3, 0).data() != "a0")
    shown.table.resize(LEAST_WIDTH, 400)
    header = shown.view.horizontalHeader()
    assert [n for i, n in enumerate(HEADERS) if header.sectionSize(i) < header.sectionSizeHint(i)] == []


def test_pointing_at_a_row_points_at_its_neuron_or_connection_everywhere(shown: Shown) -> None:
    selection = shown.session.selection
    for part, pointed in (("a0", "a0"), ("i1 → a0", ("i1", "a0"))):
        QTest.mouseMove(shown.view.viewport(), shown.view.visualRect(shown.index(part, "kind")).center())
        assert selection.pointed == pointed
    QApplication.sendEvent(shown.view.viewport(), QEvent(QEvent.Type.Leave))
    assert selection.pointed is None


def test_the_row_of_what_is_pointed_at_elsewhere_stands_out(shown: Shown) -> None:
    def ground(part: str) -> str | None:
        colour = shown.index(part, "kind").data(Qt.ItemDataRole.BackgroundRole)
        return None if colour is None else colour.name()

    shown.session.selection.hover("a0")
    assert (ground("a0"), ground("i1 → a0")) == (LIGHT.accent_soft, None)
    shown.session.selection.hover(Parameter("i1", "a0"))
    assert (ground("a0"), ground("i1 → a0")) == (None, LIGHT.accent_soft)


def test_the_columns_are_called_as_the_notation_has_them(shown: Shown) -> None:
    session = shown.session
    session.notation.choose("bishop")
    model = shown.view.model()
    headers = [model.headerData(column, Qt.Orientation.Horizontal, 0) for column in range(len(HEADERS))]
    assert headers == ["part", "kind", "value", "a", "z", "δ", "gradient"]
    tip = model.headerData(4, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
    assert tip == "Activation z = h(a); of a connection w · z"
    session.document.undo_stack.undo()
