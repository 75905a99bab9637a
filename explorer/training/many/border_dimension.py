"""How fractal is the border between what trains and what diverges? Its dimension, by uncertainty exponent.

A point is uncertain at ε where another one at that distance is of another class. The share f of such points
falls as f ~ ε^u, and the border has the dimension D = 2 − u (McDonald, Grebogi, Ott, Yorke 1985). Counting
boxes of a picture instead reads some hundredths too low at the sizes that pictures have.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from explorer.array import Array
from explorer.job import Job, JobStep

Classify = Callable[[Array], NDArray[np.int8]]
"""The classes, (points,), of points of the unit square, (points, 2)."""

SCALES = tuple(2.0**-k for k in range(4, 11))
"""ε, as shares of the window's sides."""

_AT_ONCE = 2048
"""Pairs of points that are classified in one piece of the job."""


@dataclass(frozen=True)
class BorderDimension:
    """The dimension with its standard error, from `uncertain` of `pairs` at each of `scales`, coarse first.

    Both are NaN where at fewer than three scales anything was uncertain: there is hardly a border then.
    """

    dimension: float
    error: float
    scales: tuple[float, ...]
    pairs: tuple[int, ...]
    uncertain: tuple[int, ...]

    @property
    def shares(self) -> Array:
        """f of each scale."""
        return np.array(self.uncertain) / np.maximum(self.pairs, 1)


def border_dimension(
    classify: Classify,
    wanted: int = 1000,
    most_pairs: int = 200_000,
    scales: Sequence[float] = SCALES,
    seed: int = 0,
) -> Job[BorderDimension]:
    """Looks at pairs of points at random, at each scale until `wanted` are uncertain or `most_pairs` seen.

    Every piece gives the dimension as far as it is known.
    """
    chance = np.random.default_rng(seed)
    pairs, uncertain = [0] * len(scales), [0] * len(scales)
    for place, scale in enumerate(scales):
        while uncertain[place] < wanted and pairs[place] < most_pairs:
            count = min(_AT_ONCE, most_pairs - pairs[place])
            points, partners = _pairs(chance, count, scale)
            classes = classify(np.concatenate([points, partners]))
            pairs[place] += count
            uncertain[place] += int((classes[:count] != classes[count:]).sum())
            done = min(1.0, max(uncertain[place] / wanted, pairs[place] / most_pairs))
            yield JobStep((place + done) / len(scales), _fitted(scales, pairs, uncertain))
        if not uncertain[place]:
            return  # closer together still fewer would differ


def _pairs(chance: np.random.Generator, count: int, scale: float) -> tuple[Array, Array]:
    """Points at random, and of each another one at that distance, in a direction that stays in the square."""
    points = chance.random((count, 2))
    angle = chance.uniform(0.0, 2.0 * math.pi, count)
    step = scale * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    partners = points + step
    leaves = (partners < 0.0) | (partners > 1.0)  # that step goes the other way then, along its axis
    partners = np.where(leaves, points - step, partners)
    return points, partners


def _fitted(scales: Sequence[float], pairs: Sequence[int], uncertain: Sequence[int]) -> BorderDimension:
    """The slope of ln f over ln ε, each weighted by its binomial error; what the line misses adds to it."""
    known = np.array([n for n, found in enumerate(uncertain) if found > 0])
    so_far = (tuple(scales), tuple(pairs), tuple(uncertain))
    if len(known) < 3:
        return BorderDimension(math.nan, math.nan, *so_far)
    found, seen = np.array(uncertain)[known], np.array(pairs)[known]
    share = found / seen
    x, y = np.log(np.array(scales)[known]), np.log(share)
    weight = found / np.maximum(1.0 - share, 1.0 / seen)  # 1 / σ² of ln f
    x_mean, y_mean = np.average(x, weights=weight), np.average(y, weights=weight)
    spread = float((weight * (x - x_mean) ** 2).sum())
    slope = float((weight * (x - x_mean) * (y - y_mean)).sum()) / spread
    misses = float((weight * (y - y_mean - slope * (x - x_mean)) ** 2).sum())
    error = math.sqrt(max(1.0, misses / max(1, len(known) - 2)) / spread)
    return BorderDimension(2.0 - slope, error, *so_far)
