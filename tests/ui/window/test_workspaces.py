"""The workspaces: how a person goes from one to another, what they share, and that one row makes another."""

from collections.abc import Callable, Iterator, Mapping

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QToolBar, QWidget
from pytestqt.qtbot import QtBot

from explorer.network.edits.parameter_edits import set_weight
from explorer.ui.session.document import Document
from explorer.ui.session.session import Session
from explorer.ui.theme.theme import DARK, Theme
from explorer.ui.window.dock_table import DOCKS, DockRow
from explorer.ui.window.main_window import MainWindow
from explorer.ui.window.workspace_table import WORKSPACES, WorkspaceRow
from explorer.ui.workspaces.one_variable.centre import OneVariableCentre
from tests.ui.canvas.drawn import worked_example
from tests.ui.conftest import SIZE, OpenWindow, close
from tests.ui.person import Person

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(reopen_window: OpenWindow) -> Iterator[MainWindow]:
    """The shared window on article E's network, in the Network workspace."""
    made = reopen_window(worked_example())
    yield made
    made.show_workspace("network")


class Counted(QLabel):
    """Says how many neurons are open; stands for the centre of a workspace to come."""

    def __init__(self, session: Session) -> None:
        super().__init__(f"{len(session.document.experiment.network.neurons)} neurons")
        self.theme: Theme | None = None

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self.theme = theme


def train_bar(centre: QWidget, actions: Mapping[str, QAction]) -> QToolBar:
    """A part of the toolbar with one action of the network's."""
    bar = QToolBar()
    bar.addAction(actions["train-step"])
    return bar


COUNTING = WorkspaceRow("counting", "&Counting", "neuron", "Ctrl+9", "Count neurons", Counted, train_bar)
NOTES = DockRow("notes", "Notes", lambda _: QLabel("notes"), workspace="counting")


@pytest.fixture
def open_larger(qtbot: QtBot) -> Iterator[Callable[[], MainWindow]]:
    """Open a window that has one workspace and one dock more than the program."""
    windows: list[MainWindow] = []

    def show() -> MainWindow:
        document = Document()
        document.replace(worked_example())
        window = MainWindow(document, (*WORKSPACES, COUNTING), (*DOCKS, NOTES))
        windows.append(window)
        window.resize(SIZE)
        window.show()
        window.complete()
        window.activateWindow()
        window.canvas.setFocus()
        qtbot.waitUntil(window.canvas.hasFocus)
        return window

    yield show
    for window in windows:
        close(window)


def test_the_window_opens_on_the_network(window: MainWindow) -> None:
    assert window.workspace == "network"
    assert window.named_actions["workspace:network"].isChecked()


@pytest.mark.parametrize("key", [Qt.Key.Key_2, Qt.Key.Key_L])
def test_keys_go_to_one_variable_and_back(window: MainWindow, key: Qt.Key) -> None:
    QTest.keyClick(window.canvas, key, CTRL)
    assert window.workspace == "one-variable"
    assert isinstance(window.workspaces.present.centre, OneVariableCentre)
    assert window.workspaces.present.centre.isVisible()
    assert not window.canvas.isVisible()
    assert window.named_actions["workspace:one-variable"].isChecked()
    assert not window.named_actions["workspace:network"].isChecked()
    QTest.keyClick(window, Qt.Key.Key_1, CTRL)
    assert window.workspace == "network"
    assert window.canvas.isVisible()


def test_the_switch_goes_from_one_to_the_other(window: MainWindow) -> None:
    buttons = window.switch.buttons
    QTest.mouseClick(buttons["one-variable"], Qt.MouseButton.LeftButton)
    assert window.workspace == "one-variable"
    assert [buttons[name].isChecked() for name in ("network", "one-variable")] == [False, True]
    QTest.mouseClick(buttons["one-variable"], Qt.MouseButton.LeftButton)
    assert [buttons[name].isChecked() for name in ("network", "one-variable")] == [False, True]
    QTest.mouseClick(buttons["network"], Qt.MouseButton.LeftButton)
    assert window.workspace == "network"


def test_menus_go_there_too(window: MainWindow, qtbot: QtBot) -> None:
    person = Person(window, qtbot)
    person.choose("Learning rate", "One variable")
    assert window.workspace == "one-variable"
    person.choose("View", "Workspace", "Network")
    assert window.workspace == "network"


def test_a_workspace_is_made_when_it_is_first_shown_and_then_kept(
    open_larger: Callable[[], MainWindow],
) -> None:
    window = open_larger()
    assert window.findChildren(OneVariableCentre) == []
    window.show_workspace("one-variable")
    made = window.workspaces.present.centre
    window.show_workspace("network")
    window.show_workspace("one-variable")
    assert window.workspaces.present.centre is made
    assert len(window.findChildren(OneVariableCentre)) == 1


