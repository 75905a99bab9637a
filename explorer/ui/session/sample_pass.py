"""Which pass is the animation about, and is it still the same one after an edit?"""

from functools import cached_property

from explorer.backprop.message import Trace
from explorer.backprop.propagate import propagate
from explorer.backprop.step_grouping import Grain
from explorer.backprop.timeline import Timeline
from explorer.network.learning_rule import Memory
from explorer.network.model import Experiment, Penalty


class SamplePass:
    """One iteration on one sample, computed when it is first looked at."""

    def __init__(
        self,
        experiment: Experiment,
        sample: int,
        grain: Grain,
        before: "SamplePass | None" = None,
        memory: Memory | None = None,
    ) -> None:
        """Takes the times from the pass `before`, if that one has the same messages.

        `memory`: what the optimiser remembers of the updates before; None where a run begins.
        """
        self.memory = memory
        self._experiment = experiment
        self._sample = sample
        self._grain = grain
        is_alike = before is not None and self.is_alike(before)
        self._times = before.timeline if before is not None and is_alike else None

    @cached_property
    def trace(self) -> Trace | None:
        """Its messages; None when there is no sample."""
        if not self._experiment.samples:
            return None
        return propagate(self._experiment, self._sample, self.memory)

    @cached_property
    def timeline(self) -> Timeline | None:
        """When each of them plays; None when there is no sample."""
        times, self._times = self._times, None
        if self.trace is None:
            return None
        if times is not None:
            return times.renewed(self.trace)
        return Timeline(self.trace, self._experiment.network, self._grain)

    def is_alike(self, other: "SamplePass") -> bool:
        """Whether both have the same messages at the same times, if with other numbers."""
        return self._kind == other._kind

    def differs_in_parameters_only(self, experiment: Experiment) -> bool:
        """Whether `experiment` is this one with other weights and biases, as after a step of training."""
        before = self._experiment
        return (
            experiment.samples is before.samples
            and self._kind == _kind(experiment, self._grain)
            and [n.position for n in experiment.network.neurons] == self._positions
        )

    def index_of(self, other: "SamplePass", index: int) -> int:
        """Which message here is the one with `index` in `other`; the same index where there is none."""
        if self.trace is None or other.trace is None:
            return index
        wanted = other.trace.messages[index]
        for here, message in enumerate(self.trace.messages):
            if type(message) is type(wanted) and message.subject == wanted.subject:
                return here
        return index

    @cached_property
    def _kind(self) -> tuple[object, ...]:
        return _kind(self._experiment, self._grain)

    @cached_property
    def _positions(self) -> list[tuple[float, float]]:
        return [neuron.position for neuron in self._experiment.network.neurons]


def _kind(experiment: Experiment, grain: Grain) -> tuple[object, ...]:
    """All that decides which messages there are, and when.

    A loss may need fewer, an update needs a batch, a penalty has a message of its own.
    """
    has_samples, has_batch = bool(experiment.samples), bool(experiment.training_samples)
    has_penalty = experiment.training.penalty != Penalty()
    return (grain, has_samples, has_batch, experiment.loss.name, has_penalty, experiment.network.graph)
