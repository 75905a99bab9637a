"""Which way does each connection take round the neurons that stand between its ends? Edge routing.

Of a straight curve and of detours through a point above or below halfway, the one is taken that costs least:
for every neuron that it passes behind, and for the length of the detour. All connections are weighed at once.
"""

from collections.abc import Iterator, Mapping

import numpy as np
from msgspec import Struct

from explorer.array import Array, Indices
from explorer.drawing.curve import BASIS, SHORTEST_HANDLE, Curve, curve_between
from explorer.drawing.geometry import dest_anchor, source_anchor
from explorer.network.layout.sizes import RADIUS
from explorer.network.model import Ends, Network, Position

_DETOURS = np.array([sign * step for step in (14.0, 28, 45, 70, 95, 120, 180, 250) for sign in (1, -1)])
_BEHIND_CIRCLE, _BEHIND_LABEL, _DETOUR_COST = 1.0, 0.25, 0.003
_CLEARANCE = RADIUS + 6
_ABOVE, _BELOW = RADIUS + 20, RADIUS + 42
"""How far the name and the badges of a neuron reach from its centre."""

_MOST_MEETINGS, _MOST_POINTS = 250_000, 600_000
"""With more neurons between ends, or more points of curves above and below these, over all connections, no
curve makes a detour: a thicket, in which nobody could follow it."""

_MEETINGS_AT_ONCE = 15_000


def routes(network: Network, positions: Mapping[str, Position]) -> dict[Ends, Curve]:
    """The curve of every connection, in the order of the file."""
    if not network.connections:
        return {}
    kinds = {name: neuron.kind for name, neuron in network.by_name.items()}
    starts = [source_anchor(kinds[c.source], positions[c.source]) for c in network.connections]
    stops = [dest_anchor(positions[c.dest]) for c in network.connections]
    index = {name: number for number, name in enumerate(positions)}
    own = np.array([(index[c.source], index[c.dest]) for c in network.connections], dtype=np.intp)
    centres = np.array(list(positions.values()))
    detours = _detours(np.array(starts), np.array(stops), own, centres)
    return {
        connection.ends: curve_between(start, stop, detour)
        for connection, start, stop, detour in zip(
            network.connections, starts, stops, detours.tolist(), strict=True
        )
    }


class _Samples(Struct, frozen=True):
    """Points along curves: `x` and `y` (curves, points). A detour moves them down by `lift` · detour."""

    x: Array
    y: Array
    lift: Array


def _detours(starts: Array, stops: Array, own: Indices, centres: Array) -> Array:
    """How far below halfway each curve passes: (connections,). `own`: the neurons at its ends."""
    best, points = np.zeros(len(starts)), 0
    choices = np.append(0.0, _DETOURS)
    for which, neurons in _meetings(starts, stops, own, centres):
        some = slice(which[0], which[-1] + 1)
        met, nth = centres[neurons], which - which[0]
        straight, bent = _straight(starts[some], stops[some]), _bent(starts[some], stops[some])
        beside = _beside(bent, nth, met)
        points += len(beside.meeting)
        if points > _MOST_POINTS:
            return np.zeros(len(starts))
        behind = _cost(straight, np.zeros(1), nth, _beside(straight, nth, met))
        costs = np.hstack([behind, _cost(bent, _DETOURS, nth, beside) + _DETOUR_COST * np.abs(_DETOURS)])
        best[some] = choices[np.argmin(costs, axis=1)]
    return best


def _meetings(starts: Array, stops: Array, own: Indices, centres: Array) -> Iterator[tuple[Indices, Indices]]:
    """Connections, ascending, each with a neuron between its ends that it may meet; thousands at once."""
    order = np.argsort(centres[:, 0], kind="stable")
    across = centres[order, 0]
    low = np.searchsorted(across, np.minimum(starts[:, 0], stops[:, 0]), side="right")
    high = np.searchsorted(across, np.maximum(starts[:, 0], stops[:, 0]), side="left")
    counts = np.maximum(high - low, 0)
    last = np.cumsum(counts)
    first = last - counts
    if last[-1] > _MOST_MEETINGS:
        return
    begin = 0
    while begin < len(counts):
        end = max(begin + 1, int(np.searchsorted(last, first[begin] + _MEETINGS_AT_ONCE, side="right")))
        which = np.repeat(np.arange(begin, end), counts[begin:end])
        neurons = order[low[which] + np.arange(len(which)) - (first[which] - first[begin])]
        is_other = (neurons != own[which, 0]) & (neurons != own[which, 1])
        if is_other.any():
            yield which[is_other], neurons[is_other]
        begin = end


def _straight(starts: Array, stops: Array) -> _Samples:
    """The curves without a detour."""
    return _Samples(
        _across(starts[:, 0], stops[:, 0]), _down(starts[:, 1], stops[:, 1]), np.zeros(len(BASIS))
    )


def _bent(starts: Array, stops: Array) -> _Samples:
    """The curves in two pieces that meet halfway."""
    middles = (starts + stops) / 2
    halves = ((starts, middles), (middles, stops))
    x = np.hstack([_across(a[:, 0], b[:, 0]) for a, b in halves])
    y = np.hstack([_down(a[:, 1], b[:, 1]) for a, b in halves])
    rise = BASIS[:, 2:].sum(axis=1)
    return _Samples(x, y, np.append(rise, 1 - rise))


def _across(start: Array, stop: Array) -> Array:
    """x along one piece between these: (curves, points)."""
    reach = np.maximum(SHORTEST_HANDLE, np.abs(stop - start) / 2)
    return np.stack([start, start + reach, stop - reach, stop], axis=1) @ BASIS.T


def _down(start: Array, stop: Array) -> Array:
    """y along one piece, horizontal at both ends: (curves, points)."""
    return np.stack([start, start, stop, stop], axis=1) @ BASIS.T


class _Beside(Struct, frozen=True):
    """Points of curves right above, below or behind a neuron: which of the meetings, which point, and
    how far right of the neuron and below it the point lies."""

    meeting: Indices
    point: Indices
    across: Array
    down: Array


def _beside(curves: _Samples, which: Indices, centres: Array) -> _Beside:
    """The points that matter where curve `which[i]` meets the neuron at `centres[i]`."""
    across = curves.x[which] - centres[:, :1]
    meeting, point = np.nonzero(np.abs(across) < _CLEARANCE)
    down = curves.y[which[meeting], point] - centres[meeting, 1]
    return _Beside(meeting, point, across[meeting, point], down)


def _cost(curves: _Samples, detours: Array, which: Indices, beside: _Beside) -> Array:
    """What each curve costs with each detour for the neurons that it passes behind: (curves, detours)."""
    costs = np.zeros((len(curves.x), len(detours)))
    is_near = np.abs(beside.down) < _BELOW + curves.lift[beside.point] * np.abs(detours).max()
    if not is_near.any():
        return costs
    meeting, across = beside.meeting[is_near], beside.across[is_near]
    down = beside.down[is_near, None] + curves.lift[beside.point[is_near], None] * detours
    is_behind = down**2 < (_CLEARANCE**2 - across**2)[:, None]
    is_labelled = (np.abs(across) < RADIUS)[:, None] & (down > -_ABOVE) & (down < _BELOW)
    firsts = np.flatnonzero(np.diff(meeting, prepend=-1))
    circles = np.logical_or.reduceat(is_behind, firsts)
    labels = np.logical_or.reduceat(is_labelled, firsts)
    np.add.at(costs, which[meeting[firsts]], _BEHIND_CIRCLE * circles + _BEHIND_LABEL * (labels & ~circles))
    return costs
