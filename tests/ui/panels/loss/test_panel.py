"""The loss panel: what it shows while and after training, and what its buttons do."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QGraphicsView
from pytestqt.qtbot import QtBot

from explorer.network.model import Experiment, Sample
from explorer.network.training_edits import set_training
from explorer.ui.document import Document
from explorer.ui.panels.loss.panel import PACES, LossPanel, View
from explorer.ui.panels.loss.present_curves import ChangeCurves, WeightCurves
from explorer.ui.panels.loss.run_curves import RunCurves
from explorer.ui.panels.loss.run_list import Chip
from explorer.ui.runner import Runner
from explorer.ui.theme import DARK, LIGHT
from tests.ui.training_experiment import DIVERGING, SHRINKING, weight

LEFT = Qt.MouseButton.LeftButton


@dataclass
class Desk:
    """A document, its runner and the panel on the screen."""

    document: Document
    runner: Runner
    panel: LossPanel

    def train(self, steps: int, learning_rate: float | None = None) -> None:
        """So many single steps."""
        if learning_rate is not None:
            self.runner.set_learning_rate(learning_rate)
        for _ in range(steps):
            self.runner.step()

    def curves(self, view: View) -> dict[str, tuple[list[float], list[float]]]:
        """The visible curves of a plot that have points: name -> (x, y)."""
        found = {}
        for item in self.panel.curves(view).plot.plotItem.listDataItems():
            x, y = item.getOriginalDataset()
            if item.isVisible() and x is not None and len(x):
                found[item.name()] = (np.asarray(x).tolist(), np.asarray(y).tolist())
        return found

    @property
    def labels(self) -> list[str]:
        """What the legend says."""
        return [chip.entry.label for chip in self.panel.runs.chips]

    def chip(self, label: str) -> Chip:
        """The legend's entry that says `label`."""
        return next(chip for chip in self.panel.runs.chips if chip.entry.label == label)


@pytest.fixture
def open_desk(qtbot: QtBot) -> Callable[[Experiment], Desk]:
    """Opens an experiment at a desk."""

    def opened(experiment: Experiment) -> Desk:
        document = Document()
        runner = Runner(document)
        panel = LossPanel(document, runner)
        qtbot.addWidget(panel)
        document.replace(experiment)
        panel.resize(400, 300)
        panel.show()
        panel.build()
        return Desk(document, runner, panel)

    return opened


@pytest.fixture
def desk(open_desk: Callable[[Experiment], Desk]) -> Desk:
    """The weight that halves in each step."""
    return open_desk(SHRINKING)


def test_before_the_first_step_it_says_what_to_do(desk: Desk, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: desk.panel.empty.text() == "Press Train (F5) to see the loss fall")
    assert desk.panel.empty.isVisible()


def test_where_nothing_can_be_trained_it_says_why(
    open_desk: Callable[[Experiment], Desk], qtbot: QtBot
) -> None:
    desk = open_desk(replace(SHRINKING, samples=()))
    qtbot.waitUntil(lambda: "sample" in desk.panel.empty.text())


def test_a_panel_that_is_not_built_makes_no_plot_and_does_no_harm(qtbot: QtBot) -> None:
    document = Document()
    runner = Runner(document)
    panel = LossPanel(document, runner)
    qtbot.addWidget(panel)
    panel.set_theme(DARK)
    document.replace(SHRINKING)
    panel.show()
    runner.step()
    with qtbot.waitSignal(runner.progressed):
        runner.run()
    runner.pause()
    assert panel.empty.isVisible()
    assert panel.findChildren(QGraphicsView) == []


def test_the_loss_of_every_step_is_drawn(desk: Desk, qtbot: QtBot) -> None:
    desk.train(3)
    expected = {"α = 0.5": ([0.0, 1.0, 2.0, 3.0], [0.5, 0.125, 0.03125, 0.0078125])}
    qtbot.waitUntil(lambda: desk.curves(View.LOSS) == expected)
    assert desk.labels == ["α = 0.5 (now)"]


