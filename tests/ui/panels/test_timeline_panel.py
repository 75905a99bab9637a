"""The timeline: where the pass is, scrubbed with the mouse and the keys, step by step of the chosen grain."""

from dataclasses import dataclass, replace

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel
from pytestqt.qtbot import QtBot

from explorer.backprop.message_kind import Phase
from explorer.backprop.step_grouping import Grain
from explorer.ui.panels.timeline_panel import TimelineBar, TimelinePanel
from explorer.ui.session.document import EMPTY, Document
from explorer.ui.session.player import Player
from explorer.ui.session.session import Session
from explorer.ui.theme.theme import DARK, LIGHT, Theme
from tests.worked_examples import article_e

LEFT = Qt.MouseButton.LeftButton


@dataclass
class Bench:
    """A document, its player and the timeline on the screen."""

    document: Document
    session: Session
    panel: TimelinePanel

    @property
    def player(self) -> Player:
        """What owns the time."""
        return self.session.player

    @property
    def bar(self) -> TimelineBar:
        """What is scrubbed."""
        return self.panel.findChild(TimelineBar)

    @property
    def grain(self) -> QComboBox:
        """What one step plays."""
        return self.panel.findChild(QComboBox)

    @property
    def texts(self) -> list[str]:
        """What the labels say."""
        return [label.text() for label in self.panel.findChildren(QLabel)]

    def point_at(self, time: float) -> QPoint:
        """Where `time` stands on the bar."""
        return QPointF(self.bar.x_of(time), self.bar.height() / 2).toPoint()

    def colour_at(self, point: QPoint) -> str:
        """How this pixel of the bar is drawn."""
        return self.bar.grab().toImage().pixelColor(point).name()

    def colours(self) -> set[str]:
        """Every colour of the bar as it is drawn."""
        picture = self.bar.grab().toImage()
        return {
            picture.pixelColor(x, y).name() for x in range(picture.width()) for y in range(picture.height())
        }


@pytest.fixture
def bench(qtbot: QtBot) -> Bench:
    """Article E's iteration, at the start."""
    document = Document()
    session = Session(document)
    panel = TimelinePanel(session)
    qtbot.addWidget(panel)
    document.replace(article_e())
    panel.resize(700, 100)
    panel.show()
    panel.activateWindow()
    bench = Bench(document, session, panel)
    bench.bar.setFocus()
    qtbot.waitUntil(bench.bar.hasFocus)
    return bench


def test_at_first_it_stands_at_the_start_of_all_messages(bench: Bench) -> None:
    assert "start of 36" in bench.texts


def test_the_place_that_changes_with_every_message_has_nothing_laid_out_anew(bench: Bench) -> None:
    bench.player.last()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    asked = []

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.LayoutRequest:
                asked.append(watched)
            return False

    watch = Watch()
    bench.panel.installEventFilter(watch)
    bench.player.show_message(11)
    bench.player.first()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    assert not asked
    place = next(label for label in bench.panel.findChildren(QLabel) if label.text() == "start of 36")
    bench.player.show_message(30)
    assert place.text() == "message 31 of 36"
    assert place.width() >= place.sizeHint().width()


def test_it_says_which_message_is_reached(bench: Bench) -> None:
    bench.player.show_message(11)
    assert "message 12 of 36" in bench.texts
    bench.player.last()
    assert "message 36 of 36" in bench.texts


def test_a_click_goes_to_the_time_under_it(bench: Bench) -> None:
    point = bench.point_at(bench.player.duration / 2)
    QTest.mouseClick(bench.bar, LEFT, pos=point)
    assert bench.player.time == bench.bar.time_at(point.x())
    assert abs(bench.player.time - bench.player.duration / 2) < 0.05


def test_a_drag_to_and_fro_takes_the_time_along_as_far_as_the_ends(bench: Bench) -> None:
    middle = bench.point_at(bench.player.duration / 2)
    QTest.mousePress(bench.bar, LEFT, pos=middle)
    QTest.mouseMove(bench.bar, QPoint(10_000, middle.y()))
    assert bench.player.time == bench.player.duration
    assert "message 36 of 36" in bench.texts
    QTest.mouseMove(bench.bar, QPoint(-10_000, middle.y()))
    assert bench.player.time == 0.0
    assert "start of 36" in bench.texts
    QTest.mouseRelease(bench.bar, LEFT, pos=middle)
    QTest.mouseMove(bench.bar, middle)
    assert bench.player.time == 0.0


def test_the_right_button_leaves_the_time_alone(bench: Bench) -> None:
    QTest.mouseClick(bench.bar, Qt.MouseButton.RightButton, pos=bench.point_at(bench.player.duration))
    assert bench.player.time == 0.0


def test_grabbing_the_bar_pauses_what_plays(bench: Bench) -> None:
    bench.player.play()
    QTest.mouseClick(bench.bar, LEFT, pos=bench.point_at(3.0))
    assert not bench.player.is_playing


def test_every_time_is_found_where_it_is_drawn(bench: Bench) -> None:
    for time in (0.0, 1.0, 7.25, bench.player.duration):
        assert bench.bar.time_at(bench.bar.x_of(time)) == pytest.approx(time, abs=1e-12)


