"""Which part of the drawing lies at a point? The hit test."""

from collections.abc import Iterable
from typing import Protocol

import numpy as np

from explorer.drawing.geometry import DIAMOND, REACH, distance_outside, part_at, part_rects
from explorer.drawing.hit_target import NO_TARGET, HitTarget, Part
from explorer.drawing.level_of_detail import is_far, loss_magnification
from explorer.drawing.network_geometry import NetworkGeometry
from explorer.drawing.rect import Rect
from explorer.network.model import Ends, Experiment, Neuron, Position

_CURVE_REACH = 6.0


class WrittenLabel(Protocol):
    """A label of a connection, as large as it is written."""

    @property
    def ends(self) -> Ends:
        """The connection."""

    @property
    def weight_rect(self) -> Rect:
        """What the weight covers, in scene units."""

    @property
    def gradient_rect(self) -> Rect:
        """What the gradient covers; `NOWHERE` while there is none."""


def hit_at(
    geometry: NetworkGeometry,
    experiment: Experiment,
    labels: Iterable[WrittenLabel],
    point: Position,
    scale: float,
) -> HitTarget:
    """What is at `point`, where a scene unit is `scale` pixels: labels first, then neurons, E, curves.

    A connection so short that rims cover all of it comes before these, unless its label can be pointed at.
    """
    written = list(labels)
    for label in reversed(written):
        if label.weight_rect.contains(point):
            return HitTarget(Part.WEIGHT, ends=label.ends)
        if label.gradient_rect.contains(point):
            return HitTarget(Part.GRADIENT, ends=label.ends)
    neuron = _neuron_hit(geometry, experiment, point, scale)
    if neuron is not None and neuron.part is Part.RIM:
        curve = _curve_hit(geometry, point, scale)
        labelled = {label.ends for label in written}
        if curve.ends is not None and curve.ends not in labelled and _is_buried(geometry, curve.ends):
            return curve
    return neuron or _loss_hit(geometry, point, scale) or _curve_hit(geometry, point, scale)


def neuron_at(geometry: NetworkGeometry, point: Position) -> str | None:
    """The topmost neuron whose body, rim or reach holds `point`."""
    for neuron in _near(geometry, point):
        offset = _offset(point, geometry.positions[neuron.name])
        if distance_outside(neuron.kind, offset) <= REACH:
            return neuron.name
    return None


def _neuron_hit(
    geometry: NetworkGeometry, experiment: Experiment, point: Position, scale: float
) -> HitTarget | None:
    """The part of a neuron at `point`; from afar, where no number can be read, only its body and rim."""
    for neuron in _near(geometry, point):
        parts = part_rects(neuron, neuron.name in geometry.graph.feeding, bool(experiment.samples))
        offset = _offset(point, geometry.positions[neuron.name])
        part = part_at(neuron, offset, parts)
        if part is not None and part is not Part.RIM and is_far(scale):
            part = Part.BODY if distance_outside(neuron.kind, offset) <= 0 else None
        if part is not None:
            return HitTarget(part, neuron.name)
    return None


def _is_buried(geometry: NetworkGeometry, ends: Ends) -> bool:
    """Whether neurons answer to the pointer wherever this connection runs."""
    line = geometry.curves[ends].polyline
    return all(neuron_at(geometry, (float(x), float(y))) is not None for x, y in line)


def _near(geometry: NetworkGeometry, point: Position) -> list[Neuron]:
    """The neurons whose extent holds `point`, the topmost first."""
    boxes = geometry.extent_boxes
    is_near = (boxes[:, :2] <= point).all(axis=1) & (boxes[:, 2:] >= point).all(axis=1)
    return [geometry.graph.neurons[index] for index in np.flatnonzero(is_near)[::-1]]


def _loss_hit(geometry: NetworkGeometry, point: Position, scale: float) -> HitTarget | None:
    if geometry.loss is None:
        return None
    offset = _offset(point, geometry.loss)
    size = DIAMOND * loss_magnification(scale)
    return HitTarget(Part.LOSS) if abs(offset[0]) + abs(offset[1]) <= size else None


def _curve_hit(geometry: NetworkGeometry, point: Position, scale: float) -> HitTarget:
    """The nearest curve, if it is near."""
    least = _CURVE_REACH / min(scale, 1.0)
    every, boxes = geometry.curve_boxes
    x, y = point
    is_near = (boxes[:, :2] - least <= (x, y)).all(axis=1) & (boxes[:, 2:] + least >= (x, y)).all(axis=1)
    nearest = NO_TARGET
    for index in np.flatnonzero(is_near):
        distance = geometry.curves[every[index]].distance(x, y)
        if distance <= least:
            nearest, least = HitTarget(Part.CURVE, ends=every[index]), distance
    return nearest


def _offset(point: Position, centre: Position) -> Position:
    return (point[0] - centre[0], point[1] - centre[1])
