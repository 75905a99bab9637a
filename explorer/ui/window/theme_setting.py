"""Is the window light or dark, and how large is its type? As the person chose, or as the system has it."""

from PySide6.QtCore import QObject, QSettings, Signal
from PySide6.QtGui import QGuiApplication

from explorer.ui.theme.theme import TYPE_SIZES, USUAL_SIZE, Appearance, Theme, apply, theme_for

PRESENTED_SIZE = 150
"""The least type size while the window presents."""

_APPEARANCE, _TYPE_SIZE = "window/appearance", "window/type-size"


class ThemeSetting(QObject):
    """Owns the choice of light, dark or like the system, and of the size of the type, and applies both."""

    changed = Signal(object)
    """The Theme in whose colours and size everything is drawn from now on."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._is_presenting = False
        self.theme: Theme = self._chosen()
        apply(self.theme)  # before there is anything to style anew
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_system_changed)

    @property
    def appearance(self) -> Appearance:
        """What the person chose; what was stored and cannot be is like the system."""
        stored = str(QSettings().value(_APPEARANCE, Appearance.SYSTEM.value, type=str))
        return Appearance(stored) if stored in set(Appearance) else Appearance.SYSTEM

    def set_appearance(self, appearance: Appearance) -> None:
        """Light, dark or like the system, from now on and at the next start."""
        QSettings().setValue(_APPEARANCE, appearance.value)
        self._show()

    @property
    def type_size(self) -> int:
        """What the person chose of TYPE_SIZES; what was stored and cannot be is the usual one."""
        stored = str(QSettings().value(_TYPE_SIZE, str(USUAL_SIZE), type=str))
        return int(stored) if stored in map(str, TYPE_SIZES) else USUAL_SIZE

    def set_type_size(self, per_cent: int) -> None:
        """One of TYPE_SIZES, from now on and at the next start."""
        QSettings().setValue(_TYPE_SIZE, per_cent)
        self._show()

    def set_presenting(self, is_presenting: bool) -> None:
        """Write at least PRESENTED_SIZE for as long as the window presents."""
        self._is_presenting = is_presenting
        self._show()

    def _chosen(self) -> Theme:
        size = max(self.type_size, PRESENTED_SIZE if self._is_presenting else 0)
        return theme_for(self.appearance).at(size / 100)

    def _show(self) -> None:
        self.theme = self._chosen()
        apply(self.theme)
        self.changed.emit(self.theme)

    def _on_system_changed(self) -> None:
        if self.appearance is Appearance.SYSTEM:
            self._show()
