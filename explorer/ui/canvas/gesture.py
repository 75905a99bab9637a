"""What is one drag of the mouse? One object, from where it begins to where the button is released."""

from abc import ABC, abstractmethod

from msgspec import Struct
from PySide6.QtCore import QPoint, QPointF, Qt


class Pointer(Struct, frozen=True):
    """Where the mouse is, in the scene (scene units), the view and the screen (pixels), and the keys held."""

    scene: QPointF
    view: QPoint
    screen: QPoint
    modifiers: Qt.KeyboardModifier

    @property
    def is_extending(self) -> bool:
        """Whether Shift or Ctrl is held: what is chosen joins the selection."""
        wanted = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier
        return bool(self.modifiers & wanted)

    @property
    def is_fine(self) -> bool:
        """Whether Shift is held: numbers turn slowly."""
        return bool(self.modifiers & Qt.KeyboardModifier.ShiftModifier)

    @property
    def is_free(self) -> bool:
        """Whether Alt is held: positions do not snap to the grid."""
        return bool(self.modifiers & Qt.KeyboardModifier.AltModifier)


class Gesture(ABC):
    """One drag. It shows itself on the scene while it lasts, and leaves as a signal when it ends."""

    cursor = Qt.CursorShape.ArrowCursor

    @property
    def is_possible(self) -> bool:
        """Whether all that it speaks of is still as it was: undo, a table or training may have changed it."""
        return True

    @abstractmethod
    def move(self, pointer: Pointer) -> None:
        """The mouse has moved."""

    @abstractmethod
    def release(self, pointer: Pointer) -> None:
        """The button was released: tell what was done."""

    @abstractmethod
    def cancel(self) -> None:
        """Escape was pressed, or the drag is no longer possible: leave everything as it was."""
