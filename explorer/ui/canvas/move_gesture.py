"""What does dragging neurons do? It moves them elsewhere; a signal says so once, on release."""

from PySide6.QtCore import Qt

from explorer.drawing.geometry import snapped
from explorer.network.model import Position
from explorer.ui.canvas.gesture import Gesture, Pointer
from explorer.ui.canvas.scene import NetworkScene


class MoveGesture(Gesture):
    """Moves the pressed neuron and all that are selected with it, on the grid unless Alt is held."""

    cursor = Qt.CursorShape.ClosedHandCursor

    def __init__(self, scene: NetworkScene, name: str, start: Pointer) -> None:
        self._scene = scene
        self._name = name
        self._start = start
        if name not in scene.selected_names:
            scene.select({name} | (scene.selected_names if start.is_extending else frozenset()))
        self._origins = {each: scene.geometry.positions[each] for each in scene.selected_names}

    @property
    def is_possible(self) -> bool:
        """Whether every neuron that is moved is there, where it was."""
        by_name = self._scene.experiment.network.by_name
        return all(
            name in by_name and by_name[name].position == origin for name, origin in self._origins.items()
        )

    def move(self, pointer: Pointer) -> None:
        self._scene.drag(self._moved(pointer))

    def release(self, pointer: Pointer) -> None:
        positions = self._moved(pointer)
        if positions != self._origins:
            self._scene.gestures.moved.emit(positions)
        self._scene.drag({})

    def cancel(self) -> None:
        self._scene.drag({})

    def _moved(self, pointer: Pointer) -> dict[str, Position]:
        way = pointer.scene - self._start.scene
        x, y = self._origins[self._name]
        goal = (x + way.x(), y + way.y())
        if not pointer.is_free:
            goal = snapped(goal)
        across, down = goal[0] - x, goal[1] - y
        return {name: (left + across, top + down) for name, (left, top) in self._origins.items()}
