"""Which workspace is shown? A QStackedWidget of workspaces, each made when it is first shown."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from explorer.ui.session.session import Session
from explorer.ui.window.dock_table import DockRow
from explorer.ui.window.part import Completable
from explorer.ui.window.workspace_area import WorkspaceArea
from explorer.ui.window.workspace_table import WorkspaceRow


class WorkspaceStack(QStackedWidget):
    """The workspaces that were shown so far, one on top."""

    changed = Signal(str)
    """The name of the workspace that is shown now."""

    def __init__(
        self,
        rows: Iterable[WorkspaceRow],
        docks: Iterable[DockRow],
        session: Session,
        adopt: Callable[[QWidget], None],
    ) -> None:
        """`adopt` makes a part at home in the window."""
        super().__init__()
        self._rows = {row.name: row for row in rows}
        self._dock_rows = tuple(docks)
        self._session, self._adopt = session, adopt
        self._areas: dict[str, WorkspaceArea] = {}
        self._is_complete = False

    @property
    def present(self) -> WorkspaceArea:
        """What is shown. Raises KeyError before the first `show_workspace`."""
        widget = self.currentWidget()
        assert isinstance(widget, WorkspaceArea)
        return widget

    @property
    def areas(self) -> tuple[WorkspaceArea, ...]:
        """Those that were shown so far."""
        return tuple(self._areas.values())

    def area(self, name: str) -> WorkspaceArea:
        """The workspace called `name`, made now where it was never shown. Raises KeyError."""
        if name not in self._areas:
            area = WorkspaceArea(self._rows[name], self._dock_rows, self._session, self._adopt)
            self._areas[name] = area
            self._adopt(area)
            self.addWidget(area)
            area.restore_layout()
            if self._is_complete:
                _complete(area)
        return self._areas[name]

    def show_workspace(self, name: str) -> None:
        """Bring the workspace called `name` to the front. Raises KeyError."""
        area = self.area(name)
        last: QWidget | None = area.focusWidget()
        self.setCurrentWidget(area)
        (area.centre if last is None else last).setFocus()
        self.changed.emit(name)

    def complete(self) -> None:
        """Make what the first painting did without, here and in whatever is shown from now on."""
        self._is_complete = True
        for area in self._areas.values():
            _complete(area)

    def save_layouts(self) -> None:
        """Remember where the docks of every workspace are."""
        for area in self._areas.values():
            area.save_layout()


def _complete(area: WorkspaceArea) -> None:
    if isinstance(area.centre, Completable):
        area.centre.complete()
    area.docks.begin()
