"""In which order do the nodes in each column stand, so that few lines between neighbouring columns cross?

The layered drawing of Sugiyama, Tagawa and Toda (1981): sweeps to and fro, each of which sorts the columns by
the mean place of what their nodes are joined to (barycentres).
"""

from bisect import bisect_right, insort
from collections.abc import Iterable, Sequence

from explorer.job import Job, JobStep

LayoutNode = int
"""A neuron, or the place where a long connection passes a column."""

Line = tuple[LayoutNode, LayoutNode]
"""Joins a node to one in the next column."""

_MOST_SWEEPS = 24


def crossings(columns: Sequence[Sequence[LayoutNode]], lines: Iterable[Line]) -> int:
    """How many pairs of lines cross, for nodes in this order from top to bottom."""
    place = {node: (index, row) for index, column in enumerate(columns) for row, node in enumerate(column)}
    count, between = 0, -1
    seen: list[int] = []
    for (column, _), row in sorted((place[left], place[right][1]) for left, right in lines):
        if column != between:
            seen, between = [], column
        count += len(seen) - bisect_right(seen, row)
        insort(seen, row)
    return count


def untangle(columns: Sequence[Sequence[LayoutNode]], lines: Sequence[Line]) -> Job[list[list[LayoutNode]]]:
    """The columns in the order with the fewest crossings that was found; unchanged where none was better."""
    before: dict[LayoutNode, list[LayoutNode]] = {node: [] for column in columns for node in column}
    after: dict[LayoutNode, list[LayoutNode]] = {node: [] for column in columns for node in column}
    for left, right in lines:
        before[right].append(left)
        after[left].append(right)
    now = [list(column) for column in columns]
    best, fewest, unchanged = now, crossings(now, lines), 0
    for sweep in range(_MOST_SWEEPS):
        yield JobStep(sweep / _MOST_SWEEPS)
        if fewest == 0 or unchanged == 2:
            break
        if sweep % 2 == 0:
            swept = _swept(now, before, range(1, len(now)))
        else:
            swept = _swept(now, after, range(len(now) - 2, -1, -1))
        unchanged = unchanged + 1 if swept == now else 0
        now = swept
        count = crossings(now, lines)
        if count < fewest:
            best, fewest = now, count
    yield JobStep(1.0, best)


def _swept(
    columns: list[list[LayoutNode]], neighbours: dict[LayoutNode, list[LayoutNode]], indices: Iterable[int]
) -> list[list[LayoutNode]]:
    """Sorts these columns one after the other by the mean place of each node's neighbours on one side."""
    swept = list(columns)
    place = {node: float(row) for column in columns for row, node in enumerate(column)}
    for index in indices:
        key = {
            node: sum(place[other] for other in neighbours[node]) / len(neighbours[node])
            for node in swept[index]
            if neighbours[node]
        }
        swept[index] = _sorted_around_the_fixed(swept[index], key)
        place.update({node: float(row) for row, node in enumerate(swept[index])})
    return swept


def _sorted_around_the_fixed(column: list[LayoutNode], key: dict[LayoutNode, float]) -> list[LayoutNode]:
    """Sorted by key; nodes without one keep their places."""
    ordered = iter(sorted((node for node in column if node in key), key=lambda node: key[node]))
    return [next(ordered) if node in key else node for node in column]
