"""How are the neurons, connections and parameters of one graph numbered, for a pass in arrays?

Neurons in the order of computation, `Network.order`; connections and parameters in the order of the file.
Everything here follows from the graph alone.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

import numpy as np

from explorer.array import Indices
from explorer.network.activation import SOFTMAX
from explorer.network.model import Ends, Experiment, Kind, Network, Neuron, Parameter
from explorer.training.program import Program


@dataclass(frozen=True, eq=False)
class Layer:
    """The computed `neurons` of one level, `hidden` ones and `outputs`, which need nothing of each other.

    `into` and `out_of`: the connections that lead into them and out of them, in the order of the file, in
    which sums are made. `functions`: the neurons of each activation but softmax.
    """

    neurons: Indices
    hidden: Indices
    outputs: Indices
    into: Indices
    out_of: Indices
    functions: tuple[tuple[str, Indices], ...]


@dataclass(frozen=True, eq=False)
class Wiring:
    """The numbers of everything in `network`, and its layers from the first to the last.

    `source` and `dest`: the neurons at the ends of each connection; `biased`: the neuron of each bias;
    `outputs`: the output neurons, in the order of the file.
    """

    network: Network
    source: Indices
    dest: Indices
    biased: Indices
    outputs: Indices
    layers: tuple[Layer, ...]

    @classmethod
    def of(cls, network: Network) -> "Wiring":
        """Numbers a graph; the numbers that learn play no part."""
        program = Program.of(Experiment(network))
        layers = tuple(_layers(program))
        return cls(network, program.source, program.dest, program.biased, program.output_neurons, layers)

    @cached_property
    def neuron(self) -> dict[str, int]:
        """The number of each neuron by its name."""
        return {neuron.name: number for number, neuron in enumerate(self.network.order)}

    @cached_property
    def connection(self) -> dict[Ends, int]:
        """The number of each connection by its (source, dest)."""
        return {connection.ends: number for number, connection in enumerate(self.network.connections)}

    @cached_property
    def parameter(self) -> dict[Parameter, int]:
        """The number of each parameter."""
        return {parameter: number for number, parameter in enumerate(self.network.parameters)}

    @cached_property
    def computed(self) -> tuple[Neuron, ...]:
        """The computed neurons in order, a softmax last: all its sums are needed before it can emit."""
        computed = [neuron for neuron in self.network.order if neuron.kind.is_computed]
        return tuple(sorted(computed, key=lambda neuron: neuron.activation == SOFTMAX))

    @cached_property
    def softmax(self) -> tuple[Neuron, ...]:
        """The outputs, where they are a softmax; otherwise none."""
        return tuple(neuron for neuron in self.network.outputs if neuron.activation == SOFTMAX)


def _layers(program: Program) -> Iterator[Layer]:
    computed = [number for number, kind in enumerate(program.kinds) if kind.is_computed]
    for _, level in groupby(computed, key=lambda number: int(program.levels[number])):
        neurons = list(level)
        functions: dict[str, list[int]] = {}
        for number in neurons:
            functions.setdefault(program.activations[number] or "", []).append(number)
        functions.pop(SOFTMAX, None)
        yield Layer(
            neurons=_indices(neurons),
            hidden=_indices(number for number in neurons if program.kinds[number] is Kind.HIDDEN),
            outputs=_indices(number for number in neurons if program.kinds[number] is Kind.OUTPUT),
            into=np.flatnonzero(np.isin(program.dest, neurons)),
            out_of=np.flatnonzero(np.isin(program.source, neurons)),
            functions=tuple((name, _indices(members)) for name, members in functions.items()),
        )


def _indices(numbers: Iterable[int]) -> Indices:
    return np.array(list(numbers), dtype=np.intp)
