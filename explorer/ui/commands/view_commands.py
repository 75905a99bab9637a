"""Which commands does the View menu have? They change what is seen, and never the document."""

from collections.abc import Callable

from explorer.backprop.notation import NOTATIONS
from explorer.ui.canvas.tool import Tool
from explorer.ui.commands.command import NETWORK, Command, ShortcutScope
from explorer.ui.commands.context import Context
from explorer.ui.theme.theme import TYPE_SIZES, USUAL_SIZE, Appearance


def _tool(tool: Tool, text: str, key: str, tip: str) -> Command:
    return Command(
        f"tool-{tool.value}",
        text,
        lambda c: c.canvas.set_tool(tool),
        key,
        tip,
        ShortcutScope.CANVAS,
        is_on=lambda c: c.canvas.tool is tool,
        group="tool",
        workspace=NETWORK,
    )


def _zoom(name: str, text: str, act: Callable[[Context], object], keys: str, tip: str) -> Command:
    return Command(name, text, act, keys, tip, workspace=NETWORK)


def _theme(appearance: Appearance, text: str, tip: str) -> Command:
    return Command(
        f"theme:{appearance.value}",
        text,
        lambda c: c.window.set_appearance(appearance),
        tip=tip,
        is_on=lambda c: c.window.appearance is appearance,
        group="theme",
    )


def _notation(name: str, label: str) -> Command:
    return Command(
        f"notation:{name}",
        label.replace("&", "&&"),
        lambda c: c.session.notation.choose(name),
        tip=f"Write every symbol as {label.partition(': ')[2] or label} does",
        is_on=lambda c: c.session.notation.notation.name == name,
        group="notation",
    )


def _type_size(per_cent: int) -> Command:
    return Command(
        f"type-size:{per_cent}",
        f"{per_cent} %" if per_cent != USUAL_SIZE else f"{per_cent} %, as the system has it",
        lambda c: c.window.set_type_size(per_cent),
        tip=f"Letters, buttons and icons at {per_cent} %",
        is_on=lambda c: c.window.type_size == per_cent,
        group="type-size",
    )


def _next_size(per_cent: int, step: int) -> int:
    """The size `step` places on; the first or the last where there is none."""
    place = TYPE_SIZES.index(per_cent) + step
    return TYPE_SIZES[min(max(place, 0), len(TYPE_SIZES) - 1)]


VIEW_COMMANDS = (
    _tool(Tool.SELECT, "&Select", "V", "Select, move and edit"),
    _tool(Tool.NEURON, "&Neuron", "N", "Click to add neurons"),
    _tool(Tool.CONNECT, "&Connect", "C", "Drag from neuron to neuron"),
    _tool(Tool.PAN, "&Pan", "H", "Drag the canvas"),
    _zoom("zoom-in", "Zoom &in", lambda c: c.canvas.zoom_in(), "Ctrl++; Ctrl+=", "Draw everything larger"),
    _zoom("zoom-out", "Zoom &out", lambda c: c.canvas.zoom_out(), "Ctrl+-", "Draw everything smaller"),
    _zoom("zoom-original", "&Actual size", lambda c: c.canvas.zoom_original(), "Ctrl+Alt+0", "Zoom to 100 %"),
    _zoom("fit", "&Fit network", lambda c: c.canvas.fit(), "Ctrl+0", "Show the whole network"),
    Command(
        "responses",
        "What neurons re&spond to",
        lambda c: c.session.responses.set_on(not c.session.responses.is_on),
        "W",
        "Show in each neuron what it answers over all inputs; a double click there opens it large",
        ShortcutScope.CANVAS,
        is_on=lambda c: c.session.responses.is_on,
        workspace=NETWORK,
    ),
    Command(
        "reduce-motion",
        "Reduce &motion",
        lambda c: c.window.set_reduced_motion(not c.window.has_reduced_motion),
        tip="Jump from step to step instead of gliding",
        is_on=lambda c: c.window.has_reduced_motion,
    ),
    Command(
        "present",
        "Pr&esent",
        lambda c: c.window.toggle_presenting(),
        "F11",
        "Fill the screen, in large type and without menus, for an audience; Esc ends it",
        is_on=lambda c: c.window.is_presenting,
    ),
    *(_notation(name, label) for name, label in NOTATIONS.items()),
    *(_type_size(size) for size in TYPE_SIZES),
    Command(
        "type-larger",
        "&Larger",
        lambda c: c.window.set_type_size(_next_size(c.window.type_size, 1)),
        "Ctrl+Alt++; Ctrl+Alt+=",
        "Larger letters everywhere",
    ),
    Command(
        "type-smaller",
        "&Smaller",
        lambda c: c.window.set_type_size(_next_size(c.window.type_size, -1)),
        "Ctrl+Alt+-",
        "Smaller letters everywhere",
    ),
    Command(
        "reset-layout",
        "&Reset panels",
        lambda c: c.window.reset_panels(),
        tip="Put every panel back in its first place",
    ),
    _theme(Appearance.SYSTEM, "Like the &system", "Light or dark as the system has it"),
    _theme(Appearance.LIGHT, "&Light", "Dark text on light"),
    _theme(Appearance.DARK, "&Dark", "Light text on dark"),
)
