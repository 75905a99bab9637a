"""The middle of the laboratory: its head and toolbar, and cards as tabs, made when first in front."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QSlider
from pytestqt.qtbot import QtBot

from explorer.network.edits.parameter_edits import set_weight
from explorer.ui.workspaces.laboratory.card_table import CardRow, Place
from explorer.ui.workspaces.laboratory.model import LaboratoryModel
from tests.ui.training_experiment import DIVERGING, SHRINKING, WANING
from tests.ui.workspaces.laboratory.bench import LaboratoryBench


def word(text: str) -> CardRow:
    """A card that says how many steps are made."""

    def made(model: LaboratoryModel) -> QLabel:
        return QLabel(f"{text} of {model.settings.steps}")

    return CardRow(text, text.title(), made, Place.LOWER_RIGHT)


def test_the_head_says_what_is_trained_and_what_becomes_of_it(qtbot: QtBot) -> None:
    bench = LaboratoryBench(qtbot, rows=())
    head = bench.centre.head
    assert head.what.whole == "1-1 · 1 parameter · 1 sample · gradient descent · full batch"
    assert "start: present weights" in head.what.toolTip()
    bench.wait_for_runs()
    assert head.pill.whole == "α = 0.5: converges: E has as good as reached its limit"
    assert head.pill.property("role") == "good"


def test_a_divergence_at_the_line_is_said_in_red(qtbot: QtBot) -> None:
    bench = LaboratoryBench(qtbot, DIVERGING, rows=())
    bench.wait_for_runs()
    assert bench.centre.head.pill.whole.startswith("α = 3: diverges at step 11")
    assert bench.centre.head.pill.property("role") == "problem"


def test_cards_of_one_place_are_tabs_made_when_they_are_first_in_front(qtbot: QtBot) -> None:
    bench = LaboratoryBench(qtbot, rows=(word("first"), word("second")))
    tabs = bench.centre.places[Place.LOWER_RIGHT]
    assert list(tabs.cards) == ["first"]
    bar = tabs.tabBar()
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(1).center())
    assert bench.model.settings.front_right == "second"
    assert bench.centre.card("second").isVisible()
    bench.document.undo_stack.undo()
    assert bench.centre.card("first").isVisible()


def test_a_single_card_has_no_tab(qtbot: QtBot) -> None:
    bench = LaboratoryBench(qtbot, rows=(word("only"),))
    assert not bench.centre.places[Place.LOWER_RIGHT].tabBar().isVisible()
    assert bench.centre.card("only").isVisible()


def test_the_toolbar_chooses_start_seed_steps_and_the_line(qtbot: QtBot) -> None:
    bench = LaboratoryBench(qtbot, rows=())
    bar, model = bench.toolbar, bench.model
    assert not bar.seed.isVisible()
    QTest.keyClicks(bar.start, "s")
    QTest.keyClick(bar.start, Qt.Key.Key_Down)
    assert model.settings.seed == SHRINKING.training.initialiser.seed
    qtbot.waitUntil(bar.seed.isVisible)
    QTest.keyClick(bar.seed, Qt.Key.Key_Up)
    assert model.settings.seed == SHRINKING.training.initialiser.seed + 1
    bar.steps.setFocus()
    QTest.keyClick(bar.steps, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(bar.steps, "12")
    QTest.keyClick(bar.steps, Qt.Key.Key_Return)
    assert model.settings.steps == 12
    slider = bar.rate.findChild(QSlider)
    assert isinstance(slider, QSlider)
    QTest.keyClick(slider, Qt.Key.Key_Right)
    assert model.learning_rate == pytest.approx(0.5 * 10**0.01, rel=1e-2)
    assert bench.document.experiment.training.learning_rate == 0.5


def test_a_start_that_is_held_is_told_and_given_up_for_the_present_weights(qtbot: QtBot) -> None:
    bench = LaboratoryBench(qtbot, rows=())
    bench.model.show_on_canvas("Show", bench.document.experiment)
    bench.model.release()
    assert bench.toolbar.start.currentText() == "weights held"
    bench.document.attempt("Set", lambda e: set_weight(e, "x", "y", 3.0))
    assert bench.model.experiment.network.by_ends["x", "y"].weight == 1.0
    bench.toolbar.start.setFocus()
    QTest.keyClick(bench.toolbar.start, Qt.Key.Key_Home)
    assert bench.model.settings.held is None
    assert bench.model.experiment.network.by_ends["x", "y"].weight == 3.0
    assert bench.toolbar.start.count() == 2


def test_while_the_network_trains_the_laboratory_waits(qtbot: QtBot) -> None:
    bench = LaboratoryBench(qtbot, WANING, rows=())
    bench.session.training.run()
    qtbot.waitUntil(lambda: bench.document.experiment.network.by_ends["x", "y"].weight < 1.0)
    assert bench.model.experiment.network.by_ends["x", "y"].weight == 1.0
    bench.session.training.pause()
    assert bench.model.experiment == bench.document.experiment


def test_runs_that_are_cancelled_are_not_said_to_go_on(qtbot: QtBot) -> None:
    bench = LaboratoryBench(qtbot, WANING, rows=())
    bench.model.choose("Long", steps=1_000_000)
    qtbot.waitUntil(lambda: bench.centre.head.pill.whole == "training …")
    bench.model.compared.cancel()
    assert bench.centre.head.pill.whole == "not trained: cancelled"
    bench.model.choose("Short", steps=10)
    bench.wait_for_runs()
    assert bench.centre.head.pill.whole.startswith("α = ")
