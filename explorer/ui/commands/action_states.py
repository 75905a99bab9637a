"""Which actions can be used now, and which are checked?

All of it is derived: each command says when it can be done and whether it is on.
"""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from explorer.network.model import Experiment
from explorer.training.program import have_one_program
from explorer.ui.commands.command import Command
from explorer.ui.commands.context import Context
from explorer.ui.commands.enabled_when import EnabledWhen, holds


def show_states(commands: Iterable[Command], actions: Mapping[str, QAction], context: Context) -> None:
    """Enable and check the actions of these commands as the commands say."""
    is_so: dict[EnabledWhen, bool] = {}
    workspaces = ("", context.window.workspace)
    for command in commands:
        action, condition = actions[command.name], command.enabled_when
        if condition not in is_so:
            is_so[condition] = holds(condition, context.session)
        action.setEnabled(is_so[condition] and command.workspace in workspaces)
        if command.is_on is not None:
            is_on = command.is_on(context)
            if command.text_when_on:
                action.setText(command.text_when_on if is_on else command.text)
            else:
                action.setChecked(is_on)


class ActionStates(QObject):
    """Keeps every action in line with the session, the canvas and the window."""

    def __init__(self, commands: Iterable[Command], actions: Mapping[str, QAction], context: Context) -> None:
        super().__init__(context.session)
        self._commands = tuple(commands)
        self._following = tuple(c for c in self._commands if c.may_follow_an_edit)
        self._actions = actions
        self._context = context
        session = context.session
        self._experiment = session.document.experiment
        for command in self._commands:  # a click alone checks nothing
            actions[command.name].triggered.connect(self.refresh)
        session.document.experiment_changed.connect(self._on_experiment_changed)
        session.document.replaced.connect(self.refresh)  # the same network may be no example any more
        session.document.refused.connect(self.refresh)  # or what was refused would stay checked
        session.selection.changed.connect(self.refresh)
        for changed in (
            session.training.running_changed,
            session.training.diverged,
            session.training.divergence_cleared,
            session.notation.changed,
            session.player.playing_changed,
            session.player.grain_changed,
            context.canvas.gestures.tool_changed,
        ):
            changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show how everything is now."""
        show_states(self._commands, self._actions, self._context)

    def _on_experiment_changed(self, experiment: Experiment) -> None:
        """Other weights, biases and positions, as while one drags or trains, change nothing of it."""
        before, self._experiment = self._experiment, experiment
        if not have_one_program(before, experiment):
            show_states(self._following, self._actions, self._context)
