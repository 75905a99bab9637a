"""The table of actions: names, keys and tips, and that each of them does something."""

from collections import Counter
from collections.abc import Iterator

import pytest
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

from explorer.ui.commands.actions import build_actions
from explorer.ui.commands.command import ShortcutScope
from explorer.ui.commands.command_table import COMMANDS
from explorer.ui.commands.enabled_when import EnabledWhen
from explorer.ui.window.workspace_table import WORKSPACES, workspace_commands
from tests.ui.conftest import OpenWindow
from tests.ui.training_experiment import SHRINKING


@pytest.fixture
def actions(qapp: QApplication) -> Iterator[dict[str, QAction]]:
    """Every action, in no window."""
    parent = QWidget()
    yield build_actions(COMMANDS, parent)
    parent.deleteLater()


def test_no_two_actions_have_the_same_name() -> None:
    assert [name for name, count in Counter(row.name for row in COMMANDS).items() if count > 1] == []


def test_every_key_means_one_thing() -> None:
    rows = (*COMMANDS, *workspace_commands(WORKSPACES))
    keys = [key.toString() for row in rows if row.keys for key in QKeySequence.listFromString(row.keys)]
    keys += ["Ctrl+Z", "Ctrl+Shift+Z"]  # Undo and Redo, which Qt makes
    assert [key for key, count in Counter(keys).items() if count > 1] == []


def test_every_key_is_understood() -> None:
    for row in COMMANDS:
        if row.keys:
            assert all(key.count() == 1 for key in QKeySequence.listFromString(row.keys)), row.name


def test_keys_without_ctrl_or_alt_work_on_the_canvas_only_or_are_function_keys() -> None:
    plain = [row.name for row in COMMANDS if len(row.keys) == 1 and row.scope is ShortcutScope.WINDOW]
    assert plain == []


def test_every_action_says_what_it_does() -> None:
    assert [row.name for row in COMMANDS if not row.text or not row.tip] == []


def test_an_action_is_built_as_its_row_says(actions: dict[str, QAction]) -> None:
    zoom = actions["zoom-in"]
    assert [key.toString() for key in zoom.shortcuts()] == ["Ctrl++", "Ctrl+="]
    assert zoom.toolTip() == "Draw everything larger (Ctrl++)"
    assert zoom.statusTip() == "Draw everything larger"
    assert actions["tidy"].shortcutContext() is ShortcutScope.WINDOW.value
    assert actions["delete"].shortcutContext() is ShortcutScope.CANVAS.value


def test_one_of_a_group_is_checked_at_a_time(actions: dict[str, QAction]) -> None:
    actions["tool-neuron"].setChecked(True)
    actions["tool-pan"].setChecked(True)
    assert not actions["tool-neuron"].isChecked()
    actions["tool-pan"].trigger()
    assert actions["tool-pan"].isChecked()


def test_of_the_activations_none_may_be_checked(actions: dict[str, QAction]) -> None:
    actions["activation:tanh"].setChecked(True)
    actions["activation:tanh"].setChecked(False)
    assert not any(action.isChecked() for name, action in actions.items() if name.startswith("activation:"))


def test_every_action_does_something(reopen_window: OpenWindow) -> None:
    window = reopen_window(SHRINKING)
    rows = (*COMMANDS, *workspace_commands(WORKSPACES))
    assert window.named_actions.keys() == {row.name for row in rows} | {"undo", "redo"}
    for row in rows:
        assert window.named_actions[row.name].receivers("2triggered(bool)") > 0, row.name


def test_what_changes_the_selected_needs_a_selection() -> None:
    about_the_selected = [row.name for row in COMMANDS if "selected" in row.tip.lower()]
    needing = [row.name for row in COMMANDS if row.enabled_when is not EnabledWhen.ALWAYS]
    assert set(about_the_selected) <= set(needing)
