"""What do the keys do on the canvas? Everything on it can be reached without a mouse."""

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGraphicsView

from explorer.network.editable_value import EditableValue, FieldKind, main_field, weight_field
from explorer.network.layout.sizes import GRID
from explorer.network.model import Position
from explorer.ui.canvas.inline_editor import InlineEditor
from explorer.ui.canvas.key_connection import KeyConnection
from explorer.ui.canvas.qt_shapes import to_rect
from explorer.ui.canvas.scene import NetworkScene

_ARROWS: dict[int, Position] = {
    Qt.Key.Key_Left: (-1.0, 0.0),
    Qt.Key.Key_Right: (1.0, 0.0),
    Qt.Key.Key_Up: (0.0, -1.0),
    Qt.Key.Key_Down: (0.0, 1.0),
}
_PAN = 60


class KeyController:
    """Follows the keys over one view."""

    def __init__(self, view: QGraphicsView, scene: NetworkScene, editor: InlineEditor) -> None:
        self._view = view
        self._scene = scene
        self._editor = editor
        self._connection: KeyConnection | None = None

    @property
    def connection(self) -> KeyConnection | None:
        """The connection that is being drawn."""
        return self._connection

    def begin_connection(self) -> bool:
        """Draw a connection from the selected neuron; whether exactly one is selected."""
        self.cancel()
        if len(self._scene.selected_names) != 1:
            return False
        (source,) = self._scene.selected_names
        self._connection = KeyConnection(self._view, self._scene, source)
        self._connection.show()
        return True

    def cancel(self) -> bool:
        """Give up the connection that is being drawn; whether there was one."""
        if self._connection is None:
            return False
        connection, self._connection = self._connection, None
        connection.cancel()
        return True

    def follow(self) -> None:
        """Another experiment is shown: let go of a connection that speaks of what was."""
        if self._connection is not None and not self._connection.is_possible:
            self.cancel()

    def press(self, event: QKeyEvent) -> bool:
        """A key went down; whether it does something here."""
        key = event.key()
        if self._connection is not None:
            return self._press_while_connecting(self._connection, key)
        if key in _ARROWS:
            self._arrow(_ARROWS[key], bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return self.edit_selected()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            return self.delete_selected()
        elif key == Qt.Key.Key_F2:
            return self.rename_selected()
        elif key == Qt.Key.Key_Escape:
            return self._select_nothing()
        elif event.keyCombination() == QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_A):
            self._scene.select_all()
        else:
            return False
        return True

    def _select_nothing(self) -> bool:
        """Give up what is selected; whether something was."""
        has_selected = bool(self._scene.selected_names or self._scene.selected_ends)
        if has_selected:
            self._scene.select(())
        return has_selected

    def edit_selected(self) -> bool:
        """Edit the value of the selected connection or neuron; whether one is selected."""
        names, ends = self._scene.selected_names, self._scene.selected_ends
        if len(names) == 1 and not ends:
            (name,) = names
            return self._editor.open(main_field(self._scene.experiment.network.by_name[name]))
        if len(ends) == 1 and not names:
            (only,) = ends
            return self._editor.open(weight_field(only))
        return False

    def rename_selected(self) -> bool:
        """Edit the name of the selected neuron; whether exactly one is selected."""
        if len(self._scene.selected_names) != 1:
            return False
        (name,) = self._scene.selected_names
        return self._editor.open(EditableValue(FieldKind.NAME, name))

    def delete_selected(self) -> bool:
        """Tell that what is selected is to go; whether something is selected."""
        names, ends = self._scene.selected_names, self._scene.selected_ends
        if not names and not ends:
            return False
        self._scene.gestures.deleted.emit(names, ends)
        return True

    def go_on(self, is_next: bool) -> bool:
        """Select the next neuron in the order of computation, or the one before; whether there is one."""
        if self._connection is not None:
            self._connection.go_on(is_next)
            return True
        order = [neuron.name for neuron in self._scene.experiment.network.order]
        selected = [name for name in order if name in self._scene.selected_names]
        step = 1 if is_next else -1
        if not selected:
            index = 0 if is_next else len(order) - 1
        else:
            index = order.index(selected[-1 if is_next else 0]) + step
        if not 0 <= index < len(order):
            return False
        self._scene.select({order[index]})
        self._view.ensureVisible(to_rect(self._scene.geometry.extents[order[index]]), 12, 12)
        return True

    def _press_while_connecting(self, connection: KeyConnection, key: int) -> bool:
        if key in _ARROWS:
            connection.go(_ARROWS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._connection = None  # before the network changes
            if not connection.finish():
                self._connection = connection
        elif key == Qt.Key.Key_Escape:
            self.cancel()
        else:
            return False
        return True

    def _arrow(self, way: Position, is_fine: bool) -> None:
        """Nudge what is selected, or look elsewhere where nothing is."""
        if not self._scene.selected_names:
            for bar, share in zip(
                (self._view.horizontalScrollBar(), self._view.verticalScrollBar()), way, strict=True
            ):
                bar.setValue(bar.value() + round(share * _PAN))
            return
        length = 1.0 if is_fine else GRID
        positions = self._scene.geometry.positions
        self._scene.gestures.moved.emit(
            {
                name: (positions[name][0] + way[0] * length, positions[name][1] + way[1] * length)
                for name in self._scene.selected_names
            }
        )
