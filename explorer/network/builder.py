"""How is a layered network built from its layers' sizes, as in “2-4-1”?"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from explorer.network.edits.parameter_edits import with_parameters
from explorer.network.edits.sample_edits import zero_sample
from explorer.network.initialiser import draw
from explorer.network.layout.layered_layout import tidy
from explorer.network.loss import LOSSES
from explorer.network.model import (
    Connection,
    Experiment,
    InitialiserChoice,
    Kind,
    LossChoice,
    Network,
    Neuron,
    Training,
)
from explorer.network.rules import RuleBroken, check_activation, check_loss

LARGEST_LAYER = 200
MOST_CONNECTIONS = 20_000

_INITIALISER = InitialiserChoice()
_LAYER_LETTERS = "abcdefgjklmnopqrstuvw"
"""Without i, h and y, which name inputs, a single hidden layer and outputs; z is a number of a neuron."""


class NotLayerSizes(RuleBroken):
    """Layer sizes are at least two whole numbers, neither 0 nor too large to draw."""


def parse_sizes(text: str) -> tuple[int, ...]:
    """“2-4-1” -> (2, 4, 1). Spaces, commas, × and x may stand for the hyphens.

    Raises NotLayerSizes.
    """
    parts = re.split(r"[-–−,;x×\s]+", text.strip())
    if not all(part.isascii() and part.isdigit() for part in parts):
        raise NotLayerSizes(f"“{text.strip()}” is not a row of layer sizes: write them like 2-4-1")
    sizes = tuple(int(part) if len(part) < 10 else LARGEST_LAYER + 1 for part in parts)
    check_sizes(sizes)
    return sizes


def check_sizes(sizes: Sequence[int]) -> None:
    """Whether `layered` can build such layers. Raises NotLayerSizes."""
    if len(sizes) < 2:
        raise NotLayerSizes("a network has two layers at least, inputs and outputs: write them like 2-1")
    if any(size < 1 for size in sizes):
        raise NotLayerSizes("a layer without neurons: every size is 1 or more")
    if any(size > LARGEST_LAYER for size in sizes):
        raise NotLayerSizes(f"a layer is too large to draw: every size is {LARGEST_LAYER} or less")
    connections = count_layers(sizes).connections
    if connections > MOST_CONNECTIONS:
        raise NotLayerSizes(
            f"{connections} connections are too many to draw: choose smaller layers, up to {MOST_CONNECTIONS}"
        )


@dataclass(frozen=True)
class LayerCounts:
    """How large the network is that `layered` would build."""

    neurons: int
    connections: int
    parameters: int


def count_layers(sizes: Sequence[int], biases: bool = True) -> LayerCounts:
    """Neurons Σ n, connections Σ n n′, parameters: those and the biases, without building anything."""
    connections = sum(before * after for before, after in pairwise(sizes))
    return LayerCounts(sum(sizes), connections, connections + (sum(sizes[1:]) if biases else 0))


def layered(
    sizes: Sequence[int],
    activation: str = "tanh",
    output_activation: str | None = None,
    biases: bool = True,
    initialiser: InitialiserChoice = _INITIALISER,
) -> Network:
    """Fully connected layers of these sizes, tidily placed, with weights drawn by the initialiser.

    `output_activation` None is `activation`. Inputs are named i0, i1, …, outputs y0, …, hidden neurons h0,
    … in a single hidden layer and a0, …, b0, … in several. Raises NotLayerSizes, or what
    `check_activation` raises.
    """
    check_sizes(sizes)
    layers = [
        [_neuron(layer, len(sizes), index, activation, output_activation, biases) for index in range(size)]
        for layer, size in enumerate(sizes)
    ]
    neurons = tuple(neuron for layer in layers for neuron in layer)
    for neuron in neurons:
        check_activation(neuron)
    connections = tuple(
        Connection(source.name, dest.name, 0.0)
        for before, after in pairwise(layers)
        for dest in after
        for source in before
    )
    network = Network(neurons, connections)
    positions = tidy(network)
    network = Network(tuple(replace(n, position=positions[n.name]) for n in neurons), connections)
    return with_parameters(network, draw(network, initialiser))


def new_experiment(
    sizes: Sequence[int],
    activation: str = "tanh",
    output_activation: str | None = None,
    biases: bool = True,
    initialiser: InitialiserChoice = _INITIALISER,
    loss: str = "half-squared-error",
) -> Experiment:
    """A layered network with one sample of zeros.

    `output_activation` None is the one that the loss needs, or else `activation`.
    Raises NotLayerSizes, or what `check_activation` and `check_loss` raise.
    """
    needed = LOSSES[loss].needs_activation if loss in LOSSES else None
    network = layered(sizes, activation, output_activation or needed, biases, initialiser)
    check_loss(network, loss)
    return Experiment(network, (zero_sample(network),), LossChoice(loss), Training(initialiser=initialiser))


def _neuron(
    layer: int, layers: int, index: int, activation: str, output_activation: str | None, biases: bool
) -> Neuron:
    bias = 0.0 if biases else None
    if layer == 0:
        return Neuron(f"i{index}", Kind.INPUT)
    if layer == layers - 1:
        return Neuron(f"y{index}", Kind.OUTPUT, output_activation or activation, bias)
    return Neuron(f"{_hidden_letter(layer, layers)}{index}", Kind.HIDDEN, activation, bias)


def _hidden_letter(layer: int, layers: int) -> str:
    if layers == 3:
        return "h"
    rounds, letter = divmod(layer - 1, len(_LAYER_LETTERS))
    return _LAYER_LETTERS[letter] * (rounds + 1)
