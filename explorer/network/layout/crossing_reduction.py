"""In which order do the things in each column stand, so that few lines between neighbouring columns cross?

The layered drawing of Sugiyama, Tagawa and Toda (1981): sweeps to and fro, each of which sorts the columns by
the mean place of what their things are joined to (barycentres).
"""

from bisect import bisect_right, insort
from collections.abc import Iterable, Sequence

LayoutNode = int
"""A neuron, or the place where a long connection passes a column."""

Line = tuple[LayoutNode, LayoutNode]
"""Joins a thing to one in the next column."""

_MOST_SWEEPS = 24


def crossings(columns: Sequence[Sequence[LayoutNode]], lines: Iterable[Line]) -> int:
    """How many pairs of lines cross, for things in this order from top to bottom."""
    place = {thing: (index, row) for index, column in enumerate(columns) for row, thing in enumerate(column)}
    count, between = 0, -1
    seen: list[int] = []
    for (column, _), row in sorted((place[left], place[right][1]) for left, right in lines):
        if column != between:
            seen, between = [], column
        count += len(seen) - bisect_right(seen, row)
        insort(seen, row)
    return count


def untangled(columns: Sequence[Sequence[LayoutNode]], lines: Sequence[Line]) -> list[list[LayoutNode]]:
    """The columns in the order with the fewest crossings that was found; unchanged where none was better."""
    before: dict[LayoutNode, list[LayoutNode]] = {thing: [] for column in columns for thing in column}
    after: dict[LayoutNode, list[LayoutNode]] = {thing: [] for column in columns for thing in column}
    for left, right in lines:
        before[right].append(left)
        after[left].append(right)
    now = [list(column) for column in columns]
    best, fewest, unchanged = now, crossings(now, lines), 0
    for sweep in range(_MOST_SWEEPS):
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
    return best


def _swept(
    columns: list[list[LayoutNode]], neighbours: dict[LayoutNode, list[LayoutNode]], indices: Iterable[int]
) -> list[list[LayoutNode]]:
    """Sorts these columns one after the other by the mean place of each thing's neighbours on one side."""
    swept = list(columns)
    place = {thing: float(row) for column in columns for row, thing in enumerate(column)}
    for index in indices:
        key = {
            thing: sum(place[other] for other in neighbours[thing]) / len(neighbours[thing])
            for thing in swept[index]
            if neighbours[thing]
        }
        swept[index] = _sorted_around_the_fixed(swept[index], key)
        place.update({thing: float(row) for row, thing in enumerate(swept[index])})
    return swept


def _sorted_around_the_fixed(column: list[LayoutNode], key: dict[LayoutNode, float]) -> list[LayoutNode]:
    """Sorted by key; things without one keep their places."""
    ordered = iter(sorted((thing for thing in column if thing in key), key=lambda thing: key[thing]))
    return [next(ordered) if thing in key else thing for thing in column]
