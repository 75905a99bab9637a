"""Does any sequence of edits leave a valid experiment, and every experiment before it as it was?"""

import copy
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from explorer.network.activation import ACTIVATIONS
from explorer.network.edits import (
    clipboard,
    graph_edits,
    loss_edits,
    parameter_edits,
    position_edits,
    sample_edits,
    training_edits,
    transform_edits,
)
from explorer.network.edits.consistency import with_positions
from explorer.network.experiment_rules import check_experiment
from explorer.network.initialiser import INITIALISERS
from explorer.network.layout.layered_layout import tidy
from explorer.network.loss import LOSSES
from explorer.network.model import Ends, Experiment, InitialiserChoice, Kind, Reduction
from explorer.network.rules import RuleBroken
from explorer.network.sample_set import SAMPLE_SETS, samples_of
from tests.network.drawn import chain

Edit = Callable[[Experiment], Experiment]


@dataclass(frozen=True)
class Pick:
    """Stands for a name that is known once the experiment is there: of a neuron, or of nothing at all."""

    number: int

    def of(self, experiment: Experiment) -> str:
        neurons = experiment.network.neurons
        return neurons[self.number % len(neurons)].name if neurons and self.number >= 0 else "nowhere"


@dataclass(frozen=True)
class PickEnds:
    """Stands for the ends of a connection of the experiment."""

    number: int

    def of(self, experiment: Experiment) -> Ends:
        connections = experiment.network.connections
        return connections[self.number % len(connections)].ends if connections else ("nowhere", "nowhere")


NAMES = st.integers(-1, 20).map(Pick)
SOME_NAMES = st.lists(NAMES, max_size=3)
ENDS = st.integers(0, 20).map(PickEnds)
FINITE = st.floats(-1e3, 1e3)
NUMBERS = st.one_of(FINITE, FINITE, FINITE, st.sampled_from([float("nan"), float("inf"), 1e308]))
POSITIONS = st.tuples(NUMBERS, NUMBERS)
KINDS = st.sampled_from(list(Kind))
INDICES = st.integers(-1, 3)
CHOICES = st.builds(InitialiserChoice, st.sampled_from([*INITIALISERS, "ones"]), st.integers(-1, 5))


def picked(argument: Any, experiment: Experiment) -> Any:
    """The argument, with names of the experiment in the places of those that stand for them."""
    if isinstance(argument, Pick | PickEnds):
        return argument.of(experiment)
    if isinstance(argument, list):
        return [picked(each, experiment) for each in argument]
    if isinstance(argument, dict):
        return {picked(key, experiment): value for key, value in argument.items()}
    return argument


def edit(function: Callable[..., Experiment], *arguments: st.SearchStrategy[Any]) -> st.SearchStrategy[Edit]:
    def with_arguments(given: tuple[Any, ...]) -> Edit:
        return lambda experiment: function(experiment, *(picked(argument, experiment) for argument in given))

    return st.tuples(*arguments).map(with_arguments)


def disconnected(experiment: Experiment, ends: Ends) -> Experiment:
    return graph_edits.disconnect(experiment, *ends)


def weighted(experiment: Experiment, ends: Ends, weight: float) -> Experiment:
    return parameter_edits.set_weight(experiment, *ends, weight)


def pasted(experiment: Experiment, names: list[str], offset: tuple[float, float]) -> Experiment:
    text = clipboard.to_text(clipboard.fragment(experiment, names))
    return clipboard.paste(experiment, clipboard.from_text(text), offset)[0]


def filled(experiment: Experiment, name: str) -> Experiment:
    return sample_edits.replace_samples(experiment, samples_of(experiment.network, SAMPLE_SETS[name]))


def retaken(experiment: Experiment, is_append: bool) -> Experiment:
    originals = transform_edits.original_samples(experiment)[:3]
    return transform_edits.take_samples(experiment, originals, is_append)


def trained(experiment: Experiment, batch_size: int | None, seed: int) -> Experiment:
    return training_edits.set_training(experiment, batch_size=batch_size, seed=seed)


