"""Where along its curve does a weight's label stand, so that labels cover neither neurons nor each other?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from explorer.drawing.curve import Curve
from explorer.network.model import Ends

HEIGHT = 18.0
"""Of a weight, in scene units."""

PILL_HEIGHT = 18.0
"""Of its gradient, which stands right below."""

MOST_LABELS = 90
"""With more connections than this, a weight is written only while it is pointed at, selected or explained."""

_WIDTH, _SMALL_WIDTH = 102.0, 66.0
_CANDIDATES = np.array([0.44, 0.38, 0.5, 0.32, 0.56, 0.62, 0.26, 0.68, 0.74, 0.2, 0.8])
_SWEEPS = 3
_ROUNDS = 5
_OVERLAP_COST = 8.0
_NEURON_COST = 8.0
_CURVE_COST = 0.1
_WANDER_COST = 0.3
_TOLERABLE = 0.1
_POINTS = 33

Boxes = NDArray[np.float64]
"""left, top, right, bottom: (…, 4), in scene units."""

Costs = NDArray[np.float64]


@dataclass(frozen=True)
class LabelPlace:
    """A weight is centred at (`x`, `y`), which is the point of its curve at `t`.

    `is_clear` False: it would cover something, and is written only on demand. `has_room` False: so would its
    gradient.
    """

    x: float
    y: float
    t: float
    is_clear: bool = True
    has_room: bool = True


def place_labels(
    curves: Mapping[Ends, Curve], obstacles: Sequence[tuple[float, ...]]
) -> dict[Ends, LabelPlace]:
    """A place for every connection's label; `obstacles` are the boxes of the neurons.

    The places depend on positions alone, so that labels stand still while their numbers change.
    """
    if not curves:
        return {}
    if len(curves) > MOST_LABELS:
        return {ends: LabelPlace(*curve.at(0.5), 0.5, False, False) for ends, curve in curves.items()}
    centres = np.array([[curve.at(t) for t in _CANDIDATES] for curve in curves.values()])
    full, small = _boxes(centres, _WIDTH, HEIGHT + PILL_HEIGHT), _boxes(centres, _SMALL_WIDTH, HEIGHT)
    walls = np.array(obstacles, float).reshape(-1, 4)
    lines = np.array([curve.polyline[:: len(curve.points) // 3][:_POINTS] for curve in curves.values()])
    full_costs, small_costs = (_standing_costs(boxes, walls, lines) for boxes in (full, small))
    has_room = np.ones(len(curves), bool)
    for _ in range(_ROUNDS):
        boxes = np.where(has_room[:, None, None], full, small)
        chosen, placed = _settle(boxes, np.where(has_room[:, None], full_costs, small_costs))
        shared = _shared(placed)
        is_crowded = shared.sum(axis=1) + _overlap(placed, walls) > _TOLERABLE
        gives_way = has_room & (is_crowded | (shared[:, is_crowded] > 0).any(axis=1))
        if not gives_way.any():
            break
        has_room &= ~gives_way
    is_clear = _clear(placed, walls)
    return {
        ends: _place(curve, float(_CANDIDATES[chosen[index]]), bool(is_clear[index]), bool(has_room[index]))
        for index, (ends, curve) in enumerate(curves.items())
    }


def _place(curve: Curve, t: float, is_clear: bool, has_room: bool) -> LabelPlace:
    return LabelPlace(*curve.at(t), t, is_clear, has_room)


def _shared(placed: Boxes) -> Costs:
    """The share of each of the boxes `placed` that each other one covers: (labels, labels)."""
    shares = np.array([_overlap(placed, placed[index : index + 1]) for index in range(len(placed))]).T
    np.fill_diagonal(shares, 0)
    return shares


def _clear(placed: Boxes, walls: Boxes) -> NDArray[np.bool_]:
    """Which labels can be written: each in turn, unless one before it or a wall covers it: (labels,)."""
    is_clear = np.ones(len(placed), bool)
    for index in range(len(placed)):
        others = np.vstack([placed[:index][is_clear[:index]], walls])
        is_clear[index] = _overlap(placed[index : index + 1], others)[0] <= _TOLERABLE
    return is_clear


def _settle(boxes: Boxes, costs: Costs) -> tuple[NDArray[np.intp], Boxes]:
    """Which candidate each label takes, and its box: each in turn the cheapest, until none wants another."""
    chosen = np.zeros(len(boxes), np.intp)
    placed = np.zeros((len(boxes), 4))
    for _ in range(_SWEEPS):
        before = chosen.copy()
        for index in range(len(boxes)):
            placed[index] = 0
            total = costs[index] + _OVERLAP_COST * _overlap(boxes[index], placed)
            chosen[index] = int(np.argmin(total))
            placed[index] = boxes[index, chosen[index]]
        if (before == chosen).all():
            break
    return chosen, placed


def _standing_costs(boxes: Boxes, walls: Boxes, lines: Boxes) -> Costs:
    """What each candidate costs wherever others are: covering neurons or curves, leaving the middle.

    `boxes`: (labels, candidates, 4), `lines`: (labels, points, 2); the result: (labels, candidates).
    """
    flat = boxes.reshape(-1, 4)
    behind = _overlap(flat, walls).reshape(boxes.shape[:2])
    crowd = _points_inside(flat, lines.reshape(-1, 2)).reshape(boxes.shape[:2])
    own = np.array([_points_inside(own_boxes, line) for own_boxes, line in zip(boxes, lines, strict=True)])
    wander = np.abs(_CANDIDATES - _CANDIDATES[0])[None, :]
    return np.asarray(_NEURON_COST * behind + _CURVE_COST * (crowd - own) + _WANDER_COST * wander)


def _boxes(centres: Boxes, width: float, height: float) -> Boxes:
    """Around each of `centres` (…, 2), the weight in the middle of the first `HEIGHT`: (…, 4)."""
    corner = np.array([-width / 2, -HEIGHT / 2])
    return np.concatenate([centres + corner, centres + corner + np.array([width, height])], axis=-1)


def _overlap(boxes: Boxes, others: Boxes) -> Costs:
    """The share of each of `boxes` that `others` cover, summed: (boxes,)."""
    left, top, right, bottom = boxes.T[:, :, None]
    width = np.minimum(right, others[:, 2]) - np.maximum(left, others[:, 0])
    height = np.minimum(bottom, others[:, 3]) - np.maximum(top, others[:, 1])
    shared = (np.maximum(width, 0) * np.maximum(height, 0)).sum(axis=1)
    return np.asarray(shared / ((right - left) * (bottom - top))[:, 0])


def _points_inside(boxes: Boxes, points: Boxes) -> Costs:
    """How many of `points` lie in each box: (boxes,)."""
    x, y = points[np.argsort(points[:, 0])].T
    first, last = np.searchsorted(x, boxes[:, 0], side="right"), np.searchsorted(x, boxes[:, 2])
    counts = [
        np.count_nonzero((y[begin:end] > top) & (y[begin:end] < bottom))
        for begin, end, top, bottom in zip(first, last, boxes[:, 1], boxes[:, 3], strict=True)
    ]
    return np.array(counts, float)
