"""How does the numpy engine make an update?

As `LearningRule` does it, on the dense vectors of the engine's layout; but what is the same at every
step is looked up once, and what only some optimisers need is computed for them alone.
"""

import math

import numpy as np

from explorer.array import Array
from explorer.network.learning_rule import LearningRule
from explorer.network.model import Training
from explorer.training.numpy_engine.memory_layout import MemoryLayout


class ParameterUpdate:
    """The parameters and memories of one program as dense vectors, and what changes them.

    `state`: (1 + memory, size); `dense` is its first row, `memory` all others as one vector; `gradient` is
    where that must stand which the next update follows. Absent connections have a gradient of 0 and stay 0.
    """

    def __init__(self, training: Training, layout: MemoryLayout) -> None:
        self._rule = LearningRule(training, layout.is_weight, layout.fixed, layout.rate_multipliers)
        self._places, self._absent, self._fixed = layout.parameters, layout.absent, layout.fixed
        self._change, self._settings = self._rule.optimiser.change, self._rule.settings
        self.state = self._rule.first_state(np.zeros(layout.size))
        self.dense, self._memories = self.state[0], self.state[1:]
        self.memory = self._memories.reshape(-1)
        self.gradient, self._decaying = np.zeros(layout.size), np.zeros(layout.size)
        self.has_penalty = self._rule.has_penalty
        self._is_clipped = training.largest_gradient is not None
        self._decays = "weight_decay" in self._settings

    def load(self, state: Array) -> None:
        """Takes over `state`, (1 + memory, parameters), in the order of the program; or its first rows."""
        rows = self.state[: len(state)]
        rows[:, self._absent] = 0.0
        rows[:, self._places] = state

    def store(self, state: Array) -> None:
        """Writes into `state` what has become of it."""
        state[:] = self.state[:, self._places]

    def penalise(self) -> float:
        """The penalty R of the present weights, whose ∂R/∂w it adds to the gradient."""
        np.add(self.gradient, self._rule.penalty_gradient(self.dense), self.gradient)
        return self._rule.penalty(self.dense)

    def leave_out_fixed(self) -> None:
        """Puts the gradients of the fixed parameters to 0: no update follows them."""
        if len(self._fixed):
            self.gradient[self._fixed] = 0.0

    def make(self, learning_rate: float, step: int, norm: float) -> None:
        """Makes the update that follows `step` others, and a gradient of this norm."""
        if self._is_clipped:
            np.multiply(self.gradient, self._rule.clip_factor(norm), self.gradient)
        if self._decays:
            np.copyto(self._decaying, self.dense, where=self._rule.is_weight)
        rate = self._rule.rates(learning_rate)
        change = self._change(self.gradient, self._memories, self._decaying, rate, step + 1, self._settings)
        if len(self._fixed):
            change[self._fixed] = 0.0
        np.add(self.dense, change, self.dense)
        if not math.isfinite(learning_rate):  # ∞ · 0 is NaN even where there is no connection
            self.dense[self._absent] = 0.0
