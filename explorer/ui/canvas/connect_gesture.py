"""How is a connection drawn with the mouse? From one neuron to another, or to empty canvas for a new one."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QToolTip

from explorer.drawing.curve import curve_between
from explorer.drawing.geometry import dest_anchor, distance_outside, snapped, source_anchor
from explorer.network.model import Kind, Neuron, Position
from explorer.network.rules import RuleBroken, can_connect, check_connect, check_ends
from explorer.ui.canvas.gesture import Gesture, Pointer
from explorer.ui.canvas.live_layer import ConnectionPreview
from explorer.ui.canvas.qt_shapes import to_position
from explorer.ui.canvas.scene import NetworkScene
from explorer.ui.widgets.plain_text import plain

_LEAST_DISTANCE = 24.0
"""From the neuron's outline to where a new one is added, in scene units: less is a slip of the hand."""


class ConnectGesture(Gesture):
    """A curve follows the pointer; where the connection would break a rule it is red and says why."""

    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, scene: NetworkScene, source: str, start: Pointer) -> None:
        self._scene = scene
        self._source = source
        self._network = scene.experiment.network
        self._allowed = frozenset(
            name for name in self._network.by_name if can_connect(self._network, source, name)
        )

    @property
    def is_possible(self) -> bool:
        """Whether the same neurons are there, connected alike: that says where it may end."""
        return self._scene.experiment.network.graph == self._network.graph

    def move(self, pointer: Pointer) -> None:
        target = self._scene.neuron_at(pointer.scene)
        reason = self._reason(target, pointer.scene)
        connection_preview = ConnectionPreview(
            curve_between(self._start, self._end(target, pointer.scene)),
            bool(reason),
            target in self._allowed,
        )
        self._scene.show_connection_preview(connection_preview, self._allowed)
        if reason:
            QToolTip.showText(pointer.screen, plain(reason))
        else:
            QToolTip.hideText()

    def release(self, pointer: Pointer) -> None:
        self.cancel()
        target = self._scene.neuron_at(pointer.scene)
        reason = self._reason(target, pointer.scene)
        gestures = self._scene.gestures
        if reason:
            gestures.refused.emit(reason)
        elif target is not None and target != self._source:
            gestures.connected.emit(self._source, target)
        elif target is None and self._distance(pointer.scene) > _LEAST_DISTANCE:
            gestures.connected_to_new.emit(self._source, snapped((pointer.scene.x(), pointer.scene.y())))

    def cancel(self) -> None:
        self._scene.show_connection_preview(None)
        QToolTip.hideText()

    @property
    def _start(self) -> Position:
        return source_anchor(
            self._network.by_name[self._source].kind, self._scene.geometry.positions[self._source]
        )

    def _end(self, target: str | None, point: QPointF) -> Position:
        """The neuron that is allowed, or else the pointer."""
        if target is None or target not in self._allowed:
            return (point.x(), point.y())
        return (
            dest_anchor(self._scene.geometry.positions[target])
            if target in self._allowed
            else (point.x(), point.y())
        )

    def _distance(self, point: QPointF) -> float:
        centre = QPointF(*self._scene.geometry.positions[self._source])
        return distance_outside(self._network.by_name[self._source].kind, to_position(point - centre))

    def _reason(self, target: str | None, point: QPointF) -> str:
        """Why the connection may not end here; empty where it may, and over the neuron it comes from."""
        if target == self._source:
            return ""
        try:
            if target is not None:
                check_connect(self._network, self._source, target)
            elif self._distance(point) > _LEAST_DISTANCE:
                check_ends(self._network.by_name[self._source], Neuron("a new neuron", Kind.HIDDEN))
        except RuleBroken as broken:
            return str(broken)
        return ""
