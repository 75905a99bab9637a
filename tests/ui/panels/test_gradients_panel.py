"""The gradients side by side: what agrees, what it cost, and where nothing can be checked."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random

import pytest
from PySide6.QtCore import QAbstractItemModel, QEvent, QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QTableView
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from explorer.backprop.gradient_check import check_gradients
from explorer.network.builder import new_experiment
from explorer.network.edits.parameter_edits import set_biases, set_weight
from explorer.network.edits.sample_edits import add_sample, set_held_out
from explorer.network.edits.training_edits import set_training
from explorer.network.model import Experiment, LossChoice, Network, Parameter, Sample
from explorer.number import rounded, signed
from explorer.ui.panels.gradients_panel import GradientsPanel
from explorer.ui.session.document import EMPTY, Document
from explorer.ui.session.session import Session
from explorer.ui.theme.theme import DARK, LIGHT, Theme
from tests.ui.training_experiment import SHRINKING
from tests.worked_examples import article_d, article_e, chain

Role = Qt.ItemDataRole


@dataclass
class Bench:
    """A document and the panel on the screen."""

    session: Session
    panel: GradientsPanel

    @property
    def document(self) -> Document:
        """What is open."""
        return self.session.document

    @property
    def view(self) -> QTableView:
        """The table on the screen."""
        return self.panel.findChild(QTableView)

    @property
    def table(self) -> QAbstractItemModel:
        """What it shows."""
        return self.view.model()

    @property
    def rows(self) -> list[list[str]]:
        """The text of every cell."""
        columns = range(self.table.columnCount())
        return [[self.cell(row, column) for column in columns] for row in range(self.table.rowCount())]

    @property
    def texts(self) -> list[str]:
        """What the visible labels say."""
        return [label.text() for label in self.panel.findChildren(QLabel) if label.isVisible()]

    def cell(self, row: int, column: int, role: Role = Role.DisplayRole) -> object:
        """What the table says of one cell."""
        return self.table.index(row, column).data(role)

    def colour(self, row: int, column: int) -> str:
        """In which colour the number of one cell is written."""
        colour = self.cell(row, column, Role.ForegroundRole)
        assert isinstance(colour, QColor)
        return colour.name()

    def point_at(self, row: int) -> QPoint:
        """A point on this row of the view."""
        return self.view.visualRect(self.table.index(row, 1)).center()


@pytest.fixture
def open_bench(qtbot: QtBot) -> Callable[[Experiment], Bench]:
    """Show the gradients of an experiment."""

    def opened(experiment: Experiment) -> Bench:
        document = Document()
        document.replace(experiment)
        session = Session(document)
        bench = Bench(session, GradientsPanel(session))
        qtbot.addWidget(bench.panel)
        bench.panel.resize(420, 460)
        bench.panel.show()
        bench.panel.activateWindow()
        return bench

    return opened


@pytest.fixture
def bench(open_bench: Callable[[Experiment], Bench], qtbot: QtBot) -> Bench:
    """Article E's iteration, checked."""
    bench = open_bench(article_e())
    qtbot.waitUntil(lambda: bench.table.rowCount() == 8)
    return bench


def test_article_e_has_the_same_gradients_both_ways(bench: Bench) -> None:
    assert bench.rows == [
        ["i0 → a0", "0.5", "−0.5", "−0.5", "+0.05"],
        ["i1 → a0", "1", "−0.25", "−0.25", "+0.025"],
        ["i2 → a0", "−0.5", "−0.5", "−0.5", "+0.05"],
        ["a0 → c0", "−1", "0", "0", "0"],
        ["a0 → c1", "1", "−0.25", "−0.25", "+0.025"],
        ["bias of a0", "0", "−0.5", "−0.5", "+0.05"],
        ["bias of c0", "0", "0", "0", "0"],
        ["bias of c1", "0", "−0.5", "−0.5", "+0.05"],
    ]


def test_it_says_what_each_way_costs(bench: Bench) -> None:
    assert "1 forward + 1 backward" in bench.texts
    assert "16 forward passes" in bench.texts


def test_that_they_agree_is_told_with_the_largest_difference_and_all_its_digits(
    bench: Bench, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: any(text.startswith("✓ agree") for text in bench.texts))
    banner = next(label for label in bench.panel.findChildren(QLabel) if label.property("role") == "good")
    assert banner.text().startswith("✓ agree: largest relative difference ")
    number = banner.toolTip().removeprefix("largest relative difference = ").replace("−", "-")
    assert 0.0 < float(number) < 1e-6


