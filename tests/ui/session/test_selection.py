"""The selection: who may change it, who hears of it, and that what is gone leaves it whatever the cause."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication

from explorer.network.edits.graph_edits import delete, disconnect, rename
from explorer.network.edits.parameter_edits import set_weight
from explorer.network.model import Parameter
from explorer.ui.session.document import Document
from explorer.ui.session.selection import Selection
from tests.worked_examples import article_a, article_e


@pytest.fixture
def document(qapp: QApplication) -> Document:
    """Article E's network: i0, i1, i2 → a0 → c0, c1."""
    made = Document()
    made.replace(article_e())
    return made


@pytest.fixture
def selection(document: Document) -> Selection:
    """Its selection, in which nothing is."""
    return Selection(document)


def counted_changes(selection: Selection) -> list[int]:
    """A list that grows by the number of selected neurons at every change."""
    changes: list[int] = []
    selection.changed.connect(lambda: changes.append(len(selection.neurons)))
    return changes


def test_nothing_is_selected_at_first(selection: Selection) -> None:
    assert (selection.neurons, selection.connections) == (frozenset(), frozenset())


def test_exactly_what_is_chosen_is_selected(selection: Selection) -> None:
    selection.select(["a0", "c0"], [("i0", "a0")])
    selection.select(["c1"])
    assert selection.neurons == {"c1"}
    assert selection.connections == frozenset()


def test_it_tells_of_every_change_once_and_of_nothing_else(selection: Selection) -> None:
    changes = counted_changes(selection)
    selection.select(["a0"])
    selection.select({"a0"})
    selection.select_all()
    assert changes == [1, 6]
    assert len(selection.connections) == 5


def test_what_does_not_exist_is_not_selected(selection: Selection) -> None:
    selection.select(["nobody", "a0"], [("a0", "i0")])
    assert selection.neurons == {"a0"}
    assert selection.connections == frozenset()


def test_the_selected_come_in_the_order_of_the_file_as_they_now_are(
    document: Document, selection: Selection
) -> None:
    selection.select(["c1", "a0"], [("a0", "c1"), ("i0", "a0")])
    document.attempt("Set", lambda e: set_weight(e, "i0", "a0", 3.0))
    assert [neuron.name for neuron in selection.chosen_neurons] == ["a0", "c1"]
    assert [connection.weight for connection in selection.chosen_connections] == [3.0, 1.0]


def test_what_is_deleted_leaves_it_and_does_not_come_back_with_undo(
    document: Document, selection: Selection
) -> None:
    selection.select(["a0", "i0"], [("i0", "a0")])
    changes = counted_changes(selection)
    document.attempt("Delete", lambda e: delete(e, ["a0"]))
    assert changes == [1]
    assert (selection.neurons, selection.connections) == ({"i0"}, frozenset())
    document.undo_stack.undo()
    assert (selection.neurons, selection.connections) == ({"i0"}, frozenset())


def test_what_undo_takes_away_leaves_it(document: Document, selection: Selection) -> None:
    document.attempt("Disconnect", lambda e: disconnect(e, "i0", "a0"))
    document.undo_stack.undo()
    selection.select((), [("i0", "a0")])
    document.undo_stack.redo()
    assert selection.connections == frozenset()


def test_a_renamed_neuron_and_its_connections_stay_selected(document: Document, selection: Selection) -> None:
    selection.select(["a0", "i0"], [("a0", "c0")])
    document.attempt("Rename", lambda e: rename(e, "a0", "middle"))
    assert (selection.neurons, selection.connections) == ({"middle", "i0"}, {("middle", "c0")})
    document.undo_stack.undo()
    assert (selection.neurons, selection.connections) == ({"a0", "i0"}, {("a0", "c0")})


def test_whoever_hears_of_an_edit_first_already_reads_what_is_left(qapp: QApplication) -> None:
    document = Document()
    document.replace(article_e())
    seen = []
    document.experiment_changed.connect(lambda: seen.append(selection.neurons))  # before the selection
    selection = Selection(document)
    selection.select(["a0"])
    document.attempt("Delete", lambda e: delete(e, ["a0"]))
    document.undo_stack.undo()
    assert seen == [frozenset(), frozenset()]


def test_in_another_experiment_nothing_is_selected(document: Document, selection: Selection) -> None:
    selection.select_all()
    document.replace(article_a())
    assert (selection.neurons, selection.connections) == (frozenset(), frozenset())
    selection.select_all()
    document.replace(replace(article_a()))
    assert selection.neurons == frozenset()


def test_what_is_pointed_at_is_the_place_of_a_weight_a_bias_or_a_neuron(selection: Selection) -> None:
    told: list[object] = []
    selection.pointed_changed.connect(told.append)
    for place in (Parameter("i0", "a0"), Parameter(None, "a0"), "a0", "i1", None, None):
        selection.hover(place)
    assert told == [("i0", "a0"), "a0", "i1", None]
    assert selection.pointed is None


def test_only_a_weight_or_a_bias_has_paths_to_light(selection: Selection) -> None:
    told: list[object] = []
    selection.hovered_changed.connect(told.append)
    selection.hover(Parameter("i0", "a0"))
    selection.hover("a0")
    assert told == [Parameter("i0", "a0"), None]
