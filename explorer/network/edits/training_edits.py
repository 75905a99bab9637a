"""How does an experiment become another one, when its training is set or its weights are drawn anew?

Pure functions as in `explorer.network.edits.graph_edits`.
"""

from dataclasses import replace
from typing import TypedDict, Unpack

from explorer.network.edits.parameter_edits import set_parameters
from explorer.network.initialiser import draw
from explorer.network.model import (
    Experiment,
    InitialiserChoice,
    OptimiserChoice,
    Penalty,
    ScheduleChoice,
)
from explorer.network.optimiser import OPTIMISERS
from explorer.network.schedule import SCHEDULES
from explorer.network.training_rules import (
    check_initialiser,
    check_optimiser,
    check_schedule,
    check_training,
)


class TrainingChanges(TypedDict, total=False):
    """The settings of `explorer.network.model.Training`, each of which may be left out."""

    learning_rate: float
    schedule: ScheduleChoice
    optimiser: OptimiserChoice
    penalty: Penalty
    dropout: float
    largest_gradient: float | None
    batch_size: int | None
    shuffle: bool
    seed: int
    initialiser: InitialiserChoice


def set_training(experiment: Experiment, **changes: Unpack[TrainingChanges]) -> Experiment:
    """Changes these settings and leaves the others. Raises what `check_training` raises."""
    training = replace(experiment.training, **changes)
    check_training(training)
    return experiment if training == experiment.training else replace(experiment, training=training)


def set_learning_rate(experiment: Experiment, learning_rate: float) -> Experiment:
    """α of every step from now on. Raises NotFinite or NegativeLearningRate."""
    return set_training(experiment, learning_rate=learning_rate)


def choose_optimiser(experiment: Experiment, name: str) -> Experiment:
    """Another optimiser; a setting that both have stays, the others begin with their defaults.

    Raises UnknownOptimiser.
    """
    before = experiment.training.optimiser
    check_optimiser(OptimiserChoice(name))
    shared = {own.name: getattr(before, own.name) for own in OPTIMISERS[name].settings}
    return set_training(experiment, optimiser=OptimiserChoice(name, **shared))


def choose_schedule(experiment: Experiment, name: str) -> Experiment:
    """Another schedule; a setting that both have stays, the others begin with their defaults.

    Raises UnknownSchedule.
    """
    before = experiment.training.schedule
    check_schedule(ScheduleChoice(name))
    shared = {own.name: getattr(before, own.name) for own in SCHEDULES[name].settings}
    return set_training(experiment, schedule=ScheduleChoice(name, **shared))


def set_initialiser(experiment: Experiment, initialiser: InitialiserChoice) -> Experiment:
    """Chooses from which distribution and seed `randomise` draws. Raises what `check_initialiser` raises."""
    return set_training(experiment, initialiser=initialiser)


def randomise(experiment: Experiment, seed: int | None = None) -> Experiment:
    """Draws every weight and bias anew by the initialiser: the same start again, or that of another seed.

    The seed given becomes the initialiser's, so that it is known where the weights came from.
    Raises NegativeSeed, or NotFinite where a wild distribution drew a number that is too large.
    """
    choice = experiment.training.initialiser
    if seed is not None:
        choice = replace(choice, seed=seed)
        check_initialiser(choice)
    drawn = set_parameters(experiment, draw(experiment.network, choice))
    return set_initialiser(drawn, choice)
