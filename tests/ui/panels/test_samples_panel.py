"""The table of samples: typed, checked, added, deleted, copied, pasted and taken from a preset."""

from dataclasses import dataclass, replace

import pytest
from PySide6.QtCore import QAbstractItemModel, QCoreApplication, QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QAction, QColor, QFont, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QLabel,
    QLineEdit,
    QPushButton,
    QStyle,
    QStyleOptionViewItem,
    QTableView,
)
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from explorer.network.builder import new_experiment
from explorer.network.edits import rename
from explorer.ui.document import EMPTY, Document
from explorer.ui.panels.samples_panel import SamplesPanel
from explorer.ui.player import Player
from explorer.ui.theme import DARK, LIGHT, Theme
from tests.worked_examples import article_d, article_e

LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier
PLAIN = Qt.KeyboardModifier.NoModifier
Role = Qt.ItemDataRole


@dataclass
class Desk:
    """A document, its player and the panel on the screen."""

    document: Document
    player: Player
    panel: SamplesPanel
    refusals: list[str]

    @property
    def view(self) -> QTableView:
        """The table on the screen."""
        return self.panel.findChild(QTableView)

    @property
    def table(self) -> QAbstractItemModel:
        """What it shows."""
        return self.view.model()

    @property
    def rows(self) -> list[list[str]]:
        """The number of every cell, as it is shown."""
        columns = range(self.table.columnCount() - 1)
        return [[self.cell(row, column) for column in columns] for row in range(self.table.rowCount())]

    @property
    def headers(self) -> list[str]:
        """The title of every column."""
        across = Qt.Orientation.Horizontal
        return [self.table.headerData(n, across) for n in range(self.table.columnCount())]

    @property
    def marks(self) -> list[str]:
        """The title of every row: the sample shown is marked."""
        return [self.table.headerData(n, Qt.Orientation.Vertical) for n in range(self.table.rowCount())]

    @property
    def texts(self) -> list[str]:
        """What the visible labels say."""
        return [label.text() for label in self.panel.findChildren(QLabel) if label.isVisible()]

    @property
    def held_out(self) -> list[bool]:
        """Which samples take no part in training."""
        return [sample.held_out for sample in self.document.experiment.samples]

    @property
    def editor(self) -> QLineEdit:
        """Where a cell is being typed."""
        return next(editor for editor in self.view.findChildren(QLineEdit) if editor.isVisible())

    def cell(self, row: int, column: int, role: Role = Role.DisplayRole) -> object:
        """What the table says of one cell."""
        return self.table.index(row, column).data(role)

    def place(self, row: int, column: int) -> QRect:
        """Where a cell stands on the view."""
        return self.view.visualRect(self.table.index(row, column))

    def button(self, text: str) -> QPushButton:
        """The button with this text."""
        return next(button for button in self.panel.findChildren(QPushButton) if button.text() == text)

    def click(self, row: int, column: int, modifier: Qt.KeyboardModifier = PLAIN) -> None:
        """A click in the middle of a cell."""
        QTest.mouseClick(self.view.viewport(), LEFT, modifier, self.place(row, column).center())

    def type(self, row: int, column: int, text: str) -> None:
        """Go to a cell, and type over what stands there."""
        self.view.setCurrentIndex(self.table.index(row, column))
        self.view.edit(self.table.index(row, column))
        self.editor.selectAll()
        QTest.keyClicks(self.editor, text)
        self.enter()

    def enter(self, key: Qt.Key = Qt.Key.Key_Return) -> None:
        """Give what is being typed to the table, which takes it in the next round of the event loop."""
        QTest.keyClick(self.editor, key)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.MetaCall)

    def presets(self) -> dict[str, QAction]:
        """The entries of the presets, as the menu offers them now."""
        menu = self.button("Presets").menu()
        menu.popup(QPoint(0, 0))
        menu.close()
        return {action.text(): action for action in menu.actions()}


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    """Three samples of two inputs and two outputs; the last is held out."""
    document = Document()
    document.replace(article_d())
    player = Player(document)
    panel = SamplesPanel(document, player)
    qtbot.addWidget(panel)
    desk = Desk(document, player, panel, [])
    document.refused.connect(desk.refusals.append)
    panel.resize(420, 400)
    panel.show()
    panel.activateWindow()
    desk.view.setFocus()
    qtbot.waitUntil(desk.view.hasFocus)
    return desk


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
    assert desk.document.undo_stack.undoText() == "Set x1 of sample 2"


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
    assert desk.player.sample == 2
    assert desk.marks == ["1", "2", "▸ 3"]
    assert isinstance(desk.cell(2, 0, Role.FontRole), QFont)
    assert desk.cell(0, 0, Role.FontRole) is None
    tip = desk.table.headerData(2, Qt.Orientation.Vertical, Role.ToolTipRole)
    assert tip == "Show this sample on the canvas"