def test_the_arrow_keys_go_from_step_to_step_and_home_and_end_to_the_ends(bench: Bench) -> None:
    QTest.keyClick(bench.bar, Qt.Key.Key_End)
    assert bench.player.time == bench.player.duration
    QTest.keyClick(bench.bar, Qt.Key.Key_Left)
    assert "message 35 of 36" in bench.texts
    QTest.keyClick(bench.bar, Qt.Key.Key_Home)
    assert bench.player.time == 0.0
    QTest.keyClick(bench.bar, Qt.Key.Key_Right)
    QTest.keyClick(bench.bar, Qt.Key.Key_Right)
    assert bench.player.time == 1.0
    assert bench.player.is_playing


def test_the_space_bar_plays_and_pauses(bench: Bench) -> None:
    QTest.keyClick(bench.bar, Qt.Key.Key_Space)
    assert bench.player.is_playing
    QTest.keyClick(bench.bar, Qt.Key.Key_Space)
    assert not bench.player.is_playing


def test_other_keys_are_left_to_the_window(bench: Bench) -> None:
    QTest.keyClick(bench.bar, Qt.Key.Key_X)
    assert bench.player.time == 0.0
    assert not bench.player.is_playing


@pytest.mark.parametrize(("rows", "grain"), [(1, Grain.NEURON), (2, Grain.LEVEL), (3, Grain.PHASE)])
def test_the_grain_is_chosen_with_the_keys(bench: Bench, rows: int, grain: Grain) -> None:
    for _ in range(rows):
        QTest.keyClick(bench.grain, Qt.Key.Key_Down)
    assert bench.player.grain is grain
    assert bench.grain.currentText() == f"by {grain.value}"


def test_a_grain_chosen_elsewhere_is_shown(bench: Bench) -> None:
    assert bench.grain.currentText() == "by message"
    bench.player.set_grain(Grain.PHASE)
    assert bench.grain.currentText() == "by phase"
    QTest.keyClick(bench.bar, Qt.Key.Key_End)
    stops = 0
    while bench.player.time > 0:
        QTest.keyClick(bench.bar, Qt.Key.Key_Left)
        stops += 1
    assert stops == 4


def test_without_a_sample_it_says_where_to_add_one(bench: Bench) -> None:
    before = bench.bar.grab().toImage()
    bench.document.replace(replace(article_e(), samples=()))
    assert "no sample yet" in bench.texts
    assert bench.bar.why_empty == "There is no sample: add one in the Samples panel"
    assert bench.bar.grab().toImage() != before
    for key in (Qt.Key.Key_Right, Qt.Key.Key_End, Qt.Key.Key_Left, Qt.Key.Key_Space):
        QTest.keyClick(bench.bar, key)
    QTest.mouseClick(bench.bar, LEFT)
    assert bench.player.time == 0.0


def test_where_nothing_is_drawn_it_says_what_to_do(bench: Bench) -> None:
    bench.document.replace(EMPTY)
    assert bench.bar.why_empty == "Nothing to compute yet: connect the inputs to an output"
    assert "nothing yet" in bench.texts
    QTest.mouseClick(bench.bar, LEFT)
    assert bench.player.time == 0.0


def test_where_there_is_a_pass_nothing_is_missing(bench: Bench) -> None:
    assert bench.bar.why_empty == ""


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_the_phases_and_the_playhead_have_the_colours_of_the_theme(bench: Bench, theme: Theme) -> None:
    bench.panel.set_theme(theme)
    bench.player.seek(bench.player.duration / 2)
    head = bench.point_at(bench.player.time)
    head.setY(4)
    assert {theme.positive_soft, theme.zero_soft, theme.delta_positive_soft} <= bench.colours()
    assert bench.colour_at(head) == theme.accent
    bench.bar.clearFocus()
    assert bench.colour_at(head) == theme.text


def test_what_has_played_is_darker(bench: Bench) -> None:
    backward = next(span for span in bench.player.timeline.spans if span.phase is Phase.BACKWARD)
    between_marks = bench.point_at(backward.start + 0.25)
    assert bench.colour_at(between_marks) == LIGHT.delta_positive_soft
    bench.player.last()
    played = QColor(bench.colour_at(between_marks))
    assert played.lightness() < QColor(LIGHT.delta_positive_soft).lightness()


def test_a_phase_of_more_steps_than_can_be_told_apart_is_drawn_without_marks(bench: Bench) -> None:
    marked = bench.colours()
    bench.panel.resize(160, 100)
    assert len(bench.colours()) < len(marked)
    bench.player.last()
    assert bench.bar.time_at(bench.bar.width()) == bench.player.duration


def test_assistive_technology_can_name_the_bar_and_the_grain(bench: Bench) -> None:
    assert bench.bar.accessibleName() == "Timeline of the pass"
    assert bench.grain.accessibleName() == "What one step plays"
    assert bench.grain.toolTip() == "What one step plays (Alt+1 to Alt+4)"
    assert "left and right arrow keys" in bench.bar.toolTip()