def test_the_curve_follows_while_it_runs(desk: Desk, qtbot: QtBot) -> None:
    desk.runner.set_learning_rate(1e-6)
    desk.runner.run()
    qtbot.waitUntil(lambda: len(desk.curves(View.LOSS).get("α = 1e−06", ([], []))[0]) > 50)
    desk.runner.pause()


def test_held_out_samples_have_a_dashed_curve_beside(
    open_desk: Callable[[Experiment], Desk], qtbot: QtBot
) -> None:
    held_out = Sample({"x": 2.0}, {"y": 0.0}, held_out=True)
    desk = open_desk(replace(SHRINKING, samples=(*SHRINKING.samples, held_out)))
    desk.train(1)
    qtbot.waitUntil(lambda: desk.curves(View.LOSS).get("α = 0.5, held out") == ([0.0, 1.0], [2.0, 0.5]))
    (dashed,) = [
        item
        for item in desk.panel.curves(View.LOSS).plot.plotItem.listDataItems()
        if item.name() == "α = 0.5, held out"
    ]
    assert dashed.opts["pen"].style() == Qt.PenStyle.DashLine


def test_reset_keeps_the_curve_and_names_it_by_its_alpha(desk: Desk, qtbot: QtBot) -> None:
    desk.train(2)
    desk.runner.reset()
    desk.train(1, learning_rate=0.25)
    qtbot.waitUntil(lambda: desk.labels == ["α = 0.5", "α = 0.25 (now)"])
    assert set(desk.curves(View.LOSS)) == {"α = 0.5", "α = 0.25"}


def test_a_run_begun_anew_with_the_same_name_is_drawn_anew(desk: Desk, qtbot: QtBot) -> None:
    desk.train(30)
    desk.runner.reset()
    desk.runner.drop(desk.runner.runs[0])
    desk.train(1)
    qtbot.waitUntil(lambda: desk.curves(View.LOSS) == {"α = 0.5": ([0.0, 1.0], [0.5, 0.125])})


def test_a_click_on_a_chip_hides_its_curve_and_another_shows_it(desk: Desk, qtbot: QtBot) -> None:
    desk.train(1)
    qtbot.waitUntil(lambda: "α = 0.5" in desk.curves(View.LOSS))
    QTest.mouseClick(desk.chip("α = 0.5 (now)").button, LEFT)
    assert desk.curves(View.LOSS) == {}
    QTest.mouseClick(desk.chip("α = 0.5 (now)").button, LEFT)
    assert "α = 0.5" in desk.curves(View.LOSS)


def test_one_click_drops_a_run_and_one_click_loads_it(desk: Desk, qtbot: QtBot) -> None:
    desk.train(2)
    desk.runner.reset()
    qtbot.waitUntil(lambda: desk.labels == ["α = 0.5"])
    QTest.mouseClick(desk.chip("α = 0.5").load_button, LEFT)
    assert weight(desk.document.experiment) == 0.25
    QTest.mouseClick(desk.chip("α = 0.5").drop_button, LEFT)
    assert desk.runner.runs == ()
    qtbot.waitUntil(lambda: desk.labels == [])


def test_a_double_click_and_enter_load_a_run_and_delete_drops_it(desk: Desk, qtbot: QtBot) -> None:
    desk.train(2)
    desk.runner.reset()
    qtbot.waitUntil(lambda: desk.labels == ["α = 0.5"])
    button = desk.chip("α = 0.5").button
    QTest.mouseDClick(button, LEFT)
    assert weight(desk.document.experiment) == 0.25
    assert button.isChecked()
    desk.document.undo_stack.undo()
    QTest.keyClick(button, Qt.Key.Key_Return)
    assert weight(desk.document.experiment) == 0.25
    QTest.keyClick(button, Qt.Key.Key_Delete)
    assert desk.runner.runs == ()


def test_the_menu_of_a_chip_loads_the_start_too(desk: Desk, qtbot: QtBot) -> None:
    desk.train(2)
    desk.runner.keep()
    qtbot.waitUntil(lambda: desk.labels == ["α = 0.5"])
    actions = {action.text(): action for action in desk.chip("α = 0.5").menu().actions()}
    assert list(actions) == ["Load its last weights and α", "Load its start", "Hide", "", "Drop"]
    actions["Load its start"].trigger()
    assert weight(desk.document.experiment) == 1.0


