"""Where did a run go wrong: which number, in which neuron, was the first that is not finite?

First means in the order in which one iteration comes to its numbers: what the optimiser remembers and the
parameters, as the update left them; z and a, neuron by neuron forward; E; δ and the gradients, neuron by
neuron backward. Looking for it there finds it even where an activation function hides it: relu(−∞) is 0,
tanh(∞) is 1, and what is divided by an infinite memory no longer moves.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain

import numpy as np

from explorer.array import Array, Indices
from explorer.network.model import Ends, Experiment, Parameter
from explorer.network.optimiser import OPTIMISERS
from explorer.number import rounded
from explorer.plain_text import shown_name
from explorer.symbol import Symbol
from explorer.training.engine import Examination
from explorer.training.program import Program, why_untrainable

LIMIT = 1e6
"""A run diverges where E exceeds this many times max(1, E at the start)."""


class DivergedQuantity(StrEnum):
    """Which of a neuron's numbers."""

    MEMORY = "memory"
    WEIGHT = "weight"
    BIAS = "bias"
    Z = "z"
    A = "a"
    LOSS = "loss"
    PENALTY = "penalty"
    DELTA = "delta"
    GRADIENT = "gradient"


_SYMBOLS = {
    DivergedQuantity.Z: Symbol.Z,
    DivergedQuantity.A: Symbol.A,
    DivergedQuantity.DELTA: Symbol.DELTA,
}
"""Of the numbers that a neuron has itself."""


@dataclass(frozen=True)
class Divergence:
    """After `step` updates, `quantity` of `neuron` was `value`; and the step before, all was well.

    `ends`: the connection, where a weight, its gradient or its memory is meant; it leads into `neuron`.
    `sample`: the number of the sample in the experiment, None where the quantity is of none (a parameter, or
    a gradient over the batch). `symbol`: which of the optimiser's memories. For the loss, `value` is E,
    `limit` what it must not exceed, and neuron and sample are those of its largest term; for the penalty
    likewise, where more of E is the penalty and `ends` is the weight that costs most.
    """

    step: int
    neuron: str
    quantity: DivergedQuantity
    value: float
    limit: float
    ends: Ends | None = None
    sample: int | None = None
    symbol: str = ""

    @property
    def last_finite_step(self) -> int | None:
        """The step to which one can go back; None where the run diverged before its first update."""
        return self.step - 1 if self.step > 0 else None

    @property
    def sentence(self) -> str:
        """What happened, where, and what to do; samples are counted from 0."""
        return self.sentence_counting_from(0)

    def sentence_counting_from(self, first_sample: int) -> str:
        """The same, where samples are counted from `first_sample`."""
        what = self.what_happened(first_sample)
        if self.last_finite_step is None:
            return f"{what} Make the weights, inputs or targets smaller."
        return f"{what} Try a smaller learning rate, or go back to step {self.last_finite_step}."

    def what_happened(self, first_sample: int) -> str:
        """“Diverged at step 12: E is ∞, mostly from y on sample 0.”, and not what to do."""
        value = rounded(self.value)
        sample = "" if self.sample is None else f" on sample {self.sample + first_sample}"
        if self.quantity in (DivergedQuantity.LOSS, DivergedQuantity.PENALTY):
            excess = f", above {rounded(self.limit)}" if math.isfinite(self.value) else ""
            found = f"{Symbol.LOSS} is {value}{excess}, mostly from {self._what}{sample}"
        else:
            found = f"{self._what} is {value}{sample}, the first number that is not finite"
        return f"Diverged at step {self.step}: {found}."

    @property
    def what(self) -> str:
        """What was not finite, without of whom: “z”, “weight”, “gradient”."""
        return _SYMBOLS.get(self.quantity, self.quantity.value)

    @property
    def _what(self) -> str:
        match self.quantity:
            case DivergedQuantity.WEIGHT | DivergedQuantity.BIAS:
                return self._parameter
            case DivergedQuantity.GRADIENT:
                return f"the gradient of {self._parameter}"
            case DivergedQuantity.MEMORY:
                return f"the memory {self.symbol} of {self._parameter}"
            case DivergedQuantity.PENALTY:
                return f"the penalty on {self._parameter}"
            case DivergedQuantity.LOSS:
                return shown_name(self.neuron)
            case _:
                return f"{self.what} of {shown_name(self.neuron)}"

    @property
    def _parameter(self) -> str:
        if self.ends is None:
            return f"the bias of {shown_name(self.neuron)}"
        return f"the weight {Parameter(*self.ends).shown}"


def why_no_step(experiment: Experiment, divergence: Divergence | None, first_sample: int = 0) -> str | None:
    """Why a run cannot go on from `experiment`, which shows what came of `divergence`; None where it can.

    Samples are counted from `first_sample`.
    """
    if divergence is None:
        return why_untrainable(experiment)
    back = divergence.last_finite_step
    if back is None:
        return divergence.sentence_counting_from(first_sample)
    return f"Diverged at step {divergence.step}: go back to step {back}, or reset to the start"


