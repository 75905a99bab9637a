"""The window: what its parts tell each other, the title, closing, dropping, light and dark."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QGraphicsView,
    QLabel,
    QLineEdit,
    QMessageBox,
    QTableView,
)
from pytestqt.qtbot import QtBot

from explorer.files.project import write_experiment
from explorer.network.edits.parameter_edits import set_weight
from explorer.network.model import Sample
from explorer.ui.session.document import EMPTY
from explorer.ui.theme.theme import DARK, LIGHT, Appearance
from explorer.ui.widgets.learning_rate_control import LearningRateControl
from explorer.ui.widgets.number_field import NumberField
from explorer.ui.window.main_window import MainWindow
from tests.ui.canvas.drawn import at_weight, click, worked_example
from tests.ui.conftest import OpenWindow

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def window(reopen_window: OpenWindow) -> MainWindow:
    """The shared window on article E's network."""
    return reopen_window(worked_example())


def edit(window: MainWindow, weight: float = 3.0) -> None:
    """Change something."""
    window.document.attempt("Set", lambda e: set_weight(e, "i0", "a0", weight))


def type_into(field: QLineEdit, text: str, key: Qt.Key = Qt.Key.Key_Return) -> None:
    """Type over what is there."""
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, key)


def rate_field(window: MainWindow) -> NumberField:
    """Where α is typed."""
    field = window.toolbars["network"].findChild(LearningRateControl).findChild(NumberField)
    assert isinstance(field, NumberField)
    return field


def open_dialog(window: MainWindow) -> QDialog | None:
    """The dialog on the screen."""
    return next((dialog for dialog in window.findChildren(QDialog) if dialog.isVisible()), None)


def test_the_title_has_the_name_and_a_star_while_something_is_unsaved(
    window: MainWindow, tmp_path: Path
) -> None:
    assert window.windowTitle() == "Untitled[*] — Backprop Explorer"
    assert not window.isWindowModified()
    edit(window)
    assert window.isWindowModified()
    window.document.save(tmp_path / "three.json")
    assert window.windowTitle() == "three.json[*] — Backprop Explorer"
    assert not window.isWindowModified()
    QTest.keyClick(window.canvas, Qt.Key.Key_Z, CTRL)
    assert window.isWindowModified()
    QTest.keyClick(window.canvas, Qt.Key.Key_Z, CTRL | SHIFT)
    assert not window.isWindowModified()


def test_closing_asks_only_where_something_would_be_lost(open_window: OpenWindow) -> None:
    window = open_window(worked_example())
    edit(window)
    window.close()
    assert window.isVisible()
    question = open_dialog(window)
    assert isinstance(question, QMessageBox)
    QTest.mouseClick(question.button(QMessageBox.StandardButton.Cancel), LEFT)
    assert window.isVisible()
    window.document.undo_stack.undo()
    window.close()
    assert not window.isVisible()


def test_closing_goes_on_once_the_changes_are_given_up(open_window: OpenWindow) -> None:
    window = open_window(worked_example())
    edit(window)
    QTest.keyClick(window, Qt.Key.Key_Q, CTRL)
    question = open_dialog(window)
    assert isinstance(question, QMessageBox)
    QTest.mouseClick(question.button(QMessageBox.StandardButton.Discard), LEFT)
    assert not window.isVisible()


def test_closing_saves_first_where_that_is_wanted(open_window: OpenWindow, tmp_path: Path) -> None:
    window = open_window(worked_example())
    window.document.save(tmp_path / "e.json")
    before = (tmp_path / "e.json").read_bytes()
    edit(window)
    window.close()
    question = open_dialog(window)
    assert isinstance(question, QMessageBox)
    QTest.mouseClick(question.button(QMessageBox.StandardButton.Save), LEFT)
    assert not window.isVisible()
    assert (tmp_path / "e.json").read_bytes() != before


def test_a_recent_file_is_opened_from_its_menu(window: MainWindow, tmp_path: Path) -> None:
    write_experiment(tmp_path / "one.json", replace(worked_example(), samples=()))
    window.context.files.open_path(tmp_path / "one.json")
    window.document.replace(EMPTY)
    entry = next(a for a in window.menus["recent"].actions() if a.text() == "one.json")
    entry.trigger()
    assert window.document.path == tmp_path / "one.json"


def test_an_example_is_opened_without_a_file_of_its_own(window: MainWindow) -> None:
    entry = next(action for action in window.menus["examples"].actions() if action.isEnabled())
    entry.trigger()
    assert window.document.path is None
    assert window.document.is_saved
    assert window.document.experiment.network.neurons
    assert window.windowTitle().startswith(window.document.name)


def test_a_typed_learning_rate_is_an_edit_that_undo_takes_back(window: MainWindow) -> None:
    field = rate_field(window)
    type_into(field, "0.5")
    assert window.document.experiment.training.learning_rate == 0.5
    QTest.keyClick(field, Qt.Key.Key_Z, CTRL)
    assert window.document.experiment.training.learning_rate == 0.1
    assert field.text() == "0.1"
    QTest.keyClick(field, Qt.Key.Key_Z, CTRL | SHIFT)
    assert field.text() == "0.5"


