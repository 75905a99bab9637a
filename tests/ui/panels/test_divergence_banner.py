"""The banner above the canvas: what a divergence says, and the two ways back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from explorer.network.model import Parameter
from explorer.ui.panels.divergence_banner import DivergenceBanner
from explorer.ui.session.document import Document
from explorer.ui.session.session import Session
from explorer.ui.widgets.written import usual_write
from tests.ui.training_experiment import SHRINKING, weight

LEFT = Qt.MouseButton.LeftButton


class Bench:
    """A run that diverges 11 steps after so many calm ones, which halve the weight, and the banner."""

    def __init__(self, calm: int = 0) -> None:
        self.document = Document()
        session = Session(self.document)
        self.training = session.training
        self.banner = DivergenceBanner(session)
        self.document.replace(SHRINKING)
        for _ in range(calm):
            self.training.step()
        self.training.set_learning_rate(3.0)
        while self.training.divergence is None:
            self.training.step()


@pytest.fixture
def bench(qtbot: QtBot) -> Bench:
    made = Bench()
    qtbot.addWidget(made.banner)
    return made


def test_the_banner_says_what_happened(bench: Bench) -> None:
    divergence = bench.training.divergence
    assert divergence is not None
    assert bench.banner.isVisible()
    assert bench.banner.sentence.text().startswith(usual_write(divergence.what_happened(first_sample=1)))
    assert bench.banner.back_button.text() == "Go back to step 10"


def test_the_banner_says_why_as_soon_as_it_is_known(bench: Bench, qtbot: QtBot) -> None:
    qtbot.waitUntil(bench.banner.hold_button.isVisible)
    assert "α = 3 was 1.5 times 2/λ = 2 at step 0, where λ = 1" in bench.banner.sentence.text()
    assert "first to grow was the weight x → y, in level 1" in bench.banner.sentence.text()
    assert bench.banner.hold_button.text() == "Start with α = 1"


def test_one_click_starts_again_with_what_holds_and_undo_takes_it_back(bench: Bench, qtbot: QtBot) -> None:
    qtbot.waitUntil(bench.banner.hold_button.isVisible)
    before = bench.document.experiment
    QTest.mouseClick(bench.banner.hold_button, LEFT)
    assert weight(bench.document.experiment) == 1.0
    assert bench.document.experiment.training.learning_rate == 1.0
    assert not bench.banner.isVisible()
    bench.document.undo_stack.undo()
    assert bench.document.experiment == before
    bench.document.undo_stack.redo()
    bench.training.step()
    assert weight(bench.document.experiment) == 0.0


def test_one_click_goes_back_to_the_step_from_which_the_loss_rose(qtbot: QtBot) -> None:
    bench = Bench(calm=5)
    qtbot.addWidget(bench.banner)
    qtbot.waitUntil(bench.banner.calm_button.isVisible)
    assert bench.banner.calm_button.text() == "Go back to step 5, before E rose"
    QTest.mouseClick(bench.banner.calm_button, LEFT)
    assert weight(bench.document.experiment) == 2.0**-5
    assert not bench.banner.isVisible()
    bench.training.set_learning_rate(0.5)
    bench.training.step()
    assert weight(bench.document.experiment) == 2.0**-6
    assert bench.training.snapshot is not None
    assert bench.training.snapshot.step == 6


def test_one_click_asks_for_the_growth_of_the_weight(bench: Bench, qtbot: QtBot) -> None:
    qtbot.waitUntil(bench.banner.growth_button.isVisible)
    assert bench.banner.growth_button.text() == "Growth of x → y"
    with qtbot.waitSignal(bench.training.growth_asked) as asked:
        QTest.mouseClick(bench.banner.growth_button, LEFT)
    assert asked.args == [Parameter("x", "y")]


def test_what_is_known_too_late_does_not_bring_the_banner_back(bench: Bench, qtbot: QtBot) -> None:
    QTest.mouseClick(bench.banner.reset_button, LEFT)
    qtbot.wait(50)
    assert not bench.banner.isVisible()


def test_one_click_goes_back_to_the_last_finite_step(bench: Bench) -> None:
    QTest.mouseClick(bench.banner.back_button, LEFT)
    assert weight(bench.document.experiment) == 2.0**10
    assert not bench.banner.isVisible()


def test_one_click_goes_back_to_the_start(bench: Bench) -> None:
    QTest.mouseClick(bench.banner.reset_button, LEFT)
    assert weight(bench.document.experiment) == 1.0
    assert not bench.banner.isVisible()


def test_a_click_leaves_the_focus_where_it_was(bench: Bench) -> None:
    QTest.mouseClick(bench.banner.back_button, LEFT)
    assert not bench.banner.back_button.hasFocus()
