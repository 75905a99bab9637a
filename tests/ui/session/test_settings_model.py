"""`explorer.ui.session.settings_model`: is each gesture one undo step of the document?"""

from dataclasses import replace

import pytest

from explorer.training.laboratory_settings import LaboratorySettings
from explorer.ui.session.document import Document
from explorer.ui.session.settings_model import SettingsModel


class Model(SettingsModel[LaboratorySettings]):
    """Follows the laboratory of a document."""

    def __init__(self, document: Document) -> None:
        super().__init__(document, "laboratory")
        document.laboratory_changed.connect(self._follow)

    def _follow(self, settings: LaboratorySettings) -> None:
        self.settings = settings


@pytest.fixture
def document(qapp: object) -> Document:
    return Document()


def test_a_choice_is_an_undo_step_and_the_same_choice_none(document: Document) -> None:
    model = Model(document)
    model.choose("More steps", steps=300)
    model.choose("More steps", steps=300)
    assert document.project.laboratory == replace(LaboratorySettings(), steps=300)
    assert document.undo_stack.count() == 1
    document.undo_stack.undo()
    assert model.settings == LaboratorySettings()


def test_what_is_dragged_is_one_step_until_it_is_let_go_of(document: Document) -> None:
    model = Model(document)
    for rate in (0.1, 0.2, 0.3):
        model.turn("Turn", is_held=True, learning_rate=rate)
    assert model.is_held
    model.release()
    assert not model.is_held
    model.turn("Turn", is_held=False, learning_rate=0.4)
    model.turn("Turn", is_held=False, learning_rate=0.5)
    assert document.undo_stack.count() == 2
    document.undo_stack.undo()
    assert model.settings.learning_rate == 0.3


def test_letting_go_is_told_where_something_was_held(document: Document) -> None:
    model, told = Model(document), []
    model.changed.connect(lambda: told.append(model.is_held))
    model.release()
    model.turn("Turn", is_held=True, learning_rate=0.1)
    model.release()
    assert told == [False]
