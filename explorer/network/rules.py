"""Which rules must a network keep, and which of them would a change break?

One exception for every rule, all under `RuleBroken`. `check_…` raises, `can_…` asks the same check.
`explorer.network.experiment_rules` and `training_rules` have the rules of everything else that is saved.
"""

import json
import math
from collections import deque
from collections.abc import Mapping

from explorer.network.activation import ACTIVATIONS, SOFTMAX
from explorer.network.loss import LOSSES
from explorer.network.model import Kind, Network, Neuron
from explorer.number import exact
from explorer.refusal import Refusal

_LONGEST_NAMED_PATH = 6

FARTHEST = 1e6
"""Scene units from the middle: farther out, what is drawn has no more pixels that a number can tell apart."""


class RuleBroken(Refusal):
    """A rule was broken. The text says what happened, where, and what to do.

    `place` is where in a file the rule is broken (`$.network.connections[3].weight`), or None.
    """

    def __init__(self, text: str, place: str | None = None) -> None:
        super().__init__(text)
        self.place = place


class EmptyName(RuleBroken):
    """Every neuron has a name."""


class UnwritableName(RuleBroken):
    """A name can be written to a file."""


class NameTaken(RuleBroken):
    """No two neurons have the same name."""


class UnknownNeuron(RuleBroken):
    """A connection joins neurons that exist."""


class SelfConnection(RuleBroken):
    """No neuron feeds itself directly."""


class DoubledConnection(RuleBroken):
    """Two neurons are connected at most once."""


class ConnectionIntoGiven(RuleBroken):
    """Nothing feeds an input or a constant: their value is given."""


class CycleClosed(RuleBroken):
    """The graph has no cycle."""


class SoftmaxFeeds(RuleBroken):
    """A softmax output feeds nothing."""


class SoftmaxInside(RuleBroken):
    """Softmax is for outputs."""


class SoftmaxMixed(RuleBroken):
    """Softmax is the activation of all outputs together, or of none."""


class UnknownActivation(RuleBroken):
    """An activation is one of the table's."""


class MissingActivation(RuleBroken):
    """A hidden or output neuron has an activation."""


class NotComputed(RuleBroken):
    """Inputs and constants have neither activation nor bias, and only constants have a value."""


class NothingToFix(RuleBroken):
    """Only a bias that is there can be fixed."""


class NoRateOfBias(RuleBroken):
    """Only a bias that is there can learn faster or slower than the rest."""


class NegativeRate(RuleBroken):
    """What the learning rate is multiplied by is 0 or more."""


class UnknownLoss(RuleBroken):
    """A loss is one of the table's."""


class LossNeedsActivation(RuleBroken):
    """A loss that is computed from z goes with one activation only."""


class TooFarOut(RuleBroken):
    """A neuron stands where it can be drawn."""


class NotFinite(RuleBroken):
    """Every number that is saved is finite."""


def known(table: Mapping[str, object]) -> str:
    """The names of a table, as a message lists them."""
    return ", ".join(table)


def key_place(place: str, key: str) -> str:
    """Where the value of `key` stands in the object at `place`: `$.inputs.x0`, `$.inputs["x 0"]`."""
    return place + (f".{key}" if key.isidentifier() else f"[{json.dumps(key, ensure_ascii=False)}]")


def check_finite(value: float, what: str, place: str | None = None) -> None:
    """Raises NotFinite where `value`, which the message calls `what`, is NaN or infinite."""
    if not math.isfinite(value):
        raise NotFinite(f"{what} is {exact(value)}: give it a finite number", place)


def check_position(coordinate: float, name: str, place: str | None = None) -> None:
    """Whether the neuron `name` can stand there. Raises NotFinite, or TooFarOut where nothing is drawn."""
    check_finite(coordinate, f"the position of {name}", place)
    if abs(coordinate) > FARTHEST:
        raise TooFarOut(
            f"the position of {name} is {exact(coordinate)}: keep it within ±{FARTHEST:,.0f}", place
        )


