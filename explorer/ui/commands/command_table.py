"""Which commands are there? All families together."""

from collections.abc import Iterable

from msgspec.structs import replace

from explorer.ui.commands.command import NETWORK, Command
from explorer.ui.commands.edit_commands import EDIT_COMMANDS
from explorer.ui.commands.equation_commands import EQUATION_COMMANDS
from explorer.ui.commands.file_commands import FILE_COMMANDS
from explorer.ui.commands.help_commands import HELP_COMMANDS
from explorer.ui.commands.network_commands import NETWORK_COMMANDS
from explorer.ui.commands.propagation_commands import PROPAGATION_COMMANDS
from explorer.ui.commands.sample_commands import SAMPLE_COMMANDS
from explorer.ui.commands.training_commands import LEARNING_RATE_COMMANDS, TRAINING_COMMANDS
from explorer.ui.commands.view_commands import VIEW_COMMANDS


def _of_network(commands: Iterable[Command]) -> tuple[Command, ...]:
    """The same, to be done in the Network workspace only: elsewhere nobody would see what they do."""
    return tuple(replace(command, workspace=NETWORK) for command in commands)


COMMANDS: tuple[Command, ...] = (
    *FILE_COMMANDS,
    *_of_network(EDIT_COMMANDS),
    *VIEW_COMMANDS,
    *_of_network(NETWORK_COMMANDS),
    *_of_network(EQUATION_COMMANDS),
    *_of_network(SAMPLE_COMMANDS),
    *_of_network(PROPAGATION_COMMANDS),
    *TRAINING_COMMANDS,
    *LEARNING_RATE_COMMANDS,
    *HELP_COMMANDS,
)

_BY_NAME = {command.name: command for command in COMMANDS}


def command_named(name: str) -> Command:
    """The command with this name. Raises KeyError."""
    return _BY_NAME[name]
