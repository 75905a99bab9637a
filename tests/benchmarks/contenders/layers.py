"""Where do the weights of a layered network stand in its vector of parameters?"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from explorer.array import Indices
from explorer.network.model import Experiment, Parameter


@dataclass(frozen=True, eq=False)
class Layer:
    """`weights`: (neurons, neurons before) and `biases`: (neurons,), places in `Network.parameters`."""

    weights: Indices
    biases: Indices
    activation: str


def layers_of(experiment: Experiment) -> tuple[Layer, ...]:
    """The layers of a fully connected network with biases, the first hidden one first.

    Raises KeyError where a connection or a bias is missing.
    """
    network = experiment.network
    place = {parameter: index for index, parameter in enumerate(network.parameters)}
    levels: list[list[str]] = [[] for _ in range(1 + max(network.level.values()))]
    for neuron in network.neurons:
        levels[network.level[neuron.name]].append(neuron.name)
    layers = []
    for before, names in pairwise(levels):
        weights = [[place[Parameter(source, dest)] for source in before] for dest in names]
        biases = [place[Parameter(None, dest)] for dest in names]
        activation = network.by_name[names[0]].activation or ""
        layers.append(Layer(np.array(weights), np.array(biases), activation))
    return tuple(layers)
