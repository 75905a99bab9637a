"""Which contour lines has a surface, and at which levels of E?

Levels are values of E that do not depend on what is looked at: powers of ten, with steps between them where
the surface is flat. So a line means the same in two pictures, and stays while one scrubs. Lines are found by
marching squares (Lorensen, Cline 1987, in two dimensions) in log E.
"""

import math

import numpy as np

from explorer.array import Array, Indices

MOST_LEVELS = 24
_STEPS_OF_A_DECADE = (1024, 256, 64, 16, 8, 4, 2, 1)

_CASES: tuple[tuple[tuple[int, int], ...], ...] = (
    (),
    ((3, 0),),
    ((0, 1),),
    ((3, 1),),
    ((1, 2),),
    ((3, 0), (1, 2)),
    ((0, 2),),
    ((3, 2),),
    ((2, 3),),
    ((2, 0),),
    ((0, 1), (2, 3)),
    ((2, 1),),
    ((1, 3),),
    ((1, 0),),
    ((0, 3),),
    (),
)
"""Which sides of a cell a line joins: its corners are numbered as they are met from the lower left on against
the clock, and those above the level are the bits of the case; side n begins at corner n."""


def contour_levels(losses: Array) -> Array:
    """The E at which lines are drawn, ascending: 10^(n/m) within what the surface has, at most `MOST_LEVELS`.

    With m of 1024, 256, 64, 16, 8, 4, 2, 1, the largest that gives no more; of more than so many decades
    every second, third … Only what is above 0 and finite counts.
    """
    heights = losses[np.isfinite(losses) & (losses > 0)]
    if not heights.size:
        return np.empty(0)
    low, high = math.log10(float(heights.min())), math.log10(float(heights.max()))
    for steps in _STEPS_OF_A_DECADE:
        first, last = math.ceil(low * steps), math.floor(high * steps)
        if last - first < MOST_LEVELS:
            return _powers(np.arange(first, last + 1), 1.0 / steps)
    every = math.ceil((high - low) / MOST_LEVELS)
    return _powers(np.arange(math.ceil(low / every), math.floor(high / every) + 1), float(every))


def contour_segments(across: Array, up: Array, losses: Array, level: float) -> Array:
    """The line on which E is `level`: (segments, 2, 2), its ends as (across, up), on the sides of the cells.

    `losses`: (rows, columns). Cells with a corner that is not finite, or not above 0, have none.
    """
    with np.errstate(all="ignore"):
        height = np.log(losses) - math.log(level)
    corners = np.stack([height[:-1, :-1], height[:-1, 1:], height[1:, 1:], height[1:, :-1]])
    case = ((corners > 0) * np.array([1, 2, 4, 8])[:, np.newaxis, np.newaxis]).sum(axis=0)
    case[~np.isfinite(corners).all(axis=0)] = 0
    rows, columns = np.nonzero((case > 0) & (case < 15))
    cases, height_there = case[rows, columns], corners[:, rows, columns]
    x = np.stack([across[columns], across[columns + 1], across[columns + 1], across[columns]])
    y = np.stack([up[rows], up[rows], up[rows + 1], up[rows + 1]])
    found = []
    for number, sides in enumerate(_CASES):
        cells = np.flatnonzero(cases == number)
        for begin, end in sides if len(cells) else ():
            ends = [
                _crossing(side, x[:, cells], y[:, cells], height_there[:, cells]) for side in (begin, end)
            ]
            found.append(np.stack(ends, axis=1))
    return np.concatenate(found) if found else np.empty((0, 2, 2))


def _crossing(side: int, x: Array, y: Array, height: Array) -> Array:
    """Where the level is met on that side of each cell: (cells, 2). All (4, cells)."""
    begin, end = side, (side + 1) % 4
    share = height[begin] / (height[begin] - height[end])
    return np.stack([each[begin] + share * (each[end] - each[begin]) for each in (x, y)], axis=1)


def _powers(numbers: Indices, of_one: float) -> Array:
    powers: Array = np.power(10.0, numbers * of_one)
    return powers
