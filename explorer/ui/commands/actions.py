"""Which actions are there, and with which keys?

All of it is data: `explorer.ui.window.menus` says where they stand, `explorer.ui.window.bindings` what they
do.
"""

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence

from explorer.network.activation import ACTIVATIONS
from explorer.network.loss import LOSSES
from explorer.network.model import Kind
from explorer.network.optimiser import OPTIMISERS
from explorer.network.schedule import SCHEDULES
from explorer.network.training_words import OPTIMISER_SENTENCES, SCHEDULE_SENTENCES


class ShortcutScope(Enum):
    """Where the focus must be for an action's keys to work."""

    WINDOW = Qt.ShortcutContext.WindowShortcut
    CANVAS = Qt.ShortcutContext.WidgetWithChildrenShortcut


class EnabledWhen(Enum):
    """What must be selected for an action to do anything."""

    NOTHING = "nothing"
    ANYTHING = "a neuron or a connection"
    NEURON = "a neuron"
    ONE_NEURON = "one neuron alone"
    NEURONS = "several neurons"
    COMPUTED = "a hidden or output neuron"


@dataclass(frozen=True)
class Row:
    """One action. `keys`: the first are shown. `group`: only one of those with this word is checked."""

    name: str
    text: str
    keys: str = ""
    tip: str = ""
    reach: ShortcutScope = ShortcutScope.WINDOW
    needs: EnabledWhen = EnabledWhen.NOTHING
    checkable: bool = False
    group: str = ""


def _canvas(name: str, text: str, keys: str, tip: str, needs: EnabledWhen = EnabledWhen.NOTHING) -> Row:
    return Row(name, text, keys, tip, ShortcutScope.CANVAS, needs)


def _tool(name: str, text: str, key: str, tip: str) -> Row:
    return Row(f"tool-{name}", text, key, tip, ShortcutScope.CANVAS, checkable=True, group="tool")


def _arrange(name: str, text: str, tip: str) -> Row:
    return Row(name, text, "", tip, needs=EnabledWhen.NEURONS)


def _choice(
    group: str, name: str, text: str, tip: str = "", keys: str = "", needs: EnabledWhen = EnabledWhen.NOTHING
) -> Row:
    return Row(f"{group}:{name}", text, keys, tip, needs=needs, checkable=True, group=group)


