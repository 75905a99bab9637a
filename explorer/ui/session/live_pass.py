"""What are all numbers of one sample now, while a network trains?

The same numbers as those of `explorer.backprop.propagate` once the backward phase is over, but in arrays and
without the messages: fast enough for every frame. The updates are not among them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Generic, TypeVar

import numpy as np

from explorer.array import Array
from explorer.backprop.message_kind import Phase
from explorer.backprop.state import State
from explorer.network.learning_rule import LearningRule
from explorer.network.loss import LOSSES
from explorer.network.model import Experiment, Network, Training
from explorer.training.numpy_engine.engine import NumpyEngine
from explorer.training.program import Program, parameters_of

Key = TypeVar("Key")


class Named(Mapping[Key, float], Generic[Key]):
    """The numbers of an array under names, each a float only when it is asked for."""

    __slots__ = ("_numbers", "_places")

    def __init__(self, places: Mapping[Key, int], numbers: Array) -> None:
        self._places = places
        self._numbers = numbers

    def __getitem__(self, key: Key) -> float:
        return float(self._numbers[self._places[key]])

    def __iter__(self) -> Iterator[Key]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


class LivePass:
    """The pass of one sample, for any weights and biases of one graph. The network must have an output."""

    def __init__(self, experiment: Experiment, sample: int) -> None:
        self._kind = _kind(experiment, sample)
        shown = replace(experiment.samples[sample], held_out=False)
        self._engine = NumpyEngine(Program.of(replace(experiment, samples=(shown,), training=Training())))
        self._rule = LearningRule.of(experiment)
        program, network = self._engine.program, experiment.network
        computed = [neuron.name for neuron in network.order if neuron.kind.is_computed]
        self._neurons = {name: place for place, name in enumerate(program.names)}
        self._computed = {name: self._neurons[name] for name in computed}
        self._connections = _places([connection.ends for connection in network.connections])
        self._parameters = _places(network.parameters)

    def suits(self, experiment: Experiment, sample: int) -> bool:
        """Whether this is the pass of that sample, but for the weights and biases."""
        return self._kind == _kind(experiment, sample)

    def state(self, network: Network) -> State:
        """All that is known once the backward phase is over; `network` has the graph of the experiment."""
        program, parameters = self._engine.program, parameters_of(network)
        seen = self._engine.examine(parameters, 0)
        a, delta = seen.a[:, 0], seen.delta[:, 0]
        with np.errstate(all="ignore"):  # what overflows is a result to show
            weights = parameters[: len(program.source)]
            gradients = np.concatenate((a[program.source] * delta[program.dest], delta[program.biased]))
            penalty = self._rule.penalty(parameters) if self._rule.has_penalty else None
            return State(
                z=Named(self._computed, seen.z[:, 0]),
                a=Named(self._neurons, a),
                dE_da=Named(self._computed, self._dE_da(a, weights * delta[program.dest])),
                delta=Named(self._computed, delta),
                contributions=Named(self._connections, weights * a[program.source]),
                gradients=Named(self._parameters, gradients),
                updates={},
                loss=float(seen.loss_terms.sum()),
                penalty=penalty,
                moving=(),
                phase=Phase.BACKWARD,
            )

    def _dE_da(self, a: Array, carried: Array) -> Array:
        """∂E/∂a = ∂L/∂y + Σ w δ: (neurons,). `carried`: w δ of each connection."""
        program = self._engine.program
        outputs = program.output_neurons
        dE_da: Array = np.bincount(program.source, carried, len(a)).astype(np.float64)
        dE_da[outputs] += LOSSES[program.loss].output_gradient(a[outputs], program.targets[0])
        return dE_da


def _kind(experiment: Experiment, sample: int) -> tuple[object, ...]:
    """All that makes a pass what it is, apart from what learns."""
    shown, penalty = experiment.samples[sample], experiment.training.penalty
    return (experiment.network.graph, shown, experiment.loss.name, penalty)


def _places(names: Sequence[Key]) -> dict[Key, int]:
    return {name: place for place, name in enumerate(names)}
