"""From the canvas to the workspace Chain rule: do a neuron and the loss open there as equations?"""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from explorer.drawing.hit_target import Part
from explorer.ui.window.main_window import MainWindow
from explorer.ui.workspaces.chain_rule.centre import ChainRuleCentre
from tests.ui.canvas.drawn import worked_example
from tests.ui.conftest import OpenWindow
from tests.ui.person import LEFT, Person

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(reopen_window: OpenWindow) -> Iterator[MainWindow]:
    """The shared window on article E's network, in the Network workspace."""
    made = reopen_window(worked_example())
    yield made
    made.show_workspace("network")


@pytest.fixture
def person(window: MainWindow, qtbot: QtBot) -> Person:
    """Sits before it."""
    return Person(window, qtbot)


def centre_of(window: MainWindow) -> ChainRuleCentre:
    centre = window.workspaces.present.centre
    assert isinstance(centre, ChainRuleCentre)
    return centre


def test_the_selected_neuron_opens_from_the_context_menu(window: MainWindow, person: Person) -> None:
    person.click_part("a0", Part.BODY)
    menu = window._context_menu
    window.scene.gestures.context_menu_requested.emit(window.mapToGlobal(QPoint(300, 300)), None)
    person.wait_until(menu.isVisible)
    entry = next(action for action in menu.actions() if action.text() == "Open as e&quations")
    QTest.mouseClick(menu, LEFT, Qt.KeyboardModifier.NoModifier, menu.actionGeometry(entry).center())
    inner = entry.menu()
    assert isinstance(inner, QMenu)
    person.wait_until(inner.isVisible)
    place = inner.actionGeometry(inner.actions()[0]).center()
    QTest.mouseClick(inner, LEFT, Qt.KeyboardModifier.NoModifier, place)
    assert window.workspace == "chain-rule"
    centre = centre_of(window)
    person.wait_until(lambda: centre.shown is centre.chain)
    assert not centre.chain.reading.problems
    assert window.document.undo_stack.undoText() == "Open a0 as equations"


def test_the_loss_opens_from_the_menu_bar_and_the_equations_are_undone_there(
    window: MainWindow, person: Person
) -> None:
    person.choose("Network", "Open as equations", "The loss of this sample")
    centre = centre_of(window)
    person.wait_until(lambda: centre.shown is centre.chain)
    derivatives = centre.chain.passed.derivatives
    assert len(derivatives) > 10
    person.press(Qt.Key.Key_Z, CTRL)
    assert window.document.project.chain.lines[0] == "a = 2"


def test_ctrl_4_goes_there(window: MainWindow, person: Person) -> None:
    person.press(Qt.Key.Key_4, CTRL)
    assert window.workspace == "chain-rule"
    assert window.toolbars["chain-rule"].isVisible()
    assert centre_of(window).equations.list.hasFocus()
