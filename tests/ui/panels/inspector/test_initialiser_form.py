"""The form of the initial weights."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from explorer.network.model import InitialiserChoice
from tests.ui.panels.inspector.form_bench import Bench, open_bench
from tests.worked_examples import article_e


@pytest.fixture
def bench(qtbot: QtBot) -> Bench:
    """Article E."""
    return open_bench(qtbot, article_e())


def test_a_distribution_is_asked_for_what_it_needs(bench: Bench) -> None:
    assert not bench.is_asked("Lowest")
    assert not bench.is_asked("Deviation")
    bench.choose("Initial weights", "uniform")
    bench.type("Lowest", "-0.5")
    bench.type("Highest", "0.25")
    assert bench.training.initialiser == InitialiserChoice("uniform", low=-0.5, high=0.25)
    bench.choose("Initial weights", "normal")
    bench.type("Deviation", "2")
    bench.type("Seed of the initial weights", "9")
    assert bench.training.initialiser == InitialiserChoice("normal", seed=9, deviation=2.0)


def test_the_button_draws_the_weights_and_undo_brings_them_back(bench: Bench) -> None:
    before = bench.experiment
    (draw,) = [b for b in bench.form.findChildren(QPushButton) if b.text() == "Draw the weights"]
    QTest.mouseClick(draw, Qt.MouseButton.LeftButton)
    assert bench.experiment.network.parameter_values != before.network.parameter_values
    bench.undo()
    assert bench.experiment == before
