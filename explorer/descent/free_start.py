"""Where is there room for one more start?"""

from collections.abc import Sequence
from itertools import pairwise


def widest_gap(starts: Sequence[float], low: float, high: float) -> float:
    """The middle of the widest gap between low, the starts that lie between the two, and high."""
    edges = [low, *sorted(start for start in starts if low < start < high), high]
    left, right = max(pairwise(edges), key=lambda gap: gap[1] - gap[0])
    return (left + right) / 2
