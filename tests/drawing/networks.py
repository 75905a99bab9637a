"""Which networks do the tests of the drawing draw?"""

from dataclasses import replace

from explorer.network.builder import new_experiment
from explorer.network.model import (
    Connection,
    Experiment,
    Kind,
    LossChoice,
    Network,
    Neuron,
    Sample,
)


def worked_example() -> Experiment:
    """3-1-2, all ReLU, the worked iteration of article E."""
    neurons = [Neuron(f"i{n}", Kind.INPUT, position=(0.0, 160.0 * n)) for n in range(3)]
    neurons.append(Neuron("a0", Kind.HIDDEN, "relu", 0.0, position=(240.0, 160.0)))
    neurons += [
        Neuron(f"c{n}", Kind.OUTPUT, "relu", 0.0, position=(480.0, 80.0 + 160.0 * n)) for n in range(2)
    ]
    weights = {
        ("i0", "a0"): 0.5,
        ("i1", "a0"): 1.0,
        ("i2", "a0"): -0.5,
        ("a0", "c0"): -1.0,
        ("a0", "c1"): 1.0,
    }
    connections = tuple(Connection(*ends, weight) for ends, weight in weights.items())
    sample = Sample({"i0": 1.0, "i1": 0.5, "i2": 1.0}, {"c0": 0.5, "c1": 1.0})
    return Experiment(Network(tuple(neurons), connections), (sample,), LossChoice("mean-squared-error"))


def dense_experiment() -> Experiment:
    """10-20-20-10: 60 neurons and 800 connections."""
    return new_experiment((10, 20, 20, 10))


def with_weight(experiment: Experiment, source: str, dest: str, weight: float) -> Experiment:
    """The experiment with another weight."""
    network = experiment.network
    connections = tuple(
        replace(c, weight=weight) if c.ends == (source, dest) else c for c in network.connections
    )
    return replace(experiment, network=Network(network.neurons, connections))
