"""Which networks are trained in the benchmarks, and on which samples?"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from random import Random

from explorer.files.project import read_experiment
from explorer.network.builder import new_experiment
from explorer.network.edits.parameter_edits import with_parameters
from explorer.network.initialiser import draw
from explorer.network.model import (
    Connection,
    Experiment,
    InitialiserChoice,
    Kind,
    Network,
    Neuron,
    Sample,
    Training,
)
from explorer.resources import resource


def xor() -> Experiment:
    """2-4-1 with tanh, as shipped."""
    return read_experiment(resource("examples/xor.json"))


def watched_networks() -> dict[str, Experiment]:
    """Those that are trained and edited in a window, each with something to learn."""
    return {"XOR 2-4-1": xor(), "10-20-20-10": with_noise(new_experiment((10, 20, 20, 10)), 20)}


def wide() -> Experiment:
    """40-40-40: 3,200 connections."""
    return with_noise(new_experiment((40, 40, 40)), 20)


def with_noise(experiment: Experiment, samples: int) -> Experiment:
    """So many samples of random numbers in place of its own."""
    random = Random(0)
    inputs, outputs = experiment.network.inputs, experiment.network.outputs
    noise = tuple(
        Sample({n.name: random.gauss(0, 1) for n in inputs}, {n.name: random.gauss(0, 1) for n in outputs})
        for _ in range(samples)
    )
    return replace(experiment, samples=noise)


def mirror_symmetry() -> Experiment:
    """6-2-1 logistic and all 64 inputs, as shipped."""
    return read_experiment(resource("examples/mirror-symmetry.json"))


def layered(
    sizes: Sequence[int], activation: str, samples: int, learning_rate: float, seed: int = 0
) -> Experiment:
    """Fully connected layers with biases, Glorot's weights and random samples.

    Of any size: those that the program builds are limited to what can be drawn.
    """
    layers = [
        [_neuron(layer, len(sizes), index, activation) for index in range(size)]
        for layer, size in enumerate(sizes)
    ]
    connections = tuple(
        Connection(source.name, dest.name, 0.0)
        for before, after in pairwise(layers)
        for dest in after
        for source in before
    )
    network = Network(tuple(neuron for layer in layers for neuron in layer), connections)
    network = with_parameters(network, draw(network, InitialiserChoice(seed=seed)))
    random = Random(seed)
    shown = tuple(
        Sample(
            {n.name: random.uniform(-1, 1) for n in layers[0]},
            {n.name: random.uniform(0, 1) for n in layers[-1]},
        )
        for _ in range(samples)
    )
    return Experiment(network, shown, training=replace(Training(), learning_rate=learning_rate))


def _neuron(layer: int, layers: int, index: int, activation: str) -> Neuron:
    if layer == 0:
        return Neuron(f"i{index}", Kind.INPUT)
    kind, letter = (Kind.OUTPUT, "y") if layer == layers - 1 else (Kind.HIDDEN, chr(ord("a") + layer - 1))
    return Neuron(f"{letter}{index}", kind, activation, 0.0)
