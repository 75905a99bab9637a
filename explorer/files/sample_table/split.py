"""Which rows of a table are held out, so that a share of them is? Drawn by a seed, the same each time."""

from collections.abc import Set

import numpy as np


def with_share_held_out(flags: list[bool], dropped: Set[int], share: float, seed: int) -> list[bool]:
    """`flags`, and True besides for round(share · n) of the n rows that are neither flagged nor dropped.

    At least one of those rows stays. Drawn without replacement by PCG64.
    """
    free = [row for row, is_held_out in enumerate(flags) if not is_held_out and row not in dropped]
    wanted = min(round(share * len(free)), len(free) - 1)
    if wanted < 1:
        return flags
    drawn = np.random.Generator(np.random.PCG64(seed)).permutation(len(free))[:wanted]
    chosen = {free[at] for at in drawn.tolist()}
    return [is_held_out or row in chosen for row, is_held_out in enumerate(flags)]
