"""Which commands does the Edit menu have? They are about the selected neurons and connections."""

from explorer.ui import commands
from explorer.ui.commands.command import Command, canvas_command
from explorer.ui.commands.context import Context
from explorer.ui.commands.enabled_when import EnabledWhen


def _delete_selected(context: Context) -> None:
    selection = context.session.selection
    commands.network_verbs.delete(context.session.document, selection.neurons, selection.connections)


EDIT_COMMANDS: tuple[Command, ...] = (
    canvas_command(
        "cut",
        "Cu&t",
        lambda c: commands.clipboard_verbs.cut(c.session),
        "Ctrl+X",
        "Cut the selected neurons",
        EnabledWhen.NEURON,
    ),
    canvas_command(
        "copy",
        "&Copy",
        lambda c: commands.clipboard_verbs.copy(c.session),
        "Ctrl+C",
        "Copy the selected neurons and what connects them",
        EnabledWhen.NEURON,
    ),
    canvas_command(
        "paste", "&Paste", lambda c: commands.clipboard_verbs.paste(c.session), "Ctrl+V", "Paste neurons"
    ),
    canvas_command(
        "duplicate",
        "&Duplicate",
        lambda c: commands.clipboard_verbs.duplicate(c.session),
        "Ctrl+D",
        "Copy and paste the selected neurons",
        EnabledWhen.NEURON,
    ),
    canvas_command(
        "delete", "De&lete", _delete_selected, "Delete", "Delete what is selected", EnabledWhen.SELECTED
    ),
    canvas_command(
        "select-all",
        "Select &all",
        lambda c: c.session.selection.select_all(),
        "Ctrl+A",
        "Select every neuron and connection",
    ),
    canvas_command(
        "rename",
        "Re&name",
        lambda c: c.canvas.rename_selected(),
        "F2",
        "Rename the selected neuron",
        EnabledWhen.ONE_NEURON,
    ),
)
