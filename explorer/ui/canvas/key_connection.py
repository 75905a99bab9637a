"""How is a connection drawn with the keyboard? From the selected neuron to one that arrows or Tab choose.

A preview goes to the chosen neuron; where the connection would break a rule it is red, and a tooltip there
says why. Enter connects, Escape leaves.
"""

from math import inf

from PySide6.QtCore import QPoint, QPointF
from PySide6.QtWidgets import QGraphicsView, QToolTip

from explorer.drawing.curve import curve_between
from explorer.drawing.geometry import dest_anchor, source_anchor
from explorer.network.model import Position
from explorer.network.rules import RuleBroken, can_connect, check_connect
from explorer.plain_text import shown_name
from explorer.ui.canvas.live_layer import ConnectionPreview
from explorer.ui.canvas.qt_shapes import to_rect
from explorer.ui.canvas.scene import NetworkScene
from explorer.ui.widgets.plain_text import plain

_ASIDE = 2.0
"""A neuron that lies aside of an arrow's direction counts as so many times as far away."""

_BESIDE = QPoint(30, 24)
"""Pixels from a neuron's centre to the tooltip about it."""

_LONG = 600_000
"""Milliseconds: longer than anybody thinks about a connection."""


class KeyConnection:
    """One connection that is being drawn from `source`, until Enter or Escape."""

    def __init__(self, view: QGraphicsView, scene: NetworkScene, source: str) -> None:
        self._view, self._scene = view, scene
        self._source = source
        self._network = scene.experiment.network
        order = [neuron.name for neuron in self._network.order]
        first = order.index(source) + 1
        self._others = [*order[first:], *order[: first - 1]]
        allowed = [name for name in self._others if can_connect(self._network, source, name)]
        self._allowed = frozenset(allowed)
        self._target = next(iter([*allowed, *self._others]), None)

    @property
    def target(self) -> str | None:
        """The neuron that is chosen; None where there is no other."""
        return self._target

    @property
    def is_possible(self) -> bool:
        """Whether the same neurons are there, connected alike: that says where it may end."""
        return self._scene.experiment.network.graph == self._network.graph

    @property
    def reason(self) -> str:
        """Why the connection may not end at the target; empty where it may."""
        if self._target is None:
            return f"There is no neuron to which {shown_name(self._source)} could be connected"
        try:
            check_connect(self._network, self._source, self._target)
        except RuleBroken as broken:
            return str(broken)
        return ""

    def show(self) -> None:
        """Draw the preview, and say what Enter would do or why it would not."""
        positions = self._scene.geometry.positions
        text, where = self.reason, positions[self._source]
        if self._target is not None:
            where = positions[self._target]
            start = source_anchor(self._network.by_name[self._source].kind, positions[self._source])
            is_allowed = self._target in self._allowed
            preview = ConnectionPreview(curve_between(start, dest_anchor(where)), not is_allowed, is_allowed)
            self._scene.show_connection_preview(preview, self._allowed)
            self._view.ensureVisible(to_rect(self._scene.geometry.extents[self._target]), 12, 12)
            text = text or (
                f"{shown_name(self._source)} → {shown_name(self._target)}: Enter connects, "
                "arrows or Tab choose another, Esc leaves"
            )
        beside = self._view.mapFromScene(QPointF(*where)) + _BESIDE
        corner = self._view.viewport().mapToGlobal(beside)
        QToolTip.showText(corner, plain(text), self._view, self._view.rect(), _LONG)

    def go_on(self, is_next: bool) -> None:
        """Choose the next neuron in the order of computation, or the one before, round and round."""
        if self._target is not None:
            index = self._others.index(self._target) + (1 if is_next else -1)
            self._target = self._others[index % len(self._others)]
            self.show()

    def go(self, way: Position) -> None:
        """Choose the nearest neuron in a direction, left or right, up or down; none: stay."""
        if self._target is None:
            return
        here = self._scene.geometry.positions[self._target]
        farness = {name: _farness(here, self._scene.geometry.positions[name], way) for name in self._others}
        nearest = min(farness, key=farness.__getitem__)
        if farness[nearest] < inf:
            self._target = nearest
            self.show()

    def finish(self) -> bool:
        """Connect; whether that is allowed. Where it is not, it is said once more."""
        if self._target is None or self.reason:
            self.show()
            return False
        self.cancel()
        self._scene.gestures.connected.emit(self._source, self._target)
        return True

    def cancel(self) -> None:
        """Take the preview away."""
        self._scene.show_connection_preview(None)
        QToolTip.hideText()


def _farness(here: Position, there: Position, way: Position) -> float:
    """How far it is from here to there in the direction of `way`; infinite where it is not that way."""
    x, y = there[0] - here[0], there[1] - here[1]
    ahead = x * way[0] + y * way[1]
    return ahead + _ASIDE * abs(x * way[1] - y * way[0]) if ahead > 0 else inf