def test_it_says_over_which_samples_the_gradients_are_taken(
    open_bench: Callable[[Experiment], Bench], qtbot: QtBot
) -> None:
    bench = open_bench(article_d())
    hint = "Gradients of the mean over 2 samples. Point at a row to light every path from that weight to E."
    qtbot.waitUntil(lambda: hint in bench.texts)
    assert "2 forward + 2 backward" in bench.texts


def test_resting_on_a_number_shows_all_its_digits(bench: Bench, qtbot: QtBot) -> None:
    bench.document.attempt("Set", lambda e: set_weight(e, "i0", "a0", 1 / 3))
    qtbot.waitUntil(lambda: bench.cell(0, 1) == "0.3333")
    assert bench.cell(0, 1, Role.ToolTipRole) == "w = 0.3333333333333333"
    analytical = str(bench.cell(0, 2, Role.ToolTipRole)).removeprefix("∂E/∂w = ").replace("−", "-")
    assert float(analytical) == pytest.approx(-2 / 3, rel=1e-12)  # δ of c1 is y − t = 1/3 − 1
    numerical = str(bench.cell(0, 3, Role.ToolTipRole))
    assert numerical.startswith("numeric = −0.666666")
    assert ", with h = " in numerical
    change = str(bench.cell(0, 4, Role.ToolTipRole)).removeprefix("Δw = ")
    assert float(change) == pytest.approx(1 / 15, rel=1e-12)
    assert str(bench.cell(0, 0, Role.ToolTipRole)).startswith("i0 → a0: agrees, difference ")


def test_every_column_says_what_it_holds(bench: Bench) -> None:
    headers = [
        (
            bench.table.headerData(n, Qt.Orientation.Horizontal),
            bench.table.headerData(n, Qt.Orientation.Horizontal, Role.ToolTipRole),
        )
        for n in range(5)
    ]
    assert headers == [
        ("parameter", "The weight of a connection, or the bias of a neuron"),
        ("w", "Its present value"),
        ("∂E/∂w", "By backpropagation, over the batch of all training samples"),
        ("numeric", "By central differences: (E(w + h) − E(w − h)) / 2h"),
        ("Δw", "What the next update adds to it: of the run that is shown, else of a new one"),
    ]
    assert bench.view.accessibleName() == "Gradients by backpropagation and by finite differences"


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_gradients_have_the_colours_of_what_goes_backward(bench: Bench, theme: Theme) -> None:
    bench.panel.set_theme(theme)
    assert bench.colour(0, 2) == theme.delta_negative
    assert bench.colour(3, 2) == theme.zero
    assert bench.colour(0, 3) == theme.muted
    assert bench.cell(0, 1, Role.ForegroundRole) is None


def test_positive_gradients_are_drawn_in_the_other_colour(bench: Bench, qtbot: QtBot) -> None:
    bench.document.attempt("Set", lambda e: set_biases(e, {"c1": 2.0}))
    qtbot.waitUntil(lambda: bench.cell(7, 2) == "+1.5")  # y − t = 2.5 − 1
    assert bench.colour(7, 2) == LIGHT.delta_positive


def test_the_table_follows_the_document_and_the_learning_rate(bench: Bench, qtbot: QtBot) -> None:
    bench.document.attempt("Rate", lambda e: set_training(e, learning_rate=1.0))
    qtbot.waitUntil(lambda: bench.cell(0, 4) == "+0.5")
    bench.document.undo_stack.undo()
    qtbot.waitUntil(lambda: bench.cell(0, 4) == "+0.05")


def test_pointing_at_a_row_names_its_parameter_until_the_pointer_leaves(bench: Bench, qtbot: QtBot) -> None:
    told: list[Parameter | None] = []
    bench.session.selection.hovered_changed.connect(told.append)
    QTest.mouseMove(bench.view.viewport(), bench.point_at(0))
    QTest.mouseMove(bench.view.viewport(), bench.point_at(5))
    QApplication.sendEvent(bench.view.viewport(), QEvent(QEvent.Type.Leave))
    assert told == [Parameter("i0", "a0"), Parameter(None, "a0"), None]


