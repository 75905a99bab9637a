"""How does a person go to and fro in a pass along the graph? By buttons: first, back, play, next, last."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from explorer.ui.theme.icons import icon
from explorer.ui.theme.theme import LIGHT, Theme
from explorer.ui.workspaces.chain_rule.pass_player import PassPlayer

_BUTTONS = {
    "first": "To the start of the pass",
    "back": "One step back (,)",
    "play": "Play (Space)",
    "next": "One step on (.)",
    "last": "To the end of the pass",
}
_KEYS = {Qt.Key.Key_Space: "play", Qt.Key.Key_Comma: "back", Qt.Key.Key_Period: "next"}


class PassTransport(QWidget):
    """The buttons and the keys of a pass."""

    def __init__(self, player: PassPlayer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._player, self._theme = player, LIGHT
        self.buttons = {name: self._button(name, tip) for name, tip in _BUTTONS.items()}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        for button in self.buttons.values():
            row.addWidget(button)
        player.moved.connect(self.refresh)
        player.playing_changed.connect(self._show_playing)
        self.refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space, comma and full stop, where nothing else in the workspace takes them."""
        name = None if event.modifiers() else _KEYS.get(Qt.Key(event.key()))
        if name is None:
            event.ignore()
        elif self.buttons[name].isEnabled():
            self._press(name)

    def set_theme(self, theme: Theme) -> None:
        """Draw the icons in the colours of `theme`, as large as its type."""
        self._theme = theme
        for name, button in self.buttons.items():
            button.setIconSize(QSize(theme.pixels(18), theme.pixels(18)))
            button.setIcon(icon(name, theme))
        self._show_playing()

    def refresh(self) -> None:
        """Let those be pressed that lead somewhere."""
        player = self._player
        for name in ("first", "back"):
            self.buttons[name].setEnabled(player.time > 0)
        for name in ("next", "last"):
            self.buttons[name].setEnabled(player.time < player.count)
        self.buttons["play"].setEnabled(player.count > 0)

    def _press(self, name: str) -> None:
        player = self._player
        acts = {
            "first": player.first,
            "back": player.back,
            "play": player.toggle,
            "next": player.next,
            "last": player.last,
        }
        acts[name]()

    def _show_playing(self) -> None:
        is_playing, button = self._player.is_playing, self.buttons["play"]
        button.setAccessibleName("Pause" if is_playing else "Play")
        button.setToolTip("Pause (Space)" if is_playing else _BUTTONS["play"])
        button.setIcon(icon("pause" if is_playing else "play", self._theme))

    def _button(self, name: str, tip: str) -> QToolButton:
        button = QToolButton()
        button.setToolTip(tip)
        button.setAccessibleName("Play" if name == "play" else tip.partition(" (")[0])
        button.clicked.connect(lambda: self._press(name))
        return button
