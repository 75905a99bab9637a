"""Along which curve does a connection run? Cubic Bezier curves that leave and arrive horizontally."""

from collections.abc import Collection
from functools import cached_property

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from explorer.drawing.rect import NOWHERE, Rect
from explorer.network.model import Position

Points = NDArray[np.float64]
"""x and y: (points, 2), in scene units."""

_SAMPLES = 33
_T = np.linspace(0, 1, _SAMPLES)[:, None]
BASIS = np.hstack([(1 - _T) ** 3, 3 * _T * (1 - _T) ** 2, 3 * _T**2 * (1 - _T), _T**3])
"""What each control point adds to the points of a polyline, the Bernstein polynomials: (points, 4)."""

SHORTEST_HANDLE = 45.0
"""Least distance of a control point from its end, in scene units: half the width of wider curves."""


class Curve(Struct, frozen=True, dict=True):
    """One or two cubic pieces: `points` holds 3n + 1 control points, in scene units."""

    points: tuple[Position, ...]

    @cached_property
    def polyline(self) -> Points:
        """Points along the curve, evenly spaced in t for each piece: (points, 2)."""
        points = np.array(self.points)
        return np.vstack([BASIS @ points[first : first + 4] for first in range(0, len(points) - 1, 3)])

    def at(self, t: float) -> Position:
        """The point at `t` in [0, 1]; every piece takes an equal share of t."""
        pieces = len(self.points) // 3
        piece = min(int(t * pieces), pieces - 1)
        u = t * pieces - piece
        p0, p1, p2, p3 = self.points[3 * piece : 3 * piece + 4]
        weights = ((1 - u) ** 3, 3 * u * (1 - u) ** 2, 3 * u * u * (1 - u), u**3)
        x = sum(weight * p[0] for weight, p in zip(weights, (p0, p1, p2, p3), strict=True))
        y = sum(weight * p[1] for weight, p in zip(weights, (p0, p1, p2, p3), strict=True))
        return (x, y)

    def points_at(self, t: Points) -> Points:
        """The points at each of `t` (points,) at once: (points, 2)."""
        pieces = len(self.points) // 3
        piece = np.minimum((t * pieces).astype(np.intp), pieces - 1)
        u = t * pieces - piece
        weights = np.stack([(1 - u) ** 3, 3 * u * (1 - u) ** 2, 3 * u * u * (1 - u), u**3], axis=1)
        corners = np.array(self.points)[3 * piece[:, None] + np.arange(4)]
        return np.asarray((weights[:, :, None] * corners).sum(axis=1))

    def distance(self, x: float, y: float) -> float:
        """From (x, y) to the nearest point of the curve, in scene units."""
        starts, steps = self.polyline[:-1], np.diff(self.polyline, axis=0)
        offset = np.array([x, y]) - starts
        lengths = np.maximum((steps**2).sum(axis=1), 1e-12)
        along = np.clip((offset * steps).sum(axis=1) / lengths, 0, 1)
        return float(np.hypot(*(offset - along[:, None] * steps).T).min())


def hull(curves: Collection[Curve]) -> Rect:
    """The rectangle around all control points, in which the curves lie; `NOWHERE` without curves."""
    if not curves:
        return NOWHERE
    points = np.array([point for curve in curves for point in curve.points])
    (left, top), (right, bottom) = points.min(axis=0).tolist(), points.max(axis=0).tolist()
    return Rect(left, top, right - left, bottom - top)


def boxes(curves: Collection[Curve]) -> NDArray[np.float64]:
    """Left, top, right and bottom of each curve: (curves, 4), in scene units."""
    found = np.zeros((len(curves), 4))
    counts = np.array([len(curve.points) for curve in curves], dtype=np.intp)
    for count in sorted(set(counts.tolist())):
        points = np.array([curve.points for curve in curves if len(curve.points) == count])
        pieces = [BASIS @ points[:, first : first + 4] for first in range(0, count - 1, 3)]
        lines = np.concatenate(pieces, axis=1)
        found[counts == count] = np.hstack([lines.min(axis=1), lines.max(axis=1)])
    return found


def curve_between(
    start: Position, end: Position, detour: float = 0.0, least_handle: float = SHORTEST_HANDLE
) -> Curve:
    """From `start` to `end` with horizontal tangents; `detour`: through a point that far below halfway."""
    (x0, y0), (x1, y1) = start, end
    if detour == 0:
        return Curve((start, *_handles(start, end, least_handle), end))
    middle = ((x0 + x1) / 2, (y0 + y1) / 2 + detour)
    first, second = _handles(start, middle, least_handle), _handles(middle, end, least_handle)
    return Curve((start, *first, middle, *second, end))


def _handles(start: Position, end: Position, least: float) -> tuple[Position, Position]:
    reach = max(least, abs(end[0] - start[0]) / 2)
    return ((start[0] + reach, start[1]), (end[0] - reach, end[1]))
