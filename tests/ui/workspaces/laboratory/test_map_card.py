"""The trainability map: axes, zoom, colours, the bowl beside it, and a pixel that is opened bit for bit."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow, QMenu
from pytestqt.qtbot import QtBot

from explorer.network.edits.graph_edits import rename
from explorer.number import rounded, short
from explorer.symbol import Symbol
from explorer.training.laboratory_settings import MapAxis, MapRange
from explorer.training.many.map_question import map_axes
from explorer.training.many.map_so_far import MapSoFar, last_bit
from explorer.training.many.pixel_run import PixelClass
from explorer.ui.theme.theme import DARK, LIGHT
from explorer.ui.workspaces.laboratory.card_table import CARDS
from explorer.ui.workspaces.laboratory.map_card import MapCard
from explorer.ui.workspaces.laboratory.map_plot import MapPlot
from tests.training.small_experiment import xor
from tests.ui.workspaces.laboratory.bench import LaboratoryBench

LEFT = Qt.MouseButton.LeftButton
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
RATES, SCALES = MapAxis("learning-rate", 0.1, 90.0, is_log=True), MapAxis("scale", 0.1, 4.0, is_log=True)


class Mapped(LaboratoryBench):
    """The laboratory on XOR, with a map of 16 × 16 runs of 40 steps over α and the scale of the start."""

    def __init__(self, qtbot: QtBot) -> None:
        super().__init__(qtbot, xor(), rows=[row for row in CARDS if row.name == "map"])
        self.window = QMainWindow()
        qtbot.addWidget(self.window)
        self.window.setCentralWidget(self.centre)
        self.window.resize(900, 700)
        self.model.choose("Map", steps=40, map_x=RATES, map_y=SCALES, map_size=16)
        self.window.show()
        self.window.activateWindow()
        self.settle()

    @property
    def card(self) -> MapCard:
        """The card."""
        card = self.centre.card("map")
        assert isinstance(card, MapCard)
        return card

    @property
    def plot(self) -> MapPlot:
        """The plot of the network's map."""
        return self.card.plot

    @property
    def so_far(self) -> MapSoFar:
        """What is drawn there."""
        assert self.card.search.so_far is not None
        assert self.plot.drawn is self.card.search.so_far
        return self.card.search.so_far

    def settle(self) -> None:
        """Until the map that is asked for is there."""
        self.qtbot.waitUntil(lambda: not self.card.is_due, timeout=20000)

    def place_of(self, pixel: int) -> QPoint:
        """Where a pixel of the map is on the screen."""
        self.plot.grab()
        row, column = divmod(pixel, self.so_far.training_map.width)
        x, y = self.so_far.training_map.x.values[column], self.so_far.training_map.y.values[row]
        place = QPointF(np.log10(x), np.log10(y))
        return self.plot.mapFromScene(self.plot.view.mapViewToScene(place))

    def opened_loss(self) -> float:
        """E of the run that the document has now."""
        snapshot = self.session.training.snapshot
        assert snapshot is not None
        return float(snapshot.history.last.loss[0])


@pytest.fixture
def bench(qtbot: QtBot) -> Mapped:
    return Mapped(qtbot)


def test_the_map_is_whole_and_the_answer_says_where_the_present_settings_lie(bench: Mapped) -> None:
    assert bench.so_far.is_whole
    assert bench.so_far.training_map.steps == 40
    assert bench.card.card.answer.startswith("Of 256 runs ")
    assert "the run of the present settings did neither (α 0.5, " in bench.card.card.answer
    x, y = bench.plot.mark.getOriginalDataset()
    assert (float(x[0]), float(y[0])) == (bench.model.default_rate, 1.0)
    assert (bench.plot.x_label, bench.plot.y_label) == (f"{Symbol.ALPHA}", "scale of the starting weights")
    assert bench.plot.is_x_log
    assert bench.plot.is_log


def test_a_click_opens_the_run_of_a_pixel_with_the_very_numbers_it_has_there(bench: Mapped) -> None:
    pixel = int(np.flatnonzero(bench.so_far.picture.classes.ravel() == PixelClass.CONVERGING)[3])
    loss = float(bench.so_far.picture.loss.flat[pixel])
    rate = float(bench.so_far.training_map.x.values[pixel % 16])
    QTest.mouseClick(bench.plot.viewport(), LEFT, pos=bench.place_of(pixel))
    bench.qtbot.waitUntil(lambda: bench.session.training.snapshot is not None)
    assert bench.opened_loss() == loss
    assert bench.document.experiment.training.learning_rate == rate
    assert bench.model.learning_rate == rate
    assert bench.asked == []  # one looks at the next pixel, as at the next dot of the sweep
    assert bench.document.undo_stack.undoText().startswith(f"Open the run at {Symbol.ALPHA} = ")
    bench.document.undo_stack.undo()
    assert bench.document.experiment == xor()


