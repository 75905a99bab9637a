"""Where do the panels stand beside the centre, and how do they come back where they were left?"""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QByteArray, Qt, QTimer
from PySide6.QtWidgets import QDockWidget, QMainWindow, QMenu, QTabWidget, QWidget

from explorer.ui.theme.theme import Theme
from explorer.ui.window.dock_table import DockPlace, DockRow
from explorer.ui.window.panel_dock import PanelDock
from explorer.ui.window.panel_holder import PanelHolder

_LAYOUT = 2
"""The version of the saved layout: another one is not restored."""

SHARE = 0.3
"""Of the window's width, for the docks."""

LEAST_WIDTH = 388
"""Pixels that the widest panel needs at the usual type size: kept, so that nothing moves when it comes."""

PRESENTED_WIDTH = 345
"""The same of a panel that is presented: where the widest are hidden, the canvas has use for the rest."""


class Docks:
    """The docks of one workspace. They stand before their panels, each of which is made when first seen."""

    def __init__(
        self, window: QMainWindow, rows: Iterable[DockRow], make: Callable[[DockRow], QWidget]
    ) -> None:
        """`make` makes the panel of a row."""
        self._window = window
        self._rows = {row.name: row for row in rows}
        self._make = make
        self._has_begun = False
        self._is_presenting = False
        self._panels: dict[str, QWidget] = {}
        self._put_away: list[QDockWidget] = []
        self._docks = {name: self._dock(row) for name, row in self._rows.items()}
        self._sharing = _soon(window, self.share_out)
        self._settling = _soon(window, self._settle)
        self._making = _soon(window, self._make_next)
        window.setDockNestingEnabled(True)
        window.setTabPosition(Qt.DockWidgetArea.AllDockWidgetAreas, QTabWidget.TabPosition.North)
        self.reset()

    def __getitem__(self, name: str) -> QDockWidget:
        return self._docks[name]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all docks, in the order of the table."""
        return tuple(self._rows)

    def is_made(self, name: str) -> bool:
        """Whether the panel of this dock was made."""
        return name in self._panels

    def panel(self, name: str) -> QWidget:
        """What stands in the dock, made now where it was never shown."""
        if name not in self._panels:
            panel = self._panels[name] = self._make(self._rows[name])
            holder = self._docks[name].widget()
            assert isinstance(holder, PanelHolder)
            holder.hold(panel)
            panel.setVisible(self._is_seen(name))
        return self._panels[name]

    def begin(self) -> None:
        """From now on make the panel of every dock that is seen."""
        self._has_begun = True
        self._settle()

    def set_theme(self, theme: Theme) -> None:
        """Keep as much width as panels need with type of the size of `theme`."""
        for name, dock in self._docks.items():
            is_alone = self._is_presenting and self._rows[name].is_presented
            dock.widget().setMinimumWidth(theme.pixels(PRESENTED_WIDTH if is_alone else LEAST_WIDTH))

    def fill_menu(self, menu: QMenu) -> None:
        """Append an entry for each dock, which shows and hides it."""
        for dock in self._docks.values():
            menu.addAction(dock.toggleViewAction())

    def show(self, name: str) -> None:
        """Bring the dock to the front."""
        self._docks[name].show()
        self._docks[name].raise_()

    def reset(self) -> None:
        """Put every dock back in its first place."""
        above = [self._docks[n] for n, row in self._rows.items() if row.place is DockPlace.ABOVE]
        below = [self._docks[n] for n, row in self._rows.items() if row.place is DockPlace.BELOW]
        for dock in self._docks.values():
            dock.setFloating(False)
            self._window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
        if above and below:
            self._window.splitDockWidget(above[0], below[0], Qt.Orientation.Vertical)
        for first, *others in filter(None, (above, below)):
            for dock in others:
                self._window.tabifyDockWidget(first, dock)
        for name, dock in self._docks.items():
            dock.setVisible(self._rows[name].is_open)
        for first, *_ in filter(None, (above, below)):
            first.raise_()
        self._sharing.start()  # sizes are kept only once places are laid out
        self._settling.start()

    def come_up(self) -> None:
        """Share the window out before its first frame, which the timer would come too late for."""
        if self._sharing.isActive():
            self._sharing.stop()
            self.share_out()

    def share_out(self) -> None:
        """Give the docks their share of the window, and the first two fifths of the height."""
        height, width = self._window.height(), self._window.width()
        firsts = {row.place: self._docks[name] for name, row in reversed(self._rows.items())}
        shares = {DockPlace.ABOVE: round(0.4 * height), DockPlace.BELOW: round(0.6 * height)}
        docks = list(firsts.values())
        if len(docks) > 1:
            self._window.resizeDocks(docks, [shares[place] for place in firsts], Qt.Orientation.Vertical)
        if docks:
            self._window.resizeDocks(docks[:1], [round(SHARE * width)], Qt.Orientation.Horizontal)

    def show_presented(self) -> None:
        """Hide every dock but those that an audience wants to see; `restore` brings the others back."""
        for name, dock in self._docks.items():
            if not self._rows[name].is_presented:
                dock.hide()
        self._is_presenting = True
        self._sharing.start()

    def save(self) -> QByteArray:
        """Every dock's place, to be remembered."""
        return self._window.saveState(_LAYOUT)

    def restore(self, layout: QByteArray) -> None:
        """Bring back what `save` remembered; what cannot be read changes nothing."""
        self._is_presenting = False
        if not layout.isEmpty():
            self._sharing.stop()
            self._window.restoreState(layout, _LAYOUT)
        self._settling.start()

    def put_floating_away(self) -> None:
        """Hide the docks that float: they are windows of their own, which do not go with the others."""
        self._put_away = [dock for dock in self._docks.values() if dock.isFloating() and dock.isVisible()]
        for dock in self._put_away:
            dock.hide()

    def bring_floating_back(self) -> None:
        """Show the docks again that were put away."""
        for dock in self._put_away:
            dock.show()
        self._put_away = []
        self._settling.start()

    def _dock(self, row: DockRow) -> QDockWidget:
        dock = PanelDock(row.title, self._window)
        dock.setObjectName(f"dock {row.name}")
        dock.setWidget(PanelHolder(LEAST_WIDTH))
        dock.visibilityChanged.connect(self._on_visibility_changed)
        dock.toggleViewAction().triggered.connect(dock.raise_)  # or it would come back behind other tabs
        return dock

    def _on_visibility_changed(self) -> None:
        self._settle()
        self._settling.start()  # once the tabs stand: Qt tells of those behind only when that changes

    def _is_seen(self, name: str) -> bool:
        return not self._docks[name].visibleRegion().isEmpty()

    def _settle(self) -> None:
        """Hide the panels behind tabs, show those that are seen, and see that they are made."""
        for name, panel in self._panels.items():
            panel.setVisible(self._is_seen(name))
        if self._has_begun and not self._making.isActive() and self._missing() is not None:
            self._making.start()

    def _make_next(self) -> None:
        """Make one panel, and the next once that is painted."""
        name = self._missing()
        if name is not None:
            self.panel(name)
            self._making.start()

    def _missing(self) -> str | None:
        """A dock that is seen and has no panel yet."""
        return next((n for n in self._docks if n not in self._panels and self._is_seen(n)), None)


def _soon(window: QMainWindow, act: Callable[[], None]) -> QTimer:
    """A timer that calls `act` once control is back with the event loop."""
    timer = QTimer(window, singleShot=True, interval=0)
    timer.timeout.connect(act)
    return timer
