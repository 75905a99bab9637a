"""Which samples does each step see?

A function of the seed and the step alone: where training stopped, and in how many pieces it ran, changes
nothing.
"""

import numpy as np

from explorer.array import Indices
from explorer.network.model import Training


class Batches:
    """The batch of every step, for so many training `samples`, as the settings of `training` say.

    An *epoch* sees each sample once, in a new order if `shuffle` is true; its last batch may be smaller.
    """

    def __init__(self, samples: int, training: Training) -> None:
        self._samples = samples
        self._size = min(samples, training.batch_size or samples)
        self._is_shuffled = training.shuffle
        self._seed = training.seed
        self._epoch = -1
        self._order: Indices = np.arange(samples)

    @property
    def is_full(self) -> bool:
        """Whether every step sees every sample, so that E and the gradient belong together."""
        return self._size == self._samples

    @property
    def steps_per_epoch(self) -> int:
        """How many steps it takes to see every sample once."""
        return -(-self._samples // self._size)

    @property
    def sizes(self) -> tuple[int, ...]:
        """Every size of a batch: the usual one and, if it differs, that of an epoch's last batch."""
        return (self._size, rest) if (rest := self._samples % self._size) else (self._size,)

    def at(self, step: int) -> Indices:
        """The places, among the training samples, of those whose gradient step number `step` follows."""
        if self._size == self._samples:
            return self._order
        epoch, position = divmod(step, self.steps_per_epoch)
        order = self._order_of(epoch)
        return order[position * self._size : (position + 1) * self._size]

    def table(self, step: int, steps: int) -> Indices:
        """The batches of so many steps from `step` on: (steps, size), −1 behind those that are smaller."""
        table = np.full((steps, self._size), -1, dtype=np.intp)
        whole = np.full(self.steps_per_epoch * self._size, -1, dtype=np.intp)
        row = 0
        while row < steps:
            epoch, position = divmod(step + row, self.steps_per_epoch)
            whole[: self._samples] = self._order_of(epoch)
            part = whole.reshape(-1, self._size)[position : position + steps - row]
            table[row : row + len(part)] = part
            row += len(part)
        return table

    def _order_of(self, epoch: int) -> Indices:
        if self._is_shuffled and not self.is_full and epoch != self._epoch:
            self._order = np.random.default_rng((self._seed, epoch)).permutation(self._samples)
            self._epoch = epoch
        return self._order