def test_the_arrow_keys_name_the_current_rows_parameter_until_the_focus_leaves(
    bench: Bench, qtbot: QtBot
) -> None:
    bench.view.setFocus()
    qtbot.waitUntil(bench.view.hasFocus)
    QTest.mouseClick(bench.view.viewport(), Qt.MouseButton.LeftButton, pos=bench.point_at(0))
    told: list[Parameter | None] = []
    bench.session.selection.hovered_changed.connect(told.append)
    QTest.keyClick(bench.view, Qt.Key.Key_Down)
    QTest.keyClick(bench.view, Qt.Key.Key_Down)
    bench.view.clearFocus()
    assert told == [Parameter("i1", "a0"), Parameter("i2", "a0"), None]


def test_a_row_stays_selected_while_the_numbers_change(bench: Bench, qtbot: QtBot) -> None:
    bench.view.selectRow(4)
    bench.document.attempt("Set", lambda e: set_weight(e, "i0", "a0", 0.75))
    qtbot.waitUntil(lambda: bench.cell(0, 1) == "0.75")
    assert [index.row() for index in bench.view.selectionModel().selectedRows()] == [4]


def without_bias_or_connection() -> Experiment:
    """An input and an output, and nothing between them that learns."""
    return replace(SHRINKING, network=Network(SHRINKING.network.neurons))


def held_out() -> Experiment:
    """Article E, with its one sample kept out of training."""
    return set_held_out(article_e(), [0], True)


@pytest.mark.parametrize(
    ("experiment", "expected"),
    [
        (EMPTY, "Draw an output first: without one there is no E to descend."),
        (replace(article_e(), samples=()), "Add a sample first: without one there is no E to descend."),
        (held_out(), "Every sample is held out: let one take part in training."),
        (without_bias_or_connection(), "Nothing learns yet: connect two neurons, or give one a bias."),
    ],
    ids=["empty", "no sample", "held out", "no parameter"],
)
def test_where_nothing_can_be_checked_it_says_what_to_do(
    open_bench: Callable[[Experiment], Bench], qtbot: QtBot, experiment: Experiment, expected: str
) -> None:
    bench = open_bench(experiment)
    qtbot.waitUntil(lambda: bench.texts == [expected])
    assert not bench.view.isVisible()


def test_the_table_comes_back_once_there_is_something_to_check(
    open_bench: Callable[[Experiment], Bench], qtbot: QtBot
) -> None:
    bench = open_bench(replace(article_e(), samples=()))
    qtbot.waitUntil(lambda: len(bench.texts) == 1)
    bench.document.attempt("Add", add_sample)
    qtbot.waitUntil(bench.view.isVisible)
    assert bench.table.rowCount() == 8


def test_gradients_that_are_not_finite_are_shown_and_counted(
    open_bench: Callable[[Experiment], Bench], qtbot: QtBot
) -> None:
    bench = open_bench(set_weight(SHRINKING, "x", "y", 1e200))
    qtbot.waitUntil(lambda: "✗ not finite: 0 of 1 by backpropagation, 1 by finite differences" in bench.texts)
    assert bench.rows == [["x → y", "1e200", "+1e200", "NaN", "−5e199"]]
    assert bench.colour(0, 3) == LIGHT.problem
    assert str(bench.cell(0, 0, Role.ToolTipRole)).startswith("x → y: not finite")


def test_a_kink_is_a_remark_and_no_problem(open_bench: Callable[[Experiment], Bench], qtbot: QtBot) -> None:
    bench = open_bench(set_weight(chain("relu"), "x", "h", 0.0))  # z of h is 0, just at the bend
    qtbot.waitUntil(lambda: any("at a kink, where a slope jumps" in text for text in bench.texts))
    assert any(text.startswith("✓ agree") for text in bench.texts)


def test_a_hidden_panel_checks_nothing_until_it_is_shown(bench: Bench, qtbot: QtBot) -> None:
    beside = GradientsPanel(bench.session)
    qtbot.addWidget(beside)
    beside.show()
    bench.panel.hide()
    bench.document.attempt("Set", lambda e: set_weight(e, "i0", "a0", 0.75))
    qtbot.waitUntil(
        lambda: Bench(bench.session, beside).rows[:1] == [["i0 → a0", "0.75", "−0.25", "−0.25", "+0.025"]]
    )
    assert bench.cell(0, 1) == "0.5"
    bench.panel.show()
    qtbot.waitUntil(lambda: bench.cell(0, 1) == "0.75")


