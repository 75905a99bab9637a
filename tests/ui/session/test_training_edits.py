"""`explorer.ui.session.training_edits`: how many steps of a run one undo takes back"""

import pytest

from explorer.network.edits.parameter_edits import set_weight
from explorer.ui.session.document import Document
from explorer.ui.session.training_edits import TrainingEdits
from tests.ui.training_experiment import SHRINKING, weight


@pytest.fixture
def document(qapp: object) -> Document:
    document = Document()
    document.replace(SHRINKING)
    return document


def show(document: Document, edits: TrainingEdits, *steps: int) -> None:
    """Show these steps of a run, in which the weight is 2⁻ᵗ after step t."""
    for step in steps:
        edits.show(set_weight(SHRINKING, "x", "y", 2.0**-step), step)


def test_the_steps_of_a_stretch_are_one_edit_that_says_how_many_they_are(document: Document) -> None:
    edits = TrainingEdits(document)
    edits.begin(0)
    show(document, edits, 1)
    assert document.undo_stack.undoText() == "Train 1 step"
    show(document, edits, 2, 5)
    assert document.undo_stack.undoText() == "Train 5 steps"
    assert weight(document.experiment) == 0.03125
    document.undo_stack.undo()
    assert document.experiment == SHRINKING
    document.undo_stack.redo()
    assert weight(document.experiment) == 0.03125


def test_another_stretch_is_an_edit_of_its_own_and_counts_from_where_it_began(document: Document) -> None:
    edits = TrainingEdits(document)
    edits.begin(0)
    show(document, edits, 3)
    edits.begin(3)
    show(document, edits, 4, 5)
    assert edits.made(5) == 2
    assert document.undo_stack.undoText() == "Train 2 steps"
    document.undo_stack.undo()
    assert weight(document.experiment) == 0.125
    assert document.undo_stack.undoText() == "Train 3 steps"
