"""The runs that are compared: their curves, their steps on the canvas, and the list that changes them."""

from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from explorer.files.project import from_bytes, to_bytes
from explorer.network.optimiser import OPTIMISERS
from explorer.symbol import Symbol
from explorer.training.laboratory_settings import RateChange, RunChoice
from explorer.ui.theme.theme import DARK, LIGHT
from explorer.ui.workspaces.laboratory.card_table import CARDS
from explorer.ui.workspaces.laboratory.list_card import ListCard
from explorer.ui.workspaces.laboratory.runs_card import RunsCard
from tests.ui.training_experiment import weight
from tests.ui.workspaces.laboratory.bench import LaboratoryBench

LEFT = Qt.MouseButton.LeftButton


class Runs(LaboratoryBench):
    """The laboratory on E = ½ w² from w = 1, where a step is w ← (1 − α) w; α = 0.1 and 3 beside 0.5."""

    def __init__(self, qtbot: QtBot) -> None:
        super().__init__(qtbot, rows=[row for row in CARDS if row.name in ("runs", "list")])
        self.model.choose("Runs", steps=20, runs=(RunChoice(0.1, 1), RunChoice(3.0, 2)))
        self.settle()

    @property
    def runs(self) -> RunsCard:
        """The card with the curves."""
        card = self.centre.card("runs")
        assert isinstance(card, RunsCard)
        return card

    @property
    def listed(self) -> ListCard:
        """The card with the table."""
        card = self.centre.card("list")
        assert isinstance(card, ListCard)
        return card

    @property
    def drawn(self) -> dict[str, list[float]]:
        """What the CSV of the curves has."""
        return {name: list(values) for name, values in self.runs.curves.plot.columns()}

    def row(self, number: int) -> list[str]:
        """The texts of a row of the table."""
        table = self.listed.table
        cells = [table.item(number, column) for column in range(table.columnCount())]
        return [cell.text() for cell in cells if cell is not None]

    def select(self, number: int) -> None:
        """Click a row of the table."""
        table = self.listed.table
        item = table.item(number, 3)
        assert item is not None
        QTest.mouseClick(table.viewport(), LEFT, pos=table.visualItemRect(item).center())
        table.setFocus()
        self.settle()

    def press(self, key: Qt.Key) -> None:
        """Press a key on the table."""
        QTest.keyClick(self.listed.table, key)
        self.settle()

    def name(self, text: str, end: Qt.Key = Qt.Key.Key_Return) -> None:
        """Press F2 on the selected row, type its name anew and end that with a key."""
        QTest.keyClick(self.listed.table, Qt.Key.Key_F2)
        line = QApplication.focusWidget()
        assert isinstance(line, QLineEdit)
        line.selectAll()
        QTest.keyClick(line, Qt.Key.Key_Delete)
        QTest.keyClicks(line, text)
        QTest.keyClick(line, end)
        self.qtbot.waitUntil(lambda: QApplication.focusWidget() is self.listed.table)
        self.settle()


@pytest.fixture
def bench(qtbot: QtBot) -> Runs:
    return Runs(qtbot)


def test_each_run_is_drawn_with_the_numbers_of_its_steps(bench: Runs) -> None:
    w = 0.9 ** np.arange(21)
    assert bench.drawn["α = 0.1 step"] == list(range(21))
    assert bench.drawn["α = 0.1 E"] == pytest.approx(0.5 * w**2, rel=1e-13)
    assert bench.drawn["α = 0.5 E"][20] == 0.5 * 0.25**20


def test_the_answer_names_the_lowest_and_what_diverged(bench: Runs) -> None:
    assert bench.runs.card.answer == (
        "Lowest after 20 steps: α = 0.5, E = 4.547e−13; α = 3 diverged at step 11"
    )


def test_a_diverged_run_does_not_flatten_the_others(bench: Runs) -> None:
    bench.runs.curves.plot.grab()
    assert bench.runs.curves.plot.view.viewRange()[1][1] == pytest.approx(np.log10(0.5), abs=0.5)


