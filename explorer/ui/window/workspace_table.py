"""Which workspaces are there? One row each: title, icon and keys, its centre and its part of the toolbar."""

from collections.abc import Callable, Iterable, Mapping

from msgspec import Struct
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QToolBar, QWidget

from explorer.late import late
from explorer.ui.commands.command import CHAIN_RULE, LABORATORY, NETWORK, ONE_VARIABLE, Command
from explorer.ui.session.session import Session

Actions = Mapping[str, QAction]
"""Every action under its name."""


class WorkspaceRow(Struct, frozen=True):
    """One workspace. Its docks are rows of `dock_table`.

    `centre` makes what stands in its middle, `toolbar` its part of the toolbar, given that centre and the
    actions; both are imported and made when the workspace is first shown. Either may have `set_theme`, and
    `complete` for what is made right after it was first painted.
    """

    name: str
    title: str
    icon: str
    keys: str
    tip: str
    centre: Callable[[Session], QWidget]
    toolbar: Callable[[QWidget, Actions], QToolBar] | None = None


WORKSPACES = (
    WorkspaceRow(
        NETWORK,
        "&Network",
        "network",
        "Ctrl+1",
        "Draw a network and watch backpropagation on it",
        late("explorer.ui.window.network_centre.NetworkCentre"),
        late("explorer.ui.window.network_toolbar.NetworkToolbar"),
    ),
    WorkspaceRow(
        ONE_VARIABLE,
        "One &variable",
        "descent",
        "Ctrl+2; Ctrl+L",
        "See what the learning rate does to gradient descent on x³ + 3x² and other functions",
        late("explorer.ui.workspaces.one_variable.centre.OneVariableCentre"),
        late("explorer.ui.workspaces.one_variable.toolbar.OneVariableToolbar"),
    ),
    WorkspaceRow(
        LABORATORY,
        "La&boratory",
        "laboratory",
        "Ctrl+3",
        "See what the learning rate does to the drawn network: many runs, side by side",
        late("explorer.ui.workspaces.laboratory.centre.LaboratoryCentre"),
        late("explorer.ui.workspaces.laboratory.toolbar.LaboratoryToolbar"),
    ),
    WorkspaceRow(
        CHAIN_RULE,
        "C&hain rule",
        "chain",
        "Ctrl+4",
        "See how derivatives run forward and back through equations that you type",
        late("explorer.ui.workspaces.chain_rule.centre.ChainRuleCentre"),
        late("explorer.ui.workspaces.chain_rule.toolbar.ChainRuleToolbar"),
    ),
)
"""In the order of the switch; the first is shown at the start."""


def workspace_commands(rows: Iterable[WorkspaceRow]) -> tuple[Command, ...]:
    """For each workspace the command that goes there."""
    return tuple(_command(row) for row in rows)


def _command(row: WorkspaceRow) -> Command:
    return Command(
        f"workspace:{row.name}",
        row.title,
        lambda c: c.window.show_workspace(row.name),
        row.keys,
        row.tip,
        is_on=lambda c: c.window.workspace == row.name,
        group="workspace",
    )
