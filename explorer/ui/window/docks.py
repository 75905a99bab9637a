"""Where do the panels stand beside the canvas, and how do they come back where they were left?"""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QByteArray, QSettings, Qt, QTimer
from PySide6.QtWidgets import QDockWidget, QMainWindow, QMenu, QTabWidget, QVBoxLayout, QWidget

_LAYOUT = 1
"""The version of the saved layout: another one is not restored."""

SHARE = 0.3
"""Of the window's width, for the docks."""

LEAST_WIDTH = 388
"""What the widest panel needs, in pixels: kept for it, so that nothing moves when it comes."""


class Docks:
    """One dock for each panel: the first above, the others tabbed below it. They stand before the panels."""

    def __init__(self, window: QMainWindow, titles: Sequence[str], hidden: frozenset[str]) -> None:
        self._window = window
        self._hidden = hidden
        self._panels: Mapping[str, QWidget] = {}
        self._docks: dict[str, QDockWidget] = {}
        self._sharing = QTimer(window, singleShot=True)
        self._sharing.timeout.connect(self.share_out)
        window.setDockNestingEnabled(True)
        window.setTabPosition(Qt.DockWidgetArea.AllDockWidgetAreas, QTabWidget.TabPosition.North)
        for title in titles:
            dock = QDockWidget(title, window)
            dock.setObjectName(f"dock {title}")
            dock.setWidget(_holder())
            self._docks[title] = dock
        self.reset()

    def __getitem__(self, title: str) -> QDockWidget:
        return self._docks[title]

    def furnish(self, panels: Mapping[str, QWidget]) -> None:
        """Put each panel into the dock with its title."""
        self._panels = panels
        for title, panel in panels.items():
            holder = self._docks[title].widget()
            assert holder is not None
            layout = holder.layout()
            assert layout is not None
            layout.addWidget(panel)
            self._docks[title].visibilityChanged.connect(panel.setVisible)  # Qt calls it visible behind a tab
        self._settle()

    def fill_menu(self, menu: QMenu) -> None:
        """Append an entry for each dock, which shows and hides it."""
        for dock in self._docks.values():
            action = dock.toggleViewAction()
            action.triggered.connect(dock.raise_)  # or it would come back behind the tabs of others
            menu.addAction(action)

    def show(self, title: str) -> None:
        """Bring the dock with this title to the front."""
        self._docks[title].show()
        self._docks[title].raise_()

    def reset(self) -> None:
        """Put every dock back in its first place."""
        above, *below = self._docks.values()
        for dock in self._docks.values():
            dock.setFloating(False)
            self._window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
        self._window.splitDockWidget(above, below[0], Qt.Orientation.Vertical)
        for dock in below[1:]:
            self._window.tabifyDockWidget(below[0], dock)
        for title, dock in self._docks.items():
            dock.setVisible(title not in self._hidden)
        below[0].raise_()
        self._sharing.start(0)  # sizes are kept only once places are laid out
        self._settle_soon()

    def come_up(self) -> None:
        """Share the window out before its first frame, which the timer would come too late for."""
        if self._sharing.isActive():
            self._sharing.stop()
            self.share_out()

    def share_out(self) -> None:
        """Give the docks their share of the window, and the first two fifths of the height."""
        above, below, *_ = self._docks.values()
        height, width = self._window.height(), self._window.width()
        self._window.resizeDocks(
            [above, below], [round(0.4 * height), round(0.6 * height)], Qt.Orientation.Vertical
        )
        self._window.resizeDocks([above], [round(SHARE * width)], Qt.Orientation.Horizontal)

    def save(self) -> None:
        """Remember the window's size and every dock's place."""
        settings = QSettings()
        settings.setValue("window/geometry", self._window.saveGeometry())
        settings.setValue("window/layout", self._window.saveState(_LAYOUT))

    def restore(self) -> None:
        """Bring back what `save` remembered, if anything."""
        settings = QSettings()
        geometry = settings.value("window/geometry", QByteArray(), type=QByteArray)
        layout = settings.value("window/layout", QByteArray(), type=QByteArray)
        if isinstance(geometry, QByteArray) and not geometry.isEmpty():
            self._window.restoreGeometry(geometry)
        if isinstance(layout, QByteArray) and not layout.isEmpty():
            self._sharing.stop()
            self._window.restoreState(layout, _LAYOUT)
        self._settle_soon()

    def _settle_soon(self) -> None:
        """Once the tabs stand, hide the panels behind them: Qt tells of those only when that changes."""
        QTimer.singleShot(0, self._window, self._settle)

    def _settle(self) -> None:
        for title, panel in self._panels.items():
            panel.setVisible(not self._docks[title].visibleRegion().isEmpty())


def _holder() -> QWidget:
    """A widget around a panel that stays when the panel is hidden: a dock would shrink to its title."""
    holder = QWidget()
    holder.setMinimumWidth(LEAST_WIDTH)
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    return holder
