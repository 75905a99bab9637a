"""What are the losses and gradients of many samples at once?

The same formulas as in `explorer.backprop.propagate`, without a record: every number is an array over the
samples, so that an update over hundreds of samples can be explained while a weight is being dragged. A
further axis, the *lanes*, holds different settings of the parameters side by side, as the gradient check
needs them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from explorer.array import Array
from explorer.network.activation import ACTIVATIONS, SOFTMAX, softmax
from explorer.network.learning_rule import LearningRule
from explorer.network.loss import LOSSES
from explorer.network.model import Connection, Ends, Experiment, Kind, Network, Reduction, Sample


@dataclass(frozen=True)
class Values:
    """z and a of all neurons: (neurons, lanes, samples), in the order of the file; z is 0 for inputs."""

    z: Array
    a: Array


@dataclass(frozen=True)
class SampleGradients:
    """E and its gradient for each sample by itself, before they are averaged or summed.

    losses: (samples,); gradients: (samples, parameters), parameters in the order of `Network.parameters`.
    """

    losses: Array
    gradients: Array


def batch_gradient(experiment: Experiment) -> tuple[float | None, dict[Ends, float], dict[str, float]]:
    """E, ∂E/∂w by (source, dest) and ∂E/∂b by neuron, over all samples that are not held out.

    The losses of the samples are averaged or summed as `over_samples` says; then the penalty R on the weights
    is added, once. Without outputs or without such samples there is no E: None and two empty dicts.
    """
    network = experiment.network
    if not network.outputs or not experiment.training_samples:
        return None, {}, {}
    each = sample_gradients(experiment, experiment.training_samples)
    rule, parameters = LearningRule.of(experiment), present_parameters(network)[0]
    with np.errstate(all="ignore"):
        loss = float(over_samples(each.losses, experiment.loss.over_samples))
        gradient = over_samples(each.gradients, experiment.loss.over_samples)
        if rule.has_penalty:
            loss += rule.penalty(parameters)
            gradient = gradient + rule.penalty_gradient(parameters)
    by_parameter = dict(zip(network.parameters, gradient.tolist(), strict=True))
    weights = {(p.source, p.dest): value for p, value in by_parameter.items() if p.source is not None}
    biases = {p.dest: value for p, value in by_parameter.items() if p.is_bias}
    return loss, weights, biases


def over_samples(values: Array, reduction: Reduction) -> Array:
    """The mean or the sum of `values` over their first axis, the samples of the batch."""
    reduced: Array = values.mean(axis=0) if reduction is Reduction.MEAN else values.sum(axis=0)
    return reduced


def sample_gradients(experiment: Experiment, samples: Sequence[Sample]) -> SampleGradients:
    """E, ∂E/∂w = a(source) · δ(dest) and ∂E/∂b = δ for each of the `samples`. There must be an output."""
    network = experiment.network
    row = _rows(network)
    parameters = present_parameters(network)
    with np.errstate(all="ignore"):
        values = forward(network, samples, parameters)
        a, delta = values.a[:, 0], backward(experiment, samples, values, parameters)[:, 0]
        of_weights = (
            a[[row[c.source] for c in network.connections]]
            * delta[[row[c.dest] for c in network.connections]]
        )
        of_biases = delta[[row[neuron.name] for neuron in network.neurons if neuron.bias is not None]]
        gradients = np.concatenate([of_weights, of_biases]).T
        return SampleGradients(losses(experiment, samples, values)[0], gradients)


def present_parameters(network: Network) -> Array:
    """All parameters as they stand, as one lane: (1, parameters)."""
    return np.array([network.parameter_values], dtype=np.float64)


def forward(network: Network, samples: Sequence[Sample], parameters: Array) -> Values:
    """z = Σ w a + b and a = φ(z), neuron by neuron in their order; parameters: (lanes, parameters)."""
    row, column = _rows(network), _columns(network)
    a = np.zeros((len(network.neurons), len(parameters), len(samples)))
    z = np.zeros_like(a)
    for neuron in network.order:
        j = row[neuron.name]
        if neuron.kind is Kind.INPUT:
            a[j] = [sample.inputs[neuron.name] for sample in samples]
        elif neuron.kind is Kind.CONSTANT:
            a[j] = neuron.value
        else:
            incoming = network.incoming[neuron.name]
            z[j] = _weighted(parameters[:, _chosen(column, incoming)], a[[row[c.source] for c in incoming]])
            if neuron.bias is not None:
                z[j] += parameters[:, [column[None, neuron.name]]]
            if neuron.activation != SOFTMAX:
                a[j] = ACTIVATIONS[neuron.activation or ""].function(z[j])
    group = [row[neuron.name] for neuron in network.outputs if neuron.activation == SOFTMAX]
    if group:
        a[group] = _outputs_first(softmax(_outputs_last(z[group])))
    return Values(z, a)


def losses(experiment: Experiment, samples: Sequence[Sample], values: Values) -> Array:
    """E of each sample, unreduced: (lanes, samples). There must be an output."""
    outputs = [_rows(experiment.network)[neuron.name] for neuron in experiment.network.outputs]
    z, y = _outputs_last(values.z[outputs]), _outputs_last(values.a[outputs])
    terms = LOSSES[experiment.loss.name].terms(z, y, _targets(experiment.network, samples))
    of_samples: Array = np.sum(terms, axis=-1)
    return of_samples


def backward(experiment: Experiment, samples: Sequence[Sample], values: Values, parameters: Array) -> Array:
    """δ = φ′(z) · ∂E/∂a, neuron by neuron in the reverse of their order: (neurons, lanes, samples)."""
    network = experiment.network
    row, column = _rows(network), _columns(network)
    from_loss, settled = _from_outputs(experiment, samples, values)
    delta = np.zeros_like(values.a)
    for neuron in reversed(network.order):
        if not neuron.kind.is_computed:
            continue
        j, outgoing = row[neuron.name], network.outgoing[neuron.name]
        carried = _weighted(parameters[:, _chosen(column, outgoing)], delta[[row[c.dest] for c in outgoing]])
        if neuron.activation == SOFTMAX:
            delta[j] = settled[neuron.name]
            continue
        slope = ACTIVATIONS[neuron.activation or ""].derivative(values.z[j], values.a[j])
        if neuron.name in settled:
            delta[j] = settled[neuron.name] + slope * carried
        else:
            delta[j] = slope * (from_loss.get(neuron.name, 0.0) + carried)
    return delta


def _from_outputs(
    experiment: Experiment, samples: Sequence[Sample], values: Values
) -> tuple[dict[str, Array], dict[str, Array]]:
    """∂L/∂y by output, and that part of δ which takes loss and activation (or all of a softmax) together."""
    network, loss = experiment.network, LOSSES[experiment.loss.name]
    names = [neuron.name for neuron in network.outputs]
    y = _outputs_last(values.a[[_rows(network)[name] for name in names]])
    t = _targets(network, samples)
    dE_dy = loss.output_gradient(y, t)
    from_loss = dict(zip(names, _outputs_first(dE_dy), strict=True))
    if loss.delta is not None:
        return from_loss, dict(zip(names, _outputs_first(loss.delta(y, t)), strict=True))
    if network.outputs[0].activation == SOFTMAX:
        differences = dE_dy[..., :, np.newaxis] - dE_dy[..., np.newaxis, :]
        together = y * np.sum(y[..., np.newaxis, :] * differences, axis=-1)
        return from_loss, dict(zip(names, _outputs_first(together), strict=True))
    return from_loss, {}


def _weighted(weights: Array, values: Array) -> Array:
    """Σ w · value: (lanes, connections) and (connections, lanes, samples) make (lanes, samples).

    Not a matrix product, because that may leave out a weight of 0 and so hide 0 · ∞.
    """
    total: Array = np.einsum("lc,cls->ls", weights, values)
    return total


def _targets(network: Network, samples: Sequence[Sample]) -> Array:
    return np.array([[sample.targets[neuron.name] for neuron in network.outputs] for sample in samples])


def _outputs_last(values: Array) -> Array:
    return np.moveaxis(values, 0, -1)


def _outputs_first(values: Array) -> Array:
    return np.moveaxis(values, -1, 0)


def _rows(network: Network) -> dict[str, int]:
    return {neuron.name: row for row, neuron in enumerate(network.neurons)}


def _columns(network: Network) -> dict[tuple[str | None, str], int]:
    return {(p.source, p.dest): column for column, p in enumerate(network.parameters)}


def _chosen(column: dict[tuple[str | None, str], int], connections: Sequence[Connection]) -> list[int]:
    return [column[connection.ends] for connection in connections]