def test_against_the_time_of_the_flow_runs_of_small_alpha_coincide(bench: Runs) -> None:
    bench.model.choose("Runs", runs=(RunChoice(0.001, 1), RunChoice(0.002, 2)))
    bench.settle()
    QTest.mouseClick(bench.runs.flow, LEFT)
    bench.settle()
    assert bench.model.settings.over_flow
    drawn = bench.drawn
    slow, fast = drawn["α = 0.001 E"], drawn["α = 0.002 E"]
    assert drawn["α = 0.002 α · step"] == pytest.approx(0.002 * np.arange(21))
    assert slow[2::2] == pytest.approx(fast[1:11], rel=1e-4)


def test_the_gradient_and_every_weight_can_be_drawn(bench: Runs) -> None:
    box = bench.runs.quantity
    assert [box.itemText(index) for index in range(box.count())] == ["E", "‖∇E‖", "x → y"]
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Down)
    bench.settle()
    assert bench.drawn["α = 0.5 ‖∇E‖"][:3] == [1.0, 0.5, 0.25]
    QTest.keyClick(box, Qt.Key.Key_Down)
    bench.settle()
    assert bench.drawn["α = 3 x → y"][:3] == [1.0, -2.0, 4.0]
    assert not bench.runs.curves.plot.is_log
    bench.document.undo_stack.undo()
    bench.settle()
    assert bench.runs.curves.plot.is_log


def test_the_slider_gives_the_canvas_the_weights_of_a_step_and_one_undo_takes_it_back(bench: Runs) -> None:
    before = bench.document.project
    slider = bench.runs.steps.slider
    assert (slider.maximum(), slider.value()) == (20, 20)
    slider.setFocus()
    for _ in range(3):
        QTest.keyClick(slider, Qt.Key.Key_Left)
    assert weight(bench.document.experiment) == 0.5**17
    assert bench.model.settings.held == (1.0,)
    bench.settle()
    assert slider.value() == 17  # the runs begin where they began
    assert bench.runs.steps.words.whole == "step 17, E 2.91e−11"
    assert bench.runs.marker.isVisible()
    bench.document.undo_stack.undo()
    assert bench.document.project == before


def test_halving_alpha_from_here_adds_a_run_that_forks_off_there(bench: Runs) -> None:
    slider = bench.runs.steps.slider
    slider.setFocus()
    QTest.keyClick(slider, Qt.Key.Key_Home)
    for _ in range(2):
        QTest.keyClick(slider, Qt.Key.Key_Right)
    QTest.mouseClick(bench.runs.steps.halve, LEFT)
    bench.settle()
    assert bench.model.settings.runs[-1] == RunChoice(0.5, 3, "", (RateChange(2, 0.25),))
    drawn = bench.drawn["α = 0.5, 0.25 from step 2 E"]
    assert drawn[:4] == [0.5, 0.5 * 0.5**2, 0.5 * 0.25**2, 0.5 * (0.25 * 0.75) ** 2]


def test_the_selected_run_is_opened_on_the_canvas(bench: Runs) -> None:
    bench.select(0)
    assert bench.model.compared.selected is bench.model.compared.runs[0]
    QTest.mouseClick(bench.runs.steps.open, LEFT)
    bench.qtbot.waitUntil(lambda: bench.asked == ["workspace:network"])
    assert weight(bench.document.experiment) == pytest.approx(0.9**20, rel=1e-14)
    assert bench.document.experiment.training.learning_rate == 0.1


def test_the_table_says_how_each_run_ended(bench: Runs) -> None:
    assert bench.row(0) == ["", "0.1", "undecided", "0.00739", "", "20", ""]
    assert bench.row(1)[1] == "3"
    assert bench.row(1)[2] == "diverges"
    assert bench.row(1)[5] == "11"
    assert bench.row(2)[1] == "0.5"
    assert bench.listed.table.isColumnHidden(4)
    at_line = bench.listed.table.item(2, 1)
    assert at_line is not None
    assert at_line.font().bold()
    assert at_line.data(Qt.ItemDataRole.AccessibleTextRole) == "0.5, at the α line"