def check_name(network: Network, name: str) -> None:
    """Whether a neuron may be called `name`. Raises EmptyName, UnwritableName or NameTaken."""
    check_spelling(name)
    if name in network.by_name:
        raise NameTaken(f"there is a neuron {name} already: choose another name")


def check_spelling(name: str, place: str | None = None) -> None:
    """Whether `name` is a name at all. Raises EmptyName, or UnwritableName if no UTF-8 file can hold it."""
    if not name:
        raise EmptyName("a neuron without a name: give it one", place)
    if holds_half_character(name):
        raise UnwritableName(f"{name!a} holds half a character: type the name anew", place)


def holds_half_character(text: str) -> bool:
    """Whether there is a surrogate in `text`: JSON can spell one, but no UTF-8 file can hold it."""
    return not text.isascii() and any("\ud800" <= letter <= "\udfff" for letter in text)


def check_connect(network: Network, source: str, dest: str) -> None:
    """Whether source → dest may be added.

    Raises UnknownNeuron, SelfConnection, DoubledConnection, ConnectionIntoGiven, SoftmaxFeeds or CycleClosed.
    """
    for name in (source, dest):
        if name not in network.by_name:
            raise UnknownNeuron(f"{source} → {dest} cannot be: there is no neuron {name}")
    if source == dest:
        raise SelfConnection(f"{source} cannot feed itself: connect it to another neuron")
    if (source, dest) in network.by_ends:
        raise DoubledConnection(f"{source} → {dest} is there already: change its weight instead")
    check_ends(network.by_name[source], network.by_name[dest])
    path = path_between(network, dest, source)
    if path:
        raise CycleClosed(f"{source} → {dest} would close a cycle: {feeding(path)}")


def can_connect(network: Network, source: str, dest: str) -> bool:
    """Whether `check_connect` lets source → dest pass."""
    try:
        check_connect(network, source, dest)
    except RuleBroken:
        return False
    return True


def check_ends(source: Neuron, dest: Neuron, place: str | None = None) -> None:
    """Whether neurons of these kinds may be joined. Raises ConnectionIntoGiven or SoftmaxFeeds."""
    if not dest.kind.is_computed:
        raise ConnectionIntoGiven(
            f"{source.name} → {dest.name} cannot be: {dest.name} is {_an(dest.kind)}, whose value is given; "
            "connect to a hidden or output neuron",
            place,
        )
    if source.activation == SOFTMAX:
        raise SoftmaxFeeds(
            f"{source.name} → {dest.name} cannot be: {source.name} is a softmax output, which feeds nothing; "
            "choose another activation for the outputs first",
            place,
        )


def path_between(network: Network, start: str, end: str) -> tuple[str, ...]:
    """The names along a shortest path from `start` to `end`, both included; () where none leads there."""
    came_from = {start: start}
    waiting = deque([start])
    while waiting and end not in came_from:
        name = waiting.popleft()
        for connection in network.outgoing[name]:
            if connection.dest not in came_from:
                came_from[connection.dest] = name
                waiting.append(connection.dest)
    if end not in came_from:
        return ()
    path = [end]
    while path[-1] != start:
        path.append(came_from[path[-1]])
    return tuple(reversed(path))


def feeding(path: tuple[str, ...]) -> str:
    """“x1 already feeds a0”, or for a longer path “x1 feeds b2 feeds a0”."""
    if len(path) == 2:
        return f"{path[0]} already feeds {path[1]}"
    names = path
    if len(path) > _LONGEST_NAMED_PATH:
        names = (*path[: _LONGEST_NAMED_PATH - 2], "…", path[-1])
    return " feeds ".join(names)


def check_activation(neuron: Neuron, place: str | None = None) -> None:
    """Whether the neuron's activation suits its kind.

    Raises MissingActivation, UnknownActivation, SoftmaxInside or NotComputed.
    """
    name = neuron.activation
    if not neuron.kind.is_computed:
        if name is not None:
            raise NotComputed(
                f"{neuron.name} is {_an(neuron.kind)}: it has no activation; leave it out", place
            )
    elif name is None:
        raise MissingActivation(f"{neuron.name} has no activation: choose one of {known(ACTIVATIONS)}", place)
    elif name not in ACTIVATIONS:
        raise UnknownActivation(
            f"{neuron.name} has the unknown activation “{name}”: choose one of {known(ACTIVATIONS)}",
            place,
        )
    elif name == SOFTMAX and neuron.kind is not Kind.OUTPUT:
        raise SoftmaxInside(
            f"{neuron.name} is a hidden neuron: softmax is for outputs; choose another activation", place
        )


