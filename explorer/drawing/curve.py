"""Along which curve does a connection run?

Cubic Bezier curves that leave and arrive horizontally. One that would pass behind another neuron goes round
it, by way of a point above or below.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from explorer.drawing.geometry import dest_anchor, source_anchor
from explorer.drawing.rect import Rect
from explorer.network.layout.sizes import RADIUS
from explorer.network.model import Ends, Network, Position

Points = NDArray[np.float64]
"""x and y: (points, 2), in scene units."""

_SAMPLES = 33
_T = np.linspace(0, 1, _SAMPLES)[:, None]
_BASIS = np.hstack([(1 - _T) ** 3, 3 * _T * (1 - _T) ** 2, 3 * _T**2 * (1 - _T), _T**3])
_SHORTEST_HANDLE = 45.0
_DETOURS = tuple(sign * step for step in (0.0, 14, 28, 45, 70, 95, 120, 180, 250) for sign in (1, -1))
_CLEARANCE = RADIUS + 6
_BEHIND_CIRCLE, _BEHIND_LABEL, _DETOUR_COST = 1.0, 0.25, 0.003


@dataclass(frozen=True)
class Curve:
    """One or two cubic pieces: `points` holds 3n + 1 control points, in scene units."""

    points: tuple[Position, ...]

    @cached_property
    def polyline(self) -> Points:
        """Points along the curve, evenly spaced in t for each piece: (points, 2)."""
        points = np.array(self.points)
        return np.vstack([_BASIS @ points[first : first + 4] for first in range(0, len(points) - 1, 3)])

    @cached_property
    def hull(self) -> Rect:
        """The rectangle around the control points, in which the whole curve lies."""
        across, down = zip(*self.points, strict=True)
        left, top = min(across), min(down)
        return Rect(left, top, max(across) - left, max(down) - top)

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

    def distance(self, x: float, y: float) -> float:
        """From (x, y) to the nearest point of the curve, in scene units."""
        starts, steps = self.polyline[:-1], np.diff(self.polyline, axis=0)
        offset = np.array([x, y]) - starts
        lengths = np.maximum((steps**2).sum(axis=1), 1e-12)
        along = np.clip((offset * steps).sum(axis=1) / lengths, 0, 1)
        return float(np.hypot(*(offset - along[:, None] * steps).T).min())


def curve_between(
    start: Position, end: Position, detour: float = 0.0, least_handle: float = _SHORTEST_HANDLE
) -> Curve:
    """From `start` to `end` with horizontal tangents; `detour`: through a point that far below halfway."""
    (x0, y0), (x1, y1) = start, end
    if detour == 0:
        return Curve((start, *_handles(start, end, least_handle), end))
    middle = ((x0 + x1) / 2, (y0 + y1) / 2 + detour)
    first, second = _handles(start, middle, least_handle), _handles(middle, end, least_handle)
    return Curve((start, *first, middle, *second, end))


def routes(network: Network, positions: Mapping[str, Position]) -> dict[Ends, Curve]:
    """The curve of every connection, in the order of the file."""
    centres = np.array([positions[name] for name in network.by_name]).reshape(-1, 2)
    index = {name: number for number, name in enumerate(network.by_name)}
    return {
        connection.ends: _route(network, positions, connection.ends, centres, index)
        for connection in network.connections
    }


def _route(
    network: Network, positions: Mapping[str, Position], ends: Ends, centres: Points, index: Mapping[str, int]
) -> Curve:
    """The first of the detours that keeps clear of every other neuron, or the one that meets the fewest."""
    source, dest = ends
    start = source_anchor(network.by_name[source].kind, positions[source])
    end = dest_anchor(positions[dest])
    is_between = (centres[:, 0] > min(start[0], end[0])) & (centres[:, 0] < max(start[0], end[0]))
    is_between[[index[source], index[dest]]] = False
    obstacles = centres[is_between]
    best = curve_between(start, end)
    if not len(obstacles):
        return best
    least = _hidden(best, obstacles)
    for detour in _DETOURS:
        price = abs(detour) * _DETOUR_COST
        if price >= least:
            break
        curve = curve_between(start, end, detour)
        cost = price + _hidden(curve, obstacles)
        if cost < least:
            best, least = curve, cost
    return best


def _hidden(curve: Curve, obstacles: Points) -> float:
    """What it costs that the curve passes behind the neurons at `obstacles`, their names and their badges."""
    across, down = np.moveaxis(curve.polyline[:, None, :] - obstacles[None, :, :], -1, 0)
    is_circle = (np.hypot(across, down) < _CLEARANCE).any(axis=0)
    is_label = ((np.abs(across) < RADIUS) & (down > -RADIUS - 20) & (down < RADIUS + 42)).any(axis=0)
    return float(_BEHIND_CIRCLE * is_circle.sum() + _BEHIND_LABEL * (is_label & ~is_circle).sum())


def _handles(start: Position, end: Position, least: float) -> tuple[Position, Position]:
    reach = max(least, abs(end[0] - start[0]) / 2)
    return ((start[0] + reach, start[1]), (end[0] - reach, end[1]))
