"""With which colour and width is each curve drawn?"""

import math
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPen

from explorer.network.model import Connection, Ends, Network
from explorer.ui.canvas.curve import Curve
from explorer.ui.canvas.highlights import Highlights
from explorer.ui.canvas.neuron_look import Halo
from explorer.ui.theme.theme import Theme

THINNEST, WIDEST = 1.3, 5.2
"""The widths of a weight of 0 and of the largest, in scene units."""

_MANY = 200
_BAND = 9.0


@dataclass(frozen=True)
class Stroke:
    """One curve with its colour (#rrggbb or #aarrggbb) and its width in scene units."""

    curve: Curve
    colour: str
    width: float
    is_dashed: bool = False


def largest_weight(connections: Iterable[Connection]) -> float:
    """The size of weight that is drawn widest: the largest finite |w|, but at least 1."""
    return max([1.0, *(abs(c.weight) for c in connections if math.isfinite(c.weight))])


def width_of(weight: float, largest: float) -> float:
    """From `THINNEST` for 0 to `WIDEST` for a weight of size `largest`, and for what is not finite."""
    share = min(1.0, abs(weight) / largest) if math.isfinite(weight) else 1.0
    return THINNEST + (WIDEST - THINNEST) * share


def weight_colour(weight: float, theme: Theme) -> str:
    """Blue for positive, orange for negative, grey for 0, the colour of problems for what is not finite."""
    return theme.forward_colour(weight) if math.isfinite(weight) else theme.problem


def weight_strokes(
    network: Network, curves: Mapping[Ends, Curve], theme: Theme, chosen: Collection[Ends] | None = None
) -> Iterator[Stroke]:
    """The connections (all, or those `chosen`): the width is |weight|, the colour its sign.

    Where there are many they let each other through.
    """
    largest = largest_weight(network.connections)
    is_crowded = len(network.connections) > _MANY
    for connection in network.connections:
        if chosen is None or connection.ends in chosen:
            colour = weight_colour(connection.weight, theme)
            width = width_of(connection.weight, largest)
            yield Stroke(curves[connection.ends], _veiled(colour, "a0") if is_crowded else colour, width)


def loss_strokes(
    curves: Mapping[str, Curve], theme: Theme, chosen: Iterable[str] | None = None
) -> list[Stroke]:
    """The dashes from the outputs (all, or those `chosen`) to E."""
    names = set(curves if chosen is None else chosen)
    return [
        Stroke(curve, theme.muted, 1.2, is_dashed=True) for name, curve in curves.items() if name in names
    ]


def mark_strokes(
    network: Network, curves: Mapping[Ends, Curve], attention: Highlights, theme: Theme
) -> list[Stroke]:
    """Wide soft bands behind the connections that are selected, pointed at or explained."""
    marked = [(ends, theme.accent, "50") for ends in attention.selected_ends]
    if attention.explained_ends is not None:
        colour = theme.delta_positive if attention.halo is Halo.BACKWARD else theme.accent
        marked.append((attention.explained_ends, colour, "60"))
    if attention.hovered_ends is not None:
        marked.append((attention.hovered_ends, theme.muted, "40"))
    if not marked:
        return []
    largest = largest_weight(network.connections)
    return [
        Stroke(curves[ends], _veiled(colour, veil), width_of(network.by_ends[ends].weight, largest) + _BAND)
        for ends, colour, veil in marked
        if ends in curves
    ]


def paint_stroke(painter: QPainter, stroke: Stroke) -> None:
    """Draw the curve."""
    pen = QPen(QColor(stroke.colour), stroke.width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if stroke.is_dashed:
        pen.setDashPattern([4, 3])
    painter.strokePath(stroke.curve.path, pen)


def _veiled(colour: str, veil: str) -> str:
    """`colour` let through to the share `veil`, two hexadecimal digits."""
    return f"#{veil}{colour.removeprefix('#')}"