def test_undo_takes_back_first_what_is_being_typed(window: MainWindow) -> None:
    edit(window)
    field = rate_field(window)
    field.setFocus()
    QTest.keyClicks(field, "7")
    QTest.keyClick(field, Qt.Key.Key_Z, CTRL)
    assert window.document.undo_stack.count() == window.document.undo_stack.index() == 1


def test_a_negative_learning_rate_is_refused_and_shown_no_longer(window: MainWindow) -> None:
    field = rate_field(window)
    type_into(field, "-1")
    assert window.document.experiment.training.learning_rate == 0.1
    assert field.text() == "0.1"
    assert "learning rate" in window.statusBar().currentMessage().lower()


def test_the_learning_rate_is_doubled_and_halved_by_keys(window: MainWindow) -> None:
    QTest.keyClick(window.canvas, Qt.Key.Key_Up, CTRL)
    QTest.keyClick(window.canvas, Qt.Key.Key_Up, CTRL)
    QTest.keyClick(window.canvas, Qt.Key.Key_Down, CTRL)
    assert window.document.experiment.training.learning_rate == 0.2
    assert rate_field(window).text() == "0.2"


def test_the_status_bar_counts_what_is_drawn(window: MainWindow) -> None:
    texts = [label.text() for label in window.statusBar().findChildren(QLabel)]
    assert "3 inputs · 1 hidden · 2 outputs · 8 parameters" in texts


def test_keys_step_through_the_pass_from_canvas_and_timeline(window: MainWindow) -> None:
    QTest.keyClick(window.canvas, Qt.Key.Key_End)
    assert window.session.player.time == window.session.player.duration
    QTest.keyClick(window.canvas, Qt.Key.Key_Comma)
    assert window.session.player.message_index == 34
    QTest.keyClick(window.canvas, Qt.Key.Key_Home)
    assert window.session.player.time == 0.0
    QTest.keyClick(window.canvas, Qt.Key.Key_Period)
    assert window.session.player.is_playing
    window.session.player.pause()
    QTest.keyClick(window.canvas, Qt.Key.Key_4, Qt.KeyboardModifier.AltModifier)
    assert window.session.player.grain.value == "phase"
    assert window.named_actions["grain:phase"].isChecked()


def test_keys_choose_sample_and_speed(window: MainWindow) -> None:
    samples = (*worked_example().samples, Sample({"i0": 0.0, "i1": 0.0, "i2": 0.0}, {"c0": 0.0, "c1": 0.0}))
    window.document.edit("Samples", replace(worked_example(), samples=samples))
    QTest.keyClick(window.canvas, Qt.Key.Key_PageDown)
    assert window.session.frames.sample == 1
    QTest.keyClick(window.canvas, Qt.Key.Key_PageUp)
    assert window.session.frames.sample == 0
    QTest.keyClick(window.canvas, Qt.Key.Key_BracketRight)
    assert window.session.player.speed == 2.0


def test_keys_choose_the_tool(window: MainWindow) -> None:
    for key, name in ((Qt.Key.Key_N, "neuron"), (Qt.Key.Key_C, "connect"), (Qt.Key.Key_H, "pan")):
        QTest.keyClick(window.canvas, key)
        assert window.canvas.tool.value == name
        assert window.named_actions[f"tool-{name}"].isChecked()


def test_letters_typed_into_a_value_are_not_taken_for_keys_of_the_canvas(window: MainWindow) -> None:
    canvas = window.canvas
    click(canvas, at_weight(canvas, "i0", "a0"))
    line = canvas.editor.line
    line.selectAll()
    QTest.keyClicks(line, "1,5")
    for key in (Qt.Key.Key_Home, Qt.Key.Key_End):
        QTest.keyClick(line, key)
    assert line.text() == "1,5"
    assert window.session.player.time == 0.0
    assert canvas.tool.value == "select"


def test_another_sample_while_a_value_is_typed_does_not_get_that_value(window: MainWindow) -> None:
    samples = (*worked_example().samples, Sample({"i0": 0.0, "i1": 0.0, "i2": 0.0}, {"c0": 0.0, "c1": 0.0}))
    window.document.edit("Samples", replace(worked_example(), samples=samples))
    canvas = window.canvas
    click(canvas, canvas.mapFromScene(*window.scene.geometry.positions["i0"]))
    type_into_line = canvas.editor.line
    type_into_line.selectAll()
    QTest.keyClicks(type_into_line, "9")
    QTest.keyClick(type_into_line, Qt.Key.Key_PageDown)
    QTest.keyClick(type_into_line, Qt.Key.Key_Return)
    assert [sample.inputs["i0"] for sample in window.document.experiment.samples] == [9.0, 0.0]


def test_the_selection_on_the_canvas_is_what_the_inspector_shows(window: MainWindow) -> None:
    window.docks.show("inspector")
    window.scene.select({"a0"})
    headings = [label.text() for label in window.docks.panel("inspector").findChildren(QLabel)]
    assert "Neuron a0" in headings