def test_a_sample_shown_elsewhere_is_marked(desk: Desk) -> None:
    desk.player.set_sample(1)
    assert desk.marks == ["1", "▸ 2", "3"]


def test_a_double_click_shows_the_sample_and_begins_typing(desk: Desk) -> None:
    place = desk.place(1, 0).center()
    QTest.mouseClick(desk.view.viewport(), LEFT, pos=place)
    QTest.mouseDClick(desk.view.viewport(), LEFT, pos=place)
    assert desk.player.sample == 1
    assert desk.editor.text() == "−0.7"


def test_what_is_being_typed_survives_an_edit_elsewhere(desk: Desk) -> None:
    desk.view.edit(desk.table.index(0, 0))
    desk.editor.selectAll()
    QTest.keyClicks(desk.editor, "12")
    desk.document.attempt("Rename", lambda e: rename(e, "h0", "first"))
    assert desk.editor.text() == "12"


def test_add_appends_zeros_and_shows_them(desk: Desk) -> None:
    QTest.mouseClick(desk.button("Add"), LEFT)
    assert desk.rows[3] == ["0", "0", "0", "0"]
    assert desk.player.sample == 3
    assert desk.marks[3] == "▸ 4"


def test_delete_deletes_the_sample_shown_where_none_is_selected(desk: Desk) -> None:
    desk.player.set_sample(1)
    QTest.mouseClick(desk.button("Delete"), LEFT)
    assert [row[0] for row in desk.rows] == ["0.5", "0.1"]
    assert desk.document.undo_stack.undoText() == "Delete sample"


def test_delete_deletes_all_that_are_selected(desk: Desk) -> None:
    desk.click(0, 0)
    desk.click(1, 1, CTRL)
    QTest.keyClick(desk.view, Qt.Key.Key_Delete)
    assert [row[0] for row in desk.rows] == ["0.1"]
    assert desk.document.undo_stack.undoText() == "Delete 2 samples"
    desk.document.undo_stack.undo()
    assert len(desk.rows) == 3


def test_without_samples_it_says_what_to_do_and_offers_nothing_to_delete(desk: Desk) -> None:
    for _ in range(3):
        QTest.mouseClick(desk.button("Delete"), LEFT)
    assert "No samples. Add one, paste a table, or take a preset." in desk.texts
    assert "0 samples" in desk.texts
    assert not desk.view.isVisible()
    assert not desk.button("Delete").isEnabled()
    QTest.mouseClick(desk.button("Add"), LEFT)
    assert desk.view.isVisible()
    assert desk.button("Delete").isEnabled()
    assert desk.refusals == []


def test_where_nothing_is_drawn_it_says_what_to_draw(desk: Desk) -> None:
    desk.document.replace(EMPTY)
    assert "Draw inputs and outputs first: a sample gives each of them a number." in desk.texts


def test_a_renamed_input_has_its_new_name_as_title(desk: Desk) -> None:
    desk.document.attempt("Rename", lambda e: rename(e, "x0", "age"))
    assert desk.headers[0] == "age"
    assert desk.rows[0][0] == "0.5"


def test_the_selected_samples_are_copied_as_a_table_with_all_digits(desk: Desk) -> None:
    desk.type(0, 0, "1/3")
    desk.click(0, 0)
    QTest.keyClick(desk.view, Qt.Key.Key_C, CTRL)
    lines = QGuiApplication.clipboard().text().split()
    assert lines == ["x0,x1,y0,y1", "0.3333333333333333,-1.0,0.3,-0.2"]


def test_all_samples_are_copied_where_none_is_selected(desk: Desk) -> None:
    QTest.keyClick(desk.view, Qt.Key.Key_C, CTRL)
    lines = QGuiApplication.clipboard().text().split()
    assert lines[0] == "x0,x1,y0,y1,held_out"
    assert len(lines) == 4


