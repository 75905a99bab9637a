"""Is the network made of layers, and which matrices does it then have?

DenseLayer by layer h = φ(h W + b), in row vectors as article C writes it. The first layer is the inputs and
constants: a constant is an input that is always on, so its weights stand in W and not in b. A network is
made of layers where every connection joins consecutive levels and something feeds every neuron that is
computed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from explorer.array import Array
from explorer.network.model import Network, Neuron


@dataclass(frozen=True)
class DenseLayer:
    """One step h = φ(h W + b) from the neurons of one level to those of the next, both in the file's order.

    W: (fan_in, fan_out), 0 where there is no connection; b: (fan_out,), 0 where a neuron has no bias.
    """

    sources: tuple[Neuron, ...]
    neurons: tuple[Neuron, ...]
    W: Array
    b: Array


def layers(network: Network) -> tuple[DenseLayer, ...]:
    """The layers after the first, from the inputs on; () where the network is not made of layers."""
    level = network.level
    is_consecutive = all(level[c.dest] == level[c.source] + 1 for c in network.connections)
    is_fed = all(level[neuron.name] > 0 for neuron in network.neurons if neuron.kind.is_computed)
    if not (is_consecutive and is_fed):
        return ()
    members = [
        tuple(neuron for neuron in network.neurons if level[neuron.name] == number)
        for number in range(max(level.values(), default=0) + 1)
    ]
    return tuple(_layer(network, sources, neurons) for sources, neurons in pairwise(members))


def _layer(network: Network, sources: Sequence[Neuron], neurons: Sequence[Neuron]) -> DenseLayer:
    W = np.zeros((len(sources), len(neurons)))
    row = {neuron.name: index for index, neuron in enumerate(sources)}
    for column, neuron in enumerate(neurons):
        for connection in network.incoming[neuron.name]:
            W[row[connection.source], column] = connection.weight
    b = np.array([0.0 if neuron.bias is None else neuron.bias for neuron in neurons])
    return DenseLayer(tuple(sources), tuple(neurons), W, b)
