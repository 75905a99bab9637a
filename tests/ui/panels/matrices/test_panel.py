"""The dock of matrices: what is lit, pointed at, typed, and moved through with the keys."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QMenu, QToolButton
from pytestqt.qtbot import QtBot

from explorer.backprop.matrix_form.equation import MatrixSection
from explorer.backprop.matrix_form.matrix import Content, Matrix, MatrixCell
from explorer.backprop.notation import plain_text
from explorer.network.model import Connection, Experiment, Kind, Network, Neuron, Parameter, Sample
from explorer.ui.panels.matrices.matrix_view import MatrixView
from explorer.ui.panels.matrices.panel import MatricesPanel
from explorer.ui.session.document import Document
from explorer.ui.session.session import Session
from tests.worked_examples import article_d, article_e

LEFT, NO_KEYS = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
FORWARD, BACKWARD = MatrixSection.FORWARD, MatrixSection.BACKWARD


@dataclass
class Dock:
    """A document and the matrices on the screen."""

    session: Session
    panel: MatricesPanel

    @property
    def document(self) -> Document:
        """What is open."""
        return self.session.document

    @property
    def view(self) -> MatrixView:
        """The sheet."""
        return self.panel.findChild(MatrixView)

    def matrix(self, section: MatrixSection, level: int, content: Content) -> Matrix:
        """The first matrix of this content among the equations of a section and level."""
        places = [
            p for p in self.view.sheet.equations if (p.equation.section, p.equation.level) == (section, level)
        ]
        return next(m for place in places for m in place.equation.matrices if m.content is content)

    def at(self, cell: MatrixCell) -> QPoint:
        """The middle of a cell in the viewport, scrolled to where it is seen."""
        self.view.set_current(cell)
        return self.view.rect_of(cell).center().toPoint()

    def point_at(self, cell: MatrixCell) -> None:
        """Move the mouse there."""
        QTest.mouseMove(self.view.viewport(), self.at(cell))

    def double_click(self, cell: MatrixCell) -> QLineEdit:
        """Open the editor of a cell."""
        QTest.mouseDClick(self.view.viewport(), LEFT, NO_KEYS, self.at(cell))
        line = QApplication.focusWidget()
        assert isinstance(line, QLineEdit)
        return line

    def type(self, text: str, key: Qt.Key = Qt.Key.Key_Return) -> None:
        """Type over the number that is being edited."""
        line = QApplication.focusWidget()
        assert isinstance(line, QLineEdit)
        line.selectAll()
        QTest.keyClicks(line, text)
        QTest.keyClick(line, key)

    def copy(self, text: str) -> None:
        """Choose from the menu of the button."""
        button = self.panel.findChild(QToolButton)
        assert isinstance(button, QToolButton)
        QTimer.singleShot(0, lambda: self._click_entry(text))
        QTest.mouseClick(button, LEFT)

    def _click_entry(self, text: str) -> None:
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        entry = next(action for action in menu.actions() if action.text() == text)
        QTest.mouseClick(menu, LEFT, NO_KEYS, menu.actionGeometry(entry).center())

    def choose(self, name: str, index: int) -> None:
        """Choose in one of the boxes above the sheet."""
        box = next(b for b in self.panel.findChildren(QComboBox) if b.accessibleName() == name)
        box.setFocus()
        QTest.keyClick(box, Qt.Key.Key_Down if index else Qt.Key.Key_Up)
        assert box.currentIndex() == index


Open = Callable[[Experiment], Dock]


@pytest.fixture
def open_dock(qtbot: QtBot) -> Open:
    """Show the matrices of an experiment."""

    def opened(experiment: Experiment) -> Dock:
        document = Document()
        document.replace(experiment)
        session = Session(document)
        dock = Dock(session, MatricesPanel(session))
        qtbot.addWidget(dock.panel)
        dock.panel.resize(420, 500)
        dock.panel.show()
        dock.panel.activateWindow()
        qtbot.waitUntil(dock.panel.isActiveWindow)
        return dock

    return opened


def test_pointing_at_a_weight_lights_its_connection_everywhere(open_dock: Open) -> None:
    dock = open_dock(article_e())
    weights = dock.matrix(FORWARD, 1, Content.WEIGHT)
    dock.point_at(MatrixCell(weights, 2, 0))
    assert dock.session.selection.pointed == ("i2", "a0")
    assert dock.session.selection.hovered == Parameter("i2", "a0")


def test_pointing_at_an_activation_lights_its_neuron(open_dock: Open) -> None:
    dock = open_dock(article_e())
    dock.point_at(MatrixCell(dock.matrix(FORWARD, 1, Content.ACTIVATION), 0, 1))
    assert dock.session.selection.pointed == "i1"
    assert dock.session.selection.hovered is None


def test_what_is_pointed_at_elsewhere_is_marked_in_every_matrix_that_has_it(open_dock: Open) -> None:
    dock = open_dock(article_e())
    before = dock.view.viewport().grab().toImage()
    dock.session.selection.hover("i1")
    marked = dock.view.viewport().grab().toImage()
    cell = dock.view.rect_of(MatrixCell(dock.matrix(FORWARD, 1, Content.ACTIVATION), 0, 1)).toRect()
    assert before.copy(cell) != marked.copy(cell)
    beside = dock.view.rect_of(MatrixCell(dock.matrix(FORWARD, 1, Content.ACTIVATION), 0, 2)).toRect()
    inner = beside.adjusted(4, 4, -4, -4)
    assert before.copy(inner) == marked.copy(inner)


def test_a_weight_is_typed_in_its_cell_as_one_undo_step(open_dock: Open) -> None:
    dock = open_dock(article_e())
    line = dock.double_click(MatrixCell(dock.matrix(FORWARD, 1, Content.WEIGHT), 0, 0))
    assert line.text() == "0.5"
    dock.type("-1/4")
    assert dock.document.experiment.network.by_ends["i0", "a0"].weight == -0.25
    assert dock.document.undo_stack.count() == 1
    assert dock.view.hasFocus()
    dock.document.undo_stack.undo()
    assert dock.document.experiment == article_e()


def test_escape_leaves_the_number_as_it_was(open_dock: Open) -> None:
    dock = open_dock(article_e())
    dock.double_click(MatrixCell(dock.matrix(FORWARD, 1, Content.WEIGHT), 0, 0))
    dock.type("7", Qt.Key.Key_Escape)
    assert dock.document.experiment == article_e()
    assert dock.view.hasFocus()


def test_what_is_no_number_is_refused_in_words(open_dock: Open) -> None:
    dock = open_dock(article_e())
    told: list[str] = []
    dock.document.refused.connect(told.append)
    dock.double_click(MatrixCell(dock.matrix(FORWARD, 1, Content.WEIGHT), 0, 0))
    dock.type("a lot")
    assert told == ["“a lot” is not a number: write it like 0.5, -1/3, 1e-3 or 0,5"]
    assert dock.document.experiment == article_e()


def test_tab_goes_on_to_the_next_number_that_can_be_typed(open_dock: Open) -> None:
    dock = open_dock(article_e())
    dock.double_click(MatrixCell(dock.matrix(FORWARD, 1, Content.ACTIVATION), 0, 2))
    dock.type("3", Qt.Key.Key_Tab)
    assert dock.document.experiment.samples[0].inputs["i2"] == 3.0
    dock.type("0.75", Qt.Key.Key_Backtab)
    assert dock.document.experiment.network.by_ends["i0", "a0"].weight == 0.75
    dock.type("4")
    assert dock.document.experiment.samples[0].inputs["i2"] == 4.0


def test_biases_and_targets_are_typed_too_but_nothing_that_the_pass_makes(open_dock: Open) -> None:
    dock = open_dock(article_e())
    dock.session.player.reveal()
    dock.double_click(MatrixCell(dock.matrix(FORWARD, 2, Content.BIAS), 0, 1))
    dock.type("0.5")
    assert dock.document.experiment.network.by_name["c1"].bias == 0.5
    dock.double_click(MatrixCell(dock.matrix(BACKWARD, 2, Content.TARGET), 0, 0))
    dock.type("2")
    assert dock.document.experiment.samples[0].targets["c0"] == 2.0
    assert not dock.view.edit(MatrixCell(dock.matrix(FORWARD, 1, Content.Z), 0, 0))


def test_a_digit_begins_an_edit_of_the_cell_that_the_arrows_moved_to(open_dock: Open) -> None:
    dock = open_dock(article_e())
    weights = dock.matrix(FORWARD, 1, Content.WEIGHT)
    dock.view.set_current(MatrixCell(weights, 0, 0))
    dock.view.setFocus()
    QTest.keyClick(dock.view, Qt.Key.Key_Down)
    assert dock.view.current == MatrixCell(weights, 1, 0)
    QTest.keyClick(dock.view, Qt.Key.Key_8)
    line = QApplication.focusWidget()
    assert isinstance(line, QLineEdit)
    assert line.text() == "8"
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert dock.document.experiment.network.by_ends["i1", "a0"].weight == 8.0


def test_arrows_go_on_from_matrix_to_matrix(open_dock: Open) -> None:
    dock = open_dock(article_e())
    weights = dock.matrix(FORWARD, 1, Content.WEIGHT)
    dock.view.setFocus()
    dock.view.set_current(MatrixCell(weights, 2, 0))
    found = []
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Left):
        QTest.keyClick(dock.view, key)
        assert dock.view.current is not None
        found.append(dock.view.current.matrix.content)
    assert found == [Content.BIAS, Content.Z, Content.ACTIVATION, Content.Z, Content.ACTIVATION]


def test_the_current_cell_is_told_to_those_who_do_not_see_it(open_dock: Open) -> None:
    dock = open_dock(article_e())
    dock.view.set_current(MatrixCell(dock.matrix(FORWARD, 1, Content.WEIGHT), 1, 0))
    assert dock.view.accessibleDescription() == "W^1, row 2, column 1\nweight i1 → a0: 1"


def test_column_vectors_have_the_weights_of_a_neuron_in_a_row_and_are_remembered(open_dock: Open) -> None:
    dock = open_dock(article_e())
    dock.choose("Vectors", 1)
    assert dock.matrix(FORWARD, 1, Content.WEIGHT).shape == (1, 3)
    again = open_dock(article_e())
    assert again.matrix(FORWARD, 1, Content.WEIGHT).shape == (1, 3)
    again.choose("Vectors", 0)
    assert again.matrix(FORWARD, 1, Content.WEIGHT).shape == (3, 1)


def test_a_batch_has_a_row_for_each_sample_that_is_not_held_out(open_dock: Open) -> None:
    dock = open_dock(article_d())
    dock.choose("Samples", 1)
    inputs = dock.matrix(FORWARD, 1, Content.ACTIVATION)
    assert inputs.shape[0] == len(article_d().training_samples)
    dock.double_click(MatrixCell(inputs, 1, 0))
    dock.type("9")
    assert dock.document.experiment.samples[1].inputs["x0"] == 9.0
    dock.choose("Samples", 0)


def test_the_present_message_is_scrolled_into_view(open_dock: Open) -> None:
    dock = open_dock(article_e())
    dock.session.player.show_message(len(dock.session.frames.frame.shown.messages) - 1)  # type: ignore[union-attr]
    gradient = dock.matrix(MatrixSection.UPDATE, 2, Content.NEW_BIAS)
    assert dock.view.viewport().rect().contains(dock.view.rect_of(MatrixCell(gradient, 0, 1)).toRect())


def test_an_empty_network_and_one_without_samples_say_what_to_do(open_dock: Open) -> None:
    dock = open_dock(Experiment(samples=(Sample(),)))
    shown = [label.text() for label in dock.panel.findChildren(QLabel) if label.isVisible()]
    assert "Draw neurons and connect them: every level is a product of matrices." in shown
    dock.document.replace(Experiment(article_e().network))
    shown = [label.text() for label in dock.panel.findChildren(QLabel) if label.isVisible()]
    assert "Add a sample first: it gives every input its number." in shown


def test_of_784_inputs_only_what_is_seen_is_looked_up(open_dock: Open) -> None:
    inputs = tuple(Neuron(f"i{n}", Kind.INPUT) for n in range(784))
    outputs = tuple(Neuron(f"c{n}", Kind.OUTPUT, "tanh", 0.0) for n in range(32))
    connections = tuple(Connection(i.name, c.name, 0.5) for i in inputs for c in outputs)
    sample = Sample({i.name: 1.0 for i in inputs}, {c.name: 0.0 for c in outputs})
    dock = open_dock(Experiment(Network((*inputs, *outputs), connections), (sample,)))
    place = next(p for p in dock.view.sheet.matrices if p.matrix.shape == (784, 32))
    seen = QRectF(dock.view.viewport().rect())
    rows, columns = place.rows_in(seen), place.columns_in(seen)
    assert (rows.stop - rows.start) * (columns.stop - columns.start) < 400
    dock.view.set_current(MatrixCell(place.matrix, 783, 31))
    assert seen.contains(dock.view.rect_of(MatrixCell(place.matrix, 783, 31)))


def test_the_matrix_that_was_clicked_and_its_equation_are_copied_from_the_button(open_dock: Open) -> None:
    dock = open_dock(article_e())
    told: list[str] = []
    dock.session.status_message.connect(told.append)
    weights = dock.matrix(FORWARD, 2, Content.WEIGHT)
    QTest.mouseClick(dock.view.viewport(), LEFT, NO_KEYS, dock.at(MatrixCell(weights, 0, 1)))
    dock.copy("Copy the matrix as NumPy")
    assert QGuiApplication.clipboard().text() == "W_2 = np.array([[-1.0, 1.0]])"
    assert told[-1] == "Copied W^2 as NumPy, with all digits"
    dock.copy("Copy the equation as TSV")
    assert QGuiApplication.clipboard().text().startswith("a^1\n")


def test_the_context_menu_copies_what_is_under_the_pointer(open_dock: Open, qtbot: QtBot) -> None:
    dock = open_dock(article_e())
    where = dock.at(MatrixCell(dock.matrix(FORWARD, 1, Content.BIAS), 0, 0))
    reason = QContextMenuEvent.Reason.Mouse
    QApplication.sendEvent(
        dock.view.viewport(), QContextMenuEvent(reason, where, dock.view.viewport().mapToGlobal(where))
    )
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    entry = next(action for action in menu.actions() if action.text() == "Copy the matrix as TSV")
    QTest.mouseClick(menu, LEFT, NO_KEYS, menu.actionGeometry(entry).center())
    assert QGuiApplication.clipboard().text() == "0.0"


def test_the_symbol_of_a_matrix_stays_in_sight_while_it_scrolls(open_dock: Open) -> None:
    dock = open_dock(article_e())
    place = next(p for p in dock.view.sheet.equations if p.equation.level == 1)
    symbol = next(s for s in place.symbols if s.of.height() == 3 * place.matrices[0].cell_height)
    at_rest = symbol.place_in(QRectF(0, 0, 400, 400), 18)
    assert at_rest.bottom() == symbol.of.top()
    scrolled = symbol.place_in(QRectF(0, symbol.of.top() + 5, 400, 400), 18)
    assert scrolled.top() == symbol.of.top() + 5
    gone = symbol.place_in(QRectF(0, symbol.of.bottom() - 3, 400, 400), 18)
    assert gone.bottom() < symbol.of.bottom()


def test_another_notation_writes_every_symbol_anew(open_dock: Open) -> None:
    dock = open_dock(article_e())
    dock.session.notation.choose("bishop")
    first = dock.view.sheet.equations[0]
    assert [plain_text(symbol.spans) for symbol in first.symbols] == [
        "z^(0)",
        "W^(1)",
        "w_0^(1)",
        "a^(1)",
        "z^(1)",
    ]
    assert plain_text(dock.view.sheet.equations[1].symbols[-1].spans) == "y_n"
    dock.session.notation.choose("explorer")
    assert plain_text(dock.view.sheet.equations[0].symbols[0].spans) == "a^0"


def test_a_click_elsewhere_takes_what_was_typed_and_leaves_the_focus_there(open_dock: Open) -> None:
    dock = open_dock(article_e())
    line = dock.double_click(MatrixCell(dock.matrix(FORWARD, 1, Content.WEIGHT), 0, 0))
    line.selectAll()
    QTest.keyClicks(line, "2")
    box = dock.panel.findChild(QComboBox)
    box.setFocus(Qt.FocusReason.MouseFocusReason)
    assert dock.document.experiment.network.by_ends["i0", "a0"].weight == 2.0
    assert box.hasFocus()
    assert not line.isVisible()


def test_a_number_that_is_left_as_it_was_is_no_edit(open_dock: Open) -> None:
    dock = open_dock(article_e())
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Escape):
        line = dock.double_click(MatrixCell(dock.matrix(FORWARD, 1, Content.WEIGHT), 0, 0))
        QTest.keyClick(line, key)
    assert dock.document.undo_stack.count() == 0


def test_an_emptied_bias_is_taken_away_and_an_emptied_weight_stays(open_dock: Open) -> None:
    dock = open_dock(article_e())
    line = dock.double_click(MatrixCell(dock.matrix(FORWARD, 1, Content.BIAS), 0, 0))
    line.clear()
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert dock.document.experiment.network.by_name["a0"].bias is None
    line = dock.double_click(MatrixCell(dock.matrix(FORWARD, 1, Content.WEIGHT), 0, 0))
    line.clear()
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert dock.document.experiment.network.by_ends["i0", "a0"].weight == 0.5
