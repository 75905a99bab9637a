"""The card Sharpness: λ of the compared runs against their limits, the strip beneath, and a fork from it."""

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from explorer.network.edits.parameter_edits import set_fixed
from explorer.network.model import Experiment
from explorer.symbol import Symbol
from explorer.training.curvature.stability_curve import StabilityCurve
from explorer.training.laboratory_settings import RateChange, RunChoice
from explorer.ui.plot.run_plot import PlottedRun
from explorer.ui.theme.theme import DARK
from explorer.ui.workspaces.laboratory.card_table import CARDS
from explorer.ui.workspaces.laboratory.sharpness_card import SharpnessCard
from explorer.ui.workspaces.laboratory.sharpness_plot import PlottedSharpness, SharpnessPlot
from tests.training.small_experiment import chain, xor
from tests.ui.training_experiment import SHRINKING
from tests.ui.workspaces.laboratory.bench import LaboratoryBench

LEFT = Qt.MouseButton.LeftButton
TWO_WEIGHTS = chain(["identity", "identity"], [1.0, 1.0], [(1.0, 0.0)])
"""E = ½ (v w)², which is curved the more the larger v and w are."""

ROWS = [row for row in CARDS if row.name == "sharpness"]


class Sharpness(LaboratoryBench):
    """The card alone, with the runs that are chosen beside the one at the α line."""

    def __init__(self, qtbot: QtBot, experiment: Experiment, *rates: float, **settings: object) -> None:
        super().__init__(qtbot, experiment, ROWS)
        runs = tuple(RunChoice(rate, number) for number, rate in enumerate(rates, 1))
        self.model.choose("Runs", runs=runs, **settings)
        self.settle()

    @property
    def card(self) -> SharpnessCard:
        card = self.centre.card("sharpness")
        assert isinstance(card, SharpnessCard)
        return card

    @property
    def drawn(self) -> dict[str, list[float]]:
        """What the CSV of λ has."""
        return {name: list(values) for name, values in self.card.curves.plot.columns()}

    @property
    def beneath(self) -> dict[str, list[float]]:
        """What the CSV of the strip has."""
        return {name: list(values) for name, values in self.card.strip.plot.columns()}

    @property
    def told(self) -> str:
        """What hovering over the answer shows: a sentence for each run."""
        labels = self.card.card.findChildren(QLabel)
        return next(each.toolTip() for each in labels if each.accessibleName().startswith("Answer"))

    def settle(self) -> None:
        """Until all runs have ended, are read, and the last of it is shown."""
        self.wait_for_runs()
        card, runs = self.card, self.model.compared.runs

        def is_read() -> bool:
            ends = [card.source.readings(run) for run in runs]
            return all(end is not None and end.step[-1] == end.step.max() for end in ends)

        self.qtbot.waitUntil(lambda: is_read() and not self.session.jobs.running)
        self.qtbot.waitUntil(lambda: not card.throttle.is_due)
        card.curves.plot.grab()  # which fits the axes to what is drawn, and places the labels by them


def test_lambda_of_each_run_stands_against_its_own_limit(qtbot: QtBot) -> None:
    bench = Sharpness(qtbot, SHRINKING, 1.5, steps=3)
    drawn = bench.drawn
    assert drawn["α = 0.5 step"] == [0, 1, 2, 3]
    assert drawn["α = 0.5 λ"] == pytest.approx([1.0] * 4)
    assert drawn["α = 0.5 limit"] == [4.0] * 4
    assert drawn["α = 1.5 limit"] == pytest.approx([4 / 3] * 4)
    assert bench.card.curves.labels == ["2/α for α = 1.5"]  # that of 0.5, at 4, is far above every λ
    assert bench.card.card.answer == (
        "α = 0.5: λ stays below 2/α = 4, at most 1: near a minimum such steps are stable"
    )


def test_over_the_limit_all_runs_stand_against_one_and_that_is_undone(qtbot: QtBot) -> None:
    bench = Sharpness(qtbot, SHRINKING, 1.5, steps=3)
    QTest.mouseClick(bench.card.over_limit, LEFT)
    bench.settle()
    assert bench.model.settings.sharpness_over_limit
    assert bench.drawn["α = 1.5 λ·α/2"] == pytest.approx([0.75] * 4)
    assert bench.drawn["α = 0.5 λ·α/2"] == pytest.approx([0.25] * 4)
    assert bench.drawn["α = 0.5 limit"] == [1.0] * 4
    bench.document.undo_stack.undo()
    bench.settle()
    assert not bench.card.over_limit.isChecked()
    assert bench.drawn["α = 1.5 λ"] == pytest.approx([1.0] * 4)


def test_it_is_drawn_against_the_time_of_the_flow_as_the_runs_are(qtbot: QtBot) -> None:
    bench = Sharpness(qtbot, SHRINKING, 1.5, steps=3, over_flow=True)
    assert bench.drawn["α = 1.5 α · step"] == [0.0, 1.5, 3.0, 4.5]


def test_a_run_that_diverges_does_not_flatten_the_others_and_is_told(qtbot: QtBot) -> None:
    bench = Sharpness(qtbot, TWO_WEIGHTS, 2.5, steps=30, learning_rate=0.1)
    drawn = bench.drawn
    (low, high) = bench.card.curves.plot.view.viewRange()[1]
    healthy = np.array(drawn["α = 0.1 λ"])
    assert low <= healthy.min()
    assert healthy.max() <= high < 3 * healthy.max()
    assert max(drawn["α = 2.5 λ"]) > 100
    assert "α = 2.5: λ is above 2/α = 0.8 from the start on" in bench.told
    assert "the run diverged at step" in bench.told


