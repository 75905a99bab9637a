"""How does an experiment become another one, when numbers that learn, or a constant's value, are set?

Pure functions as in `explorer.network.edits.graph_edits`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from explorer.network.edits.consistency import check_connections, check_neurons, with_neurons, with_same_graph
from explorer.network.model import Connection, Ends, Experiment, Network, Neuron, Parameter
from explorer.network.rules import (
    check_finite,
    check_has_bias,
    check_has_rate_of_bias,
    check_has_value,
    check_has_what_can_be_fixed,
    check_rate_multiplier,
)


def set_weight(experiment: Experiment, source: str, dest: str, weight: float) -> Experiment:
    """Sets one weight. Raises UnknownConnection or NotFinite."""
    return set_weights(experiment, {(source, dest): weight})


def set_weights(experiment: Experiment, weights: Mapping[Ends, float]) -> Experiment:
    """Sets the weights of the connections named. Raises UnknownConnection or NotFinite."""
    network = experiment.network
    check_connections(network, weights)
    for ends, weight in weights.items():
        _check_weight(ends, weight)
    if all(network.by_ends[ends].weight == weight for ends, weight in weights.items()):
        return experiment
    connections = tuple(
        replace(connection, weight=weights[ends]) if ends in weights else connection
        for ends, connection in zip(network.ends, network.connections, strict=True)
    )
    return replace(experiment, network=with_same_graph(network, network.neurons, connections))


def set_bias(experiment: Experiment, name: str, bias: float | None) -> Experiment:
    """Sets one bias; None takes it away. Raises UnknownNeuron, NotComputed or NotFinite."""
    return set_biases(experiment, {name: bias})


def set_biases(experiment: Experiment, biases: Mapping[str, float | None]) -> Experiment:
    """Sets the biases of the neurons named; None takes one away.

    Raises UnknownNeuron, NotComputed or NotFinite.
    """
    network = experiment.network
    check_neurons(network, biases)
    for name, bias in biases.items():
        check_has_bias(network.by_name[name])
        _check_bias(name, bias)
    return with_neurons(
        experiment,
        {
            name: replace(neuron, bias=bias) if bias is not None else _without_bias(neuron)
            for name, bias in biases.items()
            for neuron in [network.by_name[name]]
        },
    )


def set_fixed(experiment: Experiment, parameters: Iterable[Parameter], is_fixed: bool) -> Experiment:
    """Lets these weights and biases take no part in updates, or again a part.

    Raises UnknownConnection, UnknownNeuron, or NothingToFix for a neuron that has no bias.
    """
    network, chosen = experiment.network, set(parameters)
    ends = {(p.source, p.dest) for p in chosen if p.source is not None}
    names = {p.dest for p in chosen if p.source is None}
    check_connections(network, ends)
    check_neurons(network, names)
    if is_fixed:
        for name in names:
            check_has_what_can_be_fixed(network.by_name[name])
    connections = tuple(replace(c, is_fixed=is_fixed) if c.ends in ends else c for c in network.connections)
    neurons = tuple(replace(n, is_fixed=is_fixed) if n.name in names else n for n in network.neurons)
    changed = Network(neurons, connections)
    return experiment if changed == network else replace(experiment, network=changed)


def set_rate_multiplier(
    experiment: Experiment, parameters: Iterable[Parameter], multiplier: float
) -> Experiment:
    """Lets these weights and biases learn at so many times the learning rate, as a group of PyTorch's may.

    Raises UnknownConnection, UnknownNeuron, NoRateOfBias for a neuron without a bias, NotFinite or
    NegativeRate.
    """
    network, chosen = experiment.network, set(parameters)
    ends = {(p.source, p.dest) for p in chosen if p.source is not None}
    names = {p.dest for p in chosen if p.source is None}
    check_connections(network, ends)
    check_neurons(network, names)
    check_rate_multiplier(multiplier)
    for name in names:
        check_has_rate_of_bias(network.by_name[name])
    connections = tuple(
        replace(c, rate_multiplier=multiplier) if c.ends in ends else c for c in network.connections
    )
    neurons = tuple(replace(n, rate_multiplier=multiplier) if n.name in names else n for n in network.neurons)
    changed = Network(neurons, connections)
    return experiment if changed == network else replace(experiment, network=changed)


def set_constant_value(experiment: Experiment, name: str, value: float) -> Experiment:
    """Sets what a constant emits. Raises UnknownNeuron, NotComputed or NotFinite."""
    check_neurons(experiment.network, [name])
    neuron = experiment.network.by_name[name]
    check_has_value(neuron)
    check_finite(value, f"the value of {name}")
    return with_neurons(experiment, {name: replace(neuron, value=value)})


def set_parameters(experiment: Experiment, values: Sequence[float]) -> Experiment:
    """Sets everything that learns, in the order of `Network.parameters`. Raises NotFinite.

    Raises ValueError where there are not as many values as parameters.
    """
    network = experiment.network
    for parameter, value in zip(network.parameters, values, strict=True):
        if parameter.source is None:
            _check_bias(parameter.dest, value)
        else:
            _check_weight((parameter.source, parameter.dest), value)
    changed = with_parameters(network, values)
    return experiment if changed == network else replace(experiment, network=changed)


def take_parameters(experiment: Experiment, other: Experiment) -> Experiment:
    """Sets the weights and biases to those of `other`, as far as both have them; any doubles will do."""
    network, source = experiment.network, other.network
    there = set(source.parameters)
    values = [
        source.parameter_value(parameter) if parameter in there else network.parameter_value(parameter)
        for parameter in network.parameters
    ]
    return replace(experiment, network=with_parameters(network, values))


def with_parameters(network: Network, values: Sequence[float]) -> Network:
    """The network with these weights and biases, in the order of `Network.parameters`; any doubles will do.

    Fast enough to be called for every frame while training. Raises ValueError where there are not as many
    values as parameters.
    """
    numbers = [float(value) for value in values]
    count = len(network.connections)
    if len(numbers) != len(network.parameters):
        raise ValueError(f"{len(numbers)} values for {len(network.parameters)} parameters")
    connections = tuple(
        map(Connection, *network.sources_and_dests, numbers, network.are_fixed, network.rate_multipliers)
    )
    biases = iter(numbers[count:])
    neurons = tuple(
        n
        if n.bias is None
        else Neuron(
            n.name, n.kind, n.activation, next(biases), n.value, n.position, n.is_fixed, n.rate_multiplier
        )
        for n in network.neurons
    )
    return with_same_graph(network, neurons, connections)


def _without_bias(neuron: Neuron) -> Neuron:
    return replace(neuron, bias=None, is_fixed=False, rate_multiplier=1.0)


def with_rate_multipliers(network: Network, multipliers: Sequence[float]) -> Network:
    """The network whose parameters learn at these multiples of α, in the order of `Network.parameters`.

    Raises ValueError where there are not as many as parameters.
    """
    of_parameter = dict(zip(network.parameters, map(float, multipliers), strict=True))
    connections = tuple(
        replace(c, rate_multiplier=of_parameter[Parameter(*c.ends)]) for c in network.connections
    )
    neurons = tuple(
        n if n.bias is None else replace(n, rate_multiplier=of_parameter[Parameter(None, n.name)])
        for n in network.neurons
    )
    return Network(neurons, connections)


def _check_weight(ends: Ends, weight: float) -> None:
    check_finite(weight, f"the weight of {ends[0]} → {ends[1]}")


def _check_bias(name: str, bias: float | None) -> None:
    if bias is not None:
        check_finite(bias, f"the bias of {name}")
