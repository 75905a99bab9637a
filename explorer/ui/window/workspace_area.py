"""What does one workspace consist of? A QMainWindow within the window: its centre and its docks."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QByteArray, QSettings, Qt
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from explorer.ui.session.session import Session
from explorer.ui.theme.theme import Theme
from explorer.ui.widgets.written import WrittenTexts
from explorer.ui.window.dock_table import DockRow
from explorer.ui.window.docks import Docks
from explorer.ui.window.workspace_table import WorkspaceRow


class WorkspaceArea(QMainWindow):
    """One workspace. Its docks come back where they were left."""

    def __init__(
        self,
        row: WorkspaceRow,
        docks: Iterable[DockRow],
        session: Session,
        adopt: Callable[[QWidget], None],
    ) -> None:
        """`adopt` makes a part at home in the window: it gets the theme, and its commands are done."""
        super().__init__()
        self.setWindowFlags(Qt.WindowType.Widget)
        self.row = row
        self._session, self._adopt = session, adopt
        self.centre = row.centre(session)
        self.setCentralWidget(self.centre)
        adopt(self.centre)
        self.docks = Docks(self, (dock for dock in docks if dock.workspace == row.name), self._make_panel)

    def set_theme(self, theme: Theme) -> None:
        """Keep the room that type of the size of `theme` needs."""
        self.docks.set_theme(theme)

    def save_layout(self) -> None:
        """Remember where the docks are."""
        QSettings().setValue(self._key, self.docks.save())

    def restore_layout(self) -> None:
        """Put the docks where they were left, if they ever were."""
        layout = QSettings().value(self._key, QByteArray(), type=QByteArray)
        if isinstance(layout, QByteArray):
            self.docks.restore(layout)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.docks.come_up()
        self.docks.bring_floating_back()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.docks.put_floating_away()

    @property
    def _key(self) -> str:
        return f"workspaces/{self.row.name}/layout"

    def _make_panel(self, row: DockRow) -> QWidget:
        panel = row.panel(self._session)
        self._adopt(panel)
        WrittenTexts(panel, self._session.notation)
        return panel
