"""The loss panel: what it shows while and after training, and what its buttons do."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QGraphicsView
from pytestqt.qtbot import QtBot

from explorer.network.edits.training_edits import set_training
from explorer.network.model import Experiment, Parameter, Penalty, Sample, ScheduleChoice
from explorer.symbol import Symbol
from explorer.ui.panels.loss.panel import PACES, LossPanel, View
from explorer.ui.panels.loss.present_curves import ChangeCurves, WeightCurves
from explorer.ui.panels.loss.run_curves import RunCurves
from explorer.ui.session.document import Document
from explorer.ui.session.session import Session
from explorer.ui.theme.theme import DARK, LIGHT
from tests.ui.panels.loss.loss_bench import Bench
from tests.ui.training_experiment import DIVERGING, SHRINKING

LEFT = Qt.MouseButton.LeftButton


def test_before_the_first_step_it_says_what_to_do(bench: Bench, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: bench.panel.empty.text() == "Press Train (F5) to see the loss fall")
    assert bench.panel.empty.isVisible()


def test_where_nothing_can_be_trained_it_says_why(
    open_bench: Callable[[Experiment], Bench], qtbot: QtBot
) -> None:
    bench = open_bench(replace(SHRINKING, samples=()))
    qtbot.waitUntil(lambda: "sample" in bench.panel.empty.text())


def test_a_panel_that_nobody_looks_at_makes_no_plot_and_does_no_harm(qtbot: QtBot) -> None:
    document = Document()
    session = Session(document)
    panel = LossPanel(session)
    qtbot.addWidget(panel)
    panel.set_theme(DARK)
    document.replace(SHRINKING)
    session.training.step()
    with qtbot.waitSignal(session.training.progressed):
        session.training.run()
    session.training.pause()
    assert panel.findChildren(QGraphicsView) == []
    panel.show()
    qtbot.waitUntil(lambda: len(panel.findChildren(QGraphicsView)) == 1)


def test_before_the_first_step_there_is_a_sentence_and_no_plot(bench: Bench) -> None:
    assert bench.panel.empty.text() == "Press Train (F5) to see the loss fall"
    assert bench.panel.findChildren(QGraphicsView) == []


def test_the_loss_of_every_step_is_drawn(bench: Bench, qtbot: QtBot) -> None:
    bench.train(3)
    expected = {"α = 0.5": ([0.0, 1.0, 2.0, 3.0], [0.5, 0.125, 0.03125, 0.0078125])}
    qtbot.waitUntil(lambda: bench.curves(View.LOSS) == expected)
    assert bench.labels == ["α = 0.5 (now)"]


def test_the_curve_follows_while_it_runs(bench: Bench, qtbot: QtBot) -> None:
    bench.training.set_learning_rate(1e-6)
    bench.training.run()
    qtbot.waitUntil(lambda: len(bench.curves(View.LOSS).get("α = 1e−6", ([], []))[0]) > 50)
    bench.training.pause()


def test_held_out_samples_have_a_dashed_curve_beside(
    open_bench: Callable[[Experiment], Bench], qtbot: QtBot
) -> None:
    held_out = Sample({"x": 2.0}, {"y": 0.0}, held_out=True)
    bench = open_bench(replace(SHRINKING, samples=(*SHRINKING.samples, held_out)))
    bench.train(1)
    qtbot.waitUntil(lambda: bench.curves(View.LOSS).get("α = 0.5, held out") == ([0.0, 1.0], [2.0, 0.5]))
    (dashed,) = [
        item
        for item in bench.panel.curves(View.LOSS).plot.plotItem.listDataItems()
        if item.name() == f"{Symbol.ALPHA} = 0.5, held out"
    ]
    assert dashed.opts["pen"].style() == Qt.PenStyle.DashLine


def test_a_divergence_is_marked_on_the_curve(open_bench: Callable[[Experiment], Bench], qtbot: QtBot) -> None:
    bench = open_bench(DIVERGING)
    bench.train(11)
    qtbot.waitUntil(lambda: "α = 3 diverged" in bench.curves(View.LOSS))
    assert bench.curves(View.LOSS)["α = 3 diverged"] == ([11.0], [0.5 * 4.0**11])


def test_a_loss_that_is_not_finite_is_marked_at_the_last_height_that_is(
    open_bench: Callable[[Experiment], Bench], qtbot: QtBot
) -> None:
    bench = open_bench(set_training(SHRINKING, learning_rate=1e300))
    bench.train(1)
    qtbot.waitUntil(lambda: bench.curves(View.LOSS).get("α = 1e300 diverged") == ([1.0], [0.5]))


def test_a_loss_with_a_penalty_is_called_so(bench: Bench, qtbot: QtBot) -> None:
    loss = bench.panel.buttons[View.LOSS]
    bench.train(1)
    assert bench.panel.curves(View.LOSS).plot.y_label == f"{Symbol.LOSS}"
    bench.document.attempt("Set", lambda e: set_training(e, penalty=Penalty(l2=1.0)))
    bench.train(1)
    plot = bench.panel.curves(View.LOSS).plot
    qtbot.waitUntil(lambda: plot.y_label == f"{Symbol.LOSS} + R")
    assert "E + R = " in bench.panel.last_step.toolTip()
    assert ": E + R " in bench.panel.last_step.text()
    assert loss.toolTip().endswith("the loss of held-out samples dashed, without R")


def test_a_schedule_has_a_plot_of_its_rates(bench: Bench, qtbot: QtBot) -> None:
    button = bench.panel.buttons[View.RATE]
    assert not button.isVisible()
    halving = ScheduleChoice("exponential", factor=0.5)
    bench.document.attempt("Set", lambda e: set_training(e, schedule=halving))
    qtbot.waitUntil(button.isVisible)
    bench.train(2)
    QTest.mouseClick(button, LEFT)
    assert bench.curves(View.RATE) == {"α = 0.5": ([0.0, 1.0, 2.0], [0.5, 0.25, 0.125])}


def test_the_gradient_view_draws_its_size(bench: Bench) -> None:
    bench.train(2)
    QTest.mouseClick(bench.panel.buttons[View.GRADIENT], LEFT)
    assert bench.curves(View.GRADIENT) == {"α = 0.5": ([0.0, 1.0, 2.0], [1.0, 0.5, 0.25])}


def test_the_weights_view_draws_and_names_every_parameter(bench: Bench) -> None:
    bench.train(2)
    QTest.mouseClick(bench.panel.buttons[View.WEIGHTS], LEFT)
    assert bench.curves(View.WEIGHTS)["x → y"][1][:3] == [1.0, 0.5, 0.25]
    assert not bench.panel.log_button.isEnabled()


def test_the_log_button_and_the_plots_own_key_agree(bench: Bench, qtbot: QtBot) -> None:
    bench.train(1)
    qtbot.waitUntil(lambda: bench.panel.log_button.isEnabled())
    plot = bench.panel.curves(View.LOSS).plot
    assert plot.is_log
    assert bench.panel.log_button.isChecked()
    QTest.mouseClick(bench.panel.log_button, LEFT)
    assert not plot.is_log
    QTest.keyClick(plot, Qt.Key.Key_L)
    assert plot.is_log
    assert bench.panel.log_button.isChecked()


def test_the_pace_slows_training_down(bench: Bench) -> None:
    for index, (_, steps) in enumerate(PACES):
        bench.panel.pace_box.setCurrentIndex(index)
        assert bench.training.steps_per_second == steps


def test_every_plot_gives_its_whole_history_as_numbers(bench: Bench) -> None:
    bench.train(3)
    tables = {}
    for view in View:
        bench.panel.set_view(view)
        table = bench.panel.curves(view).plot.columns()
        tables[view] = {heading: list(column) for heading, column in table}
    assert tables[View.LOSS] == {
        "α = 0.5 step": [0, 1, 2, 3],
        "α = 0.5 E": [0.5, 0.125, 0.03125, 0.0078125],
    }
    assert tables[View.GRADIENT]["α = 0.5 ‖∇E‖"] == [1.0, 0.5, 0.25, 0.125]
    assert tables[View.WEIGHTS] == {"step": [0, 1, 2, 3], "x → y": [1.0, 0.5, 0.25, 0.125]}
    assert tables[View.CHANGE]["promised change of E"] == [-0.5, -0.125, -0.03125]


def test_a_theme_colours_every_curve(bench: Bench) -> None:
    bench.train(2)
    bench.training.reset()
    bench.train(2)
    for view in View:
        bench.panel.set_view(view)
    for theme in (DARK, LIGHT):
        bench.panel.set_theme(theme)
        for view, kind in ((View.LOSS, RunCurves), (View.WEIGHTS, WeightCurves), (View.CHANGE, ChangeCurves)):
            assert isinstance(bench.panel.curves(view), kind)
            plot = bench.panel.curves(view).plot
            pens = [
                item.opts["pen"] for item in plot.plotItem.listDataItems() if item.opts["pen"] is not None
            ]
            assert {pen.color().name() for pen in pens} <= set(theme.curves)


def test_another_experiment_empties_the_panel(bench: Bench, qtbot: QtBot) -> None:
    bench.train(2)
    bench.training.keep()
    bench.train(2)
    bench.document.replace(DIVERGING)
    qtbot.waitUntil(bench.panel.empty.isVisible)
    assert bench.labels == []
    assert bench.panel.last_step.text() == ""


def test_after_going_back_from_a_divergence_no_step_is_told_that_is_not_shown(
    open_bench: Callable[[Experiment], Bench], qtbot: QtBot
) -> None:
    bench = open_bench(DIVERGING)
    bench.train(11)
    assert bench.training.divergence is not None
    qtbot.waitUntil(lambda: bench.panel.last_step.text().startswith("Step 11:"))
    bench.training.go_back()
    qtbot.waitUntil(lambda: bench.panel.last_step.text() == "")
    bench.training.set_learning_rate(0.5)
    bench.train(1)
    qtbot.waitUntil(lambda: bench.panel.last_step.text().startswith("Step 11:"))


def test_everything_that_can_be_pressed_has_an_accessible_name(bench: Bench, qtbot: QtBot) -> None:
    bench.train(1)
    bench.training.keep()
    bench.train(1)
    qtbot.waitUntil(lambda: len(bench.labels) == 2)
    chips = [
        button
        for chip in bench.panel.runs.chips
        for button in chip.findChildren(type(bench.panel.log_button))
    ]
    for widget in [*bench.panel.buttons.values(), bench.panel.log_button, bench.panel.pace_box, *chips]:
        assert widget.accessibleName()
        assert widget.toolTip()


def test_the_growth_of_a_weight_is_marked_among_the_others(bench: Bench, qtbot: QtBot) -> None:
    bench.document.replace(DIVERGING)
    bench.train(11)
    bench.panel.show_growth(Parameter("x", "y"))
    curves = bench.panel.curves(View.WEIGHTS)
    assert isinstance(curves, WeightCurves)
    assert bench.panel.view is View.WEIGHTS
    (line,) = curves.plot.plotItem.listDataItems()
    assert line.opts["pen"].color().name() == LIGHT.problem
    (left, right), (low, high) = curves.plot.viewRange()
    assert (left <= 0, right >= 11, low <= -512, high >= 1024) == (True, True, True, True)
    QTest.mouseClick(bench.panel.buttons[View.WEIGHTS], LEFT)
    assert line.opts["pen"].color().name() == LIGHT.curves[0]


def test_the_axis_follows_the_healthy_runs_and_a_diverged_one_leaves_at_the_top(
    bench: Bench, qtbot: QtBot
) -> None:
    bench.train(11, learning_rate=3.0)  # E = ½ 4ᵗ, up to 2,097,152
    bench.training.reset()
    plot = bench.panel.curves(View.LOSS).plot
    plot.set_log(False)
    qtbot.waitUntil(lambda: plot.view.viewRange()[1][1] > 2e6)  # nothing else is shown
    bench.train(4, learning_rate=0.5)  # E = ½, ⅛ …
    qtbot.waitUntil(lambda: 0.5 < plot.view.viewRange()[1][1] < 0.6)
    ((steps, heights),) = [
        item.getOriginalDataset()
        for item in plot.plotItem.listDataItems()
        if item.opts["symbol"] == "t1"
        and len(item.getOriginalDataset()[0] if item.getOriginalDataset()[0] is not None else ())
    ]
    assert steps.tolist() == [1.0]  # E = 2 is above 0.6
    low, high = plot.view.viewRange()[1]
    assert low < heights[0] < high
    QTest.mouseClick(bench.chip("α = 0.5 (now)").button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: plot.view.viewRange()[1][1] > 2e6)


def test_on_a_logarithmic_axis_a_diverged_run_leaves_too(bench: Bench, qtbot: QtBot) -> None:
    bench.train(11, learning_rate=3.0)
    bench.training.reset()
    bench.train(4, learning_rate=0.5)
    plot = bench.panel.curves(View.LOSS).plot
    qtbot.waitUntil(lambda: -0.31 < plot.view.viewRange()[1][1] < 0.5)  # not 6.3; log₁₀ ½ = −0.301
