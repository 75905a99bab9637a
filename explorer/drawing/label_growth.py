"""Where does a label that is marked, and so written in full and larger, stand? The growth of labels.

It goes on covering all that it covered before, so that what points at it still does, and grows from there to
the side that is free. As with the places of labels, numbers have no say in it: it stands still while they
change.
"""

import numpy as np
from msgspec.structs import replace

from explorer.drawing.box_overlap import Boxes, boxes_around, overlap
from explorer.drawing.label_place import HEIGHT, SIZES, Detail, LabelPlace

_STEPS = 4
"""Tried to the left and to the right, and upwards."""
_WALL_COST, _LABEL_COST, _WAY_COST = 100.0, 10.0, 0.1


def box_of_label(place: LabelPlace, detail: Detail | None = None) -> Boxes:
    """Left, top, right and bottom, in scene units, of the room that a label has there: (1, 4).

    `detail`: as if it showed so much. What shows nothing has the room of a weight.
    """
    width, height = SIZES[detail or max(place.detail, Detail.WEIGHT)]
    large = place.magnification
    return boxes_around(np.array([[place.x, place.y]]), width * large, height * large, HEIGHT * large)


def grown_place(place: LabelPlace, magnification: float, walls: Boxes, labels: Boxes) -> LabelPlace:
    """Where the label of `place` is written in full, its letters `magnification` times as large as at 100 %.

    `walls`: what it leaves free where that can be, all that neurons and E write; `labels`: what it covers
    rather than these, the other labels. Each (boxes, 4).
    """
    full = replace(place, magnification=magnification)
    before, after = box_of_label(place)[0], box_of_label(full, Detail.FULL)
    left, right = after[0, 2] - before[2], before[0] - after[0, 0]
    up = max(0.0, after[0, 3] - before[3])
    sideways = [0.0, *(share * way for share in np.arange(1, _STEPS + 1) / _STEPS for way in (-left, right))]
    shifts = np.array([(x, -y) for y in np.linspace(0, up, _STEPS + 1) for x in sideways])
    boxes = after + np.concatenate([shifts, shifts], axis=1)
    costs = _WALL_COST * overlap(boxes, walls) + _LABEL_COST * overlap(boxes, labels)
    costs += _WAY_COST * np.abs(shifts).sum(axis=1) / (HEIGHT * magnification)
    x, y = shifts[int(np.argmin(costs))].tolist()
    return replace(full, x=place.x + x, y=place.y + y)
