"""Which step does a network take from the gradients of a batch?"""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from explorer.array import Array
from explorer.backprop.batch import over_samples, sample_gradients
from explorer.backprop.message import Trace, Update, UpdateSettings
from explorer.network.edits.parameter_edits import with_parameters
from explorer.network.learning_rule import LearningRule, Memory, norm_of
from explorer.network.model import Ends, Experiment, Network, Parameter
from explorer.network.schedule import learning_rate_at
from explorer.network.schedule import settings_of as schedule_settings_of


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
    experiment: Experiment,
    sample: int,
    weight_gradients: dict[Ends, float],
    bias_gradients: dict[str, float],
    memory: Memory | None = None,
) -> list[Update]:
    """w ← w + change for every parameter, by the experiment's learning rule.

    All gradients are taken at the same parameters. Those of the sample that is shown are known already; those
    of the other samples of its batch are computed here. `memory`: what the optimiser remembers of the updates
    before; None where this is the first of a run. Neuron by neuron in the order of computation, its weights
    before its bias. Empty without training samples. Raises MemoryDoesNotFit.
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
    of_parameter = {each.parameter: each for each in _updates_of_batch(experiment, batch, gradients, memory)}
    return [of_parameter[parameter] for parameter in _by_neuron(network)]


def apply_update(experiment: Experiment, trace: Trace) -> tuple[Experiment, Memory | None]:
    """`experiment` after the update of `trace`, and what the optimiser remembers then.

    Every parameter is replaced by what the update makes of it. Give the memory to the next `propagate`; it
    is None where there was no update.
    """
    made = {message.parameter: message for message in trace.messages if isinstance(message, Update)}
    if not made:
        return experiment, None
    network = experiment.network
    in_order = [made[parameter] for parameter in network.parameters]
    settings = in_order[0].settings
    moments = tuple(zip(*(update.memory_after for update in in_order), strict=True))
    values = [update.after for update in in_order]
    memory = Memory(settings.optimiser, settings.step + 1, moments)
    return replace(experiment, network=with_parameters(network, values)), memory


def next_change(experiment: Experiment, gradient: Array, memory: Memory | None = None) -> Array:
    """What the next update adds to the parameters; `gradient`: of E with its penalty.

    `memory`: what the optimiser remembers; None where a run begins. Raises MemoryDoesNotFit.
    """
    rule, training = LearningRule.of(experiment), experiment.training
    state = rule.state(np.array(experiment.network.parameter_values, dtype=np.float64), memory)
    step = 0 if memory is None else memory.step
    g = rule.clip_factor(norm_of(gradient)) * gradient
    rate = learning_rate_at(training.learning_rate, training.schedule, step)
    return rule.change(state, g, rate, step)


def _updates_of_batch(
    experiment: Experiment, batch: tuple[int, ...], gradients: Array, memory: Memory | None
) -> Iterator[Update]:
    """The update of every parameter; gradients: (samples of the batch, parameters)."""
    network, training, rule = experiment.network, experiment.training, LearningRule.of(experiment)
    before = np.array(network.parameter_values, dtype=np.float64)
    state, step = rule.state(before, memory), 0 if memory is None else memory.step
    remembered = state[1:].T.tolist()
    gradient = over_samples(gradients, experiment.loss.over_samples)
    with_penalty = gradient + rule.penalty_gradient(before) if rule.has_penalty else gradient
    settings = _settings(rule, step, norm_of(with_penalty))
    g = settings.clip_factor * with_penalty
    rate = learning_rate_at(training.learning_rate, training.schedule, step)
    change = rule.change(state, g, rate, step)
    columns = zip(
        network.parameters,
        before.tolist(),
        gradients.T.tolist(),
        gradient.tolist(),
        with_penalty.tolist(),
        g.tolist(),
        remembered,
        state[1:].T.tolist(),
        change.tolist(),
        (before + change).tolist(),
        strict=True,
    )
    for parameter, w, of_samples, mean_or_sum, punished, shortened, was, remembers, added, after in columns:
        yield Update(
            parameter,
            w,
            batch,
            tuple(of_samples),
            experiment.loss.over_samples,
            mean_or_sum,
            punished,
            shortened,
            tuple(was),
            tuple(remembers),
            rate,
            added,
            after,
            settings,
        )


def _settings(rule: LearningRule, step: int, norm: float) -> UpdateSettings:
    training = rule.training
    return UpdateSettings(
        step=step,
        optimiser=training.optimiser.name,
        optimiser_settings=tuple(rule.settings.items()),
        learning_rate=training.learning_rate,
        schedule=training.schedule.name,
        schedule_settings=tuple(schedule_settings_of(training.schedule).items()),
        l1=training.penalty.l1,
        l2=training.penalty.l2,
        norm=norm,
        largest_gradient=training.largest_gradient,
        clip_factor=rule.clip_factor(norm),
        dropout=training.dropout,
    )


def _by_neuron(network: Network) -> list[Parameter]:
    """All parameters, neuron by neuron in the order of computation, a neuron's weights before its bias."""
    found = []
    for neuron in network.order:
        found += [Parameter(*connection.ends) for connection in network.incoming[neuron.name]]
        if neuron.bias is not None:
            found.append(Parameter(None, neuron.name))
    return found
