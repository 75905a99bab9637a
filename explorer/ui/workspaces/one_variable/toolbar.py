"""What stands in the toolbar of the workspace One variable? The transport: to and fro among the iterates."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QToolBar

from explorer.ui.workspaces.one_variable.centre import OneVariableCentre


class OneVariableToolbar(QToolBar):
    """Takes the transport of the workspace into the toolbar, where the Network workspace has its own."""

    def __init__(self, centre: OneVariableCentre, actions: Mapping[str, QAction]) -> None:
        super().__init__("One variable")
        self.setObjectName("one variable toolbar")
        self.setMovable(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.addWidget(centre.transport)
