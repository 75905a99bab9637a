"""How high does each node of a layout stand in its column? Near what it is joined to, clear of the others."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from explorer.network.layout.column_spacing import spaced
from explorer.network.layout.crossing_reduction import LayoutNode, Line

_ROUNDS = 20
_PULL = 0.9  # below 1, or columns that want to stand in different orders drive each other ever farther apart


def node_heights(
    columns: Sequence[Sequence[LayoutNode]], lines: Sequence[Line], size: Mapping[LayoutNode, float]
) -> dict[LayoutNode, float]:
    """y of every node; `size`: the room that each takes above its middle, and below, in scene units."""
    joined: dict[LayoutNode, list[LayoutNode]] = {node: [] for column in columns for node in column}
    for left, right in lines:
        joined[left].append(right)
        joined[right].append(left)
    heights = dict.fromkeys(joined, 0.0)
    for _ in range(_ROUNDS):
        for column in columns:
            wishes = [_PULL * _mean([heights[other] for other in joined[node]]) for node in column]
            gaps = [size[above] + size[below] for above, below in pairwise(column)]
            heights.update(zip(column, spaced(wishes, gaps), strict=True))
    return heights


def _mean(numbers: Sequence[float]) -> float:
    return sum(numbers) / len(numbers) if numbers else 0.0
