"""Where beside its connection does each weight's label stand, covering nothing? The placement of labels.

A label slides along its own curve; where that is not clear it stands off, and a thread leads to the curve. It
never stands nearer to another curve than to its own. What finds no place shows less, and at last nothing. The
places follow from positions and from how large letters must be to be read, not from the numbers: each label
keeps room for the longest that it shows, and stands still while numbers change.
"""

from collections.abc import Mapping, Sequence
from enum import IntEnum

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from explorer.array import Array, Indices
from explorer.drawing.box_overlap import (
    Boxes,
    boxes_around,
    distances_to_corners,
    distances_to_lines,
    overlap,
)
from explorer.drawing.curve import Curve
from explorer.network.model import Ends, Position

HEIGHT = 18.0
"""Of a weight, in units that are as large as its letters need."""

PILL_HEIGHT = 18.0
"""Of its gradient, which stands right below."""

MOST_LABELS = 60
"""With more connections than this, a weight is written only while it is pointed at, selected or explained."""


class Detail(IntEnum):
    """How much a label shows: nothing, the weight, its gradient too, both in full."""

    NOTHING = 0
    WEIGHT = 1
    PAIR = 2
    FULL = 3


SIZES = {
    Detail.WEIGHT: (72.0, HEIGHT),
    Detail.PAIR: (72.0, HEIGHT + PILL_HEIGHT),
    Detail.FULL: (118.0, HEIGHT + PILL_HEIGHT),
}
"""Width and height that are kept for the numbers, before magnification: −0.1234 is the longest usual one."""

_ON_CURVE = (0.44, 0.38, 0.5, 0.32, 0.56, 0.62, 0.26, 0.68, 0.74, 0.2, 0.8, 0.86, 0.14)
_STANDING_OFF = tuple(
    (t, side * step) for step in (22.0, 40.0, 62.0, 88.0) for side in (-1, 1) for t in (0.5, 0.3, 0.7, 0.85)
)
_T = np.array([*_ON_CURVE, *(t for t, _ in _STANDING_OFF)])
_OFF = np.array([0.0] * len(_ON_CURVE) + [off for _, off in _STANDING_OFF])
_SWEEPS, _ROUNDS = 5, 3
_TRIES = 48
_MANY = 40
"""With more labels than this they slide but do not stand off, and less is tried: it would take too long."""

_OVERLAP_COST, _MEETING_COST, _CROWD_COST, _WANDER_COST, _OFF_COST = 8.0, 1.0, 0.6, 0.3, 0.5
_CROWD, _LEAD = 24.0, 4.0
_FORBIDDEN = 1e6
_MARGIN = 1.0
_FEWEST = 0.6
_CORNERS = 17

Mask = NDArray[np.bool_]


class LabelPlace(Struct, frozen=True):
    """A weight is centred at (`x`, `y`), beside the point of its curve at `t`.

    `thread`: that point, where the label stands off and a thread leads there. `magnification`: how much
    larger than at 100 % it is written.
    """

    x: float
    y: float
    t: float
    detail: Detail = Detail.FULL
    thread: Position | None = None
    magnification: float = 1.0


def place_labels(
    curves: Mapping[Ends, Curve], obstacles: Sequence[tuple[float, ...]], magnification: float = 1.0
) -> dict[Ends, LabelPlace]:
    """A place for every connection's label; `obstacles` are the boxes of all else that is written.

    Where too few of them find one, none is written: what remained would look like a choice.
    """
    if not curves:
        return {}
    nowhere = {
        ends: LabelPlace(*curve.at(0.5), 0.5, Detail.NOTHING, None, magnification)
        for ends, curve in curves.items()
    }
    if len(curves) > MOST_LABELS:
        return nowhere
    placing = _Placing(list(curves.values()), np.array(obstacles, float).reshape(-1, 4), magnification)
    found = placing.best()
    if np.count_nonzero(found.details) < _FEWEST * len(curves):
        return nowhere
    return nowhere | {
        ends: placing.label(index, int(found.chosen[index]), Detail(int(found.details[index])))
        for index, ends in enumerate(curves)
        if found.details[index]
    }