def check_has_bias(neuron: Neuron, place: str | None = None) -> None:
    """Whether the neuron can have a bias. Raises NotComputed for inputs and constants."""
    if not neuron.kind.is_computed:
        raise NotComputed(f"{neuron.name} is {_an(neuron.kind)}: it has no bias; leave it out", place)


def check_has_what_can_be_fixed(neuron: Neuron, place: str | None = None) -> None:
    """Whether the neuron has a bias that can be fixed. Raises NothingToFix."""
    if neuron.bias is None:
        raise NothingToFix(f"{neuron.name} has no bias, so there is nothing to fix: give it one first", place)


def check_has_rate_of_bias(neuron: Neuron, place: str | None = None) -> None:
    """Whether the neuron has a bias that can have a learning rate of its own. Raises NoRateOfBias."""
    if neuron.bias is None:
        raise NoRateOfBias(
            f"{neuron.name} has no bias, so none learns faster or slower: give it one first", place
        )


def check_rate_multiplier(multiplier: float, place: str | None = None) -> None:
    """Whether α can be multiplied by it. Raises NotFinite or NegativeRate."""
    check_finite(multiplier, "the multiplier of α", place)
    if multiplier < 0:
        raise NegativeRate(
            f"the multiplier of α is {exact(multiplier)}: give it 0, which fixes the parameter, or more",
            place,
        )


def check_has_value(neuron: Neuron, place: str | None = None) -> None:
    """Whether the neuron can have a value of its own. Raises NotComputed for all but constants."""
    if neuron.kind is not Kind.CONSTANT:
        raise NotComputed(
            f"{neuron.name} is {_an(neuron.kind)}: only constants have a value; leave it out", place
        )


def check_softmax_ends(network: Network) -> None:
    """Whether no softmax output feeds another neuron. Raises SoftmaxFeeds."""
    for neuron in network.outputs:
        if neuron.activation == SOFTMAX and network.outgoing[neuron.name]:
            fed = network.outgoing[neuron.name][0].dest
            raise SoftmaxFeeds(
                f"{neuron.name} cannot have softmax: it feeds {fed}; delete {neuron.name} → {fed} first"
            )


def check_outputs(network: Network, places: Mapping[str, str] | None = None) -> None:
    """Whether softmax is the activation of all outputs or of none. Raises SoftmaxMixed.

    `places` says where each neuron's activation stands in a file.
    """
    grouped = [neuron.name for neuron in network.outputs if neuron.activation == SOFTMAX]
    alone = [neuron.name for neuron in network.outputs if neuron.activation != SOFTMAX]
    if grouped and alone:
        raise SoftmaxMixed(
            f"{grouped[0]} is a softmax output but {alone[0]} is not: softmax is for all outputs together",
            places[alone[0]] if places else None,
        )


def check_loss(network: Network, name: str, place: str | None = None) -> None:
    """Whether the loss called `name` can judge these outputs. Raises UnknownLoss or LossNeedsActivation."""
    if name not in LOSSES:
        raise UnknownLoss(f"there is no loss “{name}”: choose one of {known(LOSSES)}", place)
    loss = LOSSES[name]
    for neuron in network.outputs:
        needed = loss.needs_activation
        if needed is not None and neuron.activation != needed:
            raise LossNeedsActivation(
                f"{loss.label} needs {needed} outputs, but {neuron.name} is {neuron.activation}: "
                f"make every output {needed}, or choose another loss",
                place,
            )


def _an(kind: Kind) -> str:
    return {Kind.INPUT: "an input", Kind.OUTPUT: "an output", Kind.HIDDEN: "a hidden neuron"}.get(
        kind, f"a {kind}"
    )
