"""Which hidden neurons does dropout silence?

`explorer.training.dropout_mask`, for a block: a function of seed, step, neuron and sample alone.
"""

from typing import NamedTuple

import numpy as np

from explorer.training.kernel.compiled import piece
from explorer.training.kernel.graph import Places

_STRIDE = np.uint64(0x9E3779B97F4A7C15)
_FIRST, _SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_30, _27, _31, _11 = np.uint64(30), np.uint64(27), np.uint64(31), np.uint64(11)


class Thinning(NamedTuple):
    """The probability with which a hidden neuron is silent; for which seed, step and samples of the batch."""

    dropout: float
    seed: int
    step: int
    samples: Places


@piece
def silence(graph, shown, block, thinning, desk):
    """Lays out what a of every hidden neuron is multiplied by: 0, or 1 / (1 − p)."""
    lanes = shown.shares.size // len(shown.shares)
    last = len(thinning.samples) - 1
    of_step = _mix(_mix(np.uint64(thinning.seed)) ^ np.uint64(thinning.step))
    for n in graph.computed:
        if graph.is_hidden[n]:
            of_neuron = _mix(of_step ^ np.uint64(n))
            for lane in range(desk.silence.shape[1]):
                sample = thinning.samples[min(block * lanes + lane % lanes, last)]
                drawn = (_mix(of_neuron ^ np.uint64(sample)) >> _11) * 2.0**-53
                desk.silence[n, lane] = 0.0 if drawn < thinning.dropout else 1.0 / (1.0 - thinning.dropout)


@piece
def _mix(x):
    """The finaliser of splitmix64 (Steele, Lea, Flood 2014)."""
    x = x + _STRIDE
    x = (x ^ (x >> _30)) * _FIRST
    x = (x ^ (x >> _27)) * _SECOND
    return x ^ (x >> _31)
