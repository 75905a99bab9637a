"""Every key means one thing: no two parts of the window answer to the same, with every panel open."""

from collections import defaultdict
from collections.abc import Iterator

import pytest
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QLabel, QTabBar
from pytestqt.qtbot import QtBot

from explorer.ui.window.main_window import MainWindow
from explorer.ui.window.workspace_table import WORKSPACES
from tests.ui.conftest import OpenWindow
from tests.worked_examples import article_e


def keys_of(window: MainWindow) -> Iterator[tuple[str, str]]:
    """(keys, what answers to them) of actions, shortcuts, buttons, labels of fields, tabs and menus."""
    for action in window.findChildren(QAction):
        for keys in action.shortcuts():
            yield keys.toString(), f"action {action.text()}"
    for shortcut in window.findChildren(QShortcut):
        yield shortcut.key().toString(), f"shortcut of {shortcut.parent()}"
    for button in window.findChildren(QAbstractButton):
        yield button.shortcut().toString(), f"button {button.text()}"
    marked = [label.text() for label in window.findChildren(QLabel) if label.buddy() is not None]
    marked += [menu.text() for menu in window.menuBar().actions()]
    for bar in window.findChildren(QTabBar):
        marked += [bar.tabText(index) for index in range(bar.count())]
    for text in marked:
        yield QKeySequence.mnemonic(text).toString(), text


@pytest.mark.parametrize("workspace", [row.name for row in WORKSPACES])
def test_no_two_things_answer_to_the_same_keys(open_window: OpenWindow, qtbot: QtBot, workspace: str) -> None:
    window = open_window(article_e())
    window.show_workspace(workspace)
    for name in window.docks.names:
        window.docks.show(name)
        window.docks.panel(name)
    answering = defaultdict(list)
    for keys, what in keys_of(window):
        answering[keys].append(what)
    answering.pop("", None)
    assert "Alt+1" in answering
    assert {keys: sorted(what) for keys, what in answering.items() if len(what) > 1} == {}
