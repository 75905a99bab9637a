"""The sweep: a dot for each run, what is marked and said, another question, and a dot that is opened."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from explorer.network.model import Experiment
from explorer.training.curvature.place_sharpness import sharpness_at
from explorer.training.many.sweep_picture import SweepPicture
from explorer.training.trainer import Trainer
from explorer.ui.theme.theme import DARK, LIGHT
from explorer.ui.widgets.elided_label import ElidedLabel
from explorer.ui.workspaces.laboratory.card_table import CARDS
from explorer.ui.workspaces.laboratory.sweep_card import SweepCard
from explorer.ui.workspaces.laboratory.sweep_plot import SweepPlot, escapes
from tests.training.small_experiment import xor
from tests.ui.training_experiment import SHRINKING, weight
from tests.ui.workspaces.laboratory.bench import LaboratoryBench

LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier


class Swept(LaboratoryBench):
    """The laboratory on E = ½ w² from w = 1, with a sweep of 100 rates from 0.1 to 10 and 20 steps."""

    def __init__(self, qtbot: QtBot, experiment: Experiment = SHRINKING) -> None:
        super().__init__(qtbot, experiment, rows=[row for row in CARDS if row.name == "sweep"])
        self.window = QMainWindow()
        qtbot.addWidget(self.window)
        self.window.setCentralWidget(self.centre)
        self.window.resize(1180, 700)
        self.window.show()
        self.model.choose("Sweep", steps=20, sweep_low=0.1, sweep_high=10.0, sweep_count=100)
        self.settle()

    @property
    def card(self) -> SweepCard:
        """The card."""
        card = self.centre.card("sweep")
        assert isinstance(card, SweepCard)
        return card

    @property
    def plot(self) -> SweepPlot:
        """Its plot."""
        return self.card.plot

    @property
    def picture(self) -> SweepPicture:
        """What it shows."""
        assert self.plot.picture is not None
        return self.plot.picture

    def type_low(self, text: str) -> None:
        """Open the menu of the range, type another least α and press Enter."""
        button = self.card.range
        menu = button.menu()
        menu.popup(button.mapToGlobal(QPoint(0, button.height())))
        self.qtbot.waitUntil(menu.isVisible)
        button.low.setFocus()
        button.low.selectAll()
        QTest.keyClicks(button.low, text)
        QTest.keyClick(button.low, Qt.Key.Key_Return)
        menu.close()

    def pixel_of_run(self, run: int) -> QPoint:
        """Where its dot stands."""
        self.plot.grab()
        place = QPointF(np.log10(self.picture.rates[run]), np.log10(self.picture.loss[run]))
        return self.plot.mapFromScene(self.plot.view.mapViewToScene(place))


@pytest.fixture
def bench(qtbot: QtBot) -> Swept:
    return Swept(qtbot)


def test_each_rate_has_a_dot_and_the_numbers_of_its_run(bench: Swept) -> None:
    table = dict(bench.plot.columns())
    assert list(table["learning rate"]) == np.geomspace(0.1, 10.0, 100).tolist()
    losses = np.array(list(table["E"]))
    rates = np.geomspace(0.1, 10.0, 100)
    healthy = rates < 1.9
    assert losses[healthy] == pytest.approx(0.5 * (1 - rates[healthy]) ** 40, rel=1e-9)


def test_what_diverges_is_shaded_and_the_limit_and_both_rates_are_marked(bench: Swept) -> None:
    ((low, high),) = escapes(bench.picture)
    assert 10**low == pytest.approx(2.48, rel=0.05)  # ½ (α − 1)⁴⁰ > 10⁶
    assert high == 1.0
    assert bench.plot.shade.stretches == ((low, high),)
    assert 10 ** bench.plot.limit_mark.value() == pytest.approx(2.0)
    assert 10 ** bench.plot.default_mark.value() == pytest.approx(0.5)
    assert 10 ** bench.plot.line.item.value() == pytest.approx(0.5)
    assert bench.plot.limit_mark.label.format == "2/λ at the start"


def test_the_answer_says_which_is_fastest_and_up_to_where_it_is_stable(bench: Swept) -> None:
    answer = bench.card.card.answer
    assert answer.startswith("Fastest of the sweep: ")
    assert "lowest E after 20 steps, of 100 rates from 0.1 to 10" in answer
    assert "stable here while α < 2/λ = 2 " in answer.lower()


def test_hovering_a_dot_says_its_rate_its_loss_and_its_verdict(bench: Swept) -> None:
    run = int(np.argmin(abs(bench.picture.rates - 0.2)))
    bench.plot.crosshair.follow(QPointF(bench.pixel_of_run(run)))
    words = bench.plot.crosshair.text.split()
    assert words[0] == "α"
    assert float(words[1]) == bench.picture.rates[run]
    assert float(words[3].replace("−", "-")) == bench.picture.loss[run]
    assert words[4] == "undecided"


def test_a_click_on_a_dot_opens_its_run_with_the_same_bits_and_moves_the_line(bench: Swept) -> None:
    run = int(np.argmin(abs(bench.picture.rates - 0.2)))
    rate, loss = float(bench.picture.rates[run]), float(bench.picture.loss[run])
    before = bench.document.project
    QTest.mouseClick(bench.plot.viewport(), LEFT, pos=bench.pixel_of_run(run))
    bench.qtbot.waitUntil(lambda: bench.model.learning_rate == rate)
    snapshot = bench.session.training.snapshot
    assert snapshot is not None
    assert (snapshot.step, float(snapshot.history.last.loss[0])) == (20, loss)
    assert bench.document.experiment.training.learning_rate == rate
    assert 0.5 * weight(bench.document.experiment) ** 2 == loss
    assert bench.asked == []
    picture = bench.picture
    bench.settle()
    assert bench.picture is picture  # its start is held: nothing is made anew
    bench.document.undo_stack.undo()
    assert bench.document.project == before


def test_enter_opens_the_run_next_to_the_line_which_keys_turn(bench: Swept) -> None:
    bench.plot.setFocus()
    QTest.keyClick(bench.plot, Qt.Key.Key_Right, CTRL)
    assert bench.model.learning_rate > 0.5
    QTest.keyClick(bench.plot, Qt.Key.Key_Return)
    rates = bench.picture.rates
    nearest = float(rates[np.argmin(abs(np.log(rates / 0.505)))])
    bench.qtbot.waitUntil(lambda: bench.document.experiment.training.learning_rate == nearest)


def test_another_number_of_rates_is_another_sweep(bench: Swept) -> None:
    box = bench.card.count
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Down)
    assert bench.model.settings.sweep_count == 400
    bench.settle()
    assert len(bench.picture.rates) == 400


def test_the_legend_names_what_became_of_these_runs_and_not_of_those_before(bench: Swept) -> None:
    def named() -> set[str]:
        return {label.text for _, label in bench.plot.plotItem.legend.items}

    bench.model.choose("Sweep", steps=200)
    bench.settle()
    assert "converges" in named()
    bench.model.choose("Sweep", steps=20, sweep_high=0.2)
    bench.settle()
    assert named() == {"undecided"}


def test_many_seeds_are_a_cloud_with_their_median(bench: Swept) -> None:
    bench.card.seeds.setFocus()
    QTest.keyClick(bench.card.seeds, Qt.Key.Key_Down)
    bench.settle()
    assert bench.picture.starts == 10
    x, y = bench.plot.median.getOriginalDataset()
    rates, medians = bench.picture.medians()
    assert x.tolist() == rates.tolist()
    is_finite = np.isfinite(medians)
    assert y[is_finite].tolist() == np.maximum(medians[is_finite], 1e-16).tolist()
    assert np.isnan(y[~is_finite]).all()
    run = int(np.flatnonzero(bench.picture.rates == bench.picture.rates.min())[3])
    assert "seed 3" in bench.plot.words_of_run(run)
    assert float(Trainer(bench.picture.sweep.experiment(run)).history.last.loss[0]) != 0.5


def test_the_limits_of_many_seeds_are_a_tick_each_and_their_median(qtbot: QtBot) -> None:
    bench = Swept(qtbot, xor())
    bench.card.seeds.setFocus()
    QTest.keyClick(bench.card.seeds, Qt.Key.Key_Down)
    bench.settle()
    sweep, program = bench.picture.sweep, bench.picture.sweep.program
    limits = [2.0 / sharpness_at(program, sweep.start(run)) for run in range(10)]
    assert len(set(limits)) == 10
    ticks = 10.0 ** np.array(bench.plot.limit_ticks.xvals)
    assert ticks == pytest.approx(np.array(limits))
    assert bench.plot.limit_ticks.isVisible()
    assert 10.0 ** bench.plot.limit_mark.value() == pytest.approx(np.median(limits))
    assert bench.plot.limit_mark.label.format == "2/λ at 10 starts, median"
    assert "; 2/λ at the starts of 10 seeds: " in bench.card.card.answer


def test_the_range_is_typed_taken_from_what_is_seen_or_found_anew(bench: Swept) -> None:
    bench.type_low("0.5")
    assert (bench.model.settings.sweep_low, bench.model.settings.sweep_high) == (0.5, 10.0)
    bench.settle()
    assert bench.picture.rates.min() == 0.5
    bench.plot.setFocus()
    QTest.keyClick(bench.plot, Qt.Key.Key_Plus)
    bench.card.range.seen.trigger()
    assert 0.5 < (bench.model.settings.sweep_low or 0) < (bench.model.settings.sweep_high or 0) < 10.0
    bench.card.range.fitting.trigger()
    assert bench.model.settings.sweep_low is None
    bench.settle()
    assert bench.picture.rates.min() < 0.1


def test_a_range_that_runs_backwards_is_refused(bench: Swept) -> None:
    refused: list[str] = []
    bench.document.refused.connect(refused.append)
    bench.type_low("20")
    assert refused == ["A sweep goes from one rate above 0 to a larger one"]
    assert bench.model.settings.sweep_low == 0.1


def test_another_rate_of_training_or_place_of_a_neuron_makes_nothing_anew(bench: Swept) -> None:
    picture = bench.picture
    bench.session.training.set_learning_rate(0.7)
    bench.settle()
    assert bench.picture is picture
    assert 10 ** bench.plot.default_mark.value() == pytest.approx(0.7)


def test_a_range_test_is_laid_over_it_on_request(bench: Swept) -> None:
    assert [mark.isVisible() for mark in bench.plot.rule_marks] == [False] * 3
    QTest.mouseClick(bench.card.rules, LEFT)
    bench.settle()
    read = {rule.name: rule.learning_rate for rule in bench.picture.start.rules}
    marked = {
        mark.label.format: pytest.approx(10.0 ** mark.value())
        for mark in bench.plot.rule_marks
        if mark.isVisible()
    }
    assert {name: rate for name, rate in read.items() if rate is not None} == marked
    assert "minimum/10 of the range test" in bench.card.card.findChildren(ElidedLabel)[1].toolTip()
    bench.document.undo_stack.undo()
    assert [mark.isVisible() for mark in bench.plot.rule_marks] == [False] * 3


def test_a_sweep_that_is_cancelled_says_so_and_another_question_begins_anew(bench: Swept) -> None:
    bench.model.choose("More", sweep_count=10_000, steps=2_000)
    bench.qtbot.waitUntil(lambda: len(bench.picture.rates) == 10_000)
    (runner,) = (each for each in bench.session.jobs.running if "rates" in each.title)
    runner.cancel()
    bench.settle()
    assert bench.card.card.answer.endswith("are made: cancelled; another range or number sweeps anew")
    bench.model.choose("Less", sweep_count=100, steps=20)
    bench.settle()
    assert bench.picture.is_complete


def test_where_nobody_looks_no_run_is_made_and_later_those_that_are_missing(bench: Swept) -> None:
    bench.model.choose("More", sweep_count=10_000, steps=2_000)
    bench.qtbot.waitUntil(lambda: len(bench.picture.rates) == 10_000)
    bench.window.hide()
    assert bench.session.jobs.running == ()
    bench.model.choose("Less", sweep_count=200, steps=20)
    bench.window.show()
    bench.settle()
    assert len(bench.picture.rates) == 200
    assert bench.picture.is_complete


def test_it_takes_the_colours_of_either_theme(bench: Swept) -> None:
    pictures = []
    for theme in (DARK, LIGHT):
        bench.centre.set_theme(theme)
        bench.settle()
        pictures.append(bench.card.grab().toImage())
        assert bench.plot.backgroundBrush().color().name() == theme.surface
    assert pictures[0] != pictures[1]