def test_a_pixel_of_the_rates_of_two_levels_is_named_by_both(bench: Mapped) -> None:
    axes = [MapAxis(f"learning-rate@{level}", 0.1, 10.0, is_log=True) for level in (1, 2)]
    said: list[str] = []
    bench.session.status_message.connect(said.append)
    bench.model.choose("Levels", map_x=axes[0], map_y=axes[1])
    bench.settle()
    training_map = bench.so_far.training_map
    rates = [float(axis.values[place]) for axis, place in ((training_map.x, 5), (training_map.y, 9))]
    QTest.mouseClick(bench.plot.viewport(), LEFT, pos=bench.place_of(9 * 16 + 5))
    bench.qtbot.waitUntil(lambda: bench.session.training.snapshot is not None)
    both = f"{Symbol.ALPHA} of level 1 = {rounded(rates[0])}, of level 2 = {rounded(rates[1])}"
    assert said[-1].startswith(f"Open the run at {both}, 40 steps")
    assert bench.document.undo_stack.undoText().startswith(f"Open the run at {both}, ")
    at_line = bench.model.compared.at_line
    assert at_line is not None
    assert at_line.name == f"{Symbol.ALPHA} of level 1 = {short(rates[0])}, of level 2 = {short(rates[1])}"


def test_arrows_lead_a_cursor_from_the_present_settings_and_enter_opens(bench: Mapped) -> None:
    bench.plot.setFocus()
    QTest.keyClick(bench.plot, Qt.Key.Key_Return)
    assert bench.session.training.snapshot is None
    QTest.keyClick(bench.plot, Qt.Key.Key_Up)
    first = bench.plot.cursor_pixel
    assert first == bench.so_far.training_map.present_pixel()
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Up):
        QTest.keyClick(bench.plot, key)
    assert first is not None
    assert bench.plot.cursor_pixel == first + 16 + 2
    words = [bench.plot.write(word) for word in bench.plot.words_of(first + 18)]
    assert bench.plot.crosshair.text.replace("\n", "   ") == "   ".join(words)
    QTest.keyClick(bench.plot, Qt.Key.Key_Return)
    bench.qtbot.waitUntil(lambda: bench.session.training.snapshot is not None)
    assert bench.opened_loss() == float(bench.so_far.picture.loss.flat[first + 18])


def test_hovering_says_what_became_of_a_pixel(bench: Mapped) -> None:
    inside = [16 * row + column for row in range(1, 15) for column in range(1, 15)]
    pixel = max(n for n in inside if bench.so_far.picture.classes.flat[n] == PixelClass.CONVERGING)
    bench.plot.crosshair.follow(QPointF(bench.place_of(pixel)))
    words = f"fell to a tenth of E at step {bench.so_far.picture.low_at.flat[pixel]}"
    assert words in bench.plot.crosshair.text


def test_a_box_is_looked_into_undone_and_left_with_keys(bench: Mapped) -> None:
    begin, end = bench.place_of(16 * 4 + 4), bench.place_of(16 * 11 + 11)
    viewport = bench.plot.viewport()
    QTest.mouseMove(viewport, begin)
    QTest.mousePress(viewport, LEFT, pos=begin)
    for place in ((begin + end) / 2, end):
        QTest.qWait(12)  # pyqtgraph takes a hundred moves a second
        QTest.mouseMove(viewport, place)
    QTest.mouseRelease(viewport, LEFT, pos=end)
    seen = bench.model.settings.map_seen
    assert seen is not None
    x, y = bench.so_far.training_map.x.values, bench.so_far.training_map.y.values
    assert (seen.x_low, seen.x_high) == pytest.approx((x[4], x[11]), rel=0.08)
    assert (seen.y_low, seen.y_high) == pytest.approx((y[4], y[11]), rel=0.08)
    bench.settle()
    assert bench.so_far.training_map.x.values[0] == seen.x_low
    assert bench.session.training.snapshot is None  # a box is no click
    bench.plot.setFocus()
    QTest.keyClick(bench.plot, Qt.Key.Key_Backspace)
    assert bench.model.settings.map_seen is None
    QTest.keyClick(bench.plot, Qt.Key.Key_Backspace, SHIFT)
    assert bench.model.settings.map_seen == seen
    QTest.keyClick(bench.plot, Qt.Key.Key_Home)
    assert bench.model.settings.map_seen is None
    bench.settle()
    assert bench.so_far.training_map.x.values[0] == pytest.approx(0.1)