def test_keys_add_hide_and_drop_runs_each_in_a_colour_of_its_own(bench: Runs) -> None:
    bench.select(0)
    bench.press(Qt.Key.Key_Insert)
    assert [run.learning_rate for run in bench.model.settings.runs] == [0.1, 3.0, 0.5]
    assert bench.model.settings.runs[-1].colour == 3
    bench.press(Qt.Key.Key_Space)
    assert bench.model.settings.runs[0].is_hidden
    assert "α = 0.1 E" not in bench.drawn
    bench.press(Qt.Key.Key_Space)
    bench.press(Qt.Key.Key_Delete)
    assert [run.learning_rate for run in bench.model.settings.runs] == [3.0, 0.5]
    bench.document.undo_stack.undo()
    bench.settle()
    assert bench.drawn["α = 0.1 E"][0] == 0.5


def test_another_alpha_is_typed_into_the_table(bench: Runs) -> None:
    table = bench.listed.table
    bench.select(0)
    table.setCurrentCell(0, 1)
    QTest.keyClick(table, Qt.Key.Key_F2)
    line = QApplication.focusWidget()
    assert isinstance(line, QLineEdit)
    QTest.keyClicks(line, "1/4")
    QTest.keyClick(line, Qt.Key.Key_Return)
    bench.settle()
    assert bench.model.settings.runs[0] == RunChoice(0.25, 1)
    assert bench.row(0)[1] == "0.25"


def test_an_alpha_of_sixteen_digits_leaves_room_for_the_rest_and_says_them_on_hover(bench: Runs) -> None:
    rate = 0.6623755405558575
    bench.model.choose("α", runs=(RunChoice(rate, 1),))
    bench.settle()
    assert bench.row(0)[1] == "0.662376"
    cell = bench.listed.table.item(0, 1)
    assert cell is not None
    assert cell.toolTip().startswith("α = 0.662376\nexactly 0.6623755405558575\n")
    assert "α = 0.662376 E" in bench.drawn


def test_enter_on_an_alpha_that_is_shown_short_leaves_every_digit(bench: Runs) -> None:
    rate, table = 0.6623755405558575, bench.listed.table
    bench.model.choose("α", runs=(RunChoice(rate, 1),))
    bench.settle()
    bench.select(0)
    table.setCurrentCell(0, 1)
    QTest.keyClick(table, Qt.Key.Key_F2)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    bench.settle()
    assert bench.model.settings.runs[0] == RunChoice(rate, 1)


def test_another_alpha_at_the_line_asks_for_no_scroll_bar_where_all_has_room(bench: Runs) -> None:
    table = bench.listed.table
    bench.model.choose("Runs", runs=())
    bench.settle()
    table.setFixedWidth(sum(table.sizeHintForColumn(column) for column in (1, 2, 3, 5)) + 80)
    for rate in (0.2, 0.584):
        bench.model.choose("α", learning_rate=rate)
        bench.settle()
        table.grab()
        assert table.horizontalScrollBar().maximum() == 0


def test_how_a_run_ended_stands_beside_its_alpha_where_a_narrow_list_shows_it(bench: Runs) -> None:
    table, optimiser = bench.listed.table, OPTIMISERS["nesterov"].label
    bench.model.choose("Runs", runs=(RunChoice(0.1, 1, "nesterov"),))
    bench.settle()
    table.setFixedWidth(230)
    table.grab()
    assert optimiser in bench.row(0)
    verdict = table.item(0, bench.row(0).index("undecided"))
    assert verdict is not None
    assert table.visualItemRect(verdict).right() <= table.viewport().width()


def test_what_is_no_rate_is_refused_and_the_old_one_stays(bench: Runs) -> None:
    refused: list[str] = []
    bench.document.refused.connect(refused.append)
    item = bench.listed.table.item(0, 1)
    assert item is not None
    for text in ("fast", "-1"):
        item.setText(text)
        bench.settle()
    assert len(refused) == 2
    assert bench.row(0)[1] == "0.1"
    assert bench.model.settings.runs[0].learning_rate == 0.1


def test_a_run_with_another_optimiser_is_compared(bench: Runs) -> None:
    action = next(each for each in bench.listed.add.menu().actions() if each.text() == "With momentum")
    action.trigger()
    bench.settle()
    assert bench.model.settings.runs[-1].optimiser == "momentum"
    assert bench.row(2)[4] == "momentum"
    assert not bench.listed.table.isColumnHidden(4)


