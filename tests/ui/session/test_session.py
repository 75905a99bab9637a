"""The session: one document and what follows it, made known to each other without any window."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from explorer.ui.session.document import EMPTY, Document
from explorer.ui.session.session import Session
from tests.worked_examples import article_e


@pytest.fixture
def session(qapp: QApplication) -> Session:
    """On article E's experiment."""
    document = Document()
    document.replace(article_e())
    return Session(document)


def test_every_part_is_made_once_and_about_the_same_document(session: Session) -> None:
    assert session.training is session.training
    assert session.player is session.player
    session.document.replace(EMPTY)
    assert session.player.timeline.duration == 0.0
    assert session.training.why_not() is not None


def test_training_shows_every_value_of_the_pass(session: Session, qtbot: QtBot) -> None:
    assert session.player.time == 0.0
    session.training.run()
    assert len(session.frames.frame.state.gradients) == 8
    session.training.pause()


def test_the_update_is_explained_as_the_next_step_of_the_run_that_is_shown(session: Session) -> None:
    assert session.frames.memory is None
    session.training.step()
    assert session.frames.memory == session.training.memory
    assert session.frames.memory is not None


def test_what_training_has_to_say_is_said_by_the_session(session: Session) -> None:
    said: list[str] = []
    session.status_message.connect(said.append)
    assert session.training is not None
    session.document.replace(EMPTY)
    session.training.step()
    assert len(said) == 1
    assert said[0]
