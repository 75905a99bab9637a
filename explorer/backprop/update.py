"""Which step does gradient descent take from the gradients of a batch?"""

from dataclasses import replace

import numpy as np

from explorer.backprop.batch import over_samples, sample_gradients
from explorer.backprop.message import Trace, Update
from explorer.network.activation import Array
from explorer.network.learning_rule import LearningRule, norm_of
from explorer.network.model import Ends, Experiment, Network, Parameter
from explorer.network.parameter_edits import with_parameters
from explorer.network.schedule import learning_rate_at


def batch_of(experiment: Experiment, sample: int) -> tuple[int, ...]:
    """The indices of the samples whose gradients make the update that is shown beside sample number `sample`.

    A full batch is all training samples; a mini-batch of n is the sample itself and the n − 1 training
    samples that follow it, the first following the last. A held-out sample takes no part.
    """
    training = [n for n, each in enumerate(experiment.samples) if not each.held_out]
    size = experiment.training.batch_size
    if size is None:
        return tuple(training)
    from_sample_on = [n for n in training if n >= sample] + [n for n in training if n < sample]
    return tuple(from_sample_on[:size])


def updates(
    experiment: Experiment, sample: int, weight_gradients: dict[Ends, float], bias_gradients: dict[str, float]
) -> list[Update]:
    """w ← w − α ∂E/∂w for every parameter, all gradients taken at the same parameters.

    The gradients of the sample that is shown are known already; those of the other samples of its batch are
    computed here. Neuron by neuron in the order of computation, its weights before its bias. Empty without
    training samples.
    """
    batch = batch_of(experiment, sample)
    network = experiment.network
    if not batch or not network.parameters:
        return []
    gradients = np.empty((len(batch), len(network.parameters)))
    others = [row for row, n in enumerate(batch) if n != sample]
    if others:
        gradients[others] = sample_gradients(
            experiment, [experiment.samples[batch[row]] for row in others]
        ).gradients
    if sample in batch:
        gradients[batch.index(sample)] = [
            bias_gradients[p.dest] if p.source is None else weight_gradients[p.source, p.dest]
            for p in network.parameters
        ]
    of_parameter = _updates_of_batch(experiment, batch, gradients)
    return [of_parameter[parameter] for parameter in _by_neuron(network)]


def apply_update(experiment: Experiment, trace: Trace) -> Experiment:
    """`experiment` after the update of `trace`: every parameter replaced by what the update makes of it."""
    after = {message.parameter: message.after for message in trace.messages if isinstance(message, Update)}
    network = experiment.network
    values = [
        after.get(p, value) for p, value in zip(network.parameters, network.parameter_values, strict=True)
    ]
    return replace(experiment, network=with_parameters(network, values))


def first_change(experiment: Experiment, gradient: Array) -> Array:
    """What the first update of a run adds to the parameters; `gradient`: of E with its penalty."""
    rule, training = LearningRule.of(experiment), experiment.training
    parameters = np.array(experiment.network.parameter_values, dtype=np.float64)
    clipped = rule.clip_factor(norm_of(gradient)) * gradient
    rate = learning_rate_at(training.learning_rate, training.schedule, 0)
    return rule.change(rule.first_state(parameters), clipped, rate, 0)


def _updates_of_batch(
    experiment: Experiment, batch: tuple[int, ...], gradients: Array
) -> dict[Parameter, Update]:
    """The update of every parameter; gradients: (samples of the batch, parameters)."""
    network, training, reduction = experiment.network, experiment.training, experiment.loss.over_samples
    before = np.array(network.parameter_values, dtype=np.float64)
    gradient = over_samples(gradients, reduction)
    change = first_change(experiment, gradient)
    columns = zip(
        network.parameters,
        before.tolist(),
        gradients.T.tolist(),
        gradient.tolist(),
        change.tolist(),
        (before + change).tolist(),
        strict=True,
    )
    rate = training.learning_rate
    return {
        parameter: Update(parameter, w, batch, tuple(of_samples), reduction, mean_or_sum, rate, step, w_after)
        for parameter, w, of_samples, mean_or_sum, step, w_after in columns
    }


def _by_neuron(network: Network) -> list[Parameter]:
    """All parameters, neuron by neuron in the order of computation, a neuron's weights before its bias."""
    found = []
    for neuron in network.order:
        found += [Parameter(*connection.ends) for connection in network.incoming[neuron.name]]
        if neuron.bias is not None:
            found.append(Parameter(None, neuron.name))
    return found
