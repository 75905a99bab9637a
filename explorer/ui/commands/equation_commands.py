"""Which commands open a part of the drawn network as equations? They lead to the workspace Chain rule."""

from explorer.ui import commands
from explorer.ui.commands.command import CHAIN_RULE, Command
from explorer.ui.commands.context import Context
from explorer.ui.commands.enabled_when import EnabledWhen


def _open_neuron(context: Context) -> None:
    if commands.equation_verbs.open_neuron(context.session):
        context.window.show_workspace(CHAIN_RULE)


def _open_loss(context: Context, is_batch: bool) -> None:
    if commands.equation_verbs.open_loss(context.session, is_batch):
        context.window.show_workspace(CHAIN_RULE)


EQUATION_COMMANDS = (
    Command(
        "neuron-as-equations",
        "The selected &neuron",
        _open_neuron,
        tip="See in the workspace Chain rule how the selected neuron depends on what leads to it",
        enabled_when=EnabledWhen.ONE_NEURON,
    ),
    Command(
        "loss-as-equations",
        "The &loss of this sample",
        lambda context: _open_loss(context, is_batch=False),
        tip="See in the workspace Chain rule how the loss of the shown sample depends on every parameter",
    ),
    Command(
        "batch-loss-as-equations",
        "The loss of the &batch",
        lambda context: _open_loss(context, is_batch=True),
        tip="The same for the mean loss of all samples",
    ),
)
