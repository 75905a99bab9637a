"""Which part of the drawing lies at a point?"""

from collections.abc import Iterable

import numpy as np
from PySide6.QtCore import QPointF

from explorer.network.model import Experiment
from explorer.ui.canvas import geometry
from explorer.ui.canvas.hit_target import NO_TARGET, HitTarget, Part
from explorer.ui.canvas.label_look import LabelLook
from explorer.ui.canvas.level_of_detail import LEAST_SCALE
from explorer.ui.canvas.network_geometry import NetworkGeometry

_CURVE_REACH = 6.0


def spot_at(
    drawing: NetworkGeometry,
    experiment: Experiment,
    labels: Iterable[LabelLook],
    point: QPointF,
    scale: float,
) -> HitTarget:
    """What is at `point`, where a scene unit is `scale` pixels: labels first, then neurons, E, curves."""
    for label in reversed(list(labels)):
        if label.weight_rect.contains(point):
            return HitTarget(Part.WEIGHT, ends=label.ends)
        if label.gradient_rect.contains(point):
            return HitTarget(Part.GRADIENT, ends=label.ends)
    return (
        _neuron_spot(drawing, experiment, point, scale)
        or _loss_spot(drawing, point)
        or _curve_spot(drawing, point, scale)
    )


def neuron_at(drawing: NetworkGeometry, point: QPointF) -> str | None:
    """The topmost neuron whose body, rim or reach holds `point`."""
    for neuron in reversed(drawing.network.neurons):
        offset = point - QPointF(*drawing.positions[neuron.name])
        if geometry.distance_outside(neuron.kind, offset) <= geometry.REACH:
            return neuron.name
    return None


def _neuron_spot(
    drawing: NetworkGeometry, experiment: Experiment, point: QPointF, scale: float
) -> HitTarget | None:
    """The part of a neuron at `point`; from afar, where no number can be read, only its body and rim."""
    network = drawing.network
    for neuron in reversed(network.neurons):
        if not drawing.extents[neuron.name].contains(point):
            continue
        parts = geometry.part_rects(neuron, neuron.name in network.feeding, bool(experiment.samples))
        offset = point - QPointF(*drawing.positions[neuron.name])
        part = geometry.part_at(neuron, offset, parts)
        if part is not None and part is not Part.RIM and scale < LEAST_SCALE:
            part = Part.BODY if geometry.distance_outside(neuron.kind, offset) <= 0 else None
        if part is not None:
            return HitTarget(part, neuron.name)
    return None


def _loss_spot(drawing: NetworkGeometry, point: QPointF) -> HitTarget | None:
    if drawing.loss is None:
        return None
    offset = point - QPointF(*drawing.loss)
    return HitTarget(Part.LOSS) if abs(offset.x()) + abs(offset.y()) <= geometry.DIAMOND else None


def _curve_spot(drawing: NetworkGeometry, point: QPointF, scale: float) -> HitTarget:
    """The nearest curve, if it is near."""
    least = _CURVE_REACH / min(scale, 1.0)
    every, boxes = drawing.curve_boxes
    x, y = point.x(), point.y()
    is_near = (boxes[:, :2] - least <= (x, y)).all(axis=1) & (boxes[:, 2:] + least >= (x, y)).all(axis=1)
    nearest = NO_TARGET
    for index in np.flatnonzero(is_near):
        distance = drawing.curves[every[index]].distance(x, y)
        if distance <= least:
            nearest, least = HitTarget(Part.CURVE, ends=every[index]), distance
    return nearest
