"""Many starts: a dot and a thumbnail for each, the answer, and one that is opened with the same bits."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from explorer.network.model import Experiment
from explorer.training.many.starts import ManyEnds
from explorer.ui.theme.theme import DARK
from explorer.ui.workspaces.laboratory.card_table import CARDS
from explorer.ui.workspaces.laboratory.starts_card import StartsCard
from tests.training.many.test_starts import XOR_OF_TWO
from tests.ui.workspaces.laboratory.bench import LaboratoryBench

LEFT = Qt.MouseButton.LeftButton


class Started(LaboratoryBench):
    """The laboratory on XOR with two hidden neurons, with 16 starts of 3,000 steps at α = 1."""

    def __init__(self, qtbot: QtBot, experiment: Experiment = XOR_OF_TWO) -> None:
        super().__init__(qtbot, experiment, rows=[row for row in CARDS if row.name == "starts"])
        self.window = QMainWindow()
        qtbot.addWidget(self.window)
        self.window.setCentralWidget(self.centre)
        self.window.resize(1180, 700)
        self.window.show()
        self.model.choose("Starts", steps=3000, starts_count=16)
        self.settle()

    @property
    def card(self) -> StartsCard:
        """The card."""
        card = self.centre.card("starts")
        assert isinstance(card, StartsCard)
        return card

    @property
    def ends(self) -> ManyEnds:
        """What it shows."""
        assert self.card.plot.ends is not None
        return self.card.plot.ends


@pytest.fixture
def bench(qtbot: QtBot) -> Started:
    return Started(qtbot)


def test_each_start_has_a_dot_and_the_answer_tells_where_they_end(bench: Started) -> None:
    assert len(bench.ends) == 16
    assert bench.ends.is_complete
    drawn = [item.getData() for item in bench.card.plot.plotItem.listDataItems()]
    places = sorted(place for x, _ in drawn if x is not None for place in x.tolist())
    assert places == [float(place) for place in range(1, 17)]
    assert "at 2 heights of E: of 16 starts " in bench.card.card.answer
    assert bench.card.plot.numbers().decode().count("\n") == 17


def test_a_click_on_a_thumbnail_opens_its_run_with_the_same_bits(bench: Started) -> None:
    gallery, ends = bench.card.gallery, bench.ends
    before = bench.document.project
    worst = int(ends.by_loss()[15])
    QTest.mouseClick(gallery, LEFT, pos=gallery.cell_of(15).center())
    bench.qtbot.waitUntil(lambda: bench.session.training.snapshot is not None)
    snapshot = bench.session.training.snapshot
    assert snapshot is not None
    assert (snapshot.step, float(snapshot.history.last.loss[0])) == (3000, float(ends.loss[worst]))
    parameters = bench.document.experiment.network.parameter_values
    assert parameters == tuple(ends.parameters[worst].tolist())
    bench.settle()
    assert bench.ends is ends  # nothing is trained anew for it
    bench.document.undo_stack.undo()
    assert bench.document.project == before


def test_keys_go_from_thumbnail_to_thumbnail_and_enter_opens_one(bench: Started) -> None:
    gallery, order = bench.card.gallery, bench.ends.by_loss().tolist()
    gallery.setFocus()
    QTest.keyClick(gallery, Qt.Key.Key_Right)
    assert gallery.current_run == order[1]
    assert gallery.accessibleDescription().startswith(f"seed {bench.ends.seed(order[1])} · E ")
    QTest.keyClick(gallery, Qt.Key.Key_End)
    assert gallery.current_run == order[15]
    QTest.keyClick(gallery, Qt.Key.Key_Right)
    assert gallery.current_run == order[15]
    QTest.keyClick(gallery, Qt.Key.Key_Up)
    QTest.keyClick(gallery, Qt.Key.Key_Down)
    assert gallery.current_run == order[15]
    QTest.keyClick(gallery, Qt.Key.Key_Home)
    QTest.keyClick(gallery, Qt.Key.Key_Return)
    bench.qtbot.waitUntil(lambda: bench.session.training.snapshot is not None)
    values = bench.document.experiment.network.parameter_values
    assert values == tuple(bench.ends.parameters[order[0]].tolist())


def test_by_seed_the_thumbnails_stand_as_the_seeds_come_and_the_axis_says_so(bench: Started) -> None:
    order = bench.card.order
    order.setFocus()
    QTest.keyClick(order, Qt.Key.Key_Down)
    assert bench.model.settings.starts_by_seed
    ends = bench.ends
    bench.settle()
    assert bench.ends is ends
    assert bench.card.plot.x_label == "seed of the start"
    bench.card.gallery.setFocus()
    QTest.keyClick(bench.card.gallery, Qt.Key.Key_Home)
    assert bench.card.gallery.current_run == 0


def test_another_number_of_starts_and_another_rate_train_anew(bench: Started) -> None:
    count, first = bench.card.count, bench.ends
    count.setFocus()
    QTest.keyClick(count, Qt.Key.Key_Down)
    bench.settle()
    assert len(bench.ends) == 64
    bench.model.choose("Rate", learning_rate=0.5, starts_count=16)
    bench.settle()
    assert bench.ends.question.experiment.training.learning_rate == 0.5
    assert bench.ends.loss.tolist() != first.loss.tolist()


def test_cancelled_it_says_so_and_keeps_what_it_has(bench: Started) -> None:
    bench.model.choose("Longer", steps=1_000_000)
    bench.qtbot.waitUntil(lambda: bench.card.plot.ends is not None and bench.ends.question.steps == 1_000_000)
    (runner,) = [each for each in bench.session.jobs.running if "16 starts" in each.title]
    runner.cancel()
    bench.settle()
    assert bench.card.card.answer.startswith("Cancelled. Step ")
    assert not bench.ends.is_complete


def test_thumbnails_are_painted_in_both_themes(bench: Started) -> None:
    gallery = bench.card.gallery
    pictures = []
    for theme in (None, DARK):
        if theme is not None:
            bench.centre.set_theme(theme)
        image = gallery.grab().toImage()
        cell = gallery.cell_of(0)
        pictures.append(
            {image.pixelColor(cell.left() + x, cell.top() + 8).name() for x in range(4, cell.width())}
        )
    assert all(len(colours) > 3 for colours in pictures)
    assert pictures[0] != pictures[1]
