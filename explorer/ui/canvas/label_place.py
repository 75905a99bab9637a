"""Where along its curve does each connection's weight stand, so that labels cover neither neurons nor each other?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from explorer.network.model import Ends, Position
from explorer.ui.canvas.curve import Curve, Points

WIDTH, HEIGHT = 92.0, 18.0
"""Room for a weight and its next value, in scene units."""

PILL_HEIGHT = 18.0
"""Of the gradient, which stands right below."""

MOST_LABELS = 150
"""With more connections than this, a weight is written only while it is pointed at, selected or explained."""

_CANDIDATES = (0.42, 0.36, 0.48, 0.3, 0.54, 0.6, 0.25, 0.66, 0.72, 0.2, 0.78)
_OVERLAP_COST = 3.0
_NEURON_COST = 6.0
_CURVE_COST = 0.12
_TOLERABLE_OVERLAP = 0.12
_POINTS_A_CURVE = 33


@dataclass(frozen=True)
class LabelSpot:
    """A weight is centred at (`x`, `y`), which is the point of its curve at `t`.

    `is_clear` False: it would cover another label or a neuron, and is written only on demand.
    """

    x: float
    y: float
    t: float
    is_clear: bool = True


Box = NDArray[np.float64]
"""left, top, right, bottom: (…, 4), in scene units."""


def place_labels(
    curves: Mapping[Ends, Curve], obstacles: Sequence[tuple[float, ...]]
) -> dict[Ends, LabelSpot]:
    """A spot for every connection's label, in turn the one that covers least: `obstacles` are the neurons' boxes.

    The spots depend on positions alone, so that labels stand still while their numbers change.
    """
    if len(curves) > MOST_LABELS:
        return {ends: _spot(curve, 0.5, False) for ends, curve in curves.items()}
    neurons = np.array(obstacles, float).reshape(-1, 4)
    polylines = np.array(
        [curve.polyline[:: len(curve.points) // 3][:_POINTS_A_CURVE] for curve in curves.values()]
    )
    placed: list[Box] = []
    spots: dict[Ends, LabelSpot] = {}
    for index, (ends, curve) in enumerate(curves.items()):
        others = np.delete(polylines, index, axis=0).reshape(-1, 2)
        boxes = np.array([_box(curve.at(t)) for t in _CANDIDATES])
        covered = _overlap(boxes, np.array(placed).reshape(-1, 4))
        behind = _overlap(boxes, neurons)
        crowd = _points_inside(boxes, others) * _CURVE_COST
        wander = 0.3 * np.abs(np.array(_CANDIDATES) - _CANDIDATES[0])
        best = int(np.argmin(_OVERLAP_COST * covered + _NEURON_COST * behind + crowd + wander))
        spots[ends] = _spot(curve, _CANDIDATES[best], covered[best] + behind[best] <= _TOLERABLE_OVERLAP)
        if spots[ends].is_clear:
            placed.append(boxes[best])
    return spots


def _spot(curve: Curve, t: float, is_clear: bool) -> LabelSpot:
    return LabelSpot(*curve.at(t), t, is_clear)


def _box(centre: Position) -> tuple[float, float, float, float]:
    """What the label covers, its gradient included."""
    x, y = centre
    return (x - WIDTH / 2, y - HEIGHT / 2, x + WIDTH / 2, y + HEIGHT / 2 + PILL_HEIGHT)


def _overlap(boxes: Box, others: Box) -> Box:
    """The share of each of `boxes` that `others` cover, summed: (boxes,)."""
    width = np.minimum(boxes[:, None, 2], others[None, :, 2]) - np.maximum(
        boxes[:, None, 0], others[None, :, 0]
    )
    height = np.minimum(boxes[:, None, 3], others[None, :, 3]) - np.maximum(
        boxes[:, None, 1], others[None, :, 1]
    )
    shared = np.maximum(width, 0) * np.maximum(height, 0)
    return np.asarray(shared.sum(axis=1) / (WIDTH * (HEIGHT + PILL_HEIGHT)))


def _points_inside(boxes: Box, points: Points) -> Box:
    """How many of `points` lie in each box: (boxes,)."""
    x, y = points[None, :, 0], points[None, :, 1]
    is_inside = (x > boxes[:, :1]) & (x < boxes[:, 2:3]) & (y > boxes[:, 1:2]) & (y < boxes[:, 3:4])
    return np.asarray(is_inside.sum(axis=1), float)
