"""Which commands does the Network menu have? They change the network, or the selected part of it."""

from explorer.drawing.geometry import snapped
from explorer.network.activation import ACTIVATIONS, Activation
from explorer.network.edits.position_edits import Direction, Edge
from explorer.network.loss import LOSSES, Loss
from explorer.network.model import Kind
from explorer.symbol import Symbol
from explorer.ui import commands
from explorer.ui.canvas.tool import Tool
from explorer.ui.commands.command import Command, canvas_command
from explorer.ui.commands.context import Context
from explorer.ui.commands.enabled_when import EnabledWhen


def _add(kind: Kind, text: str, keys: str, tip: str) -> Command:
    """Adds beside its like, and shows where."""

    def act(context: Context) -> None:
        middle = snapped(context.canvas.centre_position())
        position = commands.network_verbs.add_beside_its_like(context.session, kind, middle)
        if position is not None:
            context.canvas.show_position(position)

    return Command(f"add-{kind.value}", text, act, keys, tip)


def _add_with_tool(kind: Kind) -> Command:
    def act(context: Context) -> None:
        context.canvas.set_kind(kind)
        context.canvas.set_tool(Tool.NEURON)

    return Command(
        f"add-kind:{kind.value}",
        kind.value.capitalize(),
        act,
        tip=f"The Neuron tool adds {kind.value} neurons",
        is_on=lambda c: c.canvas.kind is kind,
        group="add-kind",
    )


def _align(edge: Edge, text: str, tip: str) -> Command:
    return Command(
        f"align-{edge.value}",
        text,
        lambda c: commands.network_verbs.align(c.session.document, c.session.selection.neurons, edge),
        tip=tip,
        enabled_when=EnabledWhen.NEURONS,
    )


def _distribute(direction: Direction, text: str, tip: str) -> Command:
    return Command(
        f"distribute-{direction.value}",
        text,
        lambda c: commands.network_verbs.distribute(
            c.session.document, c.session.selection.neurons, direction
        ),
        tip=tip,
        enabled_when=EnabledWhen.NEURONS,
    )


def _make(kind: Kind) -> Command:
    return Command(
        f"kind:{kind.value}",
        kind.value.capitalize(),
        lambda c: commands.network_verbs.set_kind(c.session.document, c.session.selection.neurons, kind),
        tip=f"The selected become {kind.value}s",
        enabled_when=EnabledWhen.NEURON,
    )


def _activate(row: Activation) -> Command:
    return Command(
        f"activation:{row.name}",
        row.label,
        lambda c: commands.network_verbs.set_activation(c.session.document, _computed(c), row.name),
        tip=f"{Symbol.A} = {row.formula}",
        enabled_when=EnabledWhen.COMPUTED,
        is_on=lambda c: {n.activation for n in c.session.selection.computed} == {row.name},
        group="activation",
    )


def _judge(row: Loss) -> Command:
    return Command(
        f"loss:{row.name}",
        row.label,
        lambda c: commands.training_verbs.choose_loss(c.session.document, row.name),
        tip=f"{Symbol.LOSS} = {row.formula}",
        is_on=lambda c: c.session.document.experiment.loss.name == row.name,
        group="loss",
    )


def _computed(context: Context) -> list[str]:
    """The selected neurons that compute something."""
    return [neuron.name for neuron in context.session.selection.computed]


def _have_biases(context: Context) -> bool:
    """Whether all selected neurons that may have a bias have one."""
    computed = context.session.selection.computed
    return bool(computed) and all(neuron.bias is not None for neuron in computed)


def _toggle_biases(context: Context) -> None:
    """Take the bias of the selected neurons away where all have one, else give each one."""
    verbs = commands.network_verbs
    change = verbs.remove_biases if _have_biases(context) else verbs.give_biases
    change(context.session.document, _computed(context))


def _are_fixed(context: Context) -> bool:
    """Whether all selected weights and biases stay as they are while training."""
    network = context.session.document.experiment.network
    parameters = context.session.selection.parameters
    return bool(parameters) and all(map(network.is_fixed, parameters))


def _toggle_fixed(context: Context) -> None:
    """Let the selected weights and biases learn again where all are fixed, else fix them all."""
    session = context.session
    commands.network_verbs.set_fixed(session.document, session.selection.parameters, not _are_fixed(context))


NETWORK_COMMANDS = (
    _add(Kind.INPUT, "Add &input", "Ctrl+I", "Add an input neuron"),
    _add(Kind.HIDDEN, "Add &hidden neuron", "Ctrl+H", "Add a hidden neuron"),
    _add(Kind.OUTPUT, "Add &output", "Ctrl+U", "Add an output neuron"),
    _add(Kind.CONSTANT, "Add &constant", "", "Add an always-on neuron"),
    *(_add_with_tool(kind) for kind in Kind),
    canvas_command(
        "connect-from",
        "Co&nnect from here…",
        lambda c: c.canvas.connect_from_selected(),
        "Shift+C",
        "Connect the selected neuron: arrows or Tab choose where to, Enter connects, Esc leaves",
        EnabledWhen.ONE_NEURON,
    ),
    Command(
        "tidy",
        "&Tidy",
        lambda c: commands.network_verbs.tidy(c.session),
        "Ctrl+T",
        "Lay the network out in columns, with few crossings",
    ),
    _align(Edge.LEFT, "&Left edges", "Align the selected neurons"),
    _align(Edge.CENTRE, "&Centres", "Align the selected neurons above each other"),
    _align(Edge.RIGHT, "&Right edges", "Align the selected neurons"),
    _align(Edge.TOP, "&Top edges", "Align the selected neurons"),
    _align(Edge.MIDDLE, "&Middles", "Align the selected neurons beside each other"),
    _align(Edge.BOTTOM, "&Bottom edges", "Align the selected neurons"),
    _distribute(Direction.HORIZONTAL, "Distribute &horizontally", "Equal steps from left to right"),
    _distribute(Direction.VERTICAL, "Distribute &vertically", "Equal steps from top to bottom"),
    Command(
        "randomise",
        "New random &weights",
        lambda c: commands.network_verbs.draw_other_weights(c.session.document),
        "Ctrl+R",
        "Draw new weights with the next seed",
    ),
    *(_make(kind) for kind in Kind),
    *(_activate(row) for row in ACTIVATIONS.values()),
    *(_judge(row) for row in LOSSES.values()),
    Command(
        "toggle-bias",
        "Has a &bias",
        _toggle_biases,
        "Ctrl+B",
        "Give the selected neurons a bias, or take it away",
        enabled_when=EnabledWhen.COMPUTED,
        is_on=_have_biases,
    ),
    Command(
        "toggle-fixed",
        "&Fix weights and biases",
        _toggle_fixed,
        tip="Let training leave the selected weights and biases as they are, or let them learn again",
        enabled_when=EnabledWhen.PARAMETER,
        is_on=_are_fixed,
        text_when_on="&Release weights and biases",
    ),
)
