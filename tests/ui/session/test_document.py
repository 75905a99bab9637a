"""The document: editing, undoing, merging, saving and opening."""

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication, QEvent

from explorer.chain.settings import NEW_CHAIN, ChainSettings
from explorer.files.example import Example
from explorer.files.project import to_bytes
from explorer.files.refused import FileRefused
from explorer.network.edits import graph_edits, position_edits, sample_edits
from explorer.network.edits.consistency import with_positions
from explorer.network.edits.parameter_edits import set_weight
from explorer.network.edits.training_edits import randomise, set_learning_rate
from explorer.network.layout.layered_layout import tidy
from explorer.network.model import Experiment, Kind
from explorer.network.rules import RuleBroken
from explorer.project import Project
from explorer.ui.session.document import EMPTY, Document
from tests.random_experiment import random_experiment
from tests.ui.training_experiment import SHRINKING, weight

EXAMPLE = Example(Path("one.json"), "One iteration: 3-1-2", "By hand", "E falls.", "Step.")


@pytest.fixture
def document(qapp: object) -> Document:
    """A document on x → y with the weight 1."""
    opened = Document()
    opened.replace(SHRINKING)
    return opened


def set_to(document: Document, value: float, merge_key: object = None) -> None:
    """Edit the weight."""
    document.edit(f"Set to {value}", set_weight(document.experiment, "x", "y", value), merge_key=merge_key)


def test_a_new_document_is_empty_untitled_and_saved(qapp: object) -> None:
    document = Document()
    assert document.experiment == EMPTY
    assert (document.name, document.path, document.is_saved) == ("Untitled", None, True)


def test_an_edit_can_be_undone_and_redone(document: Document) -> None:
    set_to(document, 5.0)
    assert weight(document.experiment) == 5.0
    document.undo_stack.undo()
    assert document.experiment == SHRINKING
    document.undo_stack.redo()
    assert weight(document.experiment) == 5.0


def test_other_equations_are_an_edit_that_is_told_undone_and_saved(
    document: Document, tmp_path: Path
) -> None:
    told: list[ChainSettings] = []
    document.chain_changed.connect(told.append)
    chosen = ChainSettings(("x = 1", "y = x^"), of="y", by="x", is_forward=True, opened=("y",))
    document.edit_project("Equations", replace(document.project, chain=chosen))
    assert (told, document.is_saved) == ([chosen], False)
    document.save(tmp_path / "a.json")
    document.undo_stack.undo()
    assert document.project.chain == NEW_CHAIN
    document.undo_stack.redo()
    assert told == [chosen, NEW_CHAIN, chosen]
    document.replace(SHRINKING)
    assert document.project.chain == NEW_CHAIN
    document.open(tmp_path / "a.json")
    assert document.project.chain == chosen
    assert told[-2:] == [NEW_CHAIN, chosen]


def test_every_change_is_told_with_the_experiment_that_is_then_open(document: Document) -> None:
    told: list[float] = []
    document.experiment_changed.connect(lambda experiment: told.append(weight(experiment)))
    set_to(document, 5.0)
    document.undo_stack.undo()
    document.undo_stack.redo()
    assert told == [5.0, 1.0, 5.0]


def test_the_step_is_named(document: Document) -> None:
    set_to(document, 5.0)
    assert document.undo_stack.undoText() == "Set to 5.0"


def test_editing_to_the_present_experiment_is_no_step(document: Document) -> None:
    document.edit("Nothing", document.experiment)
    assert document.undo_stack.count() == 0


def test_edits_with_the_same_key_are_one_step(document: Document) -> None:
    for value in (2.0, 3.0, 4.0):
        set_to(document, value, ("drag", 1))
    assert document.undo_stack.count() == 1
    assert document.undo_stack.undoText() == "Set to 4.0"
    document.undo_stack.undo()
    assert weight(document.experiment) == 1.0
    document.undo_stack.redo()
    assert weight(document.experiment) == 4.0


