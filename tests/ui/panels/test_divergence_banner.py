"""The banner above the canvas: what a divergence says, and the two ways back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from explorer.network.edits.training_edits import set_training
from explorer.ui.panels.divergence_banner import DivergenceBanner
from explorer.ui.session.document import Document
from explorer.ui.session.session import Session
from tests.ui.training_experiment import SHRINKING, weight

LEFT = Qt.MouseButton.LeftButton


class Bench:
    """A run that diverges at step 11, and the banner."""

    def __init__(self) -> None:
        self.document = Document()
        session = Session(self.document)
        self.training = session.training
        self.banner = DivergenceBanner(session)
        self.document.replace(set_training(SHRINKING, learning_rate=3.0))
        for _ in range(11):
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
    assert bench.banner.sentence.text() == divergence.told(first_sample=1)
    assert bench.banner.back_button.text() == "Go back to step 10"


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
