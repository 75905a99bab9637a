"""Does a whole experiment keep every rule, and if not, where in its file is the first that is broken?

Reading a file ends with `check_experiment`: whatever passes can be computed, trained, edited and saved.
"""

from bisect import bisect_left
from collections.abc import Mapping
from graphlib import CycleError, TopologicalSorter

from explorer.network.model import (
    Connection,
    Experiment,
    Network,
    Neuron,
    Sample,
)
from explorer.network.rules import (
    CycleClosed,
    DoubledConnection,
    NameTaken,
    RuleBroken,
    SelfConnection,
    UnknownNeuron,
    check_activation,
    check_ends,
    check_finite,
    check_has_bias,
    check_has_rate_of_bias,
    check_has_value,
    check_has_what_can_be_fixed,
    check_loss,
    check_outputs,
    check_position,
    check_rate_multiplier,
    check_spelling,
    feeding,
    key_place,
    path_between,
)
from explorer.network.training_rules import check_training
from explorer.network.transform import Scaling


class MissingNumber(RuleBroken):
    """A sample gives a number for every input and every output."""


class SurplusNumber(RuleBroken):
    """A sample gives numbers for inputs and outputs only."""


class UnusableScaling(RuleBroken):
    """A scaling is of an input or an output; its scale is above 0, and no two of its labels are the same."""


def check_experiment(experiment: Experiment) -> None:
    """Raises the exception of the first rule that is broken; its `place` says where in the file."""
    check_network(experiment.network)
    for index, sample in enumerate(experiment.samples):
        check_sample(experiment.network, sample, f"$.samples[{index}]")
    check_loss(experiment.network, experiment.loss.name, "$.loss.name")
    check_training(experiment.training)
    check_transform(experiment.network, experiment.transform)


def check_network(network: Network) -> None:
    """The rules of neurons, of connections, and of the graph that they make."""
    names: set[str] = set()
    for index, neuron in enumerate(network.neurons):
        place = f"$.network.neurons[{index}]"
        if neuron.name in names:
            raise NameTaken(f"there are two neurons {neuron.name}: rename one", f"{place}.name")
        names.add(neuron.name)
        check_neuron(neuron, place)
    check_outputs(
        network, {n.name: f"$.network.neurons[{index}].activation" for index, n in enumerate(network.neurons)}
    )
    _check_connections(network)
    _check_acyclic(network)


def check_neuron(neuron: Neuron, place: str | None = None) -> None:
    """The rules of one neuron by itself."""
    check_spelling(neuron.name, _inside(place, "name"))
    check_activation(neuron, _inside(place, "activation"))
    if neuron.bias is not None:
        check_has_bias(neuron, _inside(place, "bias"))
        check_finite(neuron.bias, f"the bias of {neuron.name}", _inside(place, "bias"))
    if neuron.is_fixed:
        check_has_what_can_be_fixed(neuron, _inside(place, "fixed"))
    if neuron.rate_multiplier != 1:
        check_has_rate_of_bias(neuron, _inside(place, "rate_multiplier"))
        check_rate_multiplier(neuron.rate_multiplier, _inside(place, "rate_multiplier"))
    check_finite(neuron.value, f"the value of {neuron.name}", _inside(place, "value"))
    if neuron.value != 1:
        check_has_value(neuron, _inside(place, "value"))
    for axis, coordinate in enumerate(neuron.position):
        check_position(coordinate, neuron.name, _inside(place, f"position[{axis}]"))


def check_sample(network: Network, sample: Sample, place: str | None = None) -> None:
    """The sample gives one finite number for each input and each output.

    Raises MissingNumber, SurplusNumber or NotFinite.
    """
    inputs = [neuron.name for neuron in network.inputs]
    outputs = [neuron.name for neuron in network.outputs]
    _check_numbers(sample.inputs, inputs, "input", _inside(place, "inputs"))
    _check_numbers(sample.targets, outputs, "output", _inside(place, "targets"))


def check_transform(network: Network, transform: Mapping[str, Scaling]) -> None:
    """Every scaling has an input or output, and the way back. Raises UnusableScaling or NotFinite."""
    parts = {n.name: "inputs" for n in network.inputs} | {n.name: "targets" for n in network.outputs}
    for name, scaling in transform.items():
        if name not in parts:
            raise UnusableScaling(f"{name} is neither input nor output: leave its scaling out", "$.transform")
        place = key_place(f"$.transform.{parts[name]}", name)
        check_finite(scaling.offset, f"the offset of {name}", f"{place}.offset")
        check_finite(scaling.scale, f"the scale of {name}", f"{place}.scale")
        if scaling.scale <= 0:
            raise UnusableScaling(f"the scale of {name} must be above 0", f"{place}.scale")
        labels = [label for label in scaling.labels if label]
        if len(set(labels)) < len(labels):
            raise UnusableScaling(f"{name} has a label twice: give each number its own", f"{place}.labels")


def _check_connections(network: Network) -> None:
    seen: set[tuple[str, str]] = set()
    for index, connection in enumerate(network.connections):
        place = f"$.network.connections[{index}]"
        source, dest = connection.ends
        for end, name in (("source", source), ("dest", dest)):
            if name not in network.by_name:
                raise UnknownNeuron(
                    f"{source} → {dest} cannot be: there is no neuron {name or 'without a name'}",
                    f"{place}.{end}",
                )
        if source == dest:
            raise SelfConnection(f"{source} cannot feed itself: connect it to another neuron", place)
        if connection.ends in seen:
            raise DoubledConnection(f"{source} → {dest} is there twice: leave one out", place)
        seen.add(connection.ends)
        check_ends(network.by_name[source], network.by_name[dest], place)
        check_finite(connection.weight, f"the weight of {source} → {dest}", f"{place}.weight")
        check_rate_multiplier(connection.rate_multiplier, f"{place}.rate_multiplier")


def _check_acyclic(network: Network) -> None:
    """Raises CycleClosed at the first connection that closes a cycle with those before it."""
    if _is_acyclic(network.connections):
        return
    ends = range(1, len(network.connections) + 1)
    index = bisect_left(ends, True, key=lambda end: not _is_acyclic(network.connections[:end]))
    source, dest = network.connections[index].ends
    before = Network(network.neurons, network.connections[:index])
    raise CycleClosed(
        f"{source} → {dest} closes a cycle: {feeding(path_between(before, dest, source))}",
        f"$.network.connections[{index}]",
    )


def _is_acyclic(connections: tuple[Connection, ...]) -> bool:
    graph: TopologicalSorter[str] = TopologicalSorter()
    for connection in connections:
        graph.add(connection.dest, connection.source)
    try:
        graph.prepare()
    except CycleError:
        return False
    return True


def _check_numbers(numbers: Mapping[str, float], names: list[str], what: str, place: str | None) -> None:
    for name in names:
        if name not in numbers:
            raise MissingNumber(f"the sample has no number for the {what} {name}: give it one", place)
    for name, number in numbers.items():
        if name not in names:
            raise SurplusNumber(
                f"the sample has a number for {name}, which is no {what}: leave it out", _under(place, name)
            )
        check_finite(number, f"the sample's number for {name}", _under(place, name))


def _under(place: str | None, name: str) -> str | None:
    """The place of a neuron's number, whatever its name."""
    return None if place is None else key_place(place, name)


def _inside(place: str | None, key: str) -> str | None:
    return None if place is None else f"{place}.{key}"
