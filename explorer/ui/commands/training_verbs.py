"""Which settings of loss and training does a person choose, and what does Undo call each?

The menus, the toolbar and the inspector all come here. Each returns whether the rules held; what they refuse
is told by `Document.refused`.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from explorer.network.edits import loss_edits, training_edits
from explorer.network.initialiser import INITIALISERS
from explorer.network.loss import LOSSES
from explorer.network.model import Experiment, InitialiserChoice, Reduction
from explorer.network.optimiser import OPTIMISERS
from explorer.network.regularisation import DROPOUT, LARGEST_GRADIENT
from explorer.network.schedule import SCHEDULES
from explorer.network.setting import Setting
from explorer.number import rounded
from explorer.symbol import Symbol
from explorer.ui.session.document import Document


def choose_loss(document: Document, name: str) -> bool:
    """Judge the outputs by the loss called `name`, with the activation that it needs or they had before."""
    text = f"Loss: {LOSSES[name].label}"
    return attempt_with_note(document, text, lambda e: loss_edits.set_loss(e, name, document.earlier()))


def attempt_with_note(document: Document, text: str, change: Callable[[Experiment], Experiment]) -> bool:
    """`document.attempt`, which says so where loss and activation changed together."""
    before = document.experiment
    is_done = document.attempt(text, change)
    note = loss_edits.changed_along(before, document.experiment)
    if note is not None:
        document.noted.emit(note)
    return is_done


def choose_reduction(document: Document, reduction: Reduction) -> bool:
    """Put the losses of a batch together as their mean or their sum."""
    text = f"Loss of a batch: {reduction.value}"
    return document.attempt(text, lambda e: loss_edits.set_over_samples(e, reduction))


def choose_optimiser(document: Document, name: str) -> bool:
    """Train with this optimiser."""
    text = f"Optimiser: {OPTIMISERS[name].label}"
    return document.attempt(text, lambda e: training_edits.choose_optimiser(e, name))


def choose_schedule(document: Document, name: str) -> bool:
    """Let α change by this schedule."""
    text = f"Schedule: {SCHEDULES[name].label}"
    return document.attempt(text, lambda e: training_edits.choose_schedule(e, name))


def set_of_optimiser(document: Document, setting: Setting, value: float | None) -> bool:
    """Set one setting of the optimiser; None: as it is by default."""
    change: dict[str, Any] = {setting.name: value}
    return document.attempt(
        f"Set {setting.label}",
        lambda e: training_edits.set_training(e, optimiser=replace(e.training.optimiser, **change)),
    )


def set_of_schedule(document: Document, setting: Setting, value: float | None) -> bool:
    """Set one setting of the schedule; None: as it is by default."""
    change: dict[str, Any] = {setting.name: value}
    return document.attempt(
        f"Set {setting.label}",
        lambda e: training_edits.set_training(e, schedule=replace(e.training.schedule, **change)),
    )


def set_penalty(document: Document, setting: Setting, value: float) -> bool:
    """Set the penalty `L1` or `L2`."""
    change: dict[str, Any] = {setting.name: value}
    return document.attempt(
        f"Set {setting.label}",
        lambda e: training_edits.set_training(e, penalty=replace(e.training.penalty, **change)),
    )


def set_largest_gradient(document: Document, largest: float | None) -> bool:
    """Shorten gradients that are longer; None: none is."""
    text = f"Set {LARGEST_GRADIENT.label}"
    return document.attempt(text, lambda e: training_edits.set_training(e, largest_gradient=largest))


def set_dropout(document: Document, dropout: float) -> bool:
    """Leave out each hidden neuron with this probability while training."""
    text = f"Set {DROPOUT.label}"
    return document.attempt(text, lambda e: training_edits.set_training(e, dropout=dropout))


def set_batch_size(document: Document, size: int | None) -> bool:
    """Make a step of so many samples; None: of all."""
    return document.attempt("Set batch size", lambda e: training_edits.set_training(e, batch_size=size))


def set_shuffled(document: Document, is_shuffled: bool) -> bool:
    """Take the samples in another order in each epoch, or always in that of the file."""
    text = "Shuffle the samples" if is_shuffled else "Keep the order of the samples"
    return document.attempt(text, lambda e: training_edits.set_training(e, shuffle=is_shuffled))


def set_training_seed(document: Document, seed: int) -> bool:
    """Draw the order of the samples and the dropout from this seed."""
    return document.attempt("Set seed of training", lambda e: training_edits.set_training(e, seed=seed))


def choose_initialiser(document: Document, name: str) -> bool:
    """Draw the initial weights from this distribution, with its defaults."""
    text = f"Initial weights: {INITIALISERS[name].label}"
    return document.attempt(text, lambda e: training_edits.set_initialiser(e, InitialiserChoice(name)))


def set_initialiser(document: Document, **changes: Any) -> bool:
    """Change from which distribution and seed the initial weights are drawn."""
    return document.attempt(
        "Set initial weights",
        lambda e: training_edits.set_initialiser(e, replace(e.training.initialiser, **changes)),
    )


def scale_descent_rate(document: Document, factor: float) -> None:
    """Descend f(x) with `factor` times the α."""
    settings = document.project.one_variable
    learning_rate = settings.learning_rate * factor
    project = replace(document.project, one_variable=replace(settings, learning_rate=learning_rate))
    document.edit_project(f"Set {Symbol.ALPHA} to {rounded(learning_rate)}", project, None)


def scale_laboratory_rate(document: Document, factor: float) -> None:
    """Put the α line of the laboratory at `factor` times its α."""
    settings = document.project.laboratory
    present = settings.learning_rate
    learning_rate = factor * (document.experiment.training.learning_rate if present is None else present)
    project = replace(document.project, laboratory=replace(settings, learning_rate=learning_rate))
    document.edit_project(f"Set {Symbol.ALPHA} to {rounded(learning_rate)}", project, None)
