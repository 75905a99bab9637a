"""The race: who is down first on the network and on functions, what is drawn, and a run that is opened."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QStyle, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from explorer.network.optimiser import OPTIMISERS
from explorer.ui.theme.theme import DARK, LIGHT
from explorer.ui.workspaces.laboratory.card_table import CARDS
from explorer.ui.workspaces.laboratory.race_card import RaceCard
from explorer.ui.workspaces.laboratory.race_colour import racer_colour
from tests.ui.training_experiment import weight
from tests.ui.workspaces.laboratory.bench import LaboratoryBench

LEFT = Qt.MouseButton.LeftButton
SHIFT = Qt.KeyboardModifier.ShiftModifier
_SAID = ["gradient", "descent", "step", "1", "x", "−0.75", "y", "0.5", "f", "0.40625"]
OTHERS = tuple(name for name in OPTIMISERS if name not in ("gradient-descent", "momentum"))
DESCENT, MOMENTUM = 0, 1


class Raced(LaboratoryBench):
    """A race of gradient descent and momentum at α = 0.5, on E = ½ w² from w = 1 unless told otherwise."""

    def __init__(self, qtbot: QtBot) -> None:
        super().__init__(qtbot, rows=[row for row in CARDS if row.name == "race"])
        self.window = QMainWindow()
        qtbot.addWidget(self.window)
        self.window.setCentralWidget(self.centre)
        self.window.resize(1180, 700)
        self.window.show()
        self.race(race_at_line=True, race_steps=20, race_without=OTHERS)

    def race(self, **changes: object) -> None:
        """Change these settings, and wait for what comes of it."""
        self.model.choose("Race", **changes)
        self.settle()

    def settle(self) -> None:
        """Until nothing runs and all is drawn."""
        QTest.qWait(1)
        self.qtbot.waitUntil(lambda: not (self.session.jobs.running or self.card.is_due))

    @property
    def card(self) -> RaceCard:
        """The card."""
        card = self.centre.card("race")
        assert isinstance(card, RaceCard)
        return card

    @property
    def drawn(self) -> dict[str, list[float]]:
        """What the CSV of the plot that is seen has."""
        is_network = self.model.settings.race_on == ""
        plot = self.card.curves.plot if is_network else self.card.plane
        return {name: list(values) for name, values in plot.columns()}

    def row(self, number: int) -> list[str]:
        """What a row of the table says."""
        table = self.card.table
        cells = [table.item(number, column) for column in range(table.columnCount())]
        return [cell.text() for cell in cells if cell is not None]

    def place(self, number: int) -> QRect:
        """Where the name of an optimiser stands in the table."""
        item = self.card.table.item(number, 0)
        assert item is not None
        return self.card.table.visualItemRect(item)

    def type(self, line: QLineEdit, text: str) -> None:
        """Type over what stands in a field, and press Enter."""
        line.setFocus()
        line.selectAll()
        QTest.keyClicks(line, text)
        QTest.keyClick(line, Qt.Key.Key_Return)
        self.settle()


@pytest.fixture
def bench(qtbot: QtBot) -> Raced:
    return Raced(qtbot)


def test_each_curve_has_the_losses_of_its_run_and_the_answer_names_the_first(bench: Raced) -> None:
    assert bench.drawn["gradient descent E"] == [0.5 * 0.25**n for n in range(21)]
    assert bench.drawn.keys() == {
        f"{label} {axis}" for label in ("gradient descent", "momentum") for axis in ("step", "E")
    }
    assert bench.row(DESCENT) == ["gradient descent", "0.5", "3", "3", "reached"]
    assert bench.row(2) == ["Nesterov momentum", "", "", "", "left out"]
    assert bench.card.card.answer == (
        "Gradient descent is first to reach E < 0.01, in 3 steps with α = 0.5, as given"
    )


def test_what_is_above_the_goal_is_above_its_line_on_either_axis(bench: Raced) -> None:
    assert bench.card.curves.goal.value() == pytest.approx(-2.0)
    bench.card.curves.plot.setFocus()
    QTest.keyClick(bench.card.curves.plot, Qt.Key.Key_L)
    assert bench.card.curves.goal.value() == 0.01


def test_each_at_its_best_rate_says_of_which_and_what_it_took_to_find_it(bench: Raced) -> None:
    box = bench.card.rates
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Up)
    bench.settle()
    assert not bench.model.settings.race_at_line
    assert "best of 64 from" in bench.card.card.answer
    item = bench.card.table.item(DESCENT, 0)
    assert item is not None
    assert "gradients to find that α" in item.toolTip()
    assert int(bench.row(DESCENT)[2]) == 1  # w ← (1 − α) w: with an α near 1 at once


def test_enter_opens_the_run_of_a_row_with_the_same_bits(bench: Raced) -> None:
    loss = bench.drawn["momentum E"][int(bench.row(MOMENTUM)[2])]
    before = bench.document.project
    QTest.mouseClick(bench.card.table.viewport(), LEFT, pos=bench.place(MOMENTUM).center())
    assert bench.document.project == before
    bench.card.table.setFocus()
    jobs, titles = bench.session.jobs, list[str]()
    jobs.changed.connect(lambda: titles.extend(runner.title for runner in jobs.running))
    QTest.keyClick(bench.card.table, Qt.Key.Key_Return)
    bench.qtbot.waitUntil(lambda: bench.session.training.snapshot is not None)
    snapshot = bench.session.training.snapshot
    assert snapshot is not None
    assert (snapshot.step, float(snapshot.history.last.loss[0])) == (int(bench.row(MOMENTUM)[2]), loss)
    assert 0.5 * weight(bench.document.experiment) ** 2 == loss
    assert bench.document.experiment.training.optimiser.name == "momentum"
    assert bench.asked == ["workspace:network"]
    bench.settle()
    assert "Racing the optimisers" not in titles  # the start is held: nobody need run again
    bench.document.undo_stack.undo()
    assert bench.document.project == before


def test_one_more_racer_lets_no_other_run_again_and_space_leaves_it_out(bench: Raced) -> None:
    racers = bench.drawn["momentum E"]
    table = bench.card.table
    option = QStyleOptionViewItem()
    option.rect = bench.place(2)
    option.features = QStyleOptionViewItem.ViewItemFeature.HasCheckIndicator
    mark = table.style().subElementRect(QStyle.SubElement.SE_ItemViewItemCheckIndicator, option, table)
    QTest.mouseClick(table.viewport(), LEFT, pos=mark.center())
    assert bench.model.settings.race_without == OTHERS[1:]
    bench.settle()
    assert bench.row(2)[4] == "reached"
    assert bench.drawn["momentum E"] == racers
    table.setFocus()
    table.setCurrentCell(2, 0)
    QTest.keyClick(table, Qt.Key.Key_Space)
    assert bench.model.settings.race_without == OTHERS
    bench.settle()
    assert "Nesterov momentum E" not in bench.drawn
    bench.document.undo_stack.undo()
    assert bench.model.settings.race_without == OTHERS[1:]


def test_the_line_races_anew_and_a_typed_number_of_steps_and_tolerance_too(bench: Raced) -> None:
    bench.model.turn_rate(0.9, False)
    bench.settle()
    assert bench.row(DESCENT)[1:] == ["0.9", "1", "1", "reached"]
    bench.type(bench.card.fields.steps, "7")
    assert len(bench.drawn["momentum E"]) == 8
    bench.type(bench.card.fields.tolerance, "1e-9")
    assert bench.row(MOMENTUM)[4] == "not within"
    bench.type(bench.card.fields.steps, "20001")
    assert "a race has 1 to 20000 steps" in bench.card.fields.steps.toolTip()
    assert bench.model.settings.race_steps == 7


def test_a_landscape_is_chosen_and_its_paths_begin_at_its_start(bench: Raced) -> None:
    box = bench.card.course
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Down)
    QTest.keyClick(box, Qt.Key.Key_Down)
    bench.settle()
    assert bench.model.settings.race_on == "bowl"
    assert bench.drawn["gradient descent x"][:3] == [-1.5, -0.75, -0.375]  # α = 0.5 halves it
    assert bench.drawn["gradient descent y"][:3] == [1.0, 0.5, 0.25]
    assert bench.drawn["gradient descent f"][0] == 0.5 * (1.5**2 + 1.0)
    assert bench.card.plane.isVisible()
    assert not bench.card.curves.plot.isVisible()
    assert bench.row(DESCENT)[2:] == ["11", "11", "reached"]  # ½ · 3.25 · 4⁻¹¹ < 10⁻⁶


def test_a_formula_is_typed_and_what_is_none_is_refused(bench: Raced) -> None:
    refused: list[str] = []
    bench.document.refused.connect(refused.append)
    bench.type(bench.card.course.line, "x^2 + 3y^2")
    assert bench.model.settings.race_on == "x^2 + 3y^2"
    assert bench.drawn["gradient descent y"][:2] == [1.0, -2.0]
    bench.type(bench.card.course.line, "x^2 + z")
    assert len(refused) == 1
    assert bench.model.settings.race_on == "x^2 + 3y^2"
    bench.type(bench.card.course.line, "beale")
    assert bench.model.settings.race_on == "beale"


def test_the_start_is_dragged_typed_and_moved_by_keys_in_one_undo_step_each(bench: Raced) -> None:
    bench.race(race_on="bowl")
    plane, view = bench.card.plane, bench.card.plane.view
    plane.grab()
    seen = view.viewRange()

    def pixel(x: float, y: float) -> QPoint:
        return QPoint(plane.mapFromScene(view.mapViewToScene(QPointF(x, y))))

    QTest.mousePress(plane.viewport(), LEFT, pos=pixel(-1.5, 1.0))
    for x in (-1.0, 0.0, 1.0):
        QTest.mouseMove(plane.viewport(), pixel(x, 0.5), delay=30)
    assert bench.model.is_held
    QTest.mouseRelease(plane.viewport(), LEFT, pos=pixel(1.0, 0.5))
    bench.settle()
    assert bench.model.settings.race_start == pytest.approx((1.0, 0.5), abs=0.05)
    assert bench.drawn["gradient descent x"][0] == plane.landscape.start[0]
    assert view.viewRange() == seen
    bench.document.undo_stack.undo()
    assert plane.landscape.start == (-1.5, 1.0)
    bench.type(bench.card.fields.start_x, "7")
    assert bench.model.settings.race_start == (7.0, 1.0)
    assert view.viewRange()[0][1] > 7.0
    plane.setFocus()
    QTest.keyClick(plane, Qt.Key.Key_Up, SHIFT)
    x, y = plane.landscape.start
    assert x == 7.0
    assert y > 1.0


def test_hovering_a_path_says_whose_step_it_is_and_hovering_the_plane_what_f_is(bench: Raced) -> None:
    bench.race(race_on="bowl", race_without=tuple(n for n in OPTIMISERS if n != "gradient-descent"))
    plane = bench.card.plane
    plane.grab()
    place = plane.mapFromScene(plane.view.mapViewToScene(QPointF(-0.75, 0.5)))
    plane.crosshair.follow(QPointF(place))
    assert plane.crosshair.text.split() == [
        "gradient",
        "descent",
        "step",
        "1",
        "x",
        "−0.75",
        "y",
        "0.5",
        "f",
        "0.40625",
    ]
    place = plane.mapFromScene(plane.view.mapViewToScene(QPointF(1.0, -1.0)))
    plane.crosshair.follow(QPointF(place))
    assert plane.crosshair.text.split()[-2] == "f"
    assert float(plane.crosshair.text.split()[-1]) == pytest.approx(1.0, abs=0.1)


def test_contours_are_where_f_is_a_power_of_ten_and_minima_are_marked(bench: Raced) -> None:
    bench.race(race_on="bowl")
    plane = bench.card.plane
    x, y = plane.decades.getData()
    height = 0.5 * (np.asarray(x) ** 2 + np.asarray(y) ** 2)
    assert len(x) > 100
    error = np.abs(np.log10(height) - np.round(np.log10(height)))
    assert error[height > 0.05].max() < 0.001
    assert error.max() < 0.05  # a ring of a few cells about the minimum, between whose corners f is no line
    assert [list(each) for each in plane.minima.getData()] == [[0.0], [0.0]]


def test_on_a_function_it_is_f_that_is_to_be_low(bench: Raced) -> None:
    bench.race(race_on="bowl")
    assert bench.card.card.answer == (
        "Gradient descent is first to reach f < 1e−6, in 11 steps with α = 0.5, as given"
    )
    bench.race(race_steps=1)
    assert bench.card.card.answer == (
        "Nobody reached f < 1e−6; the lowest f is that of gradient descent, 0.4062"
    )


def test_a_race_that_is_cancelled_says_so_and_does_not_begin_again(bench: Raced) -> None:
    bench.model.choose("Race", race_steps=20_000, race_at_line=False, race_tolerance=1e-300)
    (runner,) = [each for each in bench.session.jobs.running if each.title == "Racing the optimisers"]
    runner.cancel()
    bench.settle()
    assert bench.card.card.answer == "Cancelled: 0 of 2 have run"
    assert bench.row(DESCENT)[4] == "not run"
    bench.model.changed.emit()
    assert not runner.is_running
    bench.race(race_steps=20, race_at_line=True)
    assert bench.row(DESCENT)[4] == "not within"


def test_nothing_of_an_earlier_question_is_shown_with_a_newer_one(bench: Raced) -> None:
    bench.model.choose("Race", race_steps=20_000, race_at_line=False, race_tolerance=1e-300)
    bench.model.choose("Race", race_steps=3, race_at_line=True)
    assert bench.card.fields.steps.value == 3
    bench.settle()
    assert len(bench.drawn["momentum E"]) == 4


def test_every_optimiser_may_be_left_out(bench: Raced) -> None:
    bench.race(race_without=tuple(OPTIMISERS))
    assert bench.card.card.answer == "Every optimiser is left out"
    assert bench.drawn == {}


def test_both_themes_colour_optimisers_alike_in_table_and_plot(bench: Raced) -> None:
    bench.race(race_on="bowl")
    for theme in (LIGHT, DARK):
        bench.centre.set_theme(theme)
        bench.card.plane.grab()
        QApplication.sendPostedEvents()
        item = bench.card.plane.path_of("momentum")
        assert item.opts["pen"].color().name() == racer_colour("momentum", theme) == theme.curves[1]


def test_the_path_of_the_selected_row_stands_out_and_one_that_is_left_out_is_gone(bench: Raced) -> None:
    bench.race(race_on="bowl")
    plane = bench.card.plane
    QTest.mouseClick(bench.card.table.viewport(), LEFT, pos=bench.place(MOMENTUM).center())
    bench.settle()
    widths = [plane.path_of(name).opts["pen"].widthF() for name in ("gradient-descent", "momentum")]
    assert widths == [1.0, 2.5]
    bench.race(race_without=(*OTHERS, "momentum"))
    assert plane.path_of("momentum").getOriginalDataset() == (None, None)
    bench.document.undo_stack.undo()
    bench.settle()
    x, _ = plane.path_of("momentum").getOriginalDataset()
    assert x[0] == -1.5
