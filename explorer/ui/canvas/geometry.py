"""Where do the parts of a neuron and the loss stand? In scene units, relative to the neuron's centre."""

import math
from collections.abc import Iterable, Mapping

from PySide6.QtCore import QPointF, QRectF

from explorer.network.model import Kind, Network, Neuron, Position
from explorer.ui.canvas.hit_target import Part

RADIUS = 36.0
"""Of a hidden or output neuron's circle."""

BOX = QRectF(-32, -22, 64, 44)
"""An input or a constant."""

DIAMOND = 38.0
"""From the centre of the loss to each of its corners."""

RIM = 8.0
"""How far inside its outline a neuron is its rim, from which a connection is drawn."""

REACH = 7.0
"""How far outside its outline a neuron still answers to the pointer."""

GRID = 10.0
"""Positions snap to multiples of this."""

EVERYWHERE = QRectF(-60_000, -60_000, 120_000, 120_000)
"""The whole plane on which one can draw."""

_LOSS_DISTANCE = 190.0
_CIRCLE = QRectF(-RADIUS, -RADIUS, 2 * RADIUS, 2 * RADIUS)
_NAME = QRectF(-40, -26, 80, 19)
_VALUE = QRectF(-26, -16, 52, 32)
Z_RECT = QRectF(-RADIUS + 2, 0, RADIUS - 4, 17)
A_RECT = QRectF(2, 0, RADIUS - 4, 17)
BIAS_RECT = QRectF(-40, RADIUS + 3, 80, 15)
DELTA_RECT = QRectF(-37, RADIUS + 18, 74, 18)
_TARGET = QRectF(RADIUS + 9, -11, 58, 22)
_LOW_TARGET = QRectF(RADIUS - 2, 20, 58, 22)
PLOT = QRectF(4, -27, 20, 21)
"""The tiny plot of φ in the right half."""


def outline(kind: Kind) -> QRectF:
    """The bounding rectangle of a neuron's body."""
    return _CIRCLE if kind.is_computed else BOX


def name_rect(kind: Kind) -> QRectF:
    """Where the name stands, above the body."""
    return _NAME.translated(0, outline(kind).top())


def target_rect(feeds_others: bool) -> QRectF:
    """Where an output's target stands: beside it, or lower where connections leave the output."""
    return _LOW_TARGET if feeds_others else _TARGET


def part_rects(neuron: Neuron, feeds_others: bool, has_sample: bool) -> dict[Part, QRectF]:
    """The rectangles of the parts that can be pointed at, besides body and rim."""
    rects = {Part.NAME: name_rect(neuron.kind)}
    if not neuron.kind.is_computed:
        if has_sample or neuron.kind is Kind.CONSTANT:
            rects[Part.VALUE] = _VALUE
        return rects
    rects |= {Part.Z: Z_RECT, Part.A: A_RECT, Part.BIAS: BIAS_RECT, Part.DELTA: DELTA_RECT}
    if neuron.kind is Kind.OUTPUT and has_sample:
        rects[Part.TARGET] = target_rect(feeds_others)
    return rects


def extent(neuron: Neuron, feeds_others: bool) -> QRectF:
    """All that a neuron may ever paint, its halo and tag included."""
    rect = outline(neuron.kind).adjusted(-9, -9, 9, 9).united(name_rect(neuron.kind))
    if not neuron.kind.is_computed:
        return rect.united(QRectF(-40, BOX.bottom(), 80, 18))
    rect = rect.united(DELTA_RECT.adjusted(-8, 0, 8, 4))
    return (
        rect.united(target_rect(feeds_others).adjusted(0, -3, 5, 3)) if neuron.kind is Kind.OUTPUT else rect
    )


def distance_outside(kind: Kind, offset: QPointF) -> float:
    """How far `offset` lies outside the outline; negative inside."""
    if kind.is_computed:
        return math.hypot(offset.x(), offset.y()) - RADIUS
    dx, dy = abs(offset.x()) - BOX.width() / 2, abs(offset.y()) - BOX.height() / 2
    return math.hypot(max(dx, 0), max(dy, 0)) if max(dx, dy) > 0 else max(dx, dy)


def part_at(neuron: Neuron, offset: QPointF, parts: Mapping[Part, QRectF]) -> Part | None:
    """The part of the neuron at `offset` from its centre, or None outside of it.

    Fields come before the halves, and the rim before the inner parts of a circle.
    """
    outside = distance_outside(neuron.kind, offset)
    if -RIM < outside <= REACH:
        is_beside = any(parts[part].contains(offset) for part in (Part.BIAS, Part.TARGET) if part in parts)
        return Part.RIM if outside <= 0 or not is_beside else _first_at(offset, parts)
    if outside <= 0 and neuron.kind.is_computed:
        return Part.Z if offset.x() < 0 else Part.A
    return _first_at(offset, parts) or (Part.BODY if outside <= 0 else None)


def source_anchor(kind: Kind, position: Position) -> Position:
    """Where connections leave a neuron: the right of its outline."""
    return (position[0] + outline(kind).right(), position[1])


def dest_anchor(position: Position) -> Position:
    """Where connections enter a neuron: the left of its circle."""
    return (position[0] - RADIUS, position[1])


def loss_position(network: Network, positions: Mapping[str, Position]) -> Position | None:
    """Where E stands: right of everything, halfway between the outputs; None without outputs."""
    if not network.outputs:
        return None
    heights = [positions[neuron.name][1] for neuron in network.outputs]
    right = max(x for x, _ in positions.values())
    return (right + _LOSS_DISTANCE, (min(heights) + max(heights)) / 2)


def loss_extent(position: Position) -> QRectF:
    """All that the loss may ever paint."""
    return QRectF(position[0] - DIAMOND - 9, position[1] - DIAMOND - 9, 2 * DIAMOND + 18, 2 * DIAMOND + 18)


def united(rects: Iterable[QRectF]) -> QRectF:
    """The smallest rectangle around all of them; an empty one around none."""
    result = QRectF()
    for rect in rects:
        result = result.united(rect)
    return result


def snapped(position: Position) -> Position:
    """The nearest point of the grid."""
    return (round(position[0] / GRID) * GRID, round(position[1] / GRID) * GRID)


def _first_at(offset: QPointF, parts: Mapping[Part, QRectF]) -> Part | None:
    return next((part for part, rect in parts.items() if rect.contains(offset)), None)
