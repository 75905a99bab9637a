"""How does a person go from workspace to workspace? With a QToolBar of buttons at the left of the toolbar."""

from collections.abc import Iterable, Mapping
from itertools import pairwise

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QToolBar, QToolButton, QWidget

from explorer.ui.theme.icons import icon
from explorer.ui.theme.theme import Theme
from explorer.ui.window.workspace_table import WorkspaceRow

_ICON = 18
"""Pixels of the side of an icon at the usual type size."""


class WorkspaceSwitch(QToolBar):
    """A button for each workspace, of which one is pressed."""

    def __init__(self, rows: Iterable[WorkspaceRow], actions: Mapping[str, QAction]) -> None:
        super().__init__("Workspaces")
        self.setObjectName("workspace switch")
        self.setMovable(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self._rows = tuple(rows)
        self._actions = actions
        self.buttons = {row.name: self._button(row) for row in self._rows}
        self.addSeparator()

    def set_theme(self, theme: Theme) -> None:
        """Draw the icons in the colours of `theme`, as large as its type."""
        self.setIconSize(QSize(theme.pixels(_ICON), theme.pixels(_ICON)))
        for row in self._rows:
            self._actions[f"workspace:{row.name}"].setIcon(icon(row.icon, theme))

    def show_titles(self, are_shown: bool) -> None:
        """Write the titles beside the icons, where there is room for them."""
        styles = Qt.ToolButtonStyle
        style = styles.ToolButtonTextBesideIcon if are_shown else styles.ToolButtonIconOnly
        for button in self.buttons.values():
            button.setToolButtonStyle(style)

    def lead_to(self, toolbar: QToolBar) -> None:
        """Let Tab go on to what stands beside the buttons: the workspace's part of the toolbar."""
        parts: list[QWidget] = []
        part = toolbar.nextInFocusChain()
        while part is not None and toolbar.isAncestorOf(part):
            if part.focusPolicy() & Qt.FocusPolicy.TabFocus and part.focusProxy() is None:
                parts.append(part)
            part = part.nextInFocusChain()
        for before, after in pairwise([*self.buttons.values(), *parts]):
            QWidget.setTabOrder(before, after)

    def _button(self, row: WorkspaceRow) -> QToolButton:
        button = QToolButton()
        button.setDefaultAction(self._actions[f"workspace:{row.name}"])
        button.setProperty("role", "workspace")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setAccessibleName(f"Workspace: {row.title.replace('&', '')}")
        self.addWidget(button)
        return button
