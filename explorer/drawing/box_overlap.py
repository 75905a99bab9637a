"""How much of boxes do other boxes cover, and how near do lines come to points? Overlap, for many at once."""

import numpy as np
from numpy.typing import NDArray

from explorer.array import Array

Boxes = NDArray[np.float64]
"""left, top, right, bottom: (…, 4), in scene units."""


def boxes_around(centres: Array, width: float, height: float, first_row: float) -> Boxes:
    """Boxes of `width` · `height`, the first row of each, `first_row` high, centred at `centres`: (…, 4)."""
    corner = np.array([-width / 2, -first_row / 2])
    return np.concatenate([centres + corner, centres + corner + np.array([width, height])], axis=-1)


def overlap(boxes: Boxes, others: Boxes) -> Array:
    """The share of each of `boxes` that `others` cover, summed: (boxes,)."""
    left, top, right, bottom = boxes.T[:, :, None]
    width = np.minimum(right, others[:, 2]) - np.maximum(left, others[:, 0])
    height = np.minimum(bottom, others[:, 3]) - np.maximum(top, others[:, 1])
    shared = (np.maximum(width, 0) * np.maximum(height, 0)).sum(axis=1)
    return np.asarray(shared / ((right - left) * (bottom - top))[:, 0])


def distances_to_lines(points: Array, lines: Array) -> Array:
    """From each of `points` (points, 2) to the nearest point of each of `lines` (lines, corners, 2):
    (points, lines). Exact for polylines."""
    starts, steps = lines[:, :-1], np.diff(lines, axis=1)
    lengths = np.maximum((steps**2).sum(axis=2), 1e-12)
    offset = points[:, None, None, :] - starts
    along = np.clip((offset * steps).sum(axis=3) / lengths, 0, 1)
    away = offset - along[..., None] * steps
    return np.asarray(np.sqrt((away**2).sum(axis=3).min(axis=2)))


def distances_to_corners(points: Array, lines: Array) -> Array:
    """The same to the nearest corner of each line, which is quicker and never too small: (points, lines)."""
    corners = lines.astype(np.float32)
    few = points.astype(np.float32)
    across = few[:, None, None, 0] - corners[None, :, :, 0]
    down = few[:, None, None, 1] - corners[None, :, :, 1]
    across *= across
    down *= down
    across += down
    return np.asarray(np.sqrt(across.min(axis=2)), dtype=np.float64)