def test_a_table_on_the_clipboard_is_pasted_behind_the_others(desk: Desk) -> None:
    QGuiApplication.clipboard().setText("y1\tx0\tx1\ty0\n0,5\t1\t2\t3\n")
    QTest.keyClick(desk.view, Qt.Key.Key_V, CTRL)
    assert desk.rows[3] == ["1", "2", "3", "0.5"]
    assert desk.document.undo_stack.undoText() == "Paste 1 sample"


def test_what_was_copied_can_be_pasted(desk: Desk) -> None:
    QTest.keyClick(desk.view, Qt.Key.Key_C, CTRL)
    QTest.mouseClick(desk.button("Paste"), LEFT)
    samples = desk.document.experiment.samples
    assert samples[3:] == samples[:3]


def test_a_table_that_does_not_fit_is_refused_and_says_where(desk: Desk) -> None:
    QGuiApplication.clipboard().setText("x0,x1,y0,y1\n1,2,three,4\n")
    QTest.mouseClick(desk.button("Paste"), LEFT)
    assert len(desk.refusals) == 1
    assert "row 2, column y0" in desk.refusals[0]
    assert len(desk.rows) == 3


def test_a_preset_takes_the_place_of_all_samples(desk: Desk) -> None:
    desk.document.replace(new_experiment((2, 2, 1)))
    desk.presets()["XOR"].trigger()
    inputs = [tuple(sample.inputs.values()) for sample in desk.document.experiment.samples]
    targets = [tuple(sample.targets.values()) for sample in desk.document.experiment.samples]
    assert inputs == [(0.0, 0.0), (0.0, 1.0), (1.0, 0.0), (1.0, 1.0)]
    assert targets == [(0.0,), (1.0,), (1.0,), (0.0,)]
    assert desk.document.undo_stack.undoText() == "Samples: XOR"


def test_a_preset_that_does_not_suit_the_network_says_why(desk: Desk) -> None:
    desk.document.replace(article_e())
    presets = desk.presets()
    assert not presets["XOR"].isEnabled()
    assert presets["XOR"].toolTip() == "XOR needs 2 inputs, but there are 3"
    assert presets["parity"].isEnabled()
    assert presets["parity"].toolTip() == "1 where an odd number of inputs is 1: XOR for any number of inputs"


def test_importing_and_exporting_are_left_to_the_window(desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.panel.import_asked):
        QTest.mouseClick(desk.button("Import…"), LEFT)
    with qtbot.waitSignal(desk.panel.export_asked):
        QTest.mouseClick(desk.button("Export…"), LEFT)


def test_every_button_says_what_it_does(desk: Desk) -> None:
    assert {button.text(): button.toolTip() for button in desk.panel.findChildren(QPushButton)} == {
        "Presets": "Let a ready-made set take the place of all samples",
        "Add": "Add a sample of zeros",
        "Delete": "Delete the selected samples",
        "Paste": "Add samples from the clipboard: CSV, or cells of a spreadsheet",
        "Import…": "Read samples from a CSV file",
        "Export…": "Write the samples to a CSV file",
    }


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_targets_and_held_out_samples_have_the_colours_of_the_theme(desk: Desk, theme: Theme) -> None:
    desk.panel.set_theme(theme)
    across = Qt.Orientation.Horizontal
    assert desk.table.headerData(0, across, Role.ForegroundRole) is None
    assert desk.table.headerData(2, across, Role.ForegroundRole) == QColor(theme.target)
    assert desk.cell(2, 0, Role.ForegroundRole) == QColor(theme.muted)
    assert desk.cell(0, 0, Role.ForegroundRole) is None


def test_the_selection_stays_while_other_numbers_change(desk: Desk) -> None:
    desk.click(2, 1)
    desk.type(0, 0, "3")
    desk.view.setCurrentIndex(desk.table.index(2, 1))
    many = tuple(replace(s, held_out=False) for s in desk.document.experiment.samples)
    desk.document.edit("Train on all", replace(desk.document.experiment, samples=many))
    assert [(index.row(), index.column()) for index in desk.view.selectedIndexes()] == [(2, 1)]


def test_the_table_keeps_the_rules_of_tables(desk: Desk, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(desk.table)
