"""The timeline: where the pass is, scrubbed with the mouse and the keys, step by step of the chosen grain."""

from dataclasses import dataclass, replace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
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
class Desk:
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
def desk(qtbot: QtBot) -> Desk:
    """Article E's iteration, at the start."""
    document = Document()
    session = Session(document)
    panel = TimelinePanel(session)
    qtbot.addWidget(panel)
    document.replace(article_e())
    panel.resize(700, 100)
    panel.show()
    panel.activateWindow()
    desk = Desk(document, session, panel)
    desk.bar.setFocus()
    qtbot.waitUntil(desk.bar.hasFocus)
    return desk


def test_at_first_it_stands_at_the_start_of_all_messages(desk: Desk) -> None:
    assert "start of 36" in desk.texts


def test_it_says_which_message_is_reached(desk: Desk) -> None:
    desk.player.show_message(11)
    assert "message 12 of 36" in desk.texts
    desk.player.last()
    assert "message 36 of 36" in desk.texts


def test_a_click_goes_to_the_time_under_it(desk: Desk) -> None:
    point = desk.point_at(desk.player.duration / 2)
    QTest.mouseClick(desk.bar, LEFT, pos=point)
    assert desk.player.time == desk.bar.time_at(point.x())
    assert abs(desk.player.time - desk.player.duration / 2) < 0.05


def test_a_drag_to_and_fro_takes_the_time_along_as_far_as_the_ends(desk: Desk) -> None:
    middle = desk.point_at(desk.player.duration / 2)
    QTest.mousePress(desk.bar, LEFT, pos=middle)
    QTest.mouseMove(desk.bar, QPoint(10_000, middle.y()))
    assert desk.player.time == desk.player.duration
    assert "message 36 of 36" in desk.texts
    QTest.mouseMove(desk.bar, QPoint(-10_000, middle.y()))
    assert desk.player.time == 0.0
    assert "start of 36" in desk.texts
    QTest.mouseRelease(desk.bar, LEFT, pos=middle)
    QTest.mouseMove(desk.bar, middle)
    assert desk.player.time == 0.0


def test_the_right_button_leaves_the_time_alone(desk: Desk) -> None:
    QTest.mouseClick(desk.bar, Qt.MouseButton.RightButton, pos=desk.point_at(desk.player.duration))
    assert desk.player.time == 0.0


def test_grabbing_the_bar_pauses_what_plays(desk: Desk) -> None:
    desk.player.play()
    QTest.mouseClick(desk.bar, LEFT, pos=desk.point_at(3.0))
    assert not desk.player.is_playing


def test_every_time_is_found_where_it_is_drawn(desk: Desk) -> None:
    for time in (0.0, 1.0, 7.25, desk.player.duration):
        assert desk.bar.time_at(desk.bar.x_of(time)) == pytest.approx(time, abs=1e-12)


def test_the_arrow_keys_go_from_step_to_step_and_home_and_end_to_the_ends(desk: Desk) -> None:
    QTest.keyClick(desk.bar, Qt.Key.Key_End)
    assert desk.player.time == desk.player.duration
    QTest.keyClick(desk.bar, Qt.Key.Key_Left)
    assert "message 35 of 36" in desk.texts
    QTest.keyClick(desk.bar, Qt.Key.Key_Home)
    assert desk.player.time == 0.0
    QTest.keyClick(desk.bar, Qt.Key.Key_Right)
    QTest.keyClick(desk.bar, Qt.Key.Key_Right)
    assert desk.player.time == 1.0
    assert desk.player.is_playing


def test_the_space_bar_plays_and_pauses(desk: Desk) -> None:
    QTest.keyClick(desk.bar, Qt.Key.Key_Space)
    assert desk.player.is_playing
    QTest.keyClick(desk.bar, Qt.Key.Key_Space)
    assert not desk.player.is_playing


