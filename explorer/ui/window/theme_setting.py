"""Is the window light or dark? As the person chose (QSettings), or as the system has it."""

from PySide6.QtCore import QObject, QSettings, Signal
from PySide6.QtGui import QGuiApplication

from explorer.ui.theme.theme import Appearance, Theme, apply, theme_for

_KEY = "window/appearance"


class ThemeSetting(QObject):
    """Owns the choice of light, dark or like the system, and applies it."""

    changed = Signal(object)
    """The Theme in whose colours everything is drawn from now on."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.theme: Theme = theme_for(self.appearance)
        apply(self.theme)  # before there is anything to style anew
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_system_changed)

    @property
    def appearance(self) -> Appearance:
        """What the person chose; what was stored and cannot be is like the system."""
        stored = str(QSettings().value(_KEY, Appearance.SYSTEM.value, type=str))
        return Appearance(stored) if stored in set(Appearance) else Appearance.SYSTEM

    def set_appearance(self, appearance: Appearance) -> None:
        """Light, dark or like the system, from now on and at the next start."""
        QSettings().setValue(_KEY, appearance.value)
        self._show()

    def _show(self) -> None:
        self.theme = theme_for(self.appearance)
        apply(self.theme)
        self.changed.emit(self.theme)

    def _on_system_changed(self) -> None:
        if self.appearance is Appearance.SYSTEM:
            self._show()
