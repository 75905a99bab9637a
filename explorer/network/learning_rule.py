"""What does one update make of the parameters?

The whole way from the gradient of the samples' loss to the change, in its order: the penalty's gradient is
added, what is fixed is left out, a gradient that is too long is shortened, the optimiser makes a change of
it. `explorer.backprop`
explains it, the engines of `explorer.training` do it.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from explorer.array import Array, Indices
from explorer.network.model import Experiment, Network, Training
from explorer.network.optimiser import OPTIMISERS, Optimiser, Rates, Settings, settings_of

NORM_GUARD = 1e-6
"""Added to the norm that clipping divides by, as PyTorch does: the shortened gradient ends just below it."""


@dataclass(frozen=True)
class Memory:
    """What an optimiser, by its name, remembers after `step` updates.

    `moments`: one row for each symbol of `Optimiser.memory`, with a number for each of `Network.parameters`.
    """

    optimiser: str
    step: int
    moments: tuple[tuple[float, ...], ...]


class MemoryDoesNotFit(ValueError):
    """A memory belongs to another optimiser, or to a network of other parameters."""


@dataclass(frozen=True, eq=False)
class LearningRule:
    """The update of one network's parameters, vectors of which `is_weight` tells weights from biases.

    The parameters that are `fixed`, by their places, take no part in it, as PyTorch has it of those that
    require no gradient: they keep their values, neither clipping nor the optimiser looks at their gradients,
    and nothing is remembered of them. They belong to E nevertheless, fixed weights to its penalty too.
    `rate_multipliers`, one for each parameter: what α is multiplied by for it, as in a parameter group of
    PyTorch's with a rate of its own; None where all are 1.
    """

    training: Training
    is_weight: NDArray[np.bool_]
    fixed: Indices
    rate_multipliers: Array | None = None

    @classmethod
    def of(cls, experiment: Experiment) -> "LearningRule":
        """The rule of an experiment; its vectors are in the order of `Network.parameters`."""
        network = experiment.network
        is_weight = np.arange(len(network.parameters)) < len(network.connections)  # weights come first
        multipliers = multipliers_of(network)
        return cls(experiment.training, is_weight, np.flatnonzero(network.are_fixed), multipliers)

    @property
    def optimiser(self) -> Optimiser:
        """What makes a change of the gradient."""
        return OPTIMISERS[self.training.optimiser.name]

    @property
    def settings(self) -> Settings:
        """The optimiser's."""
        return settings_of(self.training.optimiser)

    @property
    def has_penalty(self) -> bool:
        """Whether anything is added to E."""
        return self.training.penalty.l1 != 0 or self.training.penalty.l2 != 0

    def first_state(self, parameters: Array) -> Array:
        """(1 + memory, parameters): the parameters, and an empty memory of the optimiser."""
        state = np.zeros((1 + len(self.optimiser.memory), len(parameters)))
        state[0] = parameters
        return state

    def state(self, parameters: Array, memory: Memory | None) -> Array:
        """(1 + memory, parameters): the parameters and what is remembered; None is an empty memory.

        Raises MemoryDoesNotFit.
        """
        state = self.first_state(parameters)
        if memory is None:
            return state
        if not self.fits(memory):
            raise MemoryDoesNotFit(
                f"a memory of {memory.optimiser} for {[len(moment) for moment in memory.moments]} parameters "
                f"is none of {self.optimiser.name} for {len(parameters)}: begin with an empty one"
            )
        for row, moment in zip(state[1:], memory.moments, strict=True):
            row[:] = moment
        state[1:, self.fixed] = 0.0
        return state

    def memory(self, state: Array, step: int) -> Memory:
        """What `state` remembers after `step` updates."""
        return Memory(self.optimiser.name, step, tuple(tuple(row) for row in state[1:].tolist()))

    def fits(self, memory: Memory) -> bool:
        """Whether the memory is of this optimiser and as many parameters."""
        lengths = [len(moment) for moment in memory.moments]
        wanted = [len(self.is_weight)] * len(self.optimiser.memory)
        return memory.optimiser == self.optimiser.name and lengths == wanted

    def penalty(self, parameters: Array) -> float:
        """R = λ₁ Σ |w| + ½ λ₂ Σ w², over the weights."""
        w, penalty = parameters[self.is_weight], self.training.penalty
        total = penalty.l1 * float(np.abs(w).sum()) if penalty.l1 else 0.0  # 0 · ∞ would be NaN
        return total + 0.5 * penalty.l2 * float((w * w).sum()) if penalty.l2 else total

    def penalty_gradient(self, parameters: Array) -> Array:
        """∂R/∂w = λ₁ sign(w) + λ₂ w for a weight, with sign(0) = 0; 0 for a bias."""
        penalty = self.training.penalty
        gradient = penalty.l1 * np.sign(parameters) + penalty.l2 * parameters
        return np.where(self.is_weight, gradient, 0.0)

    def free(self, gradient: Array) -> Array:
        """What the update follows of a gradient: that of the free parameters, 0 for those that are fixed."""
        if not len(self.fixed):
            return gradient
        followed = gradient.copy()
        followed[self.fixed] = 0.0
        return followed

    def clip_factor(self, norm: float) -> float:
        """min(1, c / (‖g‖ + 10⁻⁶)), which clipping multiplies a gradient by (Pascanu et al. 2013).

        An infinite norm gives 0, NaN stays NaN: neither is hidden, since a run has then diverged already.
        """
        largest = self.training.largest_gradient
        if largest is None:
            return 1.0
        factor = largest / (norm + NORM_GUARD)
        return factor if not factor >= 1.0 else 1.0

    def rates(self, learning_rate: float) -> Rates:
        """κ αₜ of each parameter; where none has a multiplier αₜ itself, which is that of all."""
        return learning_rate if self.rate_multipliers is None else learning_rate * self.rate_multipliers

    def change(self, state: Array, gradient: Array, learning_rate: float, step: int) -> Array:
        """What the update after `step` others adds to the parameters; brings the memory up to date.

        `state` as `first_state` makes it; `gradient`: of E with its penalty, `free` and clipped;
        `learning_rate`: αₜ.
        """
        decaying = np.where(self.is_weight, state[0], 0.0)
        rate = self.rates(learning_rate)
        change = self.optimiser.change(gradient, state[1:], decaying, rate, step + 1, self.settings)
        change[self.fixed] = 0.0
        return change


def multipliers_of(network: Network) -> Array | None:
    """What α is multiplied by for each parameter, (parameters,); None where all are 1."""
    multipliers = np.array(network.rate_multipliers, dtype=np.float64)
    return multipliers if (multipliers != 1.0).any() else None


def norm_of(vector: Array) -> float:
    """‖v‖, which overflows only where the result does."""
    square = float(vector.dot(vector))
    if math.isfinite(square) or not np.isfinite(vector).all():
        return math.sqrt(square)
    largest = float(np.abs(vector).max())
    return largest * float(np.linalg.norm(vector / largest))