def test_an_edit_during_a_check_is_checked_as_well(
    open_bench: Callable[[Experiment], Bench], qtbot: QtBot
) -> None:
    bench = open_bench(article_e())
    bench.document.attempt("Set", lambda e: set_weight(e, "i0", "a0", 0.75))
    bench.document.attempt("Loss", lambda e: replace(e, loss=LossChoice("half-squared-error")))
    qtbot.waitUntil(lambda: bench.table.rowCount() == 8 and bench.cell(7, 2) == "−0.25")  # y − t = 0.75 − 1


def test_the_table_keeps_the_rules_of_tables(bench: Bench, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(bench.table)


def test_of_many_parameters_and_samples_every_gradient_is_checked_after_each_edit(
    open_bench: Callable[[Experiment], Bench], qtbot: QtBot
) -> None:
    random = Random(1)
    drawn = new_experiment((6, 10, 4))
    inputs, outputs = drawn.network.inputs, drawn.network.outputs
    samples = tuple(
        Sample({n.name: random.gauss(0, 1) for n in inputs}, {n.name: random.gauss(0, 1) for n in outputs})
        for _ in range(40)
    )
    bench = open_bench(replace(drawn, samples=samples))
    qtbot.waitUntil(lambda: bench.table.rowCount() == 114)
    for weight in (0.5, -0.75):
        ends = drawn.network.connections[3].ends
        bench.document.attempt("Set", lambda e, ends=ends, weight=weight: set_weight(e, *ends, weight))
        expected = check_gradients(bench.document.experiment)
        shown = [signed(float(number), 3) for number in expected.numerical]
        qtbot.waitUntil(lambda shown=shown: [row[3] for row in bench.rows] == shown)
        assert [row[2] for row in bench.rows] == [signed(float(each), 3) for each in expected.analytical]
    assert "9120 forward passes" in bench.texts


def test_while_a_network_trains_the_gradients_of_a_frame_stand_there_with_it(bench: Bench) -> None:
    bench.session.frames.set_live(True)
    bench.document.attempt("Train", lambda e: set_weight(e, "i0", "a0", 0.25), "train")
    bench.session.frames.refresh()
    assert bench.rows[0][:4] == ["i0 → a0", "0.25", "−0.75", "−0.75"]  # z = 0.25 and the target is 1
    assert any(text.startswith("✓ agree") for text in bench.texts)
    bench.session.frames.set_live(False)


def test_a_large_network_is_compared_once_it_no_longer_trains(
    open_bench: Callable[[Experiment], Bench], qtbot: QtBot
) -> None:
    bench = open_bench(new_experiment([4, 50, 50, 4]))
    for _ in range(4_000 // len(bench.document.experiment.network.parameters)):
        bench.document.attempt("Sample", add_sample)
    qtbot.waitUntil(lambda: any(text.startswith("✓ agree") for text in bench.texts), timeout=20_000)
    training = bench.session.training
    training.set_steps_per_second(1000.0)
    training.run()
    qtbot.waitUntil(lambda: bench.session.frames.run.step > 0)
    before = bench.session.frames.frame.experiment.network.parameter_values
    assert [row[1] for row in bench.rows] == [rounded(value) for value in before]
    assert {row[3] for row in bench.rows} == {"…"}
    assert bench.cell(0, 3, Role.ToolTipRole) == f"{bench.rows[0][0]}: not compared yet"
    assert "to be compared when training pauses" in bench.texts
    training.pause()
    qtbot.waitUntil(lambda: any(text.startswith("✓ agree") for text in bench.texts), timeout=20_000)
    assert "…" not in {row[3] for row in bench.rows}


def test_the_row_of_a_weight_that_is_pointed_at_elsewhere_stands_out(bench: Bench) -> None:
    before = bench.view.viewport().grab().toImage()
    bench.session.selection.hover(Parameter("i1", "a0"))
    assert bench.cell(1, 0, Role.BackgroundRole) == QColor(LIGHT.accent_soft)
    assert bench.cell(0, 0, Role.BackgroundRole) is None
    marked = bench.view.viewport().grab().toImage()
    row = bench.point_at(1).y() - 10
    assert before.pixelColor(60, row) != marked.pixelColor(60, row)
