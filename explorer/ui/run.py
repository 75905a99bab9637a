"""What is left of a run of training that has ended, and when does an experiment belong to a run?"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from explorer.network.activation import Array
from explorer.network.model import Experiment
from explorer.network.number import exact
from explorer.network.parameter_edits import with_parameters
from explorer.training.divergence import Divergence
from explorer.training.history import Columns
from explorer.training.trainer import Trainer

KEPT = 7
"""How many of the latest ended runs are kept: with the present one as many as a theme has colours."""


@dataclass(frozen=True, eq=False)
class KeptRun:
    """One run: from which experiment it started, with which it ended, and what happened on the way.

    `colour` is its place among the curve colours of a theme. `divergence` is None where it stayed finite;
    where it did not, `end` has the weights of the last finite step.
    """

    name: str
    start: Experiment
    end: Experiment
    history: Columns
    divergence: Divergence | None
    colour: int

    @property
    def verdict(self) -> str:
        """“diverged at step 19”, or nothing."""
        return "" if self.divergence is None else f"diverged at step {self.divergence.step}"


def name_of(rates: Array, others: Sequence[KeptRun]) -> str:
    """“α = 0.1”, or “α = 0.1 … 0.3” where it was changed; numbered where one of `others` has that name."""
    first, last = exact(float(rates[0])), exact(float(rates[-1]))
    own = f"α = {first}" if bool((rates == rates[0]).all()) else f"α = {first} … {last}"
    taken = {other.name for other in others}
    number, name = 2, own
    while name in taken:
        number, name = number + 1, f"{own} ({number})"
    return name


def kept(trainer: Trainer, colour: int, others: Sequence[KeptRun]) -> KeptRun:
    """The trainer's run so far."""
    history = trainer.history.copied()
    rates = history.learning_rate
    name = name_of(rates[:-1] if len(rates) > 1 else rates, others)  # the last is of a step still to come
    end = trainer.experiment_at_last_finite()
    end = replace(end, training=replace(end.training, learning_rate=trainer.learning_rate))
    return KeptRun(name, trainer.start(), end, history, trainer.divergence, colour)


def free_colour(runs: Sequence[KeptRun]) -> int:
    """The first colour that none of `runs` has."""
    taken = {run.colour for run in runs}
    return next(colour for colour in range(len(runs) + 1) if colour not in taken)


def with_weights_of(experiment: Experiment, other: Experiment) -> Experiment:
    """`experiment` with the weights and biases of `other`, as far as both have them."""
    network, source = experiment.network, other.network
    there = set(source.parameters)
    values = [
        source.parameter_value(parameter) if parameter in there else network.parameter_value(parameter)
        for parameter in network.parameters
    ]
    return replace(experiment, network=with_parameters(network, values))


def has_same_parameters(one: Experiment, other: Experiment) -> bool:
    """Whether the weights and biases of one fit the other."""
    return one.network.parameters == other.network.parameters


def is_same_task(one: Experiment, other: Experiment) -> bool:
    """Whether both train the same weights on the same samples: only α and the positions may differ."""
    return (
        one.samples == other.samples
        and one.loss == other.loss
        and replace(one.training, learning_rate=0.0) == replace(other.training, learning_rate=0.0)
        and one.network.connections == other.network.connections
        and _unplaced(one) == _unplaced(other)
    )


def _unplaced(experiment: Experiment) -> list[tuple[object, ...]]:
    return [(n.name, n.kind, n.activation, n.bias, n.value) for n in experiment.network.neurons]
