"""The views over the learning rate: end states to zoom into, Λ and α·f″, and one α line through them all."""

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pyqtgraph as pg
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from explorer.descent.settings import DescentSettings, RateRange
from explorer.ui.session.document import Document
from explorer.ui.session.session import Session
from explorer.ui.theme.theme import DARK
from explorer.ui.workspaces.one_variable.centre import OneVariableCentre
from explorer.ui.workspaces.one_variable.end_states_plot import EndStatesPlot
from explorer.ui.workspaces.one_variable.rate_plot import RatePlot
from explorer.ui.workspaces.one_variable.rate_views import RateViews
from tests.ui.person import choose_file, open_dialog
from tests.ui.workspaces.one_variable.bench import Bench

LEFT = Qt.MouseButton.LeftButton
_MOVE = 15
"""Milliseconds between two moves of the mouse."""


@pytest.fixture
def bench(bench: Bench, qtbot: QtBot) -> Bench:
    """The panel with its picture complete."""
    wait(bench, qtbot)
    return bench


def views(bench: Bench) -> RateViews:
    return bench.panel.rates


def picture(bench: Bench) -> EndStatesPlot:
    return bench.panel.rates.end_states


def wait(bench: Bench, qtbot: QtBot) -> None:
    """Until the picture has every column of what is seen."""
    plot = picture(bench)

    def is_done() -> bool:
        states = plot.states
        return states is not None and states.spacing == 1 and not plot.is_due

    qtbot.waitUntil(is_done, timeout=30_000)


def pixel(plot: RatePlot, rate: float, y: float) -> QPoint:
    plot.grab()
    place = QPointF(rate - plot.x_offsets.origin, y - plot.y_offsets.origin)
    return plot.mapFromScene(plot.view.mapViewToScene(place))


def drag(bench: Bench, plot: RatePlot, begin: QPoint, end: QPoint) -> None:
    """As slowly as pyqtgraph listens: it takes a hundred moves a second."""
    view = plot.viewport()
    QTest.mouseMove(view, begin)
    QTest.qWait(_MOVE)
    QTest.mousePress(view, LEFT, pos=begin)
    for place in ((begin + end) / 2, end, end):
        QTest.qWait(_MOVE)
        QTest.mouseMove(view, place)
    QTest.qWait(_MOVE)
    QTest.mouseRelease(view, LEFT, pos=end)
    bench.settle()


def test_the_picture_says_in_words_where_the_iterates_end(bench: Bench) -> None:
    said = views(bench).cards[0].answer
    assert said.startswith("Settles on one value up to α ≈ 0.333, then settles into 2 values up to α ≈ 0.40")


def test_births_and_doublings_are_marked_as_soon_as_they_are_solved_for(bench: Bench, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: bool(picture(bench).landmarks.labels))
    assert "doubles to 4: 0.4082" in picture(bench).landmarks.labels
    assert "period 3 born 0.4714" in picture(bench).landmarks.labels


def test_words_cover_no_end_state_where_there_is_a_place_beside_them(bench: Bench, qtbot: QtBot) -> None:
    plot = picture(bench)
    qtbot.waitUntil(lambda: len(plot.landmarks.labels) >= 3)
    shown = [item for item in plot.items() if isinstance(item, pg.TextItem) and item.isVisible()]
    assert {item.toPlainText() for item in shown} >= set(plot.landmarks.labels)
    states = plot.states
    assert states is not None
    for item in shown:
        box = plot.view.mapSceneToView(item.sceneBoundingRect()).boundingRect()
        left, right = (plot.x_offsets.origin + edge for edge in (box.left(), box.right()))
        over = (states.rates >= left) & (states.rates <= right)
        assert over.any()
        for low, high in zip(states.low[over], states.high[over], strict=True):
            assert not low < plot.y_offsets.origin + box.center().y() < high


@pytest.mark.parametrize("name", ["end_states", "lyapunov", "stability"])
def test_the_line_in_any_of_the_plots_turns_alpha_in_all(bench: Bench, name: str) -> None:
    plot: RatePlot = getattr(views(bench), name)
    low, high = plot.view.viewRange()[1]
    middle = (low + high) / 2 + plot.y_offsets.origin
    drag(bench, plot, pixel(plot, 0.45, middle), pixel(plot, 0.3, middle))
    rate = bench.panel.descent.learning_rate
    assert rate == pytest.approx(0.3, abs=0.005)
    for other in views(bench).plots:
        assert other.rate_line.value() + other.x_offsets.origin == pytest.approx(rate, abs=1e-12)
    assert bench.panel.start.slider.value() > 0
    bench.document.undo_stack.undo()
    bench.settle()
    assert bench.panel.descent.learning_rate == 0.45


