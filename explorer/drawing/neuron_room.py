"""How much larger than the others may a neuron be drawn until it covers one of them? The room around it."""

import math

from explorer.drawing.geometry import backdrop_rect, name_rect, outline
from explorer.drawing.network_geometry import NetworkGeometry
from explorer.drawing.rect import Rect


def neuron_room(geometry: NetworkGeometry, name: str, with_names: bool) -> float:
    """How many times as large as its neighbours the neuron called `name` may be drawn around its centre.

    `with_names`: it is to leave their names free too, and not their bodies alone. Infinite where it is alone,
    below 1 where it covers another already.
    """
    box = backdrop_rect(geometry.graph.by_name[name].kind)
    x, y = geometry.positions[name]
    room = math.inf
    for other, neuron in geometry.graph.by_name.items():
        if other != name:
            body = outline(neuron.kind)
            seen = body.united(name_rect(neuron.kind)) if with_names else body
            ox, oy = geometry.positions[other]
            room = min(room, _room_beside(box, seen.translated(ox - x, oy - y)))
    return room


def _room_beside(box: Rect, other: Rect) -> float:
    """By what factor `box` can grow from the origin until it reaches `other`: the way that leaves most."""
    beside = max(other.left / box.right, other.right / box.left)
    above = max(other.top / box.bottom, other.bottom / box.top)
    return max(0.0, beside, above)
