"""The form of the initial weights."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from explorer.network.model import InitialiserChoice
from tests.ui.panels.inspector.form_desk import Desk, open_desk
from tests.worked_examples import article_e


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    """Article E."""
    return open_desk(qtbot, article_e())


def test_a_distribution_is_asked_for_what_it_needs(desk: Desk) -> None:
    assert not desk.is_asked("Lowest")
    assert not desk.is_asked("Deviation")
    desk.choose("Initial weights", "uniform")
    desk.type("Lowest", "-0.5")
    desk.type("Highest", "0.25")
    assert desk.training.initialiser == InitialiserChoice("uniform", low=-0.5, high=0.25)
    desk.choose("Initial weights", "normal")
    desk.type("Deviation", "2")
    desk.type("Seed of the initial weights", "9")
    assert desk.training.initialiser == InitialiserChoice("normal", seed=9, deviation=2.0)


def test_the_button_draws_the_weights_and_undo_brings_them_back(desk: Desk) -> None:
    before = desk.experiment
    (draw,) = [b for b in desk.form.findChildren(QPushButton) if b.text() == "Draw the weights"]
    QTest.mouseClick(draw, Qt.MouseButton.LeftButton)
    assert desk.experiment.network.parameter_values != before.network.parameter_values
    desk.undo()
    assert desk.experiment == before