EDITS = st.one_of(
    edit(graph_edits.add_neuron, KINDS, POSITIONS),
    edit(
        graph_edits.add_neuron,
        KINDS,
        POSITIONS,
        NAMES,
        st.sampled_from([None, *ACTIVATIONS]),
        st.none() | NUMBERS,
    ),
    edit(graph_edits.add_connected, NAMES, KINDS, POSITIONS),
    edit(graph_edits.connect, NAMES, NAMES, NUMBERS),
    edit(graph_edits.connect, NAMES, NAMES),
    edit(graph_edits.connect, NAMES, NAMES),
    edit(disconnected, ENDS),
    edit(graph_edits.delete, SOME_NAMES, st.lists(ENDS, max_size=1)),
    edit(graph_edits.rename, NAMES, st.text(max_size=3)),
    edit(graph_edits.set_kind, SOME_NAMES, KINDS),
    edit(weighted, ENDS, NUMBERS),
    edit(parameter_edits.set_bias, NAMES, st.none() | NUMBERS),
    edit(parameter_edits.set_constant_value, NAMES, NUMBERS),
    edit(loss_edits.set_activation, SOME_NAMES, st.sampled_from([*ACTIVATIONS, "step"])),
    edit(loss_edits.set_output_activation, st.sampled_from([*ACTIVATIONS, "step"])),
    edit(loss_edits.choose_activation, SOME_NAMES, st.sampled_from(list(ACTIVATIONS))),
    edit(loss_edits.set_loss, st.sampled_from([*LOSSES, "hinge"])),
    edit(loss_edits.set_over_samples, st.sampled_from(list(Reduction))),
    edit(position_edits.move, st.dictionaries(NAMES, POSITIONS, max_size=2)),
    edit(position_edits.nudge, SOME_NAMES, NUMBERS, NUMBERS),
    edit(position_edits.align, SOME_NAMES, st.sampled_from(list(position_edits.Edge))),
    edit(position_edits.distribute, SOME_NAMES, st.sampled_from(list(position_edits.Direction))),
    edit(lambda e: with_positions(e, tidy(e.network))),
    edit(pasted, SOME_NAMES, POSITIONS),
    edit(sample_edits.add_sample),
    edit(sample_edits.delete_samples, st.lists(INDICES, max_size=2)),
    edit(sample_edits.set_input, INDICES, NAMES, NUMBERS),
    edit(sample_edits.set_target, INDICES, NAMES, NUMBERS),
    edit(sample_edits.set_held_out, st.lists(INDICES, max_size=2), st.booleans()),
    edit(filled, st.sampled_from([name for name in SAMPLE_SETS if name not in ("spirals", "clouds")])),
    edit(transform_edits.standardise, SOME_NAMES),
    edit(transform_edits.standardise_inputs),
    edit(transform_edits.standardise_targets),
    edit(transform_edits.undo_standardising, st.none() | SOME_NAMES),
    edit(retaken, st.booleans()),
    edit(training_edits.set_learning_rate, NUMBERS),
    edit(trained, st.none() | st.integers(0, 3), st.integers(-1, 3)),
    edit(training_edits.set_initialiser, CHOICES),
    edit(training_edits.randomise, st.none() | st.integers(-1, 3)),
)


@given(st.lists(EDITS, min_size=10, max_size=60))
def test_every_edit_leaves_a_valid_experiment_or_names_the_rule_it_would_break(sequence: list[Edit]) -> None:
    experiment = chain()
    for change in sequence:
        try:
            experiment = change(experiment)
        except RuleBroken:
            continue
        check_experiment(experiment)


@given(st.lists(EDITS, min_size=10, max_size=40))
def test_undoing_is_keeping_what_was_before(sequence: list[Edit]) -> None:
    kept, copies = [chain()], [chain()]
    for change in sequence:
        try:
            kept.append(change(kept[-1]))
        except RuleBroken:
            continue
        copies.append(copy.deepcopy(kept[-1]))
    assert kept == copies


@given(st.lists(EDITS, min_size=10, max_size=40))
def test_an_edit_that_changes_nothing_gives_back_the_same_object(sequence: list[Edit]) -> None:
    experiment = chain()
    for change in sequence:
        try:
            after = change(experiment)
        except RuleBroken:
            continue
        assert after is experiment or after != experiment
        experiment = after
