"""Which step does a network take from the gradients of a batch?"""

from dataclasses import dataclass, replace

import numpy as np

from explorer.array import Array
from explorer.backprop.batch import over_samples
from explorer.backprop.message import Update, UpdateSettings
from explorer.backprop.pass_numbers import compute_passes
from explorer.backprop.wiring import Wiring
from explorer.network.edits.parameter_edits import with_parameters
from explorer.network.learning_rule import LearningRule, Memory, norm_of
from explorer.network.model import Experiment, Parameter, Reduction
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


@dataclass(frozen=True, eq=False)
class BatchUpdate:
    """w ← w + change for all parameters, in the order of `Network.parameters`; see `Update` for the numbers.

    Vectors are (parameters,); `sample_gradients`: (samples of the batch, parameters); `memory` and
    `memory_after`: (symbols of the optimiser's memory, parameters).
    """

    samples: tuple[int, ...]
    over_samples: Reduction
    before: Array
    sample_gradients: Array
    gradient: Array
    with_penalty: Array
    g: Array
    memory: Array
    memory_after: Array
    change: Array
    after: Array
    are_fixed: tuple[bool, ...]
    rate_multipliers: tuple[float, ...]
    settings: UpdateSettings

    def message(self, parameter: Parameter, number: int) -> Update:
        """The update of `parameter`, which is the one with this number."""
        return Update(
            parameter,
            float(self.before[number]),
            self.samples,
            tuple(self.sample_gradients[:, number].tolist()),
            self.over_samples,
            float(self.gradient[number]),
            float(self.with_penalty[number]),
            float(self.g[number]),
            tuple(self.memory[:, number].tolist()),
            tuple(self.memory_after[:, number].tolist()),
            self.rate_multipliers[number] * self.settings.scheduled_rate,
            self.rate_multipliers[number],
            float(self.change[number]),
            float(self.after[number]),
            self.are_fixed[number],
            self.settings,
        )


def batch_update(
    wiring: Wiring, experiment: Experiment, sample: int, gradients: Array, memory: Memory | None = None
) -> BatchUpdate | None:
    """The update of every parameter by the experiment's learning rule; None without training samples.

    All gradients are taken at the same parameters. `gradients` are those of the sample that is shown, in the
    order of `Network.parameters`; those of the other samples of its batch are computed here, by the `wiring`
    of the graph. `memory`: what
    the optimiser remembers of the updates before; None where this is the first of a run. There must be an
    output. Raises MemoryDoesNotFit.
    """
    batch, parameters = batch_of(experiment, sample), experiment.network.parameters
    if not batch or not parameters:
        return None
    of_samples = np.empty((len(batch), len(parameters)))
    others = [row for row, n in enumerate(batch) if n != sample]
    if others:
        shown = [experiment.samples[batch[row]] for row in others]
        of_samples[others] = compute_passes(wiring, experiment, shown).gradients.T
    if sample in batch:
        of_samples[batch.index(sample)] = gradients
    with np.errstate(all="ignore"):  # what overflows is a result to show
        return _updated(experiment, batch, of_samples, memory)


def apply_update(experiment: Experiment, update: BatchUpdate | None) -> tuple[Experiment, Memory | None]:
    """`experiment` after `update`, and what the optimiser remembers then.

    Every parameter is replaced by what the update makes of it. Give the memory to the next pass; it is None
    where there was no update.
    """
    if update is None:
        return experiment, None
    moments = tuple(tuple(row) for row in update.memory_after.tolist())
    memory = Memory(update.settings.optimiser, update.settings.step + 1, moments)
    network = with_parameters(experiment.network, update.after.tolist())
    return replace(experiment, network=network), memory


def next_change(experiment: Experiment, gradient: Array, memory: Memory | None = None) -> Array:
    """What the next update adds to the parameters; `gradient`: of E with its penalty.

    `memory`: what the optimiser remembers; None where a run begins. Raises MemoryDoesNotFit.
    """
    rule, training = LearningRule.of(experiment), experiment.training
    state = rule.state(np.array(experiment.network.parameter_values, dtype=np.float64), memory)
    step = 0 if memory is None else memory.step
    followed = rule.free(gradient)
    g = rule.clip_factor(norm_of(followed)) * followed
    rate = learning_rate_at(training.learning_rate, training.schedule, step)
    return rule.change(state, g, rate, step)


def _updated(
    experiment: Experiment, batch: tuple[int, ...], sample_gradients: Array, memory: Memory | None
) -> BatchUpdate:
    """sample_gradients: (samples of the batch, parameters)."""
    training, rule, reduction = experiment.training, LearningRule.of(experiment), experiment.loss.over_samples
    before = np.array(experiment.network.parameter_values, dtype=np.float64)
    state, step = rule.state(before, memory), 0 if memory is None else memory.step
    remembered = state[1:].copy()
    gradient = over_samples(sample_gradients, reduction)
    with_penalty = gradient + rule.penalty_gradient(before) if rule.has_penalty else gradient
    followed = rule.free(with_penalty)
    rate = learning_rate_at(training.learning_rate, training.schedule, step)
    settings = _settings(rule, step, rate, norm_of(followed))
    g = settings.clip_factor * followed
    change = rule.change(state, g, rate, step)
    return BatchUpdate(
        samples=batch,
        over_samples=reduction,
        before=before,
        sample_gradients=sample_gradients,
        gradient=gradient,
        with_penalty=with_penalty,
        g=g,
        memory=remembered,
        memory_after=state[1:],
        change=change,
        after=before + change,
        are_fixed=experiment.network.are_fixed,
        rate_multipliers=experiment.network.rate_multipliers,
        settings=settings,
    )


def _settings(rule: LearningRule, step: int, rate: float, norm: float) -> UpdateSettings:
    training = rule.training
    return UpdateSettings(
        step=step,
        optimiser=training.optimiser.name,
        optimiser_settings=tuple(rule.settings.items()),
        learning_rate=training.learning_rate,
        scheduled_rate=rate,
        schedule=training.schedule.name,
        schedule_settings=tuple(schedule_settings_of(training.schedule).items()),
        l1=training.penalty.l1,
        l2=training.penalty.l2,
        norm=norm,
        largest_gradient=training.largest_gradient,
        clip_factor=rule.clip_factor(norm),
        dropout=training.dropout,
    )
