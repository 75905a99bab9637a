"""By what does dropout multiply the activation of each hidden neuron, for a sample in a step?

Inverted dropout (Srivastava, Hinton, Krizhevsky, Sutskever, Salakhutdinov 2014): a neuron that is kept sends
on a / (1 − p), so that what arrives elsewhere is on average what it is without dropout, and the whole network
needs no correction afterwards. A hash takes the place of a stream of random numbers: who is left out depends
on seed, step, neuron and sample alone, so in how many pieces a run is made, and in which order its samples
are seen, changes nothing.
"""

import numpy as np
from numpy.typing import NDArray

from explorer.array import Array, Indices

Hashes = NDArray[np.uint64]

_WEYL = np.uint64(0x9E3779B97F4A7C15)
_FACTORS = (np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))
_SHIFTS = (np.uint64(30), np.uint64(27))
_LAST_SHIFT = np.uint64(31)
_UNUSED_BITS = np.uint64(11)  # a double has room for 53 of 64
_WORD = 2**64


class DropoutMask:
    """Leaves out the given `neurons`, each with this `probability`, by `seed`.

    Neurons are numbered in the order of computation, samples among those that take part in training.
    """

    def __init__(self, seed: int, probability: float, neurons: Indices) -> None:
        self._seed = _mix(
            np.array([seed % _WORD], dtype=np.uint64)
        )  # a lone number would warn when it wraps around
        self._probability = probability
        self._factor = 1.0 / (1.0 - probability)
        self._neurons = neurons.astype(np.uint64)[:, np.newaxis]

    def factors(self, step: int, samples: Indices) -> Array:
        """What every neuron's a is multiplied by, 0 or 1 / (1 − p): (neurons, samples)."""
        at_step = _mix(self._seed ^ np.uint64(step))
        hashes = _mix(_mix(at_step ^ self._neurons) ^ samples.astype(np.uint64))
        uniform = (hashes >> _UNUSED_BITS) * 2.0**-53
        return np.where(uniform < self._probability, 0.0, self._factor)


def _mix(x: Hashes) -> Hashes:
    """The output of SplitMix64 in the state x (Steele, Lea, Flood 2014): every bit depends on all of x."""
    x = np.add(x, _WEYL)
    for shift, factor in zip(_SHIFTS, _FACTORS, strict=True):
        x ^= x >> shift
        x *= factor
    return x ^ (x >> _LAST_SHIFT)
