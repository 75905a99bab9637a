"""How does the window present to an audience? Full screen, in large type, with little but the work."""

from collections.abc import Callable

from msgspec import Struct
from PySide6.QtCore import QByteArray, QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QLabel, QMainWindow, QSplitter

from explorer.ui.theme.theme import give_role
from explorer.ui.window.theme_setting import ThemeSetting
from explorer.ui.window.workspace_area import WorkspaceArea
from explorer.ui.window.workspace_stack import WorkspaceStack

HINT = "Esc or F11 ends the presentation"
HINT_TIME = 4000
"""Milliseconds for which the hint stands."""

_FROM_BELOW = 28
"""Pixels between the hint and the lower edge of the window."""


class _Before(Struct):
    """What comes back afterwards: the size of the window, the docks of each workspace, and all splitters."""

    size: QSize
    docks: dict[WorkspaceArea, QByteArray]
    splitters: dict[QSplitter, QByteArray]


class Presentation(QObject):
    """Owns whether the window presents. Leaving full screen in whatever way ends it."""

    changed = Signal()
    """It begins, or has ended."""

    def __init__(self, window: QMainWindow, workspaces: WorkspaceStack, theme: ThemeSetting) -> None:
        super().__init__(window)
        self._window, self._workspaces, self._theme = window, workspaces, theme
        self._now: _Before | None = None
        self._come_back: Callable[[], None] | None = None
        self.hint = QLabel(HINT, window)
        self.hint.setAccessibleName(HINT)
        self.hint.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        give_role(self.hint, "hint")
        self.hint.hide()
        self._hint_time = QTimer(self, singleShot=True, interval=HINT_TIME)
        self._hint_time.timeout.connect(self.hint.hide)
        workspaces.changed.connect(self._on_workspace_changed)
        window.installEventFilter(self)

    @property
    def is_on(self) -> bool:
        """Whether the window presents."""
        return self._now is not None

    def toggle(self) -> None:
        """Begin to present, or end."""
        if self.is_on:
            self.end()
        else:
            self.begin()

    def begin(self) -> None:
        """Fill the screen with the work, in type that is read from the last row."""
        if self._now is not None:
            return
        window = self._window
        splitters = {splitter: splitter.saveState() for splitter in window.findChildren(QSplitter)}
        self._now = _Before(window.size(), {}, splitters)
        self._come_back = None
        for area in self._workspaces.areas:
            self._slim(area)
        window.menuBar().hide()
        window.statusBar().hide()
        self._theme.set_presenting(True)
        window.setWindowState(window.windowState() | Qt.WindowState.WindowFullScreen)
        self.hint.show()
        self.hint.raise_()
        self._place_hint()
        self._hint_time.start()
        self.changed.emit()

    def end(self) -> None:
        """Be the window that it was before."""
        if self._now is None:
            return
        before, self._now = self._now, None
        window = self._window
        self.hint.hide()
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowFullScreen)
        window.menuBar().show()
        window.statusBar().show()
        _restore(before)
        self._theme.set_presenting(False)
        _restore(before)  # now that everything takes as little room as before
        if window.size() != before.size:  # the system makes it smaller when it gets to it
            self._come_back = lambda: _restore(before)
        self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place_hint()
            if self._come_back is not None:
                QTimer.singleShot(0, self._window, self._come_back)  # once all of it has its size
                self._come_back = None
        elif event.type() == QEvent.Type.WindowStateChange and not self._window.isFullScreen():
            self.end()
        return super().eventFilter(watched, event)

    def _on_workspace_changed(self) -> None:
        if self.is_on:
            self._slim(self._workspaces.present)

    def _slim(self, area: WorkspaceArea) -> None:
        """Leave of the docks of `area` only what an audience wants to see."""
        if self._now is not None and area not in self._now.docks:
            self._now.docks[area] = area.docks.save()
            area.docks.show_presented()

    def _place_hint(self) -> None:
        if self.hint.isVisible():
            self.hint.adjustSize()
            room = self._window.size() - self.hint.size()
            self.hint.move(room.width() // 2, room.height() - _FROM_BELOW)


def _restore(before: _Before) -> None:
    for area, layout in before.docks.items():
        area.docks.restore(layout)
    for splitter, state in before.splitters.items():
        splitter.restoreState(state)
