"""The menus: everything is in one, and can be reached with the keys of its letters."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from PySide6.QtWidgets import QMenu

from explorer.ui.commands.command_table import COMMANDS
from explorer.ui.window.dock_table import DOCKS
from explorer.ui.window.menus import CONTEXT_MENU, MENUS, Entry, Submenu
from explorer.ui.window.workspace_table import WORKSPACES, workspace_commands
from tests.ui.conftest import OpenWindow
from tests.ui.training_experiment import SHRINKING

ELSEWHERE = {row.name for row in COMMANDS if row.name.startswith("add-kind:")}
"""What stands in the menu of the toolbar's Neuron button."""

ALL = (*COMMANDS, *workspace_commands(WORKSPACES))

IN_TWO_PLACES = {"workspace:one-variable", "workspace:laboratory"}
"""Who looks for learning rates finds it among those too."""


def names_in(entries: Iterable[Entry]) -> Iterator[str]:
    """The actions in a menu and in its submenus."""
    for entry in entries:
        if isinstance(entry, Submenu):
            yield from names_in(entry.entries)
        elif entry is not None:
            yield entry


def all_menus(menus: Sequence[Submenu]) -> Iterator[Submenu]:
    """Every menu and submenu."""
    for menu in menus:
        yield menu
        yield from all_menus([entry for entry in menu.entries if isinstance(entry, Submenu)])


def test_every_action_stands_in_exactly_one_place_of_the_menu_bar() -> None:
    counts = Counter(name for menu in MENUS for name in names_in(menu.entries))
    counts.update(row.name for row in workspace_commands(WORKSPACES))  # those of the menu Workspace
    assert {name for name, count in counts.items() if count > 1} == IN_TWO_PLACES
    assert counts.keys() - {"undo", "redo"} == {row.name for row in ALL} - ELSEWHERE


def test_the_context_menu_offers_actions_that_there_are() -> None:
    assert set(names_in(CONTEXT_MENU)) <= {row.name for row in COMMANDS}


def test_no_two_entries_of_a_menu_share_the_letter_that_chooses_them() -> None:
    texts = {row.name: row.text for row in ALL} | {"undo": "&Undo", "redo": "&Redo"}
    found_twice = {}
    for menu in [Submenu("bar", "", MENUS), *all_menus(MENUS)]:
        labels = [e.text if isinstance(e, Submenu) else texts[e] for e in menu.entries if e is not None]
        letters = [letter.lower() for label in labels for letter in re.findall("&(.)", label)]
        found_twice[menu.name] = [letter for letter, count in Counter(letters).items() if count > 1]
    assert {name: letters for name, letters in found_twice.items() if letters} == {}


def test_menus_and_submenus_are_found_under_their_names(reopen_window: OpenWindow) -> None:
    window = reopen_window(SHRINKING)
    assert window.menus.keys() == {menu.name for menu in all_menus(MENUS)}
    titles = [action.text() for action in window.menuBar().actions()]
    assert titles == [menu.text for menu in MENUS]


def test_the_menus_that_others_fill_are_filled(reopen_window: OpenWindow) -> None:
    window = reopen_window(SHRINKING)
    assert [action.text() for action in window.menus["panels"].actions()] == [row.title for row in DOCKS]
    workspaces = [action.text() for action in window.menus["workspaces"].actions()]
    assert workspaces == [row.title for row in WORKSPACES]
    examples: QMenu = window.menus["examples"]
    entries = [action for action in examples.actions() if action.isEnabled() and not action.isSeparator()]
    assert len(entries) >= 10
    assert all(action.text() and action.statusTip() for action in entries)
    headings = [action.text() for action in examples.actions() if not action.isEnabled()]
    assert headings[:2] == ["To begin with", "A: Backpropagation (drummyfish)"]
    assert headings[-1] == "Beyond the articles"
