"""With which colour and width is each connection stroked?"""

import math
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache

from msgspec import Struct
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPen

from explorer.drawing.curve import Curve
from explorer.drawing.highlights import Halo, Highlights
from explorer.drawing.stroke_width import largest_weight, width_of
from explorer.network.model import Ends, Network
from explorer.ui.canvas.qt_shapes import to_path
from explorer.ui.theme.theme import Theme

_MANY = 200
_BAND = 9.0


class Stroke(Struct, frozen=True):
    """One curve with its colour (#rrggbb or #aarrggbb) and its width in scene units."""

    curve: Curve
    colour: str
    width: float
    is_dashed: bool = False


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
    for ends, connection in zip(network.ends, network.connections, strict=True):
        if chosen is None or ends in chosen:
            colour = weight_colour(connection.weight, theme)
            width = width_of(connection.weight, largest)
            yield Stroke(curves[ends], _veiled(colour, "a0") if is_crowded else colour, width)


def loss_strokes(
    curves: Mapping[str, Curve], theme: Theme, chosen: Iterable[str] | None = None
) -> list[Stroke]:
    """The dashes from the outputs (all, or those `chosen`) to E."""
    names = set(curves if chosen is None else chosen)
    return [
        Stroke(curve, theme.muted, 1.2, is_dashed=True) for name, curve in curves.items() if name in names
    ]


def mark_strokes(
    network: Network, curves: Mapping[Ends, Curve], highlights: Highlights, theme: Theme
) -> list[Stroke]:
    """Wide soft bands behind the connections that are selected, pointed at or explained."""
    marked = [(ends, theme.accent, "50") for ends in highlights.selected_ends]
    if highlights.explained_ends is not None:
        colour = theme.delta_positive if highlights.halo is Halo.BACKWARD else theme.accent
        marked.append((highlights.explained_ends, colour, "60"))
    if highlights.hovered_ends is not None:
        marked.append((highlights.hovered_ends, theme.muted, "40"))
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
    pen = QPen(_colour(stroke.colour), stroke.width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if stroke.is_dashed:
        pen.setDashPattern([4, 3])
    painter.strokePath(to_path(stroke.curve), pen)


def paint_hairline(painter: QPainter, stroke: Stroke) -> None:
    """Draw the curve one pixel wide, which is several times as fast."""
    pen = QPen(_colour(stroke.colour), 1)
    pen.setCosmetic(True)
    painter.strokePath(to_path(stroke.curve), pen)


@cache
def _colour(name: str) -> QColor:
    """One of the few that a theme has."""
    return QColor(name)


@cache
def _veiled(colour: str, veil: str) -> str:
    """`colour` let through to the share `veil`, two hexadecimal digits."""
    return f"#{veil}{colour.removeprefix('#')}"
