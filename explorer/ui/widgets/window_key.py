"""Which keys that a line of text would take for itself are shortcuts of the window while nothing is typed?"""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

_UNIX_EDITING = (Qt.Key.Key_E, Qt.Key.Key_U, Qt.Key.Key_K)
"""With Ctrl, a line on Unix goes to its end, or deletes all or the rest: at rest these are commands."""


def is_key_of_window(event: QEvent) -> bool:
    """Whether it is asked who takes Undo, Redo, or a key that edits lines on Unix."""
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    if event.modifiers() == Qt.KeyboardModifier.ControlModifier and event.key() in _UNIX_EDITING:
        return True
    return event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)
