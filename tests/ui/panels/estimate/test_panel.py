"""Does the dock of finite differences show what h does to the estimate, and what each way costs?"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from explorer.backprop.difference_error import difference_errors
from explorer.job import last_result
from explorer.network.model import Experiment
from explorer.number import rounded
from explorer.ui.panels.estimate.panel import EstimatePanel
from explorer.ui.session.document import EMPTY, Document
from explorer.ui.session.session import Session
from explorer.ui.theme.theme import LIGHT
from tests.training.small_experiment import xor


@dataclass
class EstimateBench:
    """A document with the dock on the screen."""

    document: Document
    session: Session
    panel: EstimatePanel
    qtbot: QtBot

    def settle(self, parameters: int) -> None:
        """Wait until the derivatives of so many parameters can be chosen."""
        self.qtbot.waitUntil(lambda: self.panel.which.count() == parameters + 1)

    def row(self, row: int) -> list[str]:
        """What stands in a row of numbers."""
        return [cell.text() for cell in self.panel.cells[row]]


@pytest.fixture
def opened(qtbot: QtBot) -> Callable[[Experiment], EstimateBench]:
    """Show the dock on an experiment."""

    def show(experiment: Experiment) -> EstimateBench:
        document = Document()
        document.replace(experiment)
        session = Session(document)
        panel = EstimatePanel(session)
        qtbot.addWidget(panel)
        panel.set_theme(LIGHT)
        panel.resize(420, 600)
        panel.show()
        qtbot.waitExposed(panel)
        return EstimateBench(document, session, panel, qtbot)

    return show


def test_the_chosen_h_says_what_it_estimates_how_far_off_and_at_which_cost(
    opened: Callable[[Experiment], EstimateBench],
) -> None:
    bench = opened(xor())
    found = last_result(difference_errors(xor()))
    bench.settle(len(found))
    place = 32
    assert bench.panel.step.text() == "h = 1e−8"
    whole = float(sum(found.gradient**2) ** 0.5)
    assert bench.row(0) == ["backpropagation", rounded(whole), "", "4 + 4 back"]
    for row, is_central in ((1, False), (2, True)):
        error = float(found.errors(is_central)[place])
        passes = found.central_passes if is_central else found.forward_passes
        assert bench.row(row)[2:] == [rounded(error), str(passes)]


def test_a_key_on_the_slider_takes_another_h_and_the_list_another_derivative(
    opened: Callable[[Experiment], EstimateBench],
) -> None:
    bench = opened(xor())
    found = last_result(difference_errors(xor()))
    bench.settle(len(found))
    QTest.keyClick(bench.panel.slider, Qt.Key.Key_Right)
    assert bench.panel.step.text() == "h = 1.78e−8"
    QTest.keyClick(bench.panel.which, Qt.Key.Key_Down)
    assert bench.panel.which.currentText() == found.parameters[0].shown
    assert bench.row(0)[1] == rounded(float(found.gradient[0]))
    assert bench.row(2)[1] == rounded(float(found.central[0, 33]))
    assert "Central: best h =" in bench.panel.sentence.text()
    assert "as h² above and as 1/h below" in bench.panel.sentence.text()


def test_it_follows_the_network_and_says_where_there_is_nothing_to_estimate(
    opened: Callable[[Experiment], EstimateBench],
) -> None:
    bench = opened(xor())
    parameters = len(xor().network.parameters)
    bench.settle(parameters)
    assert f"{parameters} parameters" in bench.panel.cost_sentence.text()
    bench.document.edit("Samples away", replace(xor(), samples=()))
    bench.settle(0)
    assert bench.panel.sentence.text() == "There is no E yet, so nothing to estimate."
    bench.session.notation.choose("bishop")
    assert bench.panel.sentence.text() == "There is no L yet, so nothing to estimate."
    bench.document.replace(EMPTY)
    bench.qtbot.waitUntil(lambda: "Nothing is connected yet" in bench.panel.cost_sentence.text())


def test_the_csv_has_every_h_with_both_errors(opened: Callable[[Experiment], EstimateBench]) -> None:
    bench = opened(xor())
    found = last_result(difference_errors(xor()))
    bench.settle(len(found))
    lines = bench.panel.errors_plot.numbers().decode().splitlines()
    assert lines[0] == "h,error forward,error central"
    assert len(lines) == 1 + len(found.steps)
    cost = bench.panel.cost_plot.numbers().decode().splitlines()
    assert cost[0].split(",")[:2] == ["parameters", "central differences"]
