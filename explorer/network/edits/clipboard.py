"""What is copied, what does it look like as text, and how is it pasted?

Pure functions as in `explorer.network.edits.graph_edits`. Cutting is copying a `fragment` and deleting it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

import msgspec

from explorer.network.activation import SOFTMAX
from explorer.network.edits.consistency import (
    check_neurons,
    free_name,
    required_activation,
    suitable_activation,
    with_graph,
)
from explorer.network.experiment_rules import check_network, check_neuron, check_transform
from explorer.network.model import Connection, Experiment, Kind, Network, Neuron, Position, Sample
from explorer.network.rules import RuleBroken, check_finite
from explorer.network.transform import Scaling

DUPLICATE_OFFSET: Position = (40.0, 40.0)


class ForeignText(RuleBroken):
    """Pasted text was copied from this program."""

    def __init__(self) -> None:
        super().__init__("the clipboard holds no neurons: copy some on the canvas first")


@dataclass(frozen=True)
class Fragment:
    """Copied neurons, the connections among them, and what each sample gave to inputs and outputs.

    `transform`: how those numbers are scaled, where they are.
    """

    neurons: tuple[Neuron, ...]
    connections: tuple[Connection, ...]
    numbers: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    transform: Mapping[str, Scaling] = field(default_factory=dict)


class _Clipping(
    msgspec.Struct, tag_field="format", tag="backprop-explorer-fragment", forbid_unknown_fields=True
):
    """A fragment as it stands in the text."""

    neurons: tuple[Neuron, ...]
    connections: tuple[Connection, ...]
    numbers: dict[str, tuple[float, ...]] = {}
    transform: dict[str, Scaling] = {}


def fragment(experiment: Experiment, names: Iterable[str]) -> Fragment:
    """The neurons called `names` and the connections among them, in the order of the file.

    Raises UnknownNeuron.
    """
    network = experiment.network
    chosen = set(names)
    check_neurons(network, chosen)
    samples = experiment.samples
    return Fragment(
        tuple(neuron for neuron in network.neurons if neuron.name in chosen),
        tuple(c for c in network.connections if c.source in chosen and c.dest in chosen),
        {
            n.name: tuple(sample.inputs[n.name] for sample in samples)
            for n in network.inputs
            if n.name in chosen
        }
        | {n.name: tuple(s.targets[n.name] for s in samples) for n in network.outputs if n.name in chosen},
        {name: scaling for name, scaling in experiment.transform.items() if name in chosen},
    )


def to_text(copied: Fragment) -> str:
    """JSON that `from_text` reads back."""
    clipping = _Clipping(copied.neurons, copied.connections, dict(copied.numbers), dict(copied.transform))
    return msgspec.json.encode(clipping).decode()


def from_text(text: str) -> Fragment:
    """The fragment that `to_text` wrote. Raises ForeignText for any other text, whatever it holds."""
    try:
        clipping = msgspec.json.decode(text, type=_Clipping)
        network = Network(clipping.neurons, clipping.connections)
        check_network(network)
        check_transform(network, clipping.transform)
        for name, numbers in clipping.numbers.items():
            for number in numbers:
                check_finite(number, f"a sample's number for {name}")
    except (msgspec.MsgspecError, UnicodeEncodeError, RecursionError, RuleBroken):
        raise ForeignText from None
    return Fragment(clipping.neurons, clipping.connections, clipping.numbers, clipping.transform)


def paste(
    experiment: Experiment, copied: Fragment, offset: Position = DUPLICATE_OFFSET
) -> tuple[Experiment, tuple[str, ...]]:
    """Adds the copied neurons and their connections, moved by `offset`; returns the names they were given.

    Inputs and outputs bring their numbers along, sample by sample, as they are scaled. A name that is
    taken gets another number. Outputs take the activation that loss and softmax ask for,
    where they ask for one. Raises SoftmaxFeeds where such outputs feed something, or NotFinite.
    """
    network = experiment.network
    names: dict[str, str] = {}
    taken = set(network.by_name)
    for neuron in copied.neurons:
        names[neuron.name] = free_name(taken, neuron.name)
        taken.add(names[neuron.name])
    pasted = tuple(
        replace(
            _fitting(experiment, neuron), name=names[neuron.name], position=_moved(neuron.position, offset)
        )
        for neuron in copied.neurons
    )
    connections = tuple(replace(c, source=names[c.source], dest=names[c.dest]) for c in copied.connections)
    if not pasted:
        return experiment, ()
    for neuron in pasted:
        check_neuron(neuron)
    changed = with_graph(experiment, (*network.neurons, *pasted), (*network.connections, *connections))
    numbers = {names[name]: given for name, given in copied.numbers.items() if name in names}
    samples = tuple(_given(sample, index, numbers) for index, sample in enumerate(changed.samples))
    scalings = {names[name]: scaling for name, scaling in copied.transform.items() if name in names}
    changed = replace(changed, samples=samples, transform={**changed.transform, **scalings})
    return changed, tuple(neuron.name for neuron in pasted)


def duplicate(
    experiment: Experiment, names: Iterable[str], offset: Position = DUPLICATE_OFFSET
) -> tuple[Experiment, tuple[str, ...]]:
    """Pastes a copy of the neurons called `names`, moved by `offset`; returns the names of the copies.

    Raises what `fragment` and `paste` raise.
    """
    return paste(experiment, fragment(experiment, names), offset)


def _given(sample: Sample, index: int, numbers: Mapping[str, tuple[float, ...]]) -> Sample:
    """The sample with its number of those that were copied; without one where there were fewer samples."""
    own = {name: given[index] for name, given in numbers.items() if index < len(given)}
    if not own:
        return sample
    return replace(
        sample,
        inputs={name: own.get(name, number) for name, number in sample.inputs.items()},
        targets={name: own.get(name, number) for name, number in sample.targets.items()},
    )


def _fitting(experiment: Experiment, neuron: Neuron) -> Neuron:
    """The neuron with an activation that suits the outputs that are there already, and the loss."""
    if neuron.kind is not Kind.OUTPUT:
        return neuron
    activation = required_activation(experiment)
    if activation is None and neuron.activation == SOFTMAX and experiment.network.outputs:
        activation = suitable_activation(experiment, Kind.OUTPUT)
    return replace(neuron, activation=activation or neuron.activation)


def _moved(position: Position, offset: Position) -> Position:
    return (position[0] + offset[0], position[1] + offset[1])
