"""How does a command become something to trigger? A QAction, with its keys, its tip and what it does."""

from collections.abc import Iterable, Mapping
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence, QUndoStack

from explorer.ui.commands.command import Command
from explorer.ui.commands.context import Context
from explorer.ui.commands.enabled_when import EnabledWhen
from explorer.ui.session.notation_model import NotationModel
from explorer.ui.widgets.plain_text import without_mnemonic


def build_actions(commands: Iterable[Command], parent: QObject) -> dict[str, QAction]:
    """One QAction for each command, under its name; `bind_actions` lets them do something."""
    actions: dict[str, QAction] = {}
    groups: dict[str, QActionGroup] = {}
    for command in commands:
        action = _action(command, parent)
        if command.group:
            group = groups.setdefault(command.group, QActionGroup(parent))
            if command.enabled_when is not EnabledWhen.ALWAYS:  # none is on where those selected differ
                group.setExclusionPolicy(QActionGroup.ExclusionPolicy.ExclusiveOptional)
            group.addAction(action)
        actions[command.name] = action
    return actions


def bind_actions(commands: Iterable[Command], actions: Mapping[str, QAction], context: Context) -> None:
    """Let each action do what its command does. What can be done and is checked, `action_states` shows."""
    for command in commands:
        actions[command.name].triggered.connect(partial(command.act, context))


def undo_actions(stack: QUndoStack, notation: NotationModel, parent: QObject) -> dict[str, QAction]:
    """Undo and Redo, named after the step that they would take, in the notation in force.

    Those that Qt makes take an & in it, as in a neuron's name, for the mark of a key.
    """
    undo, redo = QAction("&Undo", parent), QAction("&Redo", parent)
    undo.setEnabled(stack.canUndo())
    redo.setEnabled(stack.canRedo())
    stack.canUndoChanged.connect(undo.setEnabled)
    stack.canRedoChanged.connect(redo.setEnabled)
    name_undo = partial(_name_after, undo, "&Undo", notation)
    name_redo = partial(_name_after, redo, "&Redo", notation)
    stack.undoTextChanged.connect(name_undo)
    stack.redoTextChanged.connect(name_redo)
    notation.changed.connect(lambda: name_undo(stack.undoText()))
    notation.changed.connect(lambda: name_redo(stack.redoText()))
    undo.triggered.connect(stack.undo)
    redo.triggered.connect(stack.redo)
    undo.setShortcuts(QKeySequence.StandardKey.Undo)
    redo.setShortcuts(QKeySequence.StandardKey.Redo)
    describe(undo, "Undo the last step")
    describe(redo, "Redo the last step that was undone")
    return {"undo": undo, "redo": redo}


def _name_after(action: QAction, verb: str, notation: NotationModel, step: str) -> None:
    action.setText(f"{verb} {without_mnemonic(notation.write(step))}".rstrip())


def describe(action: QAction, tip: str) -> None:
    """Show `tip` in the status bar, and with the action's keys behind it when the mouse rests on it."""
    keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    action.setStatusTip(tip)
    action.setToolTip(f"{tip} ({keys})" if keys else tip)


def _action(command: Command, parent: QObject) -> QAction:
    action = QAction(command.text, parent)
    action.setObjectName(command.name)
    action.setShortcuts(QKeySequence.listFromString(command.keys))
    action.setShortcutContext(command.scope.value)
    describe(action, command.tip)
    action.setCheckable(command.is_checkable)
    return action
