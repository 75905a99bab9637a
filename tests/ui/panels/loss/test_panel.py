"""The loss panel: what it shows while and after training, and what its buttons do."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QGraphicsView
from pytestqt.qtbot import QtBot

from explorer.network.edits.training_edits import set_training
from explorer.network.model import Experiment, Penalty, Sample, ScheduleChoice
from explorer.ui.panels.loss.panel import PACES, LossPanel, View
from explorer.ui.panels.loss.present_curves import ChangeCurves, WeightCurves
from explorer.ui.panels.loss.run_curves import RunCurves
from explorer.ui.session.document import Document
from explorer.ui.session.session import Session
from explorer.ui.theme.theme import DARK, LIGHT
from tests.ui.panels.loss.loss_desk import Desk
from tests.ui.training_experiment import DIVERGING, SHRINKING

LEFT = Qt.MouseButton.LeftButton


def test_before_the_first_step_it_says_what_to_do(desk: Desk, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: desk.panel.empty.text() == "Press Train (F5) to see the loss fall")
    assert desk.panel.empty.isVisible()


def test_where_nothing_can_be_trained_it_says_why(
    open_desk: Callable[[Experiment], Desk], qtbot: QtBot
) -> None:
    desk = open_desk(replace(SHRINKING, samples=()))
    qtbot.waitUntil(lambda: "sample" in desk.panel.empty.text())


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


def test_before_the_first_step_there_is_a_sentence_and_no_plot(desk: Desk) -> None:
    assert desk.panel.empty.text() == "Press Train (F5) to see the loss fall"
    assert desk.panel.findChildren(QGraphicsView) == []


def test_the_loss_of_every_step_is_drawn(desk: Desk, qtbot: QtBot) -> None:
    desk.train(3)
    expected = {"α = 0.5": ([0.0, 1.0, 2.0, 3.0], [0.5, 0.125, 0.03125, 0.0078125])}
    qtbot.waitUntil(lambda: desk.curves(View.LOSS) == expected)
    assert desk.labels == ["α = 0.5 (now)"]


def test_the_curve_follows_while_it_runs(desk: Desk, qtbot: QtBot) -> None:
    desk.training.set_learning_rate(1e-6)
    desk.training.run()
    qtbot.waitUntil(lambda: len(desk.curves(View.LOSS).get("α = 1e−06", ([], []))[0]) > 50)
    desk.training.pause()


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


def test_a_loss_with_a_penalty_is_called_so(desk: Desk, qtbot: QtBot) -> None:
    loss = desk.panel.buttons[View.LOSS]
    desk.train(1)
    assert desk.panel.curves(View.LOSS).plot.y_label == "E"
    desk.document.attempt("Set", lambda e: set_training(e, penalty=Penalty(l2=1.0)))
    desk.train(1)
    plot = desk.panel.curves(View.LOSS).plot
    qtbot.waitUntil(lambda: plot.y_label == "E + R")
    assert "E + R = " in desk.panel.last_step.toolTip()
    assert ": E + R " in desk.panel.last_step.text()
    assert loss.toolTip().endswith("the loss of held-out samples dashed, without R")


def test_a_schedule_has_a_plot_of_its_rates(desk: Desk, qtbot: QtBot) -> None:
    button = desk.panel.buttons[View.RATE]
    assert not button.isVisible()
    halving = ScheduleChoice("exponential", factor=0.5)
    desk.document.attempt("Set", lambda e: set_training(e, schedule=halving))
    qtbot.waitUntil(button.isVisible)
    desk.train(2)
    QTest.mouseClick(button, LEFT)
    assert desk.curves(View.RATE) == {"α = 0.5": ([0.0, 1.0, 2.0], [0.5, 0.25, 0.125])}


def test_the_gradient_view_draws_its_size(desk: Desk) -> None:
    desk.train(2)
    QTest.mouseClick(desk.panel.buttons[View.GRADIENT], LEFT)
    assert desk.curves(View.GRADIENT) == {"α = 0.5": ([0.0, 1.0, 2.0], [1.0, 0.5, 0.25])}


def test_the_weights_view_draws_and_names_every_parameter(desk: Desk) -> None:
    desk.train(2)
    QTest.mouseClick(desk.panel.buttons[View.WEIGHTS], LEFT)
    assert desk.curves(View.WEIGHTS)["x → y"][1][:3] == [1.0, 0.5, 0.25]
    assert not desk.panel.log_button.isEnabled()


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
        assert desk.training.steps_per_second == steps


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
    desk.training.reset()
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
    desk.training.keep()
    desk.train(2)
    desk.document.replace(DIVERGING)
    qtbot.waitUntil(desk.panel.empty.isVisible)
    assert desk.labels == []
    assert desk.panel.last_step.text() == ""


def test_after_going_back_from_a_divergence_no_step_is_told_that_is_not_shown(
    open_desk: Callable[[Experiment], Desk], qtbot: QtBot
) -> None:
    desk = open_desk(DIVERGING)
    desk.train(11)
    assert desk.training.divergence is not None
    qtbot.waitUntil(lambda: desk.panel.last_step.text().startswith("Step 11:"))
    desk.training.go_back()
    qtbot.waitUntil(lambda: desk.panel.last_step.text() == "")
    desk.training.set_learning_rate(0.5)
    desk.train(1)
    qtbot.waitUntil(lambda: desk.panel.last_step.text().startswith("Step 11:"))


def test_everything_that_can_be_pressed_has_an_accessible_name(desk: Desk, qtbot: QtBot) -> None:
    desk.train(1)
    desk.training.keep()
    desk.train(1)
    qtbot.waitUntil(lambda: len(desk.labels) == 2)
    chips = [
        button for chip in desk.panel.runs.chips for button in chip.findChildren(type(desk.panel.log_button))
    ]
    for widget in [*desk.panel.buttons.values(), desk.panel.log_button, desk.panel.pace_box, *chips]:
        assert widget.accessibleName()
        assert widget.toolTip()
