"""What does one iteration of backpropagation compute, number by number, as one would do it by hand?

Forward: every neuron sums what arrives, z = Σ w a + b, and emits a = φ(z). Loss: the outputs are compared
with the targets. Backward: every neuron gathers what its a does to E, ∂E/∂a = (what the loss says) + Σ w δ,
turns it into δ = φ′(z) · ∂E/∂a, and leaves the gradients a · δ on its incoming connections and δ on its bias.
Update: `explorer.backprop.update`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np

from explorer.array import Array
from explorer.backprop.message import (
    Activated,
    ActivationGradient,
    BiasGradient,
    CarriedBack,
    Contribution,
    LossDelta,
    LossTerm,
    Message,
    NeuronValues,
    SampleLoss,
    SlopeDelta,
    SoftmaxDelta,
    Sum,
    Trace,
    Update,
    WeightGradient,
)
from explorer.backprop.penalty import penalty_message
from explorer.backprop.update import batch_update
from explorer.backprop.wiring import Wiring
from explorer.network.activation import ACTIVATIONS, SOFTMAX, softmax
from explorer.network.learning_rule import Memory
from explorer.network.loss import LOSSES, Loss
from explorer.network.model import Ends, Experiment, Kind, Network, Neuron, Parameter, Sample


def propagate(experiment: Experiment, sample: int = 0, memory: Memory | None = None) -> Trace:
    """One iteration on sample number `sample`: forward, loss, backward, and the update that its batch makes.

    `memory`: what the optimiser remembers of the updates before; None where this is the first. The loss is
    the sample's alone; a penalty on the weights has a message of its own. No hidden neuron is left
    out, whatever the dropout of training.

    Without outputs there is no loss, no way back and no update; without samples there is nothing to
    propagate. Raises IndexError where there are samples but not that one, and MemoryDoesNotFit.
    """
    if not experiment.samples:
        return Trace(sample, (), {}, None, {}, {})
    if not 0 <= sample < len(experiment.samples):
        raise IndexError(f"sample {sample} of {len(experiment.samples)}: samples count from 0")
    now = _Pass(experiment.network, experiment.samples[sample], LOSSES[experiment.loss.name])
    with np.errstate(all="ignore"):  # what overflows is a result to show
        _forward(now)
        if experiment.network.outputs:
            _compare(now)
            now.messages += penalty_message(experiment)
            _backward(now)
            now.messages += _updates(now, experiment, sample, memory)
    return Trace(
        sample,
        tuple(now.messages),
        now.neuron_values(),
        now.loss_value,
        now.weight_gradients,
        now.bias_gradients,
    )


@dataclass
class _Pass:
    """What is known so far, by the names of the neurons, and how it came to be."""

    network: Network
    sample: Sample
    loss: Loss
    messages: list[Message] = field(default_factory=list)
    a: dict[str, float] = field(default_factory=dict)
    z: dict[str, float] = field(default_factory=dict)
    loss_value: float | None = None
    carried: dict[str, tuple[CarriedBack, ...]] = field(default_factory=dict)
    dE_da: dict[str, float] = field(default_factory=dict)
    delta: dict[str, float] = field(default_factory=dict)
    weight_gradients: dict[Ends, float] = field(default_factory=dict)
    bias_gradients: dict[str, float] = field(default_factory=dict)

    @property
    def order(self) -> tuple[Neuron, ...]:
        """The order of computation, a softmax last: all its sums are needed before any of it can emit."""
        computed = [neuron for neuron in self.network.order if neuron.kind.is_computed]
        return tuple(sorted(computed, key=lambda neuron: neuron.activation == SOFTMAX))

    @property
    def softmax_group(self) -> tuple[Neuron, ...]:
        """The outputs, where they are a softmax; otherwise none."""
        return tuple(neuron for neuron in self.network.outputs if neuron.activation == SOFTMAX)

    def at_outputs(self, values: dict[str, float]) -> Array:
        """The `values` of the outputs as an array, in the order of the file."""
        return np.array([values[neuron.name] for neuron in self.network.outputs])

    def by_output(self, values: Array) -> dict[str, float]:
        """The reverse of `at_outputs`."""
        return dict(zip([neuron.name for neuron in self.network.outputs], values.tolist(), strict=True))

    def neuron_values(self) -> dict[str, NeuronValues]:
        """All numbers of all neurons."""
        return {
            name: NeuronValues(a, self.z.get(name), self.dE_da.get(name), self.delta.get(name))
            for name, a in self.a.items()
        }


def _forward(now: _Pass) -> None:
    """z = Σ w a + b and a = φ(z), in the order of computation."""
    for neuron in now.network.order:
        if neuron.kind is Kind.INPUT:
            now.a[neuron.name] = now.sample.inputs[neuron.name]
        elif neuron.kind is Kind.CONSTANT:
            now.a[neuron.name] = neuron.value
    for neuron in now.order:
        _sum(now, neuron)
        if neuron.activation != SOFTMAX:
            _activate(now, neuron)
    _activate_softmax(now)


def _sum(now: _Pass, neuron: Neuron) -> None:
    """z = Σ w a + b"""
    contributions = tuple(
        Contribution(c.source, c.dest, c.weight, now.a[c.source], c.weight * now.a[c.source])
        for c in now.network.incoming[neuron.name]
    )
    z = _total(contribution.value for contribution in contributions)
    if neuron.bias is not None:
        z += neuron.bias
    now.z[neuron.name] = z
    now.messages += [*contributions, Sum(neuron.name, contributions, neuron.bias, z)]


def _activate(now: _Pass, neuron: Neuron) -> None:
    """a = φ(z)"""
    assert neuron.activation is not None
    z = now.z[neuron.name]
    a = float(ACTIVATIONS[neuron.activation].function(np.array(z)))
    now.a[neuron.name] = a
    now.messages.append(Activated(neuron.name, neuron.activation, z, a))


def _activate_softmax(now: _Pass) -> None:
    """aᵢ = e^zᵢ / Σₖ e^zₖ for all outputs together"""
    if not now.softmax_group:
        return
    group_z = tuple((neuron.name, now.z[neuron.name]) for neuron in now.softmax_group)
    for (name, z), a in zip(group_z, softmax(np.array([z for _, z in group_z])).tolist(), strict=True):
        now.a[name] = a
        now.messages.append(Activated(name, SOFTMAX, z, a, group_z))


def _compare(now: _Pass) -> None:
    """E = Σ over the outputs of what the loss says of each."""
    z, y, t = now.at_outputs(now.z), now.at_outputs(now.a), now.at_outputs(dict(now.sample.targets))
    terms = tuple(
        LossTerm(neuron.name, now.a[neuron.name], now.sample.targets[neuron.name], term)
        for neuron, term in zip(now.network.outputs, now.loss.terms(z, y, t).tolist(), strict=True)
    )
    now.loss_value = _total(term.value for term in terms)
    now.messages.append(SampleLoss(now.loss.name, terms, now.loss_value))


def _backward(now: _Pass) -> None:
    """∂E/∂a, then δ, then the gradients that δ leaves, in the reverse of the order of computation."""
    y, t = now.at_outputs(now.a), now.at_outputs(dict(now.sample.targets))
    from_loss = now.by_output(now.loss.output_gradient(y, t))
    loss_delta = {} if now.loss.delta is None else now.by_output(now.loss.delta(y, t))
    for neuron in reversed(now.softmax_group):
        _gather(now, neuron, from_loss)
    for neuron in reversed(now.order):
        if neuron.activation != SOFTMAX:
            _gather(now, neuron, from_loss)
        if neuron.name in loss_delta:
            _delta_from_loss(now, neuron, loss_delta[neuron.name])
        elif neuron.activation == SOFTMAX:
            _delta_of_softmax(now, neuron)
        else:
            _delta(now, neuron)
        _leave_gradients(now, neuron)


def _gather(now: _Pass, neuron: Neuron, from_loss: dict[str, float]) -> None:
    """∂E/∂a = ∂L/∂y + Σ w δ: what the loss says of an output, and what all that it feeds sends back."""
    carried = tuple(
        CarriedBack(c.source, c.dest, c.weight, now.delta[c.dest], c.weight * now.delta[c.dest])
        for c in now.network.outgoing[neuron.name]
    )
    dE_da = from_loss.get(neuron.name, 0.0) + _total(back.value for back in carried)
    now.carried[neuron.name], now.dE_da[neuron.name] = carried, dE_da
    is_output = neuron.kind is Kind.OUTPUT
    gradient = ActivationGradient(
        neuron.name,
        now.loss.name,
        from_loss.get(neuron.name),
        carried,
        dE_da,
        y=now.a[neuron.name] if is_output else None,
        t=now.sample.targets[neuron.name] if is_output else None,
        outputs=len(now.network.outputs) if is_output else 0,
    )
    now.messages += [*carried, gradient]


def _delta(now: _Pass, neuron: Neuron) -> None:
    """δ = φ′(z) · ∂E/∂a"""
    slope = _slope(now, neuron)
    delta = slope * now.dE_da[neuron.name]
    _record(now, SlopeDelta(*_before_delta(now, neuron), delta, slope))


def _delta_from_loss(now: _Pass, neuron: Neuron, loss_delta: float) -> None:
    """δ = (y − t) + φ′(z) · Σ w δ, the first part without dividing by a y or 1 − y that may be 0."""
    slope = None if neuron.activation == SOFTMAX else _slope(now, neuron)
    carried = _total(back.value for back in now.carried[neuron.name])
    delta = loss_delta if slope is None else loss_delta + slope * carried
    targets_sum = _total(now.sample.targets[output.name] for output in now.network.outputs)
    _record(now, LossDelta(*_before_delta(now, neuron), delta, loss_delta, slope, targets_sum))


def _delta_of_softmax(now: _Pass, neuron: Neuron) -> None:
    """δᵢ = yᵢ (∂E/∂yᵢ − Σₖ yₖ ∂E/∂yₖ)

    Computed as yᵢ Σₖ yₖ (∂E/∂yᵢ − ∂E/∂yₖ), which is the same since Σ y = 1, but where one share is nearly 1
    it does not subtract two nearly equal numbers.
    """
    group = tuple((each.name, now.a[each.name], now.dE_da[each.name]) for each in now.softmax_group)
    dE_da = now.dE_da[neuron.name]
    delta = now.a[neuron.name] * _total(y * (dE_da - dE_dy) for _, y, dE_dy in group)
    _record(now, SoftmaxDelta(*_before_delta(now, neuron), delta, group))


def _before_delta(
    now: _Pass, neuron: Neuron
) -> tuple[str, str, float, float, float, str, float | None, tuple[CarriedBack, ...]]:
    """What every kind of δ says first of its neuron, down to what was carried back to it."""
    assert neuron.activation is not None
    name = neuron.name
    t = now.sample.targets[name] if neuron.kind is Kind.OUTPUT else None
    z, a, dE_da = now.z[name], now.a[name], now.dE_da[name]
    return name, neuron.activation, z, a, dE_da, now.loss.name, t, now.carried[name]


def _record(now: _Pass, message: SlopeDelta | LossDelta | SoftmaxDelta) -> None:
    now.delta[message.neuron] = message.delta
    now.messages.append(message)


def _leave_gradients(now: _Pass, neuron: Neuron) -> None:
    """∂E/∂w = a(source) · δ(dest) on every incoming connection, and ∂E/∂b = δ"""
    delta = now.delta[neuron.name]
    for connection in now.network.incoming[neuron.name]:
        a = now.a[connection.source]
        now.weight_gradients[connection.ends] = a * delta
        now.messages.append(WeightGradient(*connection.ends, a, delta, a * delta))
    if neuron.bias is not None:
        now.bias_gradients[neuron.name] = delta
        now.messages.append(BiasGradient(neuron.name, delta, delta))


def _updates(now: _Pass, experiment: Experiment, sample: int, memory: Memory | None) -> Iterator[Update]:
    """w ← w + change, neuron by neuron in the order of computation, its weights before its bias."""
    gradients = [
        now.bias_gradients[p.dest] if p.source is None else now.weight_gradients[p.source, p.dest]
        for p in now.network.parameters
    ]
    update = batch_update(Wiring.of(now.network), experiment, sample, np.array(gradients), memory)
    if update is None:
        return
    number = {parameter: number for number, parameter in enumerate(now.network.parameters)}
    for neuron in now.network.order:
        parameters = [Parameter(*connection.ends) for connection in now.network.incoming[neuron.name]]
        parameters += [] if neuron.bias is None else [Parameter(None, neuron.name)]
        for parameter in parameters:
            yield update.message(parameter, number[parameter])


def _slope(now: _Pass, neuron: Neuron) -> float:
    """φ′(z)"""
    assert neuron.activation is not None
    z, a = np.array(now.z[neuron.name]), np.array(now.a[neuron.name])
    return float(ACTIVATIONS[neuron.activation].derivative(z, a))


def _total(values: Iterable[float]) -> float:
    """Σ from left to right; `sum` compensates for rounding from Python 3.12 on, so that versions disagree."""
    total = 0.0
    for value in values:
        total += value
    return total