def test_a_run_is_kept_beside_those_of_the_network_in_its_colour(bench: Runs) -> None:
    bench.select(1)
    QTest.mouseClick(bench.listed.keep, LEFT)
    (run,) = bench.session.training.runs
    assert (run.name, run.colour, run.outcome) == (f"{Symbol.ALPHA} = 3", 2, "diverged at step 11")
    bench.document.undo_stack.undo()
    assert bench.session.training.runs == ()


def test_a_row_has_a_menu_with_all_that_can_be_done(bench: Runs) -> None:
    menu = bench.listed.menu(bench.model.compared.runs[0])
    assert [action.text().split("\t")[0] for action in menu.actions() if action.text()] == [
        "Open on the canvas",
        "Keep beside the runs of the network",
        "Hide",
        "Rename",
        "Colour",
        "Drop",
    ]


@pytest.mark.parametrize("size", [(1024, 560), (1900, 960)])
def test_nothing_overlaps_in_either_theme(bench: Runs, size: tuple[int, int]) -> None:
    for theme in (DARK, LIGHT):
        bench.centre.set_theme(theme)
        bench.centre.resize(*size)
        bench.settle()
        steps = bench.runs.steps
        parts = [steps.words, steps.slider, steps.halve, steps.open]
        edges = [part.geometry() for part in parts]
        assert all(left.right() < right.left() for left, right in pairwise(edges))
        assert steps.rect().contains(steps.open.geometry())
        assert bench.runs.curves.plot.view.height() > 40
        assert steps.mapTo(bench.centre, QPoint(0, steps.height())).y() <= bench.centre.height()


def test_a_run_is_named_in_the_list_and_one_undo_takes_that_back(bench: Runs) -> None:
    bench.select(0)
    bench.name("  slow one ")
    assert bench.model.settings.runs[0] == RunChoice(0.1, 1, name="slow one")
    assert bench.row(0)[-1] == "slow one"
    assert "slow one E" in bench.drawn
    cell = bench.listed.table.item(0, 6)
    assert cell is not None
    assert cell.toolTip().startswith("slow one\nα = 0.1\n")
    assert from_bytes(to_bytes(bench.document.project), "a.json").laboratory == bench.model.settings
    bench.document.undo_stack.undo()
    bench.settle()
    assert bench.row(0)[-1] == ""
    assert bench.listed.table.isColumnHidden(6)
    assert "α = 0.1 E" in bench.drawn


def test_escape_leaves_the_name_and_an_empty_one_is_that_of_its_alpha(bench: Runs) -> None:
    before = bench.document.project
    bench.select(1)
    bench.name("other", Qt.Key.Key_Escape)
    assert bench.document.project == before
    assert bench.listed.table.isColumnHidden(6)
    bench.name("fast")
    assert not bench.listed.table.isColumnHidden(6)
    bench.name("")
    assert bench.model.settings.runs[1] == RunChoice(3.0, 2)
    assert bench.model.compared.runs[1].name == f"{Symbol.ALPHA} = 3"


def test_a_double_click_on_the_name_edits_it(bench: Runs) -> None:
    table = bench.listed.table
    bench.select(0)
    bench.name("slow")
    item = table.item(0, 6)
    assert item is not None
    place = table.visualItemRect(item).center()
    QTest.mouseClick(table.viewport(), LEFT, pos=place)
    QTest.mouseDClick(table.viewport(), LEFT, pos=place)
    line = QApplication.focusWidget()
    assert isinstance(line, QLineEdit)
    assert line.text() == "slow"


def test_to_name_the_run_at_the_line_adds_it_under_its_name(bench: Runs) -> None:
    bench.select(2)
    bench.name("the middle")
    assert bench.model.settings.runs[2] == RunChoice(0.5, 3, name="the middle")
    assert [run.name for run in bench.model.compared.runs[2:]] == ["the middle", f"{Symbol.ALPHA} = 0.5"]


def test_a_named_run_is_kept_under_its_name_and_one_that_forks_off_it_has_none(bench: Runs) -> None:
    bench.select(0)
    bench.name("slow")
    bench.select(0)
    QTest.mouseClick(bench.listed.keep, LEFT)
    assert [run.name for run in bench.document.project.runs] == ["slow"]
    bench.model.halve_from(bench.model.compared.runs[0], 5)
    bench.settle()
    assert bench.model.compared.runs[2].name == f"{Symbol.ALPHA} = 0.1, 0.05 from step 5"
