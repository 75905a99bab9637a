"""Are the settings of the views edited, undone and taken from the document, whoever changes them?"""

from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from explorer.descent.settings import NEW
from explorer.project import Project
from explorer.ui.session.document import EMPTY, Document
from explorer.ui.workspaces.one_variable.model import DescentModel


@pytest.fixture
def document(qtbot: QtBot) -> Document:
    return Document()


@pytest.fixture
def model(document: Document) -> DescentModel:
    return DescentModel(document)


def test_a_choice_is_one_step_of_undo(document: Document, model: DescentModel) -> None:
    model.choose("Start at 0.3", start=0.3)
    model.choose("Set α to 0.2", learning_rate=0.2)
    assert (model.descent.start, model.descent.learning_rate) == (0.3, 0.2)
    assert document.undo_stack.undoText() == "Set α to 0.2"
    document.undo_stack.undo()
    assert (model.descent.start, model.descent.learning_rate) == (0.3, 0.45)
    document.undo_stack.undo()
    assert model.settings == NEW


def test_a_gesture_is_one_step_however_long_it_is(document: Document, model: DescentModel) -> None:
    for rate in (0.1, 0.2, 0.3):
        model.turn(f"Set α to {rate}", is_held=True, learning_rate=rate)
        assert model.is_held
    model.release()
    model.turn("Set α to 0.4", is_held=True, learning_rate=0.4)
    assert document.undo_stack.count() == 2
    document.undo_stack.undo()
    assert model.descent.learning_rate == 0.3
    document.undo_stack.undo()
    assert model.descent.learning_rate == 0.45


def test_a_drag_after_keys_is_another_step(document: Document, model: DescentModel) -> None:
    for rate in (0.451, 0.452):
        model.turn(f"Set α to {rate}", is_held=False, learning_rate=rate)
    for rate in (0.3, 0.2):
        model.turn(f"Set α to {rate}", is_held=True, learning_rate=rate)
    model.release()
    assert document.undo_stack.count() == 2
    document.undo_stack.undo()
    assert model.descent.learning_rate == 0.452


def test_turning_something_else_is_another_step(document: Document, model: DescentModel) -> None:
    model.turn("Set α to 0.1", is_held=False, learning_rate=0.1)
    model.turn("Start at 1", is_held=False, start=1.0)
    assert document.undo_stack.count() == 2


def test_what_is_so_already_is_no_edit(document: Document, model: DescentModel) -> None:
    model.choose("Set α to 0.45", learning_rate=0.45)
    assert document.undo_stack.count() == 0


def test_letting_go_is_told_once(model: DescentModel, qtbot: QtBot) -> None:
    model.turn("Start at 1", is_held=True, start=1.0)
    with qtbot.waitSignal(model.changed):
        model.release()
    with qtbot.assertNotEmitted(model.changed):
        model.release()


def test_derivatives_are_kept_as_long_as_the_function_is(model: DescentModel) -> None:
    before = model.f
    model.choose("Set α to 0.1", learning_rate=0.1)
    assert model.f is before
    model.choose("Descend x²", formula="x^2")
    assert model.f.formula == "x²"


def test_further_starts_have_descents_of_their_own(model: DescentModel) -> None:
    model.choose("Add a start", further_starts=(0.5, 2.0))
    assert [other.start for other in model.others] == [0.5, 2.0]
    assert all(other.learning_rate == 0.45 for other in model.others)


def test_a_saved_document_brings_the_settings_back(
    document: Document, model: DescentModel, tmp_path: Path
) -> None:
    document.replace_project(Project(EMPTY))
    model.choose("Set β to 0.5", momentum=0.5)
    document.save(tmp_path / "a.json")
    other = Document()
    follower = DescentModel(other)
    other.open(tmp_path / "a.json")
    assert follower.settings == replace(NEW, momentum=0.5)
    assert follower.descent.momentum == 0.5
