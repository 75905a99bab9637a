"""Training for so many steps: the menu beside Train, and what its dialog takes."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QToolButton
from pytestqt.qtbot import QtBot

from explorer.ui.window.train_dialog import TrainDialog
from tests.ui.conftest import OpenWindow
from tests.ui.person import CTRL, SHIFT, Person, open_dialog
from tests.ui.training_experiment import SHRINKING, WANING, weight


def type_over(dialog: TrainDialog, name: str, text: str) -> QLineEdit:
    """Type into the field with this name, which still has the focus then."""
    field = next(each for each in dialog.findChildren(QLineEdit) if each.accessibleName() == name)
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_A, CTRL)
    QTest.keyClick(field, Qt.Key.Key_Delete)
    QTest.keyClicks(field, text)
    return field


@pytest.mark.parametrize(
    ("steps", "loss", "problem"),
    [
        ("", "", "Type a number of steps, a loss to come below, or both"),
        ("0", "", "0 is no number of steps: type a whole number from 1 on"),
        ("-3", "", "-3 is no number of steps: type a whole number from 1 on"),
        ("2.5", "", "2.5 is no number of steps: type a whole number from 1 on"),
        ("500", "0", "The loss may never come below 0: type a number above 0"),
        ("many", "", "“many” is not a number"),
    ],
)
def test_what_cannot_be_done_is_said_and_the_dialog_stays(
    qtbot: QtBot, steps: str, loss: str, problem: str
) -> None:
    dialog = TrainDialog()
    qtbot.addWidget(dialog)
    dialog.show()
    type_over(dialog, "Steps", steps)
    QTest.keyClick(type_over(dialog, "Loss below", loss), Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert any(label.text().startswith(problem) for label in dialog.findChildren(QLabel))


def test_steps_are_typed_and_exactly_so_many_are_made(open_window: OpenWindow, qtbot: QtBot) -> None:
    person = Person(open_window(SHRINKING), qtbot)
    training = person.window.session.training
    person.press(Qt.Key.Key_F5, SHIFT)
    dialog = open_dialog(person.window)
    assert isinstance(dialog, TrainDialog)
    QTest.keyClick(type_over(dialog, "Steps", "12"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: training.snapshot is not None and not training.is_running)
    assert training.snapshot.step == 12
    assert weight(person.experiment) == 2.0**-12
    assert person.window.document.undo_stack.undoText() == "Train 12 steps"
    assert person.status == "Trained 12 steps: E is 2.98e−8"


def test_it_trains_until_the_loss_that_was_typed(open_window: OpenWindow, qtbot: QtBot) -> None:
    person = Person(open_window(SHRINKING), qtbot)
    training = person.window.session.training
    person.press(Qt.Key.Key_F5, SHIFT)
    dialog = open_dialog(person.window)
    assert isinstance(dialog, TrainDialog)
    type_over(dialog, "Steps", "")
    QTest.keyClick(type_over(dialog, "Loss below", "0,01"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: training.snapshot is not None and not training.is_running)
    assert training.snapshot.step == 3


def test_the_arrow_beside_train_has_counts_of_steps(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window(WANING)
    buttons = window.toolbars["network"].findChildren(QToolButton)
    arrow = next(each for each in buttons if each.accessibleName() == "Train so many steps")
    menu = arrow.menu()
    assert [a.text() for a in menu.actions() if not a.isSeparator()] == [
        "10 steps",
        "100 steps",
        "500 steps",
        "1,000 steps",
        "10,000 steps",
        "So many steps, or &until E < …",
    ]
    window.session.training.set_steps_per_second(None)
    menu.popup(window.pos())
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(menu.actions()[2]).center())
    training = window.session.training
    qtbot.waitUntil(lambda: training.snapshot is not None and not training.is_running)
    assert training.snapshot.step == 500
