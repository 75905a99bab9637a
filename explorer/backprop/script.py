"""Which messages does one pass have, and in which order? The script of a pass, without any number.

It follows from the graph, from the loss and from whether there is a sample, a batch and a penalty. So one
script serves for every weight, input and target, and what plays (`explorer.backprop.timeline`) is worked out
once, while the numbers (`explorer.backprop.pass_numbers`) change with every edit.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from explorer.backprop.message import (
    Activated,
    ActivationGradient,
    BiasGradient,
    CarriedBack,
    Contribution,
    LossDelta,
    Message,
    SampleLoss,
    SlopeDelta,
    SoftmaxDelta,
    Sum,
    Update,
    WeightGradient,
    WeightPenalty,
)
from explorer.backprop.message_kind import Subject
from explorer.backprop.neuron_place import Places, places_in
from explorer.backprop.wiring import Wiring
from explorer.network.activation import SOFTMAX
from explorer.network.loss import LOSSES
from explorer.network.model import Experiment, Network, Neuron, Parameter, Penalty


@dataclass(frozen=True)
class Cue:
    """A message before it has numbers: its kind, its `subject` and its `place` as a message has them.

    `number`: which number of its quantity it brings, in the order of `Wiring`: that of its neuron, its
    connection or its parameter; 0 for loss and penalty.
    """

    kind: type[Message]
    subject: Subject
    place: str | None
    number: int


@dataclass(frozen=True, eq=False)
class Script:
    """The cues of a pass, in the order of `explorer.backprop.propagate`, which is that of doing it by hand.

    `suits` says whether it is also the script of another experiment.
    """

    cues: tuple[Cue, ...]
    wiring: Wiring
    network: Network
    _features: tuple[object, ...]

    @classmethod
    def of(cls, experiment: Experiment) -> "Script":
        """The script of every pass of `experiment`; without samples it is empty."""
        wiring = Wiring.of(experiment.network)
        cues = tuple(_cues(experiment, wiring)) if experiment.samples else ()
        return cls(cues, wiring, experiment.network, _features(experiment))

    def suits(self, experiment: Experiment) -> bool:
        """Whether a pass of `experiment` has the same messages in the same order."""
        return self._features == _features(experiment)

    def find(self, cue: Cue) -> int | None:
        """Where the message with the kind and subject of `cue` stands; None where there is none."""
        return self._places.get((cue.kind, cue.subject))

    @cached_property
    def neuron_places(self) -> Places:
        """Where each neuron stands, which notations name it by."""
        return places_in(self.network)

    @cached_property
    def about(self) -> dict[Subject, tuple[int, ...]]:
        """Where the messages about each subject stand, in order."""
        found: dict[Subject, list[int]] = {}
        for index, cue in enumerate(self.cues):
            found.setdefault(cue.subject, []).append(index)
        return {subject: tuple(indices) for subject, indices in found.items()}

    @cached_property
    def _places(self) -> dict[tuple[type[Message], Subject], int]:
        return {(cue.kind, cue.subject): index for index, cue in enumerate(self.cues)}


def _features(experiment: Experiment) -> tuple[object, ...]:
    """All that decides which messages there are: equal where they are the same."""
    network = experiment.network
    neurons = tuple((n.name, n.kind, n.activation, n.bias is None) for n in network.neurons)
    has_penalty = experiment.training.penalty != Penalty()
    has_batch = bool(experiment.training_samples)
    is_settled = LOSSES[experiment.loss.name].delta is not None
    return (neurons, network.sources_and_dests, bool(experiment.samples), has_batch, has_penalty, is_settled)


def _cues(experiment: Experiment, wiring: Wiring) -> Iterator[Cue]:
    network = experiment.network
    yield from _forward(wiring)
    if not network.outputs:
        return
    yield Cue(SampleLoss, None, None, 0)
    if experiment.training.penalty != Penalty() and network.connections:
        yield Cue(WeightPenalty, None, None, 0)
    yield from _backward(wiring, LOSSES[experiment.loss.name].delta is not None)
    if experiment.training_samples:
        for neuron in network.order:
            for parameter in _parameters_of(network, neuron):
                yield Cue(Update, parameter, neuron.name, wiring.parameter[parameter])


def _forward(wiring: Wiring) -> Iterator[Cue]:
    """Every sum and activation in the order of computation; a softmax last, when all its sums are there."""
    for neuron in wiring.computed:
        name, number = neuron.name, wiring.neuron[neuron.name]
        for connection in wiring.network.incoming[name]:
            yield Cue(Contribution, connection.ends, name, wiring.connection[connection.ends])
        yield Cue(Sum, name, name, number)
        if neuron.activation != SOFTMAX:
            yield Cue(Activated, name, name, number)
    for neuron in wiring.softmax:
        yield Cue(Activated, neuron.name, neuron.name, wiring.neuron[neuron.name])


def _backward(wiring: Wiring, is_settled: bool) -> Iterator[Cue]:
    """The reverse. `is_settled`: loss and activation of the outputs belong together."""
    for neuron in reversed(wiring.softmax):
        yield from _gather(wiring, neuron)
    outputs = {neuron.name for neuron in wiring.network.outputs}
    for neuron in reversed(wiring.computed):
        name, number = neuron.name, wiring.neuron[neuron.name]
        if neuron.activation != SOFTMAX:
            yield from _gather(wiring, neuron)
        rule = SoftmaxDelta if neuron.activation == SOFTMAX else SlopeDelta
        yield Cue(LossDelta if is_settled and name in outputs else rule, name, name, number)
        for connection in wiring.network.incoming[name]:
            yield Cue(WeightGradient, connection.ends, name, wiring.connection[connection.ends])
        if neuron.bias is not None:
            yield Cue(BiasGradient, name, name, wiring.parameter[Parameter(None, name)])


def _gather(wiring: Wiring, neuron: Neuron) -> Iterator[Cue]:
    name = neuron.name
    for connection in wiring.network.outgoing[name]:
        yield Cue(CarriedBack, connection.ends, name, wiring.connection[connection.ends])
    yield Cue(ActivationGradient, name, name, wiring.neuron[name])


def _parameters_of(network: Network, neuron: Neuron) -> Iterator[Parameter]:
    """The weights of a neuron, in the order of the file, then its bias."""
    for connection in network.incoming[neuron.name]:
        yield Parameter(*connection.ends)
    if neuron.bias is not None:
        yield Parameter(None, neuron.name)
