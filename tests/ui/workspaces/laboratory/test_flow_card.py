"""The card Central flow: run and flow side by side, what is said of them, and why there may be none."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from explorer.files.project import read_experiment
from explorer.network.model import Experiment, OptimiserChoice
from explorer.resources import resource
from explorer.training.curvature.central_flow import follower_of
from explorer.training.curvature.flow_part import PARTS
from explorer.training.program import Program, parameters_of
from explorer.ui.theme.theme import DARK
from explorer.ui.workspaces.laboratory.card_table import CARDS
from explorer.ui.workspaces.laboratory.flow_card import FlowCard
from explorer.ui.workspaces.laboratory.flow_plot import FlowPlot
from tests.ui.training_experiment import SHRINKING
from tests.ui.workspaces.laboratory.bench import LaboratoryBench

EDGE = read_experiment(resource("examples/edge-of-stability.json"))
ROWS = [row for row in CARDS if row.name == "flow"]


class Flow(LaboratoryBench):
    """The card alone."""

    def __init__(self, qtbot: QtBot, experiment: Experiment, **settings: object) -> None:
        program = Program.of(experiment)  # its kernels may have to be compiled: for that no test waits
        follower_of(program).follow(parameters_of(experiment.network), np.full(1, 1e-9))
        super().__init__(qtbot, experiment, ROWS)
        self.model.choose("Steps", **settings)
        self.settle()

    @property
    def card(self) -> FlowCard:
        card = self.centre.card("flow")
        assert isinstance(card, FlowCard)
        return card

    def drawn(self, plot: FlowPlot) -> dict[str, list[float]]:
        """What the CSV of the plot has."""
        return {name: list(values) for name, values in plot.plot.columns()}

    def settle(self) -> None:
        """Until the run has ended, all has been followed, and the last of it is shown."""
        self.wait_for_runs()
        jobs, card = self.session.jobs, self.card
        self.qtbot.waitUntil(lambda: bool(card.card.answer and not jobs.running and not card.throttle.is_due))


def test_run_and_flow_of_the_example_stand_side_by_side_up_to_the_edge(qtbot: QtBot) -> None:
    bench = Flow(qtbot, EDGE, steps=400)
    drawn = bench.drawn(bench.card.plots.sharpness)
    assert drawn["run step"] == list(range(401))
    assert drawn["run λ"][200] == pytest.approx(3.362233046664, rel=1e-7)
    assert drawn["2/α λ"] == [10.0] * 401
    assert drawn["flow λ"][-1] == pytest.approx(10.0, rel=0.01)
    measured = bench.drawn(bench.card.plots.variance)["run σ²"]
    assert len(measured) == 8
    assert measured[-1] == pytest.approx(bench.drawn(bench.card.plots.variance)["flow σ²"][-25], rel=0.3)
    assert not bench.card.card.answer.startswith("Following")
    assert "a catapult from step 300 to 349" in bench.card.card.answer
    assert len(bench.card.plots.variance.shaded) == 2


def test_for_another_optimiser_it_says_why_there_is_none(qtbot: QtBot) -> None:
    training = replace(SHRINKING.training, optimiser=OptimiserChoice("adam"))
    bench = Flow(qtbot, SHRINKING, steps=5)
    bench.document.edit("Adam", replace(SHRINKING, training=training))
    bench.settle()
    assert bench.card.card.answer == (
        "There is none: the central flow is one of plain gradient descent, this trains with Adam"
    )
    assert bench.drawn(bench.card.plots.loss) == {}
    bench.document.undo_stack.undo()
    bench.settle()
    assert bench.card.card.answer.startswith("λ of the flow stays below 2/α")


def test_another_alpha_is_followed_anew_against_the_time_of_the_flow(qtbot: QtBot) -> None:
    bench = Flow(qtbot, SHRINKING, steps=4, over_flow=True)
    assert bench.drawn(bench.card.plots.loss)["flow α · step"] == [0.0, 0.5, 1.0, 1.5, 2.0]
    bench.model.turn_rate(0.25, is_held=False)
    bench.settle()
    assert bench.drawn(bench.card.plots.loss)["flow α · step"] == [0.0, 0.25, 0.5, 0.75, 1.0]
    parts = 0.5 * (1 - 0.25 / PARTS) ** (2 * PARTS * np.arange(5))  # nearly ½ exp(−2 α·step)
    assert bench.drawn(bench.card.plots.loss)["flow E"] == pytest.approx(parts)


def test_what_nobody_sees_is_not_followed(qtbot: QtBot) -> None:
    bench = Flow(qtbot, SHRINKING, steps=4)
    bench.centre.hide()
    bench.model.choose("Make 6 steps", steps=6)
    assert bench.session.jobs.running == ()
    bench.centre.show()
    bench.settle()
    assert len(bench.drawn(bench.card.plots.loss)["run step"]) == 7


def test_another_theme_recolours_what_is_shaded(qtbot: QtBot) -> None:
    bench = Flow(qtbot, EDGE, steps=320)
    bench.card.set_theme(DARK)
    assert bench.card.plots.variance.shaded[0].brush.color() == QColor(DARK.problem_soft)
    assert DARK.accent in bench.card.legend.text()