def test_a_narrow_part_is_linear_and_the_zoom_ends_with_a_sentence_where_doubles_do(bench: Mapped) -> None:
    bench.model.choose("Look", map_seen=MapRange(2.0, 2.0 + 1e-13, 0.5, 2.0))
    bench.settle()
    assert not bench.plot.is_x_log
    assert bench.plot.is_log
    assert len(np.unique(bench.so_far.training_map.x.values)) == 16
    assert bench.plot.x_offsets.title("α").startswith("(α − 2.0) · 10")
    for _ in range(12):
        bench.plot.zoom(0.5)
    assert bench.card.card.answer.startswith("Double precision ends here")
    seen = bench.plot.ranges.present
    assert seen.x_high > seen.x_low


def test_the_line_stands_where_an_axis_is_alpha_and_turning_it_makes_no_other_map(bench: Mapped) -> None:
    assert bench.plot.upright.item.isVisible()
    assert not bench.plot.level.item.isVisible()
    before = bench.so_far
    bench.plot.setFocus()
    QTest.keyClick(bench.plot, Qt.Key.Key_Right, CTRL)
    assert bench.model.learning_rate > bench.model.default_rate
    assert bench.plot.upright.rate == bench.model.learning_rate
    bench.settle()
    assert bench.so_far is before
    bench.model.choose("Swap", map_x=SCALES, map_y=RATES)
    bench.settle()
    assert not bench.plot.upright.item.isVisible()
    assert bench.plot.level.item.isVisible()


def test_axes_are_chosen_from_the_menu_and_change_places(bench: Mapped) -> None:
    actions = {action.text(): action for action in bench.card.right.menu().actions()}
    assert actions["learning rate"].isChecked()
    assert not actions["momentum β"].isEnabled()
    assert not actions["α of what is selected on the canvas"].isEnabled()
    actions["scale of the start"].trigger()
    assert map_axes(bench.model.experiment, bench.model.settings) == (SCALES, RATES)
    bench.session.selection.select((), [("i0", "h0"), ("h0", "y0")])
    actions = {action.text(): action for action in bench.card.up.menu().actions()}
    actions["α of what is selected on the canvas"].trigger()
    chosen = bench.model.settings.map_y
    assert chosen is not None
    assert chosen.name == "learning-rate@i0>h0,h0>y0"
    bench.settle()
    assert bench.plot.y_label == f"{Symbol.ALPHA} of i0>h0,h0>y0"
    bench.document.undo_stack.undo()
    bench.document.undo_stack.undo()
    assert map_axes(bench.model.experiment, bench.model.settings) == (RATES, SCALES)


def test_names_are_plain_text_in_the_menu_and_its_tip(bench: Mapped) -> None:
    bench.document.attempt("Rename", lambda e: rename(e, "i0", "<b>&" * 20_000))
    bench.session.selection.select((), [("<b>&" * 20_000, "h0")])
    actions = {action.text(): action for action in bench.card.up.menu().actions()}
    actions["α of what is selected on the canvas"].trigger()
    bench.settle()
    assert "<b>" not in bench.card.up.toolTip().removeprefix("<p>")
    assert len(bench.card.up.toolTip()) < 5000
    assert bench.document.undo_stack.undoText() == "Map over another axis"
    single = bench.card.up.menu().actions()[-1].menu()
    assert isinstance(single, QMenu)
    assert "<b>&&" in single.actions()[0].text()
    assert len(single.actions()[0].text()) < 500
    bench.session.selection.select(())
    assert bench.card.up.accessibleName().startswith("Upwards: learning-rate@<b>&")
    assert len(bench.card.up.accessibleName()) < 500


def test_a_range_is_typed_and_one_without_sense_is_refused(bench: Mapped) -> None:
    refused: list[str] = []
    bench.document.refused.connect(refused.append)
    bench.card.right.ranged.emit(0.5, 5.0, True)
    assert bench.model.settings.map_x == MapAxis("learning-rate", 0.5, 5.0, is_log=True)
    bench.card.right.ranged.emit(5.0, 0.5, True)
    assert bench.model.settings.map_x == MapAxis("learning-rate", 0.5, 5.0, is_log=True)
    assert refused == ["An axis goes from one number to a larger one, by equal ratios from one above 0"]


def test_an_axis_that_the_network_does_not_have_is_said_in_words(bench: Mapped) -> None:
    bench.model.choose("Map", map_x=MapAxis("learning-rate@7", 0.1, 1.0))
    bench.settle()
    assert "nothing leads into level 7" in bench.card.card.answer
    assert bench.plot.drawn is None


