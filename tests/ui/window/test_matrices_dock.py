"""The matrices in the window: what is pointed at there and on the canvas, and whose the keys are."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from explorer.backprop.matrix_form.matrix import Content, MatrixCell
from explorer.drawing.hit_target import Part
from explorer.ui.panels.matrices.matrix_view import MatrixView
from explorer.ui.window.main_window import MainWindow
from tests.ui.canvas.drawn import at_part, hover, worked_example
from tests.ui.conftest import OpenWindow


@pytest.fixture
def window(open_window: OpenWindow, qtbot: QtBot) -> MainWindow:
    """Article E's network, with the matrices in front."""
    made = open_window(worked_example())
    made.docks.show("matrices")
    qtbot.waitUntil(lambda: made.docks.is_made("matrices") and made.docks.panel("matrices").isVisible())
    return made


def view_of(window: MainWindow) -> MatrixView:
    found = window.docks.panel("matrices").findChild(MatrixView)
    assert isinstance(found, MatrixView)
    return found


def cell_of(window: MainWindow, content: Content, row: int, column: int) -> MatrixCell:
    """A cell of the first matrix of this content."""
    place = next(p for p in view_of(window).sheet.matrices if p.matrix.content is content)
    return MatrixCell(place.matrix, row, column)


def test_pointing_at_an_input_in_the_matrices_lights_it_on_the_canvas(window: MainWindow) -> None:
    view, cell = view_of(window), cell_of(window, Content.ACTIVATION, 0, 1)
    view.set_current(cell)
    QTest.mouseMove(view.viewport(), view.rect_of(cell).center().toPoint())
    assert window.scene.neuron_item("i1").look.is_hovered
    QTest.mouseMove(view.viewport(), view.viewport().rect().bottomRight())
    assert not window.scene.neuron_item("i1").look.is_hovered


def test_pointing_at_a_neuron_on_the_canvas_marks_its_cells(window: MainWindow) -> None:
    view = view_of(window)
    view.set_current(cell_of(window, Content.ACTIVATION, 0, 0))
    rect = view.rect_of(cell_of(window, Content.ACTIVATION, 0, 1)).toRect()
    before = view.viewport().grab(rect).toImage()
    hover(window.canvas, at_part(window.canvas, "i1", Part.BODY))
    assert window.session.selection.pointed == "i1"
    assert view.viewport().grab(rect).toImage() != before


def test_full_stop_steps_through_the_pass_while_the_keys_are_in_the_matrices(
    window: MainWindow, qtbot: QtBot
) -> None:
    view = view_of(window)
    view.set_current(cell_of(window, Content.WEIGHT, 1, 0))
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Period)
    qtbot.waitUntil(lambda: window.session.player.message_index == 0)
    QTest.keyClick(view, Qt.Key.Key_7)
    line = QApplication.focusWidget()
    assert isinstance(line, QLineEdit)
    QTest.keyClicks(line, ".5")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert window.document.experiment.network.by_ends["i1", "a0"].weight == 7.5
    assert window.session.player.message_index == 0


def test_larger_type_takes_more_room(window: MainWindow) -> None:
    before = next(view_of(window).sheet.matrices).cell_height
    window.set_type_size(200)
    after = next(view_of(window).sheet.matrices).cell_height
    window.set_type_size(100)
    assert after > 1.6 * before