def test_edits_with_different_keys_or_without_a_key_are_steps_of_their_own(document: Document) -> None:
    for value, key in ((2.0, ("drag", 1)), (3.0, ("drag", 2)), (4.0, None), (5.0, None)):
        set_to(document, value, key)
    assert document.undo_stack.count() == 4


def test_a_drag_that_ends_where_it_began_leaves_no_step(document: Document) -> None:
    for value in (2.0, 3.0, 1.0):
        set_to(document, value, ("drag", 1))
    assert document.experiment == SHRINKING
    assert document.undo_stack.count() == 0
    assert document.is_saved


def test_a_refused_edit_tells_why_and_changes_nothing(document: Document) -> None:
    told: list[str] = []
    document.refused.connect(told.append)
    assert not document.attempt("Connect", lambda e: graph_edits.connect(e, "x", "y"))
    assert told == ["x → y is there already: change its weight instead"]
    assert document.experiment is SHRINKING
    assert document.undo_stack.count() == 0


def test_an_attempt_that_keeps_the_rules_is_an_edit(document: Document) -> None:
    assert document.attempt("Set α", lambda e: set_learning_rate(e, 2.0))
    assert document.experiment.training.learning_rate == 2.0
    assert document.undo_stack.undoText() == "Set α"


def test_opening_another_experiment_empties_the_undo_stack_and_is_told_last(document: Document) -> None:
    told: list[str] = []
    document.experiment_changed.connect(lambda _: told.append("changed"))
    document.replaced.connect(lambda: told.append("replaced"))
    set_to(document, 5.0)
    document.replace_project(Project(EMPTY), example=EXAMPLE)
    assert told == ["changed", "changed", "replaced"]
    assert document.undo_stack.count() == 0
    assert (document.name, document.file_stem, document.is_saved) == ("One iteration: 3-1-2", "one", True)


def test_an_example_is_the_one_that_is_open_until_its_network_is_another(document: Document) -> None:
    document.replace_project(Project(SHRINKING), example=EXAMPLE)
    assert document.example == EXAMPLE
    set_to(document, 5.0)
    document.attempt("Set α", lambda e: set_learning_rate(e, 2.0))
    assert document.example == EXAMPLE
    document.attempt("Add", lambda e: graph_edits.add_neuron(e, Kind.HIDDEN, (0.0, 300.0)))
    assert document.example is None
    assert document.name == "One iteration: 3-1-2"
    document.undo_stack.undo()
    assert document.example == EXAMPLE
    document.replace(SHRINKING)
    assert document.example is None


def test_a_network_for_another_task_has_not_the_name_of_the_example(document: Document) -> None:
    document.replace_project(Project(SHRINKING), example=EXAMPLE)
    document.attempt("Add", lambda e: graph_edits.add_neuron(e, Kind.INPUT, (0.0, 300.0)))
    assert (document.name, document.file_stem) == ("Untitled", "Untitled")
    document.undo_stack.undo()
    assert (document.name, document.file_stem) == ("One iteration: 3-1-2", "one")


def test_a_saved_experiment_is_opened_again_as_it_was(document: Document, tmp_path: Path) -> None:
    set_to(document, 1 / 3)
    document.save(tmp_path / "third.json")
    assert document.name == "third.json"
    other = Document()
    other.open(tmp_path / "third.json")
    assert other.experiment == document.experiment
    assert other.path == tmp_path / "third.json"
    assert other.is_saved


def test_saved_means_as_it_was_when_it_was_saved(document: Document, tmp_path: Path) -> None:
    set_to(document, 2.0)
    assert not document.is_saved
    document.save(tmp_path / "a.json")
    assert document.is_saved
    set_to(document, 3.0)
    assert not document.is_saved
    document.undo_stack.undo()
    assert document.is_saved
    document.undo_stack.undo()
    assert not document.is_saved


def test_a_drag_does_not_merge_across_a_save(document: Document, tmp_path: Path) -> None:
    set_to(document, 2.0, "drag")
    document.save(tmp_path / "a.json")
    set_to(document, 3.0, "drag")
    document.undo_stack.undo()
    assert weight(document.experiment) == 2.0
    assert document.is_saved