ROWS: tuple[Row, ...] = (
    Row("new", "&New", "Ctrl+N", "Start from an empty canvas"),
    Row("new-network", "New net&work…", "Ctrl+Shift+N", "Build a layered network from sizes such as 2-4-1"),
    Row("open", "&Open…", "Ctrl+O", "Open an experiment"),
    Row("save", "&Save", "Ctrl+S", "Save the experiment"),
    Row("save-as", "Save &as…", "Ctrl+Shift+S", "Save the experiment under another name"),
    Row("export", "&Export weights…", "Ctrl+E", "Take the trained weights away: JSON, NPZ, CSV or Python"),
    Row("export-history", "Export loss &history…", "", "Save the present run's history as CSV"),
    Row("import-samples", "&Import samples…", "", "Read samples from a CSV file"),
    Row("export-samples", "Export sam&ples…", "", "Write the samples to a CSV file"),
    Row("quit", "&Quit", "Ctrl+Q", "Close the window"),
    _canvas("cut", "Cu&t", "Ctrl+X", "Cut the selected neurons", EnabledWhen.NEURON),
    _canvas(
        "copy", "&Copy", "Ctrl+C", "Copy the selected neurons and what connects them", EnabledWhen.NEURON
    ),
    _canvas("paste", "&Paste", "Ctrl+V", "Paste neurons"),
    _canvas("duplicate", "&Duplicate", "Ctrl+D", "Copy and paste the selected neurons", EnabledWhen.NEURON),
    _canvas("delete", "De&lete", "Delete", "Delete what is selected", EnabledWhen.ANYTHING),
    _canvas("select-all", "Select &all", "Ctrl+A", "Select every neuron and connection"),
    _canvas("rename", "Re&name", "F2", "Rename the selected neuron", EnabledWhen.ONE_NEURON),
    _tool("select", "&Select", "V", "Select, move and edit"),
    _tool("neuron", "&Neuron", "N", "Click to add neurons"),
    _tool("connect", "&Connect", "C", "Drag from neuron to neuron"),
    _tool("pan", "&Pan", "H", "Drag the canvas"),
    Row("zoom-in", "Zoom &in", "Ctrl++; Ctrl+=", "Draw everything larger"),
    Row("zoom-out", "Zoom &out", "Ctrl+-", "Draw everything smaller"),
    Row("zoom-original", "&Actual size", "Ctrl+1", "Zoom to 100 %"),
    Row("fit", "&Fit network", "Ctrl+0", "Show the whole network"),
    Row("reduce-motion", "Reduce &motion", "", "Jump from step to step instead of gliding", checkable=True),
    Row("full-screen", "F&ull screen", "F11", "Fill the screen", checkable=True),
    Row("reset-layout", "&Reset panels", "", "Put every panel back in its first place"),
    _choice("theme", "system", "Like the &system", "Light or dark as the system has it"),
    _choice("theme", "light", "&Light", "Dark text on light"),
    _choice("theme", "dark", "&Dark", "Light text on dark"),
    Row("add-input", "Add &input", "Ctrl+I", "Add an input neuron"),
    Row("add-hidden", "Add &hidden neuron", "Ctrl+H", "Add a hidden neuron"),
    Row("add-output", "Add &output", "Ctrl+U", "Add an output neuron"),
    Row("add-constant", "Add &constant", "", "Add an always-on neuron"),
    Row("tidy", "&Tidy", "Ctrl+T", "Lay the network out in columns, with few crossings"),
    _arrange("align-left", "&Left edges", "Align the selected neurons"),
    _arrange("align-centre", "&Centres", "Align the selected neurons above each other"),
    _arrange("align-right", "&Right edges", "Align the selected neurons"),
    _arrange("align-top", "&Top edges", "Align the selected neurons"),
    _arrange("align-middle", "&Middles", "Align the selected neurons beside each other"),
    _arrange("align-bottom", "&Bottom edges", "Align the selected neurons"),
    _arrange("distribute-horizontal", "Distribute &horizontally", "Equal steps from left to right"),
    _arrange("distribute-vertical", "Distribute &vertically", "Equal steps from top to bottom"),
    Row("randomise", "New random &weights", "Ctrl+R", "Draw new weights with the next seed"),
    *(
        Row(
            f"kind:{k.value}",
            k.value.capitalize(),
            "",
            f"The selected become {k.value}s",
            needs=EnabledWhen.NEURON,
        )
        for k in Kind
    ),
    *(
        _choice("add-kind", kind.value, kind.value.capitalize(), f"The Neuron tool adds {kind.value} neurons")
        for kind in Kind
    ),
    *(
        _choice("activation", row.name, row.label, f"a = {row.formula}", needs=EnabledWhen.COMPUTED)
        for row in ACTIVATIONS.values()
    ),
    *(_choice("loss", row.name, row.label, f"E = {row.formula}") for row in LOSSES.values()),
    Row(
        "toggle-bias",
        "Has a &bias",
        "Ctrl+B",
        "Give the selected neurons a bias, or take it away",
        needs=EnabledWhen.COMPUTED,
        checkable=True,
    ),
    _canvas("first", "&First", "Home", "To the start of the pass"),
    _canvas("back", "&Back", ",", "One step back"),
    _canvas("play", "&Play", "Space", "Play the pass, or pause"),
    _canvas("next", "&Next", ".", "Play one step"),
    _canvas("last", "&Last", "End", "To the end of the pass"),
    Row("forward", "F&orward", "Ctrl+Shift+F", "Play the forward pass: every z and a"),
    Row("backward", "Back&ward", "Ctrl+Shift+B", "Play the backward pass: every δ and gradient"),
    Row("update", "&Update", "Ctrl+Shift+U", "Play the update: every weight and bias takes its step"),
    Row("apply", "&Apply the update", "Ctrl+Return", "Make the update and begin the next pass"),
    _choice("grain", "message", "By &message", "A step is one message", "Alt+1"),
    _choice("grain", "neuron", "By &neuron", "A step is everything that happens at one neuron", "Alt+2"),
    _choice("grain", "level", "By &level", "A step is all neurons equally far from the inputs", "Alt+3"),
    _choice("grain", "phase", "By &phase", "A step is all of forward, loss, backward or update", "Alt+4"),
    _canvas("faster", "Fas&ter", "]", "Play faster"),
    _canvas("slower", "Slowe&r", "[", "Play slower"),
    _canvas("next-sample", "Ne&xt sample", "PgDown", "Show the next sample"),
    _canvas("previous-sample", "Pre&vious sample", "PgUp", "Show the sample before"),
    Row("train", "&Train", "F5", "Train until paused"),
    Row("train-step", "One &step", "F6", "One step of training"),
    Row("train-reset", "&Reset to the start", "F7", "Back to the weights from which this run began"),
    Row("go-back", "Go &back to the last finite step", "", "Back to the weights before the run diverged"),
    Row("keep-run", "&Keep this run", "Ctrl+K", "Keep the present loss curve to compare with"),
    Row("rate-double", "&Double α", "Ctrl+Up", "Twice the learning rate"),
    Row("rate-halve", "&Halve α", "Ctrl+Down", "Half the learning rate"),
    *(
        _choice("optimiser", row.name, row.label, OPTIMISER_SENTENCES[row.name])
        for row in OPTIMISERS.values()
    ),
    *(_choice("schedule", row.name, row.label, SCHEDULE_SENTENCES[row.name]) for row in SCHEDULES.values()),
    Row("descend", "Descent in one &variable", "Ctrl+L", "Try learning rates on x³ + 3x²"),
    Row("first-things", "&What to try first", "F1", "Five things to try"),
    Row("shortcuts", "&Keys and gestures", "Ctrl+?", "Every shortcut and gesture"),
    Row("about", "&About Backprop Explorer", "", "Version and licence"),
)


def build_actions(parent: QObject) -> dict[str, QAction]:
    """One QAction for each row, under its name, with its keys, tip and group."""
    actions: dict[str, QAction] = {}
    groups: dict[str, QActionGroup] = {}
    for row in ROWS:
        action = QAction(row.text, parent)
        action.setObjectName(row.name)
        action.setShortcuts(QKeySequence.listFromString(row.keys))
        action.setShortcutContext(row.reach.value)
        describe(action, row.tip)
        action.setCheckable(row.checkable)
        if row.group:
            group = groups.setdefault(row.group, QActionGroup(parent))
            if row.needs is not EnabledWhen.NOTHING:  # none is checked where those selected differ
                group.setExclusionPolicy(QActionGroup.ExclusionPolicy.ExclusiveOptional)
            group.addAction(action)
        actions[row.name] = action
    return actions


def describe(action: QAction, tip: str) -> None:
    """Show `tip` in the status bar, and with the action's keys behind it when the mouse rests on it."""
    keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    action.setStatusTip(tip)
    action.setToolTip(f"{tip} ({keys})" if keys else tip)
