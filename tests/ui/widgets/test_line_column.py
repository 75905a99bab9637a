"""Lines below each other whose words change."""

import pytest
from PySide6.QtWidgets import QComboBox, QFrame, QLabel, QScrollArea
from pytestqt.qtbot import QtBot

from explorer.ui.widgets.line_column import LineColumn

LONG = (
    "The weight moves against its gradient, by as much as the learning rate says, and then the next one. " * 3
)


class Bench:
    """A title and a sentence in a scroll area 300 pixels wide."""

    def __init__(self, qtbot: QtBot) -> None:
        self.title, self.sentence = QLabel("Update"), QLabel("Short.")
        for label in (self.title, self.sentence):
            label.setWordWrap(True)
        self.column = LineColumn((self.title, self.sentence))
        self.area = QScrollArea()
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setWidget(self.column)
        self.area.resize(300, 90)
        qtbot.addWidget(self.area)
        self.area.show()
        qtbot.wait(0)


@pytest.fixture
def bench(qtbot: QtBot) -> Bench:
    return Bench(qtbot)


def test_each_line_stands_below_the_one_before(bench: Bench) -> None:
    assert bench.title.y() == 8
    assert bench.sentence.y() == bench.title.geometry().bottom() + 1 + 6
    assert bench.title.width() == bench.sentence.width() == 300 - 28


def test_words_that_need_more_room_have_it_once_they_are_arranged(bench: Bench) -> None:
    bench.sentence.setText(LONG)
    bench.column.arrange()
    assert bench.sentence.height() == bench.sentence.heightForWidth(bench.sentence.width())
    assert bench.column.minimumHeight() == bench.sentence.geometry().bottom() + 1 + 10


def test_words_that_nobody_has_arranged_are_arranged_before_they_are_seen(bench: Bench, qtbot: QtBot) -> None:
    before = bench.sentence.height()
    bench.sentence.setText(LONG)
    qtbot.waitUntil(lambda: bench.sentence.height() > 2 * before)


def test_a_hidden_line_takes_no_room(bench: Bench) -> None:
    bench.title.hide()
    bench.column.arrange()
    assert bench.sentence.y() == 8


def test_what_is_too_high_is_scrolled(bench: Bench, qtbot: QtBot) -> None:
    bench.sentence.setText(LONG)
    bench.column.arrange()
    qtbot.waitUntil(lambda: bench.area.verticalScrollBar().maximum() > 0)
    bench.sentence.setText("Short.")
    bench.column.arrange()
    qtbot.waitUntil(lambda: bench.area.verticalScrollBar().maximum() == 0)


def test_in_a_narrower_place_lines_become_higher(bench: Bench, qtbot: QtBot) -> None:
    bench.sentence.setText("Seven words that stand in one line.")
    bench.column.arrange()
    before = bench.sentence.height()
    bench.area.resize(140, 90)
    qtbot.waitUntil(lambda: bench.sentence.height() > before)


def test_it_is_never_narrower_than_the_longest_word(bench: Bench, qtbot: QtBot) -> None:
    bench.sentence.setText("w" * 80 + " and more")
    bench.column.arrange()
    qtbot.waitUntil(lambda: bench.area.horizontalScrollBar().maximum() > 0)
    assert bench.sentence.width() >= bench.sentence.fontMetrics().horizontalAdvance("w" * 80)


def test_what_stands_in_the_corner_covers_no_line(qtbot: QtBot) -> None:
    lines = [QLabel("a title"), QLabel("a sentence that is longer than the title, and has all of the width")]
    for line in lines:
        line.setWordWrap(True)
    corner = QComboBox()
    column = LineColumn(lines, corner)
    qtbot.addWidget(column)
    column.resize(400, 200)
    column.show()
    column.arrange()
    assert not any(corner.geometry().intersects(line.geometry()) for line in lines)
    assert corner.geometry().right() <= column.width()
    assert lines[1].width() > lines[0].width()