def test_the_keep_button_ends_the_present_run(desk: Desk, qtbot: QtBot) -> None:
    desk.train(1)
    qtbot.waitUntil(lambda: desk.labels == ["α = 0.5 (now)"])
    QTest.mouseClick(desk.chip("α = 0.5 (now)").keep_button, LEFT)
    assert [run.name for run in desk.runner.runs] == ["α = 0.5"]


def test_a_divergence_is_marked_on_the_curve(open_desk: Callable[[Experiment], Desk], qtbot: QtBot) -> None:
    desk = open_desk(DIVERGING)
    desk.train(11)
    qtbot.waitUntil(lambda: "α = 3 diverged" in desk.curves(View.LOSS))
    assert desk.curves(View.LOSS)["α = 3 diverged"] == ([11.0], [0.5 * 4.0**11])


def test_a_loss_that_is_not_finite_is_marked_at_the_last_height_that_is(
    open_desk: Callable[[Experiment], Desk], qtbot: QtBot
) -> None:
    desk = open_desk(set_training(SHRINKING, learning_rate=1e300))
    desk.train(1)
    qtbot.waitUntil(lambda: desk.curves(View.LOSS).get("α = 1e+300 diverged") == ([1.0], [0.5]))


def test_the_verdict_of_a_run_that_was_reset_stays_in_the_legend(
    open_desk: Callable[[Experiment], Desk], qtbot: QtBot
) -> None:
    desk = open_desk(DIVERGING)
    desk.train(11)
    desk.runner.reset()
    qtbot.waitUntil(lambda: desk.labels == ["α = 3 diverged at step 11"])


def test_the_last_step_is_told_in_words_with_all_digits_on_hover(desk: Desk, qtbot: QtBot) -> None:
    desk.train(1, learning_rate=1 / 3)
    # E = ½ becomes ½ (2/3)² = 2/9; −α‖∇E‖² = −1/3, and 2/9 − 1/2 = −5/18
    qtbot.waitUntil(lambda: desk.panel.last_step.text() == "Step 1: E 0.2222; promised −0.333, came −0.278")
    tip = desk.panel.last_step.toolTip()
    assert "promised −α‖∇E‖² = −0.3333333333333333" in tip
    assert "E = 0.22222222222222227" in tip
    assert "came E − E before = −0.27777777777777773" in tip


def test_the_promise_of_a_mini_batch_says_that_it_is_the_batches(
    open_desk: Callable[[Experiment], Desk], qtbot: QtBot
) -> None:
    two = replace(SHRINKING, samples=SHRINKING.samples * 2)
    desk = open_desk(set_training(two, batch_size=1))
    desk.train(1)
    qtbot.waitUntil(lambda: "promised on its batch of 1 −0.5, came −0.375" in desk.panel.last_step.text())
    assert "of the batch's gradient" in desk.panel.last_step.toolTip()


def test_the_gradient_view_draws_its_size(desk: Desk) -> None:
    desk.train(2)
    QTest.mouseClick(desk.panel.buttons[View.GRADIENT], LEFT)
    assert desk.curves(View.GRADIENT) == {"α = 0.5": ([0.0, 1.0, 2.0], [1.0, 0.5, 0.25])}


def test_the_weights_view_draws_and_names_every_parameter(desk: Desk) -> None:
    desk.train(2)
    QTest.mouseClick(desk.panel.buttons[View.WEIGHTS], LEFT)
    assert desk.curves(View.WEIGHTS)["x → y"][1][:3] == [1.0, 0.5, 0.25]
    assert not desk.panel.log_button.isEnabled()


def test_the_change_view_draws_the_promise_beside_what_came(desk: Desk) -> None:
    desk.train(2)
    desk.panel.set_view(View.CHANGE)
    assert desk.curves(View.CHANGE) == {
        "promised": ([1.0, 2.0], [-0.5, -0.125]),
        "came": ([1.0, 2.0], [-0.375, -0.09375]),
    }
    desk.panel.curves(View.CHANGE).plot.set_log(True)
    assert desk.curves(View.CHANGE)["came"] == ([1.0, 2.0], [0.375, 0.09375])