def find_divergence(
    program: Program, state: Array, examination: Examination, step: int, limit: float
) -> Divergence:
    """The first number not finite in an evaluation that was found to diverge; or E, above its limit.

    `state`: (1 + memory, parameters), as the update left it. Where nothing is amiss after all, because what
    found it rounds otherwise than the examination, E is named.
    """
    search = _Search(program, state, examination, step, limit)
    updated = chain(search.in_memory(), search.in_parameters())
    rest = chain(
        search.forward(), search.in_loss(), search.with_dropout(), search.backward(), search.blamed()
    )
    return next(chain(updated, rest))


@dataclass(frozen=True, eq=False)
class _Search:
    program: Program
    state: Array
    examination: Examination
    step: int
    limit: float

    def in_memory(self) -> Iterator[Divergence]:
        symbols = OPTIMISERS[self.program.training.optimiser.name].memory
        for symbol, memory in zip(symbols, self.state[1:], strict=True):
            for number in _places(memory):
                yield self._at_parameter(number, DivergedQuantity.MEMORY, memory[number], symbol)

    def in_parameters(self) -> Iterator[Divergence]:
        for number in _places(self.state[0]):
            quantity = DivergedQuantity.WEIGHT if number < len(self.program.source) else DivergedQuantity.BIAS
            yield self._at_parameter(number, quantity, self.state[0, number])

    def forward(self) -> Iterator[Divergence]:
        return self._on_the_way(self.examination.z, self.examination.a, self.program.samples)

    def with_dropout(self) -> Iterator[Divergence]:
        """In the batch's own pass forward, which differs from the other only with dropout."""
        samples = self.program.samples[self.examination.batch]
        return self._on_the_way(self.examination.batch_z, self.examination.batch_a, samples)

    def _on_the_way(self, z: Array, a: Array, samples: Indices) -> Iterator[Divergence]:
        for neuron in range(len(self.program.names)):
            for quantity, values in ((DivergedQuantity.Z, z[neuron]), (DivergedQuantity.A, a[neuron])):
                for place in _places(values):
                    yield self._at_neuron(neuron, quantity, values[place], samples[place])

    def in_loss(self) -> Iterator[Divergence]:
        if not self.examination.loss <= self.limit or math.isinf(self.examination.loss):
            yield from self.blamed()

    def blamed(self) -> Iterator[Divergence]:
        """What E is mostly made of."""
        loss, terms, penalties = self.examination.loss, self.examination.loss_terms, self._penalties()
        if penalties.sum() > self.program.share(terms.shape[1]) * terms.sum():
            yield self._at_parameter(int(np.argmax(penalties)), DivergedQuantity.PENALTY, loss)
        output, place = np.unravel_index(np.argmax(terms), terms.shape)  # of a NaN, if there is one
        neuron = int(self.program.output_neurons[output])
        yield self._at_neuron(neuron, DivergedQuantity.LOSS, loss, self.program.samples[place])

    def backward(self) -> Iterator[Divergence]:
        weights = len(self.program.source)
        for neuron in reversed(range(len(self.program.names))):
            delta = self.examination.delta[neuron]
            for place in _places(delta):
                sample = self.program.samples[self.examination.batch[place]]
                yield self._at_neuron(neuron, DivergedQuantity.DELTA, delta[place], sample)
            incoming = np.flatnonzero(self.program.dest == neuron)
            bias = weights + np.flatnonzero(self.program.biased == neuron)
            for number in np.setdiff1d(np.concatenate([incoming, bias]), self.program.fixed).tolist():
                if not math.isfinite(gradient := self.examination.gradient[number]):
                    yield self._at_parameter(number, DivergedQuantity.GRADIENT, gradient)

    def _penalties(self) -> Array:
        """What each weight adds to E."""
        weights, penalty = self.state[0, : len(self.program.source)], self.program.training.penalty
        with np.errstate(all="ignore"):
            return penalty.l1 * np.abs(weights) + 0.5 * penalty.l2 * weights**2

    def _at_neuron(self, neuron: int, quantity: DivergedQuantity, value: float, sample: int) -> Divergence:
        name = self.program.names[neuron]
        return Divergence(self.step, name, quantity, float(value), self.limit, sample=int(sample))

    def _at_parameter(
        self, number: int, quantity: DivergedQuantity, value: float, symbol: str = ""
    ) -> Divergence:
        parameter = self.program.network.parameters[number]
        ends = None if parameter.source is None else (parameter.source, parameter.dest)
        return Divergence(self.step, parameter.dest, quantity, float(value), self.limit, ends, symbol=symbol)


def _places(values: Array) -> list[int]:
    """Where the values are not finite."""
    return [int(place) for place in np.flatnonzero(~np.isfinite(values))]