def test_colours_follow_the_choice_without_another_computation_and_have_a_legend(bench: Mapped) -> None:
    before = bench.so_far
    bench.card.show_button.action_of("map_colour", "verdict").trigger()
    assert bench.model.settings.map_colour == "verdict"
    bench.settle()
    assert "fell to a tenth" in bench.card.views.legend.accessibleDescription()
    assert np.array_equal(bench.so_far.picture.loss, before.picture.loss, equal_nan=True)
    bench.card.show_button.action_of("map_colour", "solution").trigger()
    bench.settle()
    found = bench.so_far
    assert (found.solutions >= 0).any()
    assert "none" in bench.card.views.legend.accessibleDescription()
    bench.card.show_button.action_of("map_colour", "steps").trigger()
    bench.settle()
    assert bench.so_far is found
    assert "steps until it diverges, from 1 to 10,000" in bench.card.views.legend.accessibleDescription()


def test_the_bowl_stands_beside_the_map_or_in_its_place(bench: Mapped) -> None:
    bench.card.show_button.action_of("map_of", "both").trigger()
    bench.settle()
    assert bench.plot.isVisible()
    bowl = bench.card.bowl_plot
    assert bowl.isVisible()
    assert [label.text() for label in bench.card.views.captions if label.isVisible()] == [
        "the network",
        "the bowl",
    ]
    assert bowl.drawn is not None
    diverging = bowl.drawn.picture.classes == PixelClass.DIVERGING
    assert (diverging == diverging[:1]).all()
    QTest.mouseClick(bowl.viewport(), LEFT, pos=bowl.viewport().rect().center())
    assert bench.session.training.snapshot is None  # its runs are no network's
    bench.card.show_button.action_of("map_of", "bowl").trigger()
    bench.settle()
    assert not bench.plot.isVisible()
    assert not any(label.isVisible() for label in bench.card.views.captions)
    assert "of the bowl with the same Hessian" in bench.card.card.answer


def test_what_hangs_on_the_last_bit_is_white_and_its_share_is_said(bench: Mapped) -> None:
    bench.card.show_button.last_bit.trigger()
    bench.settle()
    share = 100 * float(last_bit(bench.so_far, bench.card.nudged_search.so_far).mean())
    assert f"; {share:.1f} % hang on the last bit of the start" in bench.card.card.answer
    assert "last bit" in bench.card.views.legend.accessibleDescription()


def test_the_dimension_of_the_border_is_said_with_its_error_until_another_map_is_asked_for(
    bench: Mapped,
) -> None:
    bench.model.choose("Fewer steps", steps=2)
    bench.settle()
    bench.card.show_button.dimension.trigger()
    bench.qtbot.waitUntil(lambda: "border" in bench.card.card.answer, timeout=20000)
    bench.model.choose("More steps", steps=3)
    bench.settle()
    assert "border" not in bench.card.card.answer


def test_a_cancelled_map_stays_as_it_is_until_one_goes_on(bench: Mapped) -> None:
    bench.model.choose("Large", map_size=256, steps=2000)
    bench.qtbot.waitUntil(lambda: bench.card.search.is_running)
    (runner,) = (each for each in bench.session.jobs.running if each.title.startswith("Trainability map"))
    assert runner.title == "Trainability map: 256 × 256 runs"
    runner.cancel()
    bench.settle()
    assert bench.card.go_on_button.isVisible()
    bench.model.choose("Small", map_size=16, steps=40)
    bench.settle()
    assert not bench.card.go_on_button.isVisible()
    assert bench.so_far.is_whole


def test_where_nobody_looks_nothing_is_computed(bench: Mapped) -> None:
    bench.model.choose("Large", map_size=256, steps=2000)
    bench.qtbot.waitUntil(lambda: bench.card.search.is_running)
    bench.window.hide()
    assert not bench.card.search.is_running
    bench.model.choose("Small", map_size=16, steps=40)
    bench.window.show()
    bench.settle()
    assert bench.so_far.is_whole


def test_nothing_is_trained_of_a_network_that_cannot_be(bench: Mapped) -> None:
    bench.document.edit("Empty", replace(xor(), samples=()))
    bench.qtbot.waitUntil(lambda: not bench.card.is_due)
    assert bench.centre.problem.isVisible()


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_it_has_the_colours_of_its_theme(bench: Mapped, theme: object) -> None:
    assert theme in (LIGHT, DARK)
    bench.card.set_theme(theme)  # type: ignore[arg-type]
    picture = bench.plot.grab().toImage()
    assert picture.pixelColor(1, 1).name() == theme.surface  # type: ignore[attr-defined]