def test_after_going_back_the_change_view_draws_what_came_instead(
    open_desk: Callable[[Experiment], Desk],
) -> None:
    desk = open_desk(DIVERGING)
    desk.panel.set_view(View.CHANGE)
    desk.train(11)
    desk.runner.go_back()
    desk.train(1, learning_rate=1.0)  # to the minimum in one step: −α‖∇E‖² = −4¹⁰, ΔE = −½ 4¹⁰
    desk.panel.set_view(View.CHANGE)
    changes = desk.curves(View.CHANGE)
    assert (changes["promised"][1][-1], changes["came"][1][-1]) == (-(4.0**10), -0.5 * 4.0**10)


def test_the_log_button_and_the_plots_own_key_agree(desk: Desk, qtbot: QtBot) -> None:
    desk.train(1)
    qtbot.waitUntil(lambda: desk.panel.log_button.isEnabled())
    plot = desk.panel.curves(View.LOSS).plot
    assert plot.is_log
    assert desk.panel.log_button.isChecked()
    QTest.mouseClick(desk.panel.log_button, LEFT)
    assert not plot.is_log
    QTest.keyClick(plot, Qt.Key.Key_L)
    assert plot.is_log
    assert desk.panel.log_button.isChecked()


def test_the_pace_slows_training_down(desk: Desk) -> None:
    for index, (_, steps) in enumerate(PACES):
        desk.panel.pace_box.setCurrentIndex(index)
        assert desk.runner.steps_per_second == steps


def test_every_plot_gives_its_whole_history_as_numbers(desk: Desk) -> None:
    desk.train(3)
    tables = {}
    for view in View:
        desk.panel.set_view(view)
        table = desk.panel.curves(view).plot.table()
        tables[view] = {heading: list(column) for heading, column in table}
    assert tables[View.LOSS] == {
        "α = 0.5 step": [0, 1, 2, 3],
        "α = 0.5 E": [0.5, 0.125, 0.03125, 0.0078125],
    }
    assert tables[View.GRADIENT]["α = 0.5 ‖∇E‖"] == [1.0, 0.5, 0.25, 0.125]
    assert tables[View.WEIGHTS] == {"step": [0, 1, 2, 3], "x → y": [1.0, 0.5, 0.25, 0.125]}
    assert tables[View.CHANGE]["promised change of E"] == [-0.5, -0.125, -0.03125]


def test_a_theme_colours_every_curve(desk: Desk) -> None:
    desk.train(2)
    desk.runner.reset()
    desk.train(2)
    for view in View:
        desk.panel.set_view(view)
    for theme in (DARK, LIGHT):
        desk.panel.set_theme(theme)
        for view, kind in ((View.LOSS, RunCurves), (View.WEIGHTS, WeightCurves), (View.CHANGE, ChangeCurves)):
            assert isinstance(desk.panel.curves(view), kind)
            plot = desk.panel.curves(view).plot
            pens = [
                item.opts["pen"] for item in plot.plotItem.listDataItems() if item.opts["pen"] is not None
            ]
            assert {pen.color().name() for pen in pens} <= set(theme.curves)


def test_another_experiment_empties_the_panel(desk: Desk, qtbot: QtBot) -> None:
    desk.train(2)
    desk.runner.keep()
    desk.train(2)
    desk.document.replace(DIVERGING)
    qtbot.waitUntil(desk.panel.empty.isVisible)
    assert desk.labels == []
    assert desk.panel.last_step.text() == ""


def test_everything_that_can_be_pressed_has_an_accessible_name(desk: Desk, qtbot: QtBot) -> None:
    desk.train(1)
    desk.runner.keep()
    desk.train(1)
    qtbot.waitUntil(lambda: len(desk.labels) == 2)
    chips = [
        button for chip in desk.panel.runs.chips for button in chip.findChildren(type(desk.panel.log_button))
    ]
    for widget in [*desk.panel.buttons.values(), desk.panel.log_button, desk.panel.pace_box, *chips]:
        assert widget.accessibleName()
        assert widget.toolTip()
