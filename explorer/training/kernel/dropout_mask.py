"""By what does dropout multiply the activation of each hidden neuron, 0 or 1 / (1 − p)?

`explorer.training.dropout_mask` once more for speed, for a block: a function of seed, step, neuron and sample
alone.
"""

from typing import NamedTuple

import numpy as np

from explorer.compiling.compiled import piece
from explorer.training.kernel.graph import Places

_STRIDE = np.uint64(0x9E3779B97F4A7C15)
_FIRST, _SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_30, _27, _31, _11 = np.uint64(30), np.uint64(27), np.uint64(31), np.uint64(11)


class DropoutStep(NamedTuple):
    """With which probability a hidden neuron is left out; for which seed, step and samples of the batch."""

    probability: float
    seed: int
    step: int
    samples: Places


@piece
def lay_out_mask(graph, samples, block, dropout, workspace):
    """Lays out what a of every hidden neuron is multiplied by: 0, or 1 / (1 − p)."""
    lanes = samples.shares.size // len(samples.shares)
    mask, last = workspace.dropout_mask, len(dropout.samples) - 1
    kept = 1.0 / (1.0 - dropout.probability)
    of_step = _mix(_mix(np.uint64(dropout.seed)) ^ np.uint64(dropout.step))
    for n in graph.computed:
        if graph.is_hidden[n]:
            of_neuron = _mix(of_step ^ np.uint64(n))
            for lane in range(mask.shape[1]):
                sample = dropout.samples[min(block * lanes + lane % lanes, last)]
                drawn = (_mix(of_neuron ^ np.uint64(sample)) >> _11) * 2.0**-53
                mask[n, lane] = 0.0 if drawn < dropout.probability else kept


@piece
def _mix(x):
    """The finaliser of splitmix64 (Steele, Lea, Flood 2014)."""
    x = x + _STRIDE
    x = (x ^ (x >> _30)) * _FIRST
    x = (x ^ (x >> _27)) * _SECOND
    return x ^ (x >> _31)
