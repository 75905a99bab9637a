"""How is a changed network put back into its experiment, so that everything in it still fits together?

What the edits of all nouns (`explorer.network.edits.graph_edits` and its neighbours) are made of.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from explorer.network.activation import SOFTMAX
from explorer.network.loss import LOSSES
from explorer.network.model import Connection, Ends, Experiment, Kind, Network, Neuron, Position, Sample
from explorer.network.rules import (
    RuleBroken,
    UnknownNeuron,
    check_loss,
    check_outputs,
    check_softmax_ends,
)

_FIRST_ACTIVATIONS = {Kind.HIDDEN: "tanh", Kind.OUTPUT: "identity"}


class UnknownConnection(RuleBroken):
    """What is changed is there: the two neurons are connected."""


def with_neurons(experiment: Experiment, changed: Mapping[str, Neuron]) -> Experiment:
    """The experiment with these neurons instead of those of the same names. Raises as `with_graph` does."""
    network = experiment.network
    neurons = tuple(changed.get(neuron.name, neuron) for neuron in network.neurons)
    return experiment if neurons == network.neurons else with_graph(experiment, neurons, network.connections)


def with_graph(
    experiment: Experiment, neurons: tuple[Neuron, ...], connections: tuple[Connection, ...]
) -> Experiment:
    """The experiment with this network, and samples that have 0 for new inputs and outputs, unscaled.

    Raises SoftmaxMixed, SoftmaxFeeds or LossNeedsActivation where outputs do not suit each other, what
    they feed, or the loss.
    """
    network = Network(neurons, connections)
    check_outputs(network)
    check_softmax_ends(network)
    check_loss(network, experiment.loss.name)
    before = experiment.network
    if _names(network.inputs) == _names(before.inputs) and _names(network.outputs) == _names(before.outputs):
        return replace(experiment, network=network)
    samples = tuple(_fitted(sample, network) for sample in experiment.samples)
    kept = {*_kept(before.inputs, network.inputs), *_kept(before.outputs, network.outputs)}
    transform = {name: scaling for name, scaling in experiment.transform.items() if name in kept}
    return replace(experiment, network=network, samples=samples, transform=transform)


def with_positions(experiment: Experiment, positions: Mapping[str, Position]) -> Experiment:
    """The experiment with the neurons named at these positions, in scene units."""
    network = experiment.network
    neurons = tuple(
        replace(neuron, position=positions.get(neuron.name, neuron.position)) for neuron in network.neurons
    )
    if neurons == network.neurons:
        return experiment
    return replace(experiment, network=with_same_graph(network, neurons, network.connections))


def with_same_graph(
    network: Network, neurons: tuple[Neuron, ...], connections: tuple[Connection, ...]
) -> Network:
    """A network with the ends and parameters of `network`, which hands on what it has derived from them.

    The same parameters must be fixed, with the same multipliers of α.
    """
    changed = Network(neurons, connections)
    for derived in _DERIVED:
        if derived in vars(network):
            vars(changed)[derived] = vars(network)[derived]
    return changed


_DERIVED = (
    *("level", "parameters", "graph", "feeding", "ends", "sources_and_dests"),
    *("are_fixed", "rate_multipliers"),
)


def suitable_activation(experiment: Experiment, kind: Kind) -> str:
    """The activation for a new hidden or output neuron: what loss and softmax ask for, or its fellows'."""
    network = experiment.network
    if kind is Kind.OUTPUT and (needed := required_activation(experiment)):
        return needed
    fellows = [neuron for neuron in network.neurons if neuron.kind is kind]
    return fellows[-1].activation or _FIRST_ACTIVATIONS[kind] if fellows else _FIRST_ACTIVATIONS[kind]


def required_activation(experiment: Experiment) -> str | None:
    """What every output must have because of the loss, or because the others have softmax; else None."""
    needed = LOSSES[experiment.loss.name].needs_activation
    if needed is None and any(neuron.activation == SOFTMAX for neuron in experiment.network.outputs):
        return SOFTMAX
    return needed


def free_name(taken: Collection[str], name: str) -> str:
    """`name`, or where it is taken the first free one with another number: a0 -> a1, one -> one1."""
    stem = name.rstrip("0123456789")
    number = 0 if stem != name else 1
    while name in taken:
        name, number = f"{stem}{number}", number + 1
    return name


def check_neurons(network: Network, names: Iterable[str]) -> None:
    """Whether there are neurons of these names. Raises UnknownNeuron."""
    for name in names:
        if name not in network.by_name:
            raise UnknownNeuron(f"there is no neuron {name}: choose one that is drawn")


def check_connections(network: Network, ends: Iterable[Ends]) -> None:
    """Whether these neurons are connected. Raises UnknownConnection."""
    for source, dest in ends:
        if (source, dest) not in network.by_ends:
            raise UnknownConnection(f"{source} → {dest} is not there: connect them first")


def _fitted(sample: Sample, network: Network) -> Sample:
    return Sample(
        {neuron.name: sample.inputs.get(neuron.name, 0.0) for neuron in network.inputs},
        {neuron.name: sample.targets.get(neuron.name, 0.0) for neuron in network.outputs},
        sample.held_out,
    )


def _kept(before: tuple[Neuron, ...], after: tuple[Neuron, ...]) -> set[str]:
    return set(_names(before)) & set(_names(after))


def _names(neurons: tuple[Neuron, ...]) -> list[str]:
    return [neuron.name for neuron in neurons]
