"""In which order are the pixels of a trainability map made? Coarse at once and then ever finer.

Every eighth pixel of both axes comes first, then every fourth, every second, all; each pixel once. They are
numbered when it is their turn, line by line, so that a map of any size takes no more memory for that.
"""

from collections.abc import Iterable, Iterator

import numpy as np

from explorer.array import Indices

COARSEST = 8
"""The first picture has every so-manieth pixel of both axes."""


def count_of(width: int, height: int, spacing: int) -> int:
    """How many pixels the picture of this spacing adds to the coarser ones."""
    added = _every(width, spacing) * _every(height, spacing)
    if spacing < COARSEST:
        added -= _every(width, 2 * spacing) * _every(height, 2 * spacing)
    return added


def lines_of(width: int, height: int, spacing: int, by_columns: bool = False) -> Iterator[Indices]:
    """The numbers y · width + x of these pixels, row by row from below or column by column, none empty."""
    length, lines = (height, width) if by_columns else (width, height)
    for line in range(0, lines, spacing):
        is_in_coarser = spacing < COARSEST and line % (2 * spacing) == 0
        places = np.arange(spacing, length, 2 * spacing) if is_in_coarser else np.arange(0, length, spacing)
        if len(places):
            yield places * width + line if by_columns else line * width + places


def in_groups(lines: Iterable[Indices], size: int) -> Iterator[Indices]:
    """The numbers of all lines in their order, so many at a time, the last ones as they are."""
    rest = np.empty(0, dtype=np.intp)
    for line in lines:
        rest = np.concatenate([rest, line])
        while len(rest) >= size:
            yield rest[:size]
            rest = rest[size:]
    if len(rest):
        yield rest


def _every(count: int, spacing: int) -> int:
    return -(-count // spacing)
