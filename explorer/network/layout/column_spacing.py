"""How far apart do nodes in a column stand, near where each would like to be and without overlapping?"""

from collections.abc import Sequence
from itertools import accumulate


def spaced(wishes: Sequence[float], gaps: Sequence[float]) -> list[float]:
    """The y that minimise Σ (y − wish)², where each y is at least its gap below the one before.

    `gaps[i]` stands between i and i + 1. After the gaps before it are taken off each wish, this is isotonic
    regression, solved by pooling neighbours that are out of order (Ayer et al. 1955).
    """
    offsets = list(accumulate(gaps, initial=0.0))[: len(wishes)]
    pools: list[tuple[float, int]] = []  # mean and count of nodes that move as one
    for wish, offset in zip(wishes, offsets, strict=True):
        mean, count = wish - offset, 1
        while pools and pools[-1][0] > mean:
            other_mean, other_count = pools.pop()
            mean = (mean * count + other_mean * other_count) / (count + other_count)
            count += other_count
        pools.append((mean, count))
    means = [mean for mean, count in pools for _ in range(count)]
    return [mean + offset for mean, offset in zip(means, offsets, strict=True)]
