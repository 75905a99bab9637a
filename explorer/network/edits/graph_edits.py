"""How does an experiment become another one, when neurons and connections come, go and change their kind?

Pure functions Experiment -> Experiment. Each leaves a valid experiment, or raises the exception of the
rule that it would break; each returns the very same object where it changes nothing. Beside this file,
`parameter_edits`, `loss_edits`, `position_edits`, `sample_edits`, `training_edits` and `clipboard` hold the
edits of their nouns.
"""

from collections.abc import Iterable
from dataclasses import replace

from explorer.network.activation import SOFTMAX
from explorer.network.edits.consistency import (
    check_connections,
    check_neurons,
    free_name,
    required_activation,
    suitable_activation,
    with_graph,
    with_neurons,
)
from explorer.network.model import Connection, Ends, Experiment, Kind, Network, Neuron, Position, Sample
from explorer.network.rules import (
    check_activation,
    check_connect,
    check_ends,
    check_finite,
    check_name,
    check_position,
)

FIRST_NAMES = {Kind.INPUT: "i0", Kind.CONSTANT: "one", Kind.HIDDEN: "h0", Kind.OUTPUT: "y0"}
"""What the first neuron of each kind is called when it is given no name."""


def add_neuron(
    experiment: Experiment,
    kind: Kind,
    position: Position,
    name: str | None = None,
    activation: str | None = None,
    bias: float | None = 0.0,
) -> Experiment:
    """Adds a neuron at the end; a new input or output is 0 in every sample.

    `name` None is the first free one: i0, i1, …, h0, …, y0, …, one, one1, …
    `activation` None is the one of the last neuron of this kind, or the one that loss and softmax ask for.
    Inputs and constants have no bias, whatever `bias` says.
    Raises what `check_name`, `check_activation`, `check_outputs` and `check_loss` raise, or NotFinite.
    """
    network = experiment.network
    if name is None:
        name = free_name(network.by_name, FIRST_NAMES[kind])
    if not kind.is_computed:
        bias = None
    elif activation is None:
        activation = suitable_activation(experiment, kind)
    neuron = Neuron(name, kind, activation, bias, position=position)
    check_name(network, name)
    check_activation(neuron)
    if bias is not None:
        check_finite(bias, f"the bias of {name}")
    for coordinate in position:
        check_position(coordinate, name)
    return with_graph(experiment, (*network.neurons, neuron), network.connections)


def add_connected(
    experiment: Experiment, source: str, kind: Kind, position: Position, weight: float = 1.0
) -> Experiment:
    """Adds a neuron as `add_neuron` does and connects `source` to it. Raises what those two edits raise."""
    added = add_neuron(experiment, kind, position)
    return connect(added, source, added.network.neurons[-1].name, weight)


def connect(experiment: Experiment, source: str, dest: str, weight: float = 1.0) -> Experiment:
    """Adds source → dest at the end. Raises what `check_connect` raises, or NotFinite."""
    network = experiment.network
    check_connect(network, source, dest)
    check_finite(weight, f"the weight of {source} → {dest}")
    return with_graph(experiment, network.neurons, (*network.connections, Connection(source, dest, weight)))


def disconnect(experiment: Experiment, source: str, dest: str) -> Experiment:
    """Removes source → dest. Raises UnknownConnection."""
    return delete(experiment, (), [(source, dest)])


def delete(experiment: Experiment, names: Iterable[str], ends: Iterable[Ends] = ()) -> Experiment:
    """Removes the neurons called `names` with all their connections, and the connections named by `ends`.

    Samples lose the numbers of inputs and outputs that go. Raises UnknownNeuron or UnknownConnection.
    """
    network = experiment.network
    gone, cut = set(names), set(ends)
    check_neurons(network, gone)
    check_connections(network, cut)
    if not gone and not cut:
        return experiment
    neurons = tuple(neuron for neuron in network.neurons if neuron.name not in gone)
    connections = tuple(
        connection
        for connection in network.connections
        if connection.ends not in cut and connection.source not in gone and connection.dest not in gone
    )
    return with_graph(experiment, neurons, connections)


def rename(experiment: Experiment, old: str, new: str) -> Experiment:
    """Calls the neuron `old` by the name `new`, stripped of white space; all that names it follows.

    Raises UnknownNeuron, EmptyName, UnwritableName or NameTaken.
    """
    network, new = experiment.network, new.strip()
    check_neurons(network, [old])
    if new == old:
        return experiment
    check_name(network, new)

    def renamed(name: str) -> str:
        return new if name == old else name

    neurons = tuple(replace(neuron, name=renamed(neuron.name)) for neuron in network.neurons)
    connections = tuple(
        replace(c, source=renamed(c.source), dest=renamed(c.dest)) for c in network.connections
    )
    samples = tuple(
        Sample(
            {renamed(name): number for name, number in sample.inputs.items()},
            {renamed(name): number for name, number in sample.targets.items()},
            sample.held_out,
        )
        for sample in experiment.samples
    )
    transform = {renamed(name): scaling for name, scaling in experiment.transform.items()}
    return replace(experiment, network=Network(neurons, connections), samples=samples, transform=transform)


def renamed(before: Network, after: Network) -> dict[str, str]:
    """The old names that are gone, each with the new name of the neuron in its place."""
    if len(before.neurons) != len(after.neurons):
        return {}
    return {
        old.name: new.name
        for old, new in zip(before.neurons, after.neurons, strict=True)
        if old.name not in after.by_name and new.name not in before.by_name and old.kind is new.kind
    }


def set_kind(experiment: Experiment, names: Iterable[str], kind: Kind) -> Experiment:
    """Makes neurons inputs, constants, hidden neurons or outputs; samples gain 0 or lose their numbers.

    A neuron that becomes an output takes the activation that loss and softmax ask for, if they ask for
    one; one that newly has an activation and a bias takes `suitable_activation` and 0.
    Raises UnknownNeuron, ConnectionIntoGiven or SoftmaxFeeds.
    """
    network = experiment.network
    chosen = set(names)
    check_neurons(network, chosen)
    changed = {
        neuron.name: _of_kind(experiment, neuron, kind)
        for neuron in network.neurons
        if neuron.name in chosen and neuron.kind is not kind
    }
    for name in changed:
        for connection in network.incoming[name]:
            check_ends(network.by_name[connection.source], changed[name])
    return with_neurons(experiment, changed)


def _of_kind(experiment: Experiment, neuron: Neuron, kind: Kind) -> Neuron:
    plain = Neuron(neuron.name, kind, position=neuron.position)
    if not kind.is_computed:
        return plain
    if not neuron.kind.is_computed:
        return replace(plain, activation=suitable_activation(experiment, kind), bias=0.0)
    activation = neuron.activation
    if kind is Kind.OUTPUT:
        activation = required_activation(experiment) or activation
    elif activation == SOFTMAX:
        activation = suitable_activation(experiment, kind)
    return replace(
        plain,
        activation=activation,
        bias=neuron.bias,
        is_fixed=neuron.is_fixed,
        rate_multiplier=neuron.rate_multiplier,
    )