def test_a_file_that_is_refused_leaves_open_what_was_open(document: Document, tmp_path: Path) -> None:
    broken = tmp_path / "broken.json"
    broken.write_text("{", encoding="utf-8")
    set_to(document, 5.0)
    with pytest.raises(FileRefused):
        document.open(broken)
    assert weight(document.experiment) == 5.0
    assert document.path is None
    assert document.undo_stack.count() == 1


def test_numbers_that_are_not_finite_are_not_saved(document: Document, tmp_path: Path) -> None:
    network = document.experiment.network
    diverged = replace(network, connections=(replace(network.connections[0], weight=float("nan")),))
    document.edit("Train", replace(document.experiment, network=diverged))
    with pytest.raises(RuleBroken):
        document.save(tmp_path / "a.json")
    assert not (tmp_path / "a.json").exists()
    assert not document.is_saved


def test_a_file_gives_its_name_to_the_document(document: Document, tmp_path: Path) -> None:
    paths: list[object] = []
    document.path_changed.connect(paths.append)
    document.save(tmp_path / "a.json")
    document.replace(EMPTY)
    assert paths == [tmp_path / "a.json", None]
    assert document.name == "Untitled"


def _change(number: int, pick: int, experiment: Experiment) -> Experiment:
    """One of many edits, by `number`, on what `pick` chooses of the experiment."""
    network = experiment.network
    names = [neuron.name for neuron in network.neurons]
    if number == 0 or not names:
        return graph_edits.add_neuron(experiment, list(Kind)[pick % len(Kind)], (float(pick), 0.0))
    name = names[pick % len(names)]
    if number == 1:
        return graph_edits.connect(experiment, name, names[(pick // 7) % len(names)])
    if number == 2:
        return graph_edits.delete(experiment, frozenset({name}), frozenset())
    if number == 3:
        return graph_edits.rename(experiment, name, f"{name}x")
    if number == 4:
        return position_edits.move(experiment, {name: (float(pick), 1.0)})
    if number == 5:
        return sample_edits.add_sample(experiment)
    if number == 6:
        return sample_edits.delete_samples(experiment, [pick % max(1, len(experiment.samples))])
    if number == 7:
        return randomise(experiment, pick)
    return with_positions(experiment, tidy(experiment.network))


@given(
    seed=st.integers(0, 10_000),
    steps=st.lists(st.tuples(st.integers(0, 8), st.integers(0, 999), st.booleans()), max_size=20),
)
def test_any_edits_then_undo_of_all_gives_the_identical_file(
    qapp: object, seed: int, steps: list[tuple[int, int, bool]]
) -> None:
    document = Document()
    document.replace(random_experiment(seed))
    start = to_bytes(document.project)
    for number, pick, is_merged in steps:
        document.attempt("Edit", partial(_change, number, pick), "drag" if is_merged else None)
    end = to_bytes(document.project)
    while document.undo_stack.canUndo():
        document.undo_stack.undo()
    assert to_bytes(document.project) == start
    while document.undo_stack.canRedo():
        document.undo_stack.redo()
    assert to_bytes(document.project) == end


def test_becoming_unsaved_and_saved_again_is_told(document: Document, tmp_path: Path) -> None:
    told: list[bool] = []
    document.saved_changed.connect(told.append)
    set_to(document, 2.0)
    set_to(document, 3.0)
    document.save(tmp_path / "a.json")
    document.undo_stack.undo()
    assert told == [False, True, False]


def test_an_unsaved_document_that_goes_tells_nothing_more(qapp: object) -> None:
    told: list[bool] = []
    document = Document()
    document.replace(SHRINKING)
    set_to(document, 2.0)
    document.saved_changed.connect(told.append)
    document.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert told == []


def test_the_experiments_that_undo_would_go_back_to_are_known_the_latest_first(document: Document) -> None:
    for value in (2.0, 3.0, 4.0):
        set_to(document, value)
    assert [weight(each) for each in document.earlier()] == [3.0, 2.0, 1.0]
    document.undo_stack.undo()
    assert [weight(each) for each in document.earlier()] == [2.0, 1.0]