def test_the_line_stands_at_alpha_before_all_there_is_to_see_is_known(qtbot: QtBot) -> None:
    document = Document()
    settings = DescentSettings(learning_rate=0.5, seen=RateRange(0.25, 2.0, -2.0, 2.0))
    document.edit_project("Look", replace(document.project, one_variable=settings))
    centre = OneVariableCentre(Session(document))
    qtbot.addWidget(centre)
    plot = centre.rates.end_states
    assert plot.states is None
    assert plot.x_offsets.origin + plot.rate_line.value() == 0.5


def test_keys_turn_alpha_and_shift_finely(bench: Bench) -> None:
    picture(bench).setFocus()
    QTest.keyClick(picture(bench), Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    bench.settle()
    coarse = bench.panel.descent.learning_rate - 0.45
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(picture(bench), Qt.Key.Key_Right, both)
    bench.settle()
    fine = bench.panel.descent.learning_rate - 0.45 - coarse
    assert coarse == pytest.approx(10 * fine, rel=1e-6)
    assert fine > 0


def test_a_box_zooms_in_and_backspace_goes_back_and_forth(bench: Bench, qtbot: QtBot) -> None:
    plot = picture(bench)
    before = plot.seen_range
    drag(bench, plot, pixel(plot, 0.40, 0.6), pixel(plot, 0.43, 0.1))
    wait(bench, qtbot)
    seen = plot.seen_range
    assert (seen.rate_low, seen.rate_high) == pytest.approx((0.40, 0.43), abs=0.003)
    assert (seen.x_low, seen.x_high) == pytest.approx((0.1, 0.6), abs=0.03)
    assert bench.panel.model.settings.seen == seen
    for other in views(bench).plots:
        assert other.rate_range == pytest.approx((seen.rate_low, seen.rate_high), abs=1e-9)
    QTest.keyClick(plot, Qt.Key.Key_Backspace)
    assert plot.seen_range == before
    QTest.keyClick(plot, Qt.Key.Key_Backspace, Qt.KeyboardModifier.ShiftModifier)
    assert plot.seen_range == seen
    QTest.keyClick(plot, Qt.Key.Key_Home)
    assert plot.seen_range == before
    assert bench.panel.model.settings.seen is None


def test_a_deep_zoom_is_exact_and_ends_where_doubles_do(bench: Bench, qtbot: QtBot) -> None:
    plot = picture(bench)
    rate, width = 0.4464289184, 6e-13
    plot.ranges.show_place(RateRange(rate, rate + width, -2.0, 1.0))
    wait(bench, qtbot)
    states = plot.states
    assert states is not None
    assert len(np.unique(states.rates)) == len(states.rates)
    assert plot.x_offsets.title("α").startswith("(α − 0.446428918")
    texts: list[str] = []
    plot.ranges.stopped.connect(texts.append)
    for _ in range(40):
        plot.zoom(0.5)
    assert texts
    assert "Double precision ends here" in texts[0]
    assert plot.seen_range.rate_high > plot.seen_range.rate_low
    assert views(bench).cards[0].answer.startswith("Double precision ends here")


def test_what_is_drawn_over_the_picture_is_chosen_undone_and_kept(bench: Bench, qtbot: QtBot) -> None:
    landmarks, curves, every_start = views(bench).actions_shown
    curves.trigger()
    landmarks.trigger()
    bench.settle()
    assert bench.panel.model.settings.has_critical_curves
    assert not bench.panel.model.settings.has_landmarks
    assert picture(bench).landmarks.labels == []
    every_start.trigger()
    bench.wait_for(lambda: (states := picture(bench).states) is not None and states.mean is not None, 30)
    bench.document.undo_stack.undo()
    bench.settle()
    assert not every_start.isChecked()


def test_hovering_names_period_and_multiplier(bench: Bench) -> None:
    plot = picture(bench)
    QTest.mouseMove(plot.viewport(), pixel(plot, 0.38, -1.5))
    bench.wait_for(lambda: "period 2, multiplier −" in plot.crosshair.text)
    QTest.mouseMove(plot.viewport(), pixel(plot, 0.55, -1.5))
    bench.wait_for(lambda: "escapes at step" in plot.crosshair.text)


def test_the_numbers_of_the_picture_can_be_taken_away(bench: Bench) -> None:
    table = dict(picture(bench).columns())
    assert len(table["learning rate"]) == len(table["period"]) > 100
    period = np.asarray(table["period"])
    assert period[np.asarray(table["learning rate"]) < 0.33].max() == 1


def test_another_start_makes_another_picture_and_forgets_nothing_of_the_zoom(
    bench: Bench, qtbot: QtBot
) -> None:
    bench.type(bench.panel.start.start, "0.3")
    wait(bench, qtbot)
    states = picture(bench).states
    assert states is not None
    assert states.question.start == 0.3


def test_the_picture_follows_the_theme(bench: Bench) -> None:
    before = picture(bench).grab().toImage()
    bench.panel.set_theme(DARK)
    assert picture(bench).grab().toImage() != before


def test_momentum_has_its_own_limit_in_the_strip(bench: Bench) -> None:
    bench.panel.model.choose("Set β to 0.9", momentum=0.9)
    bench.settle()
    assert "2(1 + β) = 3.8" in views(bench).cards[2].answer


def test_what_is_no_longer_asked_for_is_never_drawn_over_the_picture(bench: Bench, qtbot: QtBot) -> None:
    every_start = views(bench).actions_shown[2]
    every_start.trigger()  # so that a picture takes its time
    bench.settle()
    wait(bench, qtbot)
    plot, before = picture(bench), picture(bench).states
    assert before is not None
    drag(bench, plot, pixel(plot, 0.40, 0.6), pixel(plot, 0.43, 0.1))
    qtbot.waitUntil(lambda: bool(bench.jobs.running))
    assert plot.states is before
    QTest.keyClick(plot, Qt.Key.Key_Backspace)
    qtbot.waitUntil(lambda: not plot.is_due)
    assert plot.states is not None
    assert plot.states.question.window == before.question.window
    assert plot.states.spacing == 1


def test_the_exponents_are_moved_with_the_range_at_once(bench: Bench) -> None:
    plot, strip = picture(bench), views(bench).lyapunov
    plot.ranges.show_place(RateRange(0.4464, 0.4465, -2.0, 1.0))
    for curve in strip.plotItem.listDataItems():
        rates, _ = curve.getOriginalDataset()
        assert strip.x_offsets.origin + rates == pytest.approx(strip.columns()[0][1], abs=1e-12)


@pytest.mark.parametrize("name", ["end_states", "lyapunov", "stability"])
def test_whichever_plot_is_zoomed_all_show_the_same_rates(bench: Bench, name: str) -> None:
    zoomed: RatePlot = getattr(views(bench), name)
    before = zoomed.rate_range
    zoomed.setFocus()
    for _ in range(3):
        QTest.keyClick(zoomed, Qt.Key.Key_Plus)
    assert zoomed.rate_range != before
    for plot in views(bench).plots:
        assert plot.rate_range == pytest.approx(zoomed.rate_range, abs=1e-12)
    seen = picture(bench).seen_range
    assert bench.panel.model.settings.seen == seen
    assert (seen.rate_low, seen.rate_high) == pytest.approx(zoomed.rate_range, abs=1e-12)
    QTest.keyClick(zoomed, Qt.Key.Key_Home)
    for plot in views(bench).plots:
        assert plot.rate_range == pytest.approx(before, abs=1e-12)


def test_landmarks_of_a_deep_zoom_into_chaos_are_there_soon(bench: Bench, qtbot: QtBot) -> None:
    plot = picture(bench)
    plot.ranges.show_place(RateRange(0.4464, 0.4465, -0.4, 0.3))
    wait(bench, qtbot)
    bench.wait_for(lambda: any("period" in label for label in plot.landmarks.labels), seconds=5)


def test_landmarks_are_solved_for_at_rest_only(bench: Bench, qtbot: QtBot) -> None:
    plot = picture(bench)
    bench.wait_for(lambda: not bench.jobs.running, seconds=30)
    plot.setFocus()
    for _ in range(5):
        QTest.keyClick(plot, Qt.Key.Key_Plus)
        bench.panel.rates.show_descent(bench.panel.plots.points)
        assert len(bench.jobs.running) <= 1
    wait(bench, qtbot)
    qtbot.waitUntil(lambda: any("2/f″" in label for label in plot.landmarks.labels))


@pytest.mark.parametrize("name", ["end_states", "lyapunov", "stability"])
def test_a_drawing_of_one_plot_says_where_its_rates_begin(bench: Bench, name: str, tmp_path: Path) -> None:
    picture(bench).ranges.show_place(RateRange(0.4464289183, 0.4464289184, -2.0, 1.0))
    plot: RatePlot = getattr(views(bench), name)
    title = plot.x_offsets.title("learning rate")
    assert "0.4464289183" in title
    menu = plot.menu()
    next(action for action in menu.actions() if "SVG" in action.text()).trigger()
    dialog = open_dialog(plot)
    assert isinstance(dialog, QFileDialog)
    choose_file(dialog, tmp_path / "alone.svg")
    drawing = (tmp_path / "alone.svg").read_text(encoding="utf-8")
    words = "".join(re.findall("<text[^>]*>([^<]*)</text>", drawing))  # each word for each font it takes
    assert title.replace(" ", "") in words.replace(" ", "")
    assert plot.plotItem.getAxis("bottom").label.isVisible() == (name == "stability")


def test_the_names_of_axes_stay_in_their_middle_when_an_origin_is_added(bench: Bench) -> None:
    plot = picture(bench)
    plot.ranges.show_place(RateRange(0.4464289183, 0.4464289184, -0.36758793068, -0.36758793067))
    axis = plot.plotItem.getAxis("left")
    name = axis.label.mapRectToParent(axis.label.boundingRect())
    assert name.center().y() == pytest.approx(axis.size().height() / 2, abs=1.5)


def test_a_typed_rate_beyond_the_range_widens_it_so_that_its_line_is_seen(bench: Bench) -> None:
    bench.type(bench.panel.start.rate, "7")
    bench.wait_for(lambda: picture(bench).seen_range.rate_high > 7.0)
    assert picture(bench).seen_range.rate_low == 0.0


def test_zooming_out_ends_and_never_shows_more_than_a_margin_of_negative_rates(bench: Bench) -> None:
    plot = picture(bench)
    whole = plot.seen_range
    plot.setFocus()
    for _ in range(60):
        QTest.keyClick(plot, Qt.Key.Key_Minus)
        seen = plot.seen_range
        assert seen.rate_low >= -0.05 * (seen.rate_high - seen.rate_low)
    assert seen.rate_high == pytest.approx(10 * whole.rate_high)
    assert seen.x_high - seen.x_low == pytest.approx(10 * (whole.x_high - whole.x_low))
    steps = len(plot.ranges.history.before)
    QTest.keyClick(plot, Qt.Key.Key_Minus)
    assert len(plot.ranges.history.before) == steps
    QTest.keyClick(plot, Qt.Key.Key_Home)
    assert plot.seen_range == whole


def test_a_zoom_before_all_there_is_to_see_is_known_is_in_the_history(qtbot: QtBot) -> None:
    document = Document()
    centre = OneVariableCentre(Session(document))
    qtbot.addWidget(centre)
    centre.resize(1000, 620)
    centre.show()
    plot = centre.rates.end_states
    assert plot.ranges.whole is None
    QTest.keyClick(plot, Qt.Key.Key_Plus)
    seen = plot.seen_range
    assert seen.rate_high - seen.rate_low < 1.0
    assert document.project.one_variable.seen == seen
    qtbot.waitUntil(lambda: plot.ranges.whole is not None)
    assert plot.seen_range == seen
    QTest.keyClick(plot, Qt.Key.Key_Backspace)
    assert plot.seen_range == plot.ranges.whole
    QTest.keyClick(plot, Qt.Key.Key_Backspace, Qt.KeyboardModifier.ShiftModifier)
    assert plot.seen_range == seen


@pytest.mark.parametrize("text", ["|x|", "1/x"])
def test_without_a_curved_minimum_the_lines_of_the_strip_are_not_written_across(
    bench: Bench, text: str
) -> None:
    strip = views(bench).stability
    bench.type(bench.panel.function.field, text)
    bench.wait_for(lambda: views(bench).cards[2].answer == "No curved minimum is near")
    assert strip.why_blank == ""
    bench.type(bench.panel.function.field, "x^2")
    assert len(strip._line.getOriginalDataset()[0]) == 2