def test_a_row_of_the_network_table_is_selected_on_the_canvas(window: MainWindow, qtbot: QtBot) -> None:
    window.docks.show("network-table")
    view = window.docks.panel("network-table").findChild(QTableView)
    qtbot.waitUntil(lambda: view.model().rowCount() == 11)
    view.selectRow(3)
    assert window.scene.selected_names == {"a0"}
    window.docks["network-table"].close()


def test_loss_and_training_are_shown_in_the_toolbar(window: MainWindow) -> None:
    box = next(b for b in window.toolbars["network"].findChildren(QComboBox) if b.accessibleName() == "Loss")
    assert box.currentData() == "mean-squared-error"
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Up)
    assert window.document.experiment.loss.name == "squared-error"
    assert window.document.undo_stack.undoText() == "Loss: squared error"


def test_training_shows_every_value_of_the_pass(window: MainWindow, qtbot: QtBot) -> None:
    QTest.keyClick(window.canvas, Qt.Key.Key_F5)
    assert window.session.training.is_running
    state = window.session.frames.frame.state
    assert state is not None
    assert len(state.gradients) == 8
    qtbot.waitUntil(
        lambda: window.session.training.snapshot is not None and window.session.training.snapshot.step > 0
    )
    QTest.keyClick(window.canvas, Qt.Key.Key_F5)
    assert not window.session.training.is_running


def test_light_and_dark_are_chosen_and_remembered(open_window: OpenWindow) -> None:
    window = open_window(worked_example())
    window.named_actions["theme:dark"].trigger()
    assert window.scene.theme is DARK
    assert window.palette().window().color().name() == DARK.window
    next_start = open_window(worked_example())
    assert next_start.appearance is Appearance.DARK
    assert next_start.named_actions["theme:dark"].isChecked()
    next_start.named_actions["theme:light"].trigger()
    assert next_start.scene.theme is LIGHT
    assert QSettings().value("window/appearance") == "light"


def test_a_remembered_theme_that_there_is_not_is_like_the_system(open_window: OpenWindow) -> None:
    QSettings().setValue("window/appearance", "pink")
    assert open_window(worked_example()).appearance is Appearance.SYSTEM


def test_the_help_can_be_read_while_one_works(window: MainWindow) -> None:
    for name in ("first-things", "shortcuts", "about"):
        window.named_actions[name].trigger()
        dialog = open_dialog(window)
        assert dialog is not None
        assert not dialog.isModal()
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        assert not dialog.isVisible()


def test_a_right_click_offers_what_can_be_done_there(window: MainWindow) -> None:
    window.scene.gestures.context_menu_requested.emit(window.mapToGlobal(QPoint(300, 300)), None)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    QTest.keyClick(popup, Qt.Key.Key_Escape)
    assert QApplication.activePopupWidget() is None


def test_everything_that_takes_the_focus_is_named_for_those_who_cannot_see_it(
    open_window: OpenWindow,
) -> None:
    window = open_window(worked_example())
    window.complete()
    kinds = (
        QAbstractButton,
        QAbstractSlider,
        QAbstractSpinBox,
        QComboBox,
        QLineEdit,
        QTableView,
        QGraphicsView,
    )
    nameless = [
        f"{type(part).__name__} in {type(part.parent()).__name__}"
        for kind in kinds
        for part in window.findChildren(kind)
        if part.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not part.isHidden()
        and not part.parentWidget().isHidden()
        and not part.objectName().startswith("qt_")
        and not isinstance(part.parent(), (QAbstractSpinBox, QComboBox, QTableView))
        and not part.accessibleName()
        and not (isinstance(part, QAbstractButton) and part.text())
    ]
    assert nameless == []


def test_applying_the_update_says_what_became_of_the_loss(window: MainWindow) -> None:
    window.document.replace(worked_example())
    window.named_actions["apply"].trigger()
    assert window.statusBar().currentMessage() == "Update applied: E went from 0.25 to ≈ 0.1617"


def test_the_whole_toolbar_fits_at_1280_pixels(open_window: OpenWindow) -> None:
    window = open_window(worked_example())
    assert window.width() == 1280
    assert window.switch.sizeHint().width() + window.toolbars["network"].sizeHint().width() <= 1280
    box = next(b for b in window.toolbars["network"].findChildren(QComboBox) if b.accessibleName() == "Loss")
    assert box.isVisible()
    assert box.mapTo(window, box.rect().topRight()).x() <= 1280


def test_a_constant_is_not_counted_as_hidden(window: MainWindow) -> None:
    window.named_actions["add-constant"].trigger()
    texts = [label.text() for label in window.statusBar().findChildren(QLabel)]
    assert "3 inputs · 1 hidden · 2 outputs · 1 constant · 8 parameters" in texts


def test_no_menu_hides_the_toolbar(window: MainWindow) -> None:
    menu = window.createPopupMenu()
    shown = [action.text() for action in (menu.actions() if menu is not None else []) if action.isVisible()]
    assert "Network" not in shown
    assert "Workspaces" not in shown


def test_the_status_bar_is_no_higher_for_what_is_not_shown_in_it(window: MainWindow) -> None:
    assert window.statusBar().sizeHint().height() <= 24
