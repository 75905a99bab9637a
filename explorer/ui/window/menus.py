"""In which menus do the actions stand?"""

from collections.abc import Mapping, Sequence

from msgspec import Struct
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QMenuBar

from explorer.backprop.notation import NOTATIONS
from explorer.network.activation import ACTIVATIONS
from explorer.network.loss import LOSSES
from explorer.network.model import Kind
from explorer.network.optimiser import OPTIMISERS
from explorer.network.schedule import SCHEDULES
from explorer.ui.commands.training_commands import STEP_COUNTS
from explorer.ui.theme.theme import TYPE_SIZES


class Submenu(Struct, frozen=True):
    """A menu within a menu. Without entries it is filled by whoever finds it under `name`."""

    name: str
    text: str
    entries: tuple["Entry", ...] = ()


Entry = str | Submenu | None
"""An action's name, a submenu, or None for a line between."""


KINDS = Submenu("kinds", "&Kind of the selected", tuple(f"kind:{kind.value}" for kind in Kind))

STANDARDISE = Submenu("standardise", "&Standardise", ("standardise-inputs", "standardise-targets"))

EQUATIONS = Submenu(
    "equations",
    "Open as e&quations",
    ("neuron-as-equations", "loss-as-equations", "batch-loss-as-equations"),
)

TRAIN_STEPS = Submenu(
    "train-steps",
    "Train &for",
    (*(f"train-steps:{steps}" for steps in STEP_COUNTS), None, "train-until"),
)

MENUS: tuple[Submenu, ...] = (
    Submenu(
        "file",
        "&File",
        (
            "new",
            "new-network",
            "open",
            Submenu("recent", "Open &recent"),
            Submenu("examples", "E&xamples"),
            None,
            "save",
            "save-as",
            None,
            "import-samples",
            "export-samples",
            "export",
            "export-history",
            None,
            "quit",
        ),
    ),
    Submenu(
        "edit",
        "&Edit",
        ("undo", "redo", None, "cut", "copy", "paste", "duplicate", "delete", None, "select-all", "rename"),
    ),
    Submenu(
        "view",
        "&View",
        (
            Submenu("workspaces", "&Workspace"),
            Submenu("tools", "&Tool", ("tool-select", "tool-neuron", "tool-connect", "tool-pan")),
            None,
            "zoom-in",
            "zoom-out",
            "zoom-original",
            "fit",
            None,
            "responses",
            None,
            Submenu("panels", "&Panels"),
            "reset-layout",
            None,
            Submenu("notations", "&Notation", tuple(f"notation:{name}" for name in NOTATIONS)),
            Submenu("themes", "T&heme", ("theme:system", "theme:light", "theme:dark")),
            Submenu(
                "type-sizes",
                "T&ype size",
                (*(f"type-size:{size}" for size in TYPE_SIZES), None, "type-larger", "type-smaller"),
            ),
            "reduce-motion",
            "present",
        ),
    ),
    Submenu(
        "network",
        "&Network",
        (
            "add-input",
            "add-hidden",
            "add-output",
            "add-constant",
            "connect-from",
            None,
            KINDS,
            Submenu(
                "activations",
                "&Activation of the selected",
                tuple(f"activation:{name}" for name in ACTIVATIONS),
            ),
            "toggle-bias",
            "toggle-fixed",
            Submenu("losses", "&Loss", tuple(f"loss:{name}" for name in LOSSES)),
            STANDARDISE,
            "randomise",
            EQUATIONS,
            None,
            Submenu(
                "align",
                "Ali&gn",
                (
                    "align-left",
                    "align-centre",
                    "align-right",
                    None,
                    "align-top",
                    "align-middle",
                    "align-bottom",
                    None,
                    "distribute-horizontal",
                    "distribute-vertical",
                ),
            ),
            "tidy",
        ),
    ),
    Submenu(
        "propagation",
        "&Propagation",
        (
            "first",
            "back",
            "play",
            "next",
            "last",
            None,
            "forward",
            "backward",
            "update",
            "apply",
            None,
            Submenu("grains", "&Step", ("grain:message", "grain:neuron", "grain:level", "grain:phase")),
            "faster",
            "slower",
            None,
            "next-sample",
            "previous-sample",
        ),
    ),
    Submenu(
        "training",
        "&Training",
        (
            "train",
            TRAIN_STEPS,
            "train-step",
            "train-reset",
            "go-back",
            None,
            "keep-run",
            None,
            Submenu("optimisers", "&Optimiser", tuple(f"optimiser:{name}" for name in OPTIMISERS)),
        ),
    ),
    Submenu(
        "learning-rate",
        "&Learning rate",
        (
            "rate-double",
            "rate-halve",
            Submenu("schedules", "&Schedule", tuple(f"schedule:{name}" for name in SCHEDULES)),
            None,
            "workspace:one-variable",
            "workspace:laboratory",
        ),
    ),
    Submenu(
        "help",
        "&Help",
        (
            "first-things",
            "shortcuts",
            "about-one-variable",
            "about-laboratory",
            "about-chain-rule",
            "about-example",
            None,
            "open-log",
            "about",
        ),
    ),
)

CONTEXT_MENU: tuple[Entry, ...] = (
    "cut",
    "copy",
    "paste",
    "duplicate",
    "delete",
    "rename",
    "connect-from",
    None,
    KINDS,
    Submenu("activations", "Activation", tuple(f"activation:{name}" for name in ACTIVATIONS)),
    "toggle-bias",
    "toggle-fixed",
    EQUATIONS,
    None,
    "add-input",
    "add-hidden",
    "add-output",
    "add-constant",
    None,
    "tidy",
    "fit",
)
"""What a right click on the canvas offers."""


def build_menus(bar: QMenuBar, actions: Mapping[str, QAction]) -> dict[str, QMenu]:
    """Fill the menu bar; returns every menu and submenu under its name."""
    menus: dict[str, QMenu] = {}
    for menu in MENUS:
        menus[menu.name] = bar.addMenu(menu.text)
        fill_menu(menus[menu.name], menu.entries, actions, menus)
    return menus


def fill_menu(
    menu: QMenu, entries: Sequence[Entry], actions: Mapping[str, QAction], found: dict[str, QMenu]
) -> None:
    """Append `entries` to `menu`; submenus are added to `found` under their names."""
    menu.setToolTipsVisible(False)
    for entry in entries:
        if entry is None:
            menu.addSeparator()
        elif isinstance(entry, Submenu):
            found[entry.name] = menu.addMenu(entry.text)
            fill_menu(found[entry.name], entry.entries, actions, found)
        else:
            menu.addAction(actions[entry])