def test_other_keys_are_left_to_the_window(desk: Desk) -> None:
    QTest.keyClick(desk.bar, Qt.Key.Key_X)
    assert desk.player.time == 0.0
    assert not desk.player.is_playing


@pytest.mark.parametrize(("rows", "grain"), [(1, Grain.NEURON), (2, Grain.LEVEL), (3, Grain.PHASE)])
def test_the_grain_is_chosen_with_the_keys(desk: Desk, rows: int, grain: Grain) -> None:
    for _ in range(rows):
        QTest.keyClick(desk.grain, Qt.Key.Key_Down)
    assert desk.player.grain is grain
    assert desk.grain.currentText() == f"by {grain.value}"


def test_a_grain_chosen_elsewhere_is_shown(desk: Desk) -> None:
    assert desk.grain.currentText() == "by message"
    desk.player.set_grain(Grain.PHASE)
    assert desk.grain.currentText() == "by phase"
    QTest.keyClick(desk.bar, Qt.Key.Key_End)
    stops = 0
    while desk.player.time > 0:
        QTest.keyClick(desk.bar, Qt.Key.Key_Left)
        stops += 1
    assert stops == 4


def test_without_a_sample_it_says_where_to_add_one(desk: Desk) -> None:
    before = desk.bar.grab().toImage()
    desk.document.replace(replace(article_e(), samples=()))
    assert "no sample yet" in desk.texts
    assert desk.bar.why_empty == "There is no sample: add one in the Samples panel"
    assert desk.bar.grab().toImage() != before
    for key in (Qt.Key.Key_Right, Qt.Key.Key_End, Qt.Key.Key_Left, Qt.Key.Key_Space):
        QTest.keyClick(desk.bar, key)
    QTest.mouseClick(desk.bar, LEFT)
    assert desk.player.time == 0.0


def test_where_nothing_is_drawn_it_says_what_to_do(desk: Desk) -> None:
    desk.document.replace(EMPTY)
    assert desk.bar.why_empty == "Nothing to compute yet: connect the inputs to an output"
    assert "nothing yet" in desk.texts
    QTest.mouseClick(desk.bar, LEFT)
    assert desk.player.time == 0.0


def test_where_there_is_a_pass_nothing_is_missing(desk: Desk) -> None:
    assert desk.bar.why_empty == ""


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_the_phases_and_the_playhead_have_the_colours_of_the_theme(desk: Desk, theme: Theme) -> None:
    desk.panel.set_theme(theme)
    desk.player.seek(desk.player.duration / 2)
    head = desk.point_at(desk.player.time)
    head.setY(4)
    assert {theme.positive_soft, theme.zero_soft, theme.delta_positive_soft} <= desk.colours()
    assert desk.colour_at(head) == theme.accent
    desk.bar.clearFocus()
    assert desk.colour_at(head) == theme.text


def test_what_has_played_is_darker(desk: Desk) -> None:
    backward = next(span for span in desk.player.timeline.spans if span.phase is Phase.BACKWARD)
    between_marks = desk.point_at(backward.start + 0.25)
    assert desk.colour_at(between_marks) == LIGHT.delta_positive_soft
    desk.player.last()
    played = QColor(desk.colour_at(between_marks))
    assert played.lightness() < QColor(LIGHT.delta_positive_soft).lightness()


def test_a_phase_of_more_steps_than_can_be_told_apart_is_drawn_without_marks(desk: Desk) -> None:
    marked = desk.colours()
    desk.panel.resize(160, 100)
    assert len(desk.colours()) < len(marked)
    desk.player.last()
    assert desk.bar.time_at(desk.bar.width()) == desk.player.duration


def test_assistive_technology_can_name_the_bar_and_the_grain(desk: Desk) -> None:
    assert desk.bar.accessibleName() == "Timeline of the pass"
    assert desk.grain.accessibleName() == "What one step plays"
    assert desk.grain.toolTip() == "What one step plays (Alt+1 to Alt+4)"
    assert "left and right arrow keys" in desk.bar.toolTip()
