"""How is selected what lies inside a rectangle? By a marquee that is dragged."""

from PySide6.QtCore import QRectF

from explorer.drawing.geometry import outline
from explorer.ui.canvas.gesture import Gesture, Pointer
from explorer.ui.canvas.qt_shapes import to_rect
from explorer.ui.canvas.scene import NetworkScene


class MarqueeGesture(Gesture):
    """Selects the neurons that the rectangle touches and the connections between them; Shift or Ctrl adds."""

    def __init__(self, scene: NetworkScene, start: Pointer) -> None:
        self._scene = scene
        self._start = start.scene
        self._before = (scene.selected_names, scene.selected_ends)

    def move(self, pointer: Pointer) -> None:
        marquee = QRectF(self._start, pointer.scene).normalized()
        self._scene.show_marquee(marquee)
        geometry = self._scene.geometry
        names = frozenset(
            neuron.name
            for neuron in geometry.graph.neurons
            if marquee.intersects(to_rect(outline(neuron.kind).translated(*geometry.positions[neuron.name])))
        )
        ends = frozenset(ends for ends in geometry.curves if names.issuperset(ends))
        if pointer.is_extending:
            names, ends = names | self._before[0], ends | self._before[1]
        self._scene.select(names, ends)

    def release(self, pointer: Pointer) -> None:
        self.move(pointer)
        self._scene.show_marquee(None)

    def cancel(self) -> None:
        self._scene.show_marquee(None)
        self._scene.select(*self._before)