def test_what_is_about_the_network_can_be_done_only_where_it_is_seen(window: MainWindow) -> None:
    window.session.selection.select({"a0"})
    about_the_network = ("add-hidden", "delete", "fit", "next", "tool-pan", "tidy", "loss:squared-error")
    everywhere = ("open", "save", "train", "theme:dark", "about", "workspace:network")
    window.show_workspace("one-variable")
    assert [window.named_actions[name].isEnabled() for name in about_the_network] == [False] * 7
    assert [window.named_actions[name].isEnabled() for name in everywhere] == [True] * 6
    window.show_workspace("network")
    assert [window.named_actions[name].isEnabled() for name in about_the_network] == [True] * 7


def test_the_document_and_undo_are_shared(window: MainWindow) -> None:
    window.document.attempt("Set", lambda e: set_weight(e, "i0", "a0", 3.0))
    window.show_workspace("one-variable")
    window.named_actions["undo"].trigger()
    assert window.document.experiment == worked_example()


def test_each_workspace_has_its_part_of_the_toolbar_and_its_panels(window: MainWindow) -> None:
    assert window.toolbars["network"].isVisible()
    assert window.menus["panels"].isEnabled()
    window.show_workspace("one-variable")
    assert not window.toolbars["network"].isVisible()
    assert not window.menus["panels"].isEnabled()
    window.show_workspace("network")
    assert [action.text() for action in window.menus["panels"].actions()] == [row.title for row in DOCKS]


def test_every_row_of_the_tables_can_be_made(qtbot: QtBot) -> None:
    document = Document()
    document.replace(worked_example())
    session = Session(document)
    for row in (*DOCKS, *WORKSPACES):
        made = row.panel(session) if isinstance(row, DockRow) else row.centre(session)
        assert isinstance(made, QWidget), row.name
        qtbot.addWidget(made)


def test_a_row_is_a_workspace_with_key_switch_menu_toolbar_and_theme(
    open_larger: Callable[[], MainWindow], qtbot: QtBot
) -> None:
    window = open_larger()
    QTest.keyClick(window.canvas, Qt.Key.Key_9, CTRL)
    assert window.workspace == "counting"
    centre = window.workspaces.present.centre
    assert isinstance(centre, Counted)
    assert centre.text() == "6 neurons"
    assert centre.isVisible()
    assert [name for name, bar in window.toolbars.items() if bar.isVisible()] == ["counting"]
    window.toolbars["counting"].actions()[0].trigger()
    assert window.document.undo_stack.undoText() == "Train 1 step"
    window.named_actions["theme:dark"].trigger()
    assert centre.theme is DARK
    person = Person(window, qtbot)
    person.choose("View", "Workspace", "Network")
    QTest.mouseClick(window.switch.buttons["counting"], Qt.MouseButton.LeftButton)
    assert window.workspace == "counting"
    window.named_actions["theme:system"].trigger()


def test_a_row_is_a_dock_of_its_workspace_whose_panel_is_made_when_it_is_shown(
    open_larger: Callable[[], MainWindow], qtbot: QtBot
) -> None:
    window = open_larger()
    assert "notes" not in window.docks.names
    window.show_workspace("counting")
    assert window.docks.names == ("notes",)
    qtbot.waitUntil(lambda: window.docks.is_made("notes") and window.docks.panel("notes").isVisible())
    assert [action.text() for action in window.menus["panels"].actions()] == ["Notes"]


def test_every_workspace_remembers_its_own_layout(
    open_larger: Callable[[], MainWindow], qtbot: QtBot
) -> None:
    window = open_larger()
    window.docks["samples"].close()
    window.show_workspace("counting")
    window.workspaces.present.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, window.docks["notes"])
    window.close()
    next_start = open_larger()
    assert next_start.workspace == "network"
    assert next_start.docks["samples"].isHidden()
    assert not next_start.docks["loss"].isHidden()
    next_start.show_workspace("counting")
    area = next_start.workspaces.present.dockWidgetArea(next_start.docks["notes"])
    assert area == Qt.DockWidgetArea.LeftDockWidgetArea


def test_a_floating_dock_goes_away_with_its_workspace(open_larger: Callable[[], MainWindow]) -> None:
    window = open_larger()
    dock = window.docks["inspector"]
    dock.setFloating(True)
    dock.show()
    window.show_workspace("counting")
    assert not dock.isVisible()
    window.show_workspace("network")
    assert dock.isVisible()
    assert dock.isFloating()
