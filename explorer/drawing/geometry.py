"""Where do the parts of a neuron and the loss stand? Their geometry in scene units, from the centre."""

import math
from collections.abc import Mapping
from functools import cache

from explorer.drawing.hit_target import Part
from explorer.drawing.rect import Rect
from explorer.network.layout.sizes import GRID, RADIUS
from explorer.network.model import Kind, Network, Neuron, Position

BOX = Rect(-32, -22, 64, 44)
"""An input or a constant."""

BADGE = 7.5
"""The radius of that which marks a neuron of which a diagnosis speaks; it stays within `written_rects`."""

DIAMOND = 38.0
"""From the centre of the loss to each of its corners."""

RIM = 8.0
"""How far inside its outline a neuron is its rim, from which a connection is drawn."""

REACH = 7.0
"""How far outside its outline a neuron still answers to the pointer."""

EVERYWHERE = Rect(-60_000, -60_000, 120_000, 120_000)
"""The whole plane on which one can draw."""

_LOSS_DISTANCE = 190.0
_CIRCLE = Rect(-RADIUS, -RADIUS, 2 * RADIUS, 2 * RADIUS)
_NAME = Rect(-40, -26, 80, 19)
_VALUE = Rect(-26, -16, 52, 32)
Z_RECT = Rect(-RADIUS + 2, 0, RADIUS - 4, 17)
A_RECT = Rect(2, 0, RADIUS - 4, 17)
BIAS_RECT = Rect(-46, RADIUS + 2, 92, 15)
DELTA_RECT = Rect(-46, RADIUS + 17, 92, 18)
HALF_RECTS = (Rect(-66, RADIUS + 18, 65, 17), Rect(1, RADIUS + 18, 65, 17))
"""Below the half that adds up and the one behind the activation, where each has an error of its own."""
_TARGET = Rect(RADIUS + 9, -11, 58, 22)
_LOW_TARGET = Rect(RADIUS - 2, 20, 58, 22)
PLOT = Rect(4, -27, 20, 21)
"""The tiny plot of φ in the right half."""

CAPTION_RECT = Rect(-40, BOX.bottom, 80, 18)
"""Where a constant says that it is always on."""


def badge_centre(kind: Kind) -> Position:
    """Where the badge of a neuron stands of which a diagnosis speaks: on the upper left of its outline."""
    return (-27.0, -27.0) if kind.is_computed else (-28.0, -18.0)


def outline(kind: Kind) -> Rect:
    """The bounding rectangle of a neuron's body."""
    return _CIRCLE if kind.is_computed else BOX


def name_rect(kind: Kind) -> Rect:
    """Where the name stands, above the body."""
    return _NAME.translated(0, outline(kind).top)


def backdrop_rect(kind: Kind) -> Rect:
    """What hides the neighbours of a neuron that is drawn larger: its name, its body and what is below."""
    below = DELTA_RECT if kind.is_computed else BOX
    return name_rect(kind).united(below).united(outline(kind)).adjusted(-6, -2, 6, 4)


def target_rect(feeds_others: bool) -> Rect:
    """Where an output's target stands: beside it, or lower where connections leave the output."""
    return _LOW_TARGET if feeds_others else _TARGET


def part_rects(neuron: Neuron, feeds_others: bool, has_sample: bool) -> dict[Part, Rect]:
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


@cache
def extent(kind: Kind, feeds_others: bool) -> Rect:
    """All that a neuron of this kind may ever paint, its halo and tag included."""
    rect = outline(kind).adjusted(-9, -9, 9, 9).united(name_rect(kind))
    if not kind.is_computed:
        return rect.united(CAPTION_RECT)
    rect = rect.united(DELTA_RECT.adjusted(-2, 0, 2, 4)).united(HALF_RECTS[0]).united(HALF_RECTS[1])
    return rect.united(target_rect(feeds_others).adjusted(0, -3, 5, 3)) if kind is Kind.OUTPUT else rect


def written_rects(kind: Kind, feeds_others: bool) -> tuple[Rect, ...]:
    """All that a neuron of this kind may write, and its body: what labels of connections keep clear of."""
    body = outline(kind).adjusted(-4, -4, 4, 4)
    if not kind.is_computed:
        return (body, name_rect(kind), *((CAPTION_RECT,) if kind is Kind.CONSTANT else ()))
    target = (target_rect(feeds_others),) if kind is Kind.OUTPUT else ()
    return (body, name_rect(kind), BIAS_RECT, DELTA_RECT, *target)


def distance_outside(kind: Kind, offset: Position) -> float:
    """How far `offset` lies outside the outline; negative inside."""
    if kind.is_computed:
        return math.hypot(*offset) - RADIUS
    dx, dy = abs(offset[0]) - BOX.width / 2, abs(offset[1]) - BOX.height / 2
    return math.hypot(max(dx, 0), max(dy, 0)) if max(dx, dy) > 0 else max(dx, dy)


def part_at(neuron: Neuron, offset: Position, parts: Mapping[Part, Rect]) -> Part | None:
    """The part of the neuron at `offset` from its centre, or None outside of it.

    Fields come before the halves, and the rim before the inner parts of a circle.
    """
    outside = distance_outside(neuron.kind, offset)
    if -RIM < outside <= REACH:
        is_beside = any(parts[part].contains(offset) for part in (Part.BIAS, Part.TARGET) if part in parts)
        return Part.RIM if outside <= 0 or not is_beside else _first_at(offset, parts)
    if outside <= 0 and neuron.kind.is_computed:
        return Part.Z if offset[0] < 0 else Part.A
    return _first_at(offset, parts) or (Part.BODY if outside <= 0 else None)


def source_anchor(kind: Kind, position: Position) -> Position:
    """Where connections leave a neuron: the right of its outline."""
    return (position[0] + outline(kind).right, position[1])


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


def loss_extent(position: Position) -> Rect:
    """All that the loss may ever paint."""
    return Rect(position[0] - DIAMOND - 9, position[1] - DIAMOND - 9, 2 * DIAMOND + 18, 2 * DIAMOND + 18)


def loss_body(position: Position) -> Rect:
    """The diamond alone."""
    return Rect(position[0] - DIAMOND, position[1] - DIAMOND, 2 * DIAMOND, 2 * DIAMOND)


def snapped(position: Position) -> Position:
    """The nearest point of the grid."""
    return (round(position[0] / GRID) * GRID, round(position[1] / GRID) * GRID)


def _first_at(offset: Position, parts: Mapping[Part, Rect]) -> Part | None:
    return next((part for part, rect in parts.items() if rect.contains(offset)), None)