class _Placed(Struct, frozen=True):
    """The candidate that each label takes and how much it shows there, (labels,), and what it covers,
    (labels, 4): filled in label by label."""

    chosen: Indices
    details: Indices
    boxes: Boxes

    def worth(self) -> tuple[int, int]:
        """The more labels the better, then the more that they show."""
        return (int(np.count_nonzero(self.details)), int(self.details.sum()))


class _Placing:
    """The candidates of every label, and what each costs wherever the others are."""

    def __init__(self, curves: Sequence[Curve], walls: Boxes, magnification: float) -> None:
        self._curves = curves
        self._walls = walls
        self._magnification = magnification
        self._is_many = len(curves) > _MANY
        candidates = len(_ON_CURVE) if self._is_many else len(_T)
        self._t, self._off = _T[:candidates], _OFF[:candidates]
        on_curve = np.array([curve.points_at(self._t) for curve in curves])
        self._centres = on_curve + np.stack([np.zeros(len(self._t)), self._off * magnification], axis=1)
        self._lines = np.array(
            [curve.polyline[:: len(curve.polyline) // (_CORNERS - 1)][:_CORNERS] for curve in curves]
        )
        self._known_strays: dict[tuple[int, int], bool] = {}
        self._standing = self._standing_costs()
        self._boxes = {detail: self._boxes_of(detail) for detail in SIZES}
        self._behind = {
            detail: overlap(boxes.reshape(-1, 4), walls).reshape(boxes.shape[:2]) > 0
            for detail, boxes in self._boxes.items()
        }

    def best(self) -> _Placed:
        """The best of what is found for small and for large labels, in several orders."""
        rows = np.arange(len(self._curves))
        by_height = np.argsort(self._centres[:, 0, 1], kind="stable")
        by_choice = np.argsort((self._standing < _FORBIDDEN).sum(axis=1), kind="stable")
        orders = (rows, rows[::-1], by_height, by_height[::-1], by_choice)
        found = self._place(Detail.WEIGHT, rows)
        if self._is_many or np.count_nonzero(found.details) < _FEWEST * len(rows):
            return found
        for order in orders[: max(1, _TRIES // len(rows))]:
            found = max(found, self._place(Detail.PAIR, order), key=_Placed.worth)
            if (found.details >= Detail.PAIR).all():
                break
        return found

    def _place(self, first: Detail, order: Indices) -> _Placed:
        """All labels as `first` as far as they go, others as less, then each as more where there is room."""
        costs = self._standing + _FORBIDDEN * self._behind[first]
        for _ in range(1 if self._is_many else _ROUNDS):
            chosen = self._settle(first, costs, order)
            strays = self._strays(chosen)
            if not strays.any():
                break
            costs[np.flatnonzero(strays), chosen[strays]] += _FORBIDDEN
        placed = _Placed(chosen, np.zeros(len(chosen), np.intp), np.zeros((len(chosen), 4)))
        is_forbidden = costs[np.arange(len(chosen)), chosen] >= _FORBIDDEN
        for index in np.argsort(is_forbidden, kind="stable").tolist():
            self._take(index, placed, first, placed.chosen[[index]])
        every = np.arange(len(self._t))
        for detail in sorted({first, Detail.WEIGHT}, reverse=True):
            for index in np.flatnonzero(placed.details == Detail.NOTHING).tolist():
                self._take(index, placed, detail, every)
        for index in np.flatnonzero(placed.details == Detail.WEIGHT).tolist():
            some = placed.chosen[[index]] if self._is_many else every
            self._take(index, placed, Detail.PAIR, some)
        if (placed.details == Detail.PAIR).all():
            self._widen(placed)
        return placed

    def label(self, index: int, candidate: int, detail: Detail) -> LabelPlace:
        """The place of label `index` at one of its candidates."""
        x, y = self._centres[index, candidate].tolist()
        t = float(self._t[candidate])
        on_curve = self._curves[index].at(t)
        if not self._off[candidate]:
            return LabelPlace(*on_curve, t, detail, None, self._magnification)
        return LabelPlace(x, y, t, detail, on_curve, self._magnification)

    def _take(self, index: int, placed: _Placed, detail: Detail, some: Indices) -> None:
        """Let a label stand at the cheapest of `some` of its candidates that is clear of all, if any is."""
        boxes = self._boxes[detail][index, some]
        others = np.delete(placed.boxes, index, axis=0)
        others = others[others[:, 2] > others[:, 0]]
        is_covered = self._behind[detail][index, some] | (overlap(boxes, others) > 0)
        costs = self._standing[index, some] + _FORBIDDEN * is_covered
        for nth in np.argsort(costs, kind="stable"):
            if costs[nth] >= _FORBIDDEN:
                return
            if not self._is_stray(index, int(some[nth])):
                placed.chosen[index], placed.details[index], placed.boxes[index] = (
                    some[nth],
                    detail,
                    boxes[nth],
                )
                return

    def _widen(self, placed: _Placed) -> None:
        """Write all in full where every one of them has room for it."""
        rows = np.arange(len(placed.chosen))
        wide = self._boxes[Detail.FULL][rows, placed.chosen]
        is_free = not self._behind[Detail.FULL][rows, placed.chosen].any()
        if is_free and all(overlap(wide[[n]], np.delete(wide, n, axis=0))[0] == 0 for n in rows):
            placed.details[:] = Detail.FULL
            placed.boxes[:] = wide

    def _settle(self, detail: Detail, costs: Array, order: Indices) -> Indices:
        """Which candidate each label takes: each in turn the cheapest, until none wants another."""
        room = np.array(SIZES[detail]) * self._magnification + _MARGIN
        chosen = np.argmin(costs, axis=1)
        usable = [np.flatnonzero(row < _FORBIDDEN) for row in costs]
        stands = np.full((len(chosen), 2), np.inf)  # where each stands so far
        for _ in range(_SWEEPS):
            before = chosen.copy()
            for index in order:
                stands[index] = np.inf
                some = usable[index]
                apart = np.abs(self._centres[index, some, None] - stands) / room
                shares = np.maximum(0.0, 1 - apart[..., 0]) * np.maximum(0.0, 1 - apart[..., 1])
                total = costs[index, some] + _MEETING_COST * np.count_nonzero(shares, axis=1)
                total += _OVERLAP_COST * shares.sum(axis=1)
                if len(some):
                    chosen[index] = some[int(np.argmin(total))]
                    stands[index] = self._centres[index, chosen[index]]
            if (before == chosen).all():
                break
        return np.asarray(chosen)

    def _strays(self, chosen: Indices) -> Mask:
        """Which labels stand nearer to another curve than to their own: (labels,)."""
        rows = np.arange(len(chosen))
        distances = distances_to_lines(self._centres[rows, chosen], self._lines)
        own = distances[rows, rows].copy()
        distances[rows, rows] = np.inf
        return np.asarray(distances.min(axis=1) <= own + _LEAD / 2)

    def _is_stray(self, index: int, candidate: int) -> bool:
        """Whether label `index` would stand nearer to another curve there."""
        known = self._known_strays.get((index, candidate))
        if known is None:
            distances = distances_to_lines(self._centres[index, candidate][None], self._lines)[0]
            own, distances[index] = distances[index], np.inf
            known = self._known_strays[index, candidate] = bool(distances.min() <= own + _LEAD / 2)
        return known

    def _standing_costs(self) -> Array:
        """What each candidate costs for leaving the middle, standing off, and being near other curves:
        (labels, candidates)."""
        labels, candidates = self._centres.shape[:2]
        nearest = distances_to_corners(self._centres.reshape(-1, 2), self._lines)
        nearest = nearest.reshape(labels, candidates, labels)
        rows = np.arange(labels)
        own = nearest[rows, :, rows].copy()
        nearest[rows, :, rows] = np.inf
        others = nearest.min(axis=2)
        crowd = np.maximum(0.0, 1 - others / (_CROWD * self._magnification))
        wander = np.abs(self._t - self._t[0])
        off = np.where(self._off == 0, 0.0, _OFF_COST + np.abs(self._off) / 100)
        is_stray = others < np.where(self._off == 0, 0.0, own) + _LEAD
        return np.asarray(_CROWD_COST * crowd + _WANDER_COST * wander + off + _FORBIDDEN * is_stray)

    def _boxes_of(self, detail: Detail) -> Boxes:
        width, height = (side * self._magnification + _MARGIN for side in SIZES[detail])
        return boxes_around(self._centres, width, height, HEIGHT * self._magnification)