def test_for_an_optimiser_without_a_known_limit_that_is_said(qtbot: QtBot) -> None:
    bench = Sharpness(qtbot, SHRINKING, steps=3)
    bench.model.choose("Runs", runs=(RunChoice(0.1, 1, "rmsprop"), RunChoice(0.1, 2, "adam")))
    bench.settle()
    tip = bench.told
    assert "no limit of λ is known for RMSProp" in tip
    assert bench.card.card.answer.endswith("; no limit of λ is known for RMSProp")
    assert "λ of the preconditioned Hessian" in tip
    assert "α = 0.1, RMSProp limit" not in bench.drawn
    assert bench.drawn["α = 0.1, Adam limit"] == pytest.approx([380.0] * 4)


def test_further_eigenvalues_of_the_run_at_the_line_stand_beneath(qtbot: QtBot) -> None:
    bench = Sharpness(qtbot, xor(), steps=4, learning_rate=0.1)
    assert not bench.card.strip.plot.isVisible()
    bench.card.strips.setFocus()
    QTest.keyClick(bench.card.strips, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: "λ₅ step" in bench.beneath)
    assert bench.card.strip.plot.isVisible()
    eigenvalues = np.array([bench.beneath[f"λ{n} λ₁ … λ₅"] for n in "₁₂₃₄₅"])
    assert eigenvalues[0] == pytest.approx(bench.drawn["α = 0.1 λ"], rel=1e-6)
    assert (np.diff(eigenvalues, axis=0) <= 0).all()
    bench.document.undo_stack.undo()
    qtbot.waitUntil(lambda: not bench.card.strip.plot.isVisible())


def test_even_and_odd_steps_of_a_swing_stand_on_two_sides(qtbot: QtBot) -> None:
    bench = Sharpness(qtbot, SHRINKING, steps=60, learning_rate=2.0, curvature_strip="displacement")
    qtbot.waitUntil(lambda: len(bench.beneath.get("odd steps step", [])) == 30)
    assert bench.beneath["even steps swing"] == pytest.approx([1.0] * 29)
    assert bench.beneath["odd steps swing"] == pytest.approx([-1.0] * 30)
    assert bench.beneath["even steps step"][:3] == [2, 4, 6]


def test_alpha_is_halved_from_the_point_that_the_crosshair_is_at(qtbot: QtBot) -> None:
    bench = Sharpness(qtbot, SHRINKING, steps=6)
    plot = bench.card.curves.plot
    place = plot.view.mapViewToScene(QPointF(4.0, 1.0))
    plot.crosshair.follow(QPointF(plot.mapFromScene(place)))
    first = plot.menu().actions()[0]
    assert first.text() == "Halve α of α = 0.5 from step 4"
    first.trigger()
    assert bench.model.settings.runs == (RunChoice(0.5, 1, changes=(RateChange(4, 0.25),)),)
    bench.settle()
    assert bench.drawn["α = 0.5, 0.25 from step 4 limit"] == [4.0] * 4 + [8.0] * 3


def test_what_nobody_sees_is_not_read(qtbot: QtBot) -> None:
    bench = Sharpness(qtbot, SHRINKING, steps=3)
    bench.centre.hide()
    bench.model.choose("Make 5 steps", steps=5)
    assert bench.session.jobs.running == ()
    bench.centre.show()
    bench.settle()
    assert len(bench.drawn["α = 0.5 λ"]) == 6


def test_another_theme_recolours_limits_too(qtbot: QtBot) -> None:
    bench = Sharpness(qtbot, SHRINKING, 1.5, steps=3)
    bench.card.set_theme(DARK)
    limits = bench.card.curves._limits.values()  # in the order in which they were read
    limit = next(each for each in limits if each.plotted.run.name == f"{Symbol.ALPHA} = 1.5")
    assert limit.line.item.opts["pen"].color().name() == DARK.curves[1]


def test_a_few_huge_values_as_those_of_adam_at_first_do_not_flatten_the_rest(qtbot: QtBot) -> None:
    plot, x = SharpnessPlot(), np.arange(100.0)
    qtbot.addWidget(plot.plot)
    sharpness = np.concatenate([[4e5, 300.0], np.full(98, 5.0)])
    curve = StabilityCurve(x, sharpness, np.full(100, 6.0), "the limit", x[:1], np.array([6.0]))
    run = PlottedRun("run", "Adam", lambda theme: theme.accent, x, sharpness)
    plot.show_sharpness([PlottedSharpness(run, curve)], "step", "λ")
    plot.plot.grab()
    assert 6.0 < plot.plot.view.viewRange()[1][1] < 10.0
    assert plot.labels == ["the limit"]


def test_where_there_is_room_for_one_label_it_is_that_of_the_run_at_the_line(qtbot: QtBot) -> None:
    bench = Sharpness(qtbot, SHRINKING, 1.51, 1.52, 1.49, 1.48, steps=3, learning_rate=1.5)
    assert "2/α for α = 1.5" in bench.card.curves.labels
    assert len(bench.card.curves.labels) < 5


def test_where_nothing_learns_it_says_why_there_is_no_lambda(qtbot: QtBot) -> None:
    bench = Sharpness(qtbot, SHRINKING, steps=3)
    parameters = SHRINKING.network.parameters
    bench.document.attempt("Fix", lambda experiment: set_fixed(experiment, parameters, True))
    qtbot.waitUntil(lambda: bench.card.card.answer.startswith("There is none: λ is the curvature along"))
    bench.document.undo_stack.undo()
    bench.settle()
    assert bench.card.card.answer.startswith("α = 0.5: λ stays below")
