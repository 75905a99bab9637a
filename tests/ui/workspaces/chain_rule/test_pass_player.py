"""Does the time of a pass go where the transport sends it?"""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from explorer.ui.workspaces.chain_rule.pass_player import PassPlayer
from explorer.ui.workspaces.chain_rule.transport import PassTransport

LEFT = Qt.MouseButton.LeftButton


class Deck:
    """A transport over a pass of three steps, shown to its end."""

    def __init__(self, qtbot: QtBot) -> None:
        self.is_motion_reduced = False
        self.player = PassPlayer(lambda: self.is_motion_reduced)
        self.player.show_all(3)
        self.transport = PassTransport(self.player)
        qtbot.addWidget(self.transport)
        self.transport.show()
        self.times: list[float] = []
        self.player.moved.connect(lambda: self.times.append(self.player.time))

    def press(self, name: str) -> None:
        QTest.mouseClick(self.transport.buttons[name], LEFT)


@pytest.fixture
def deck(qtbot: QtBot) -> Deck:
    return Deck(qtbot)


def test_first_back_and_last_go_there_at_once(deck: Deck) -> None:
    deck.press("first")
    deck.press("last")
    deck.press("back")
    assert deck.times == [0.0, 3.0, 2.0]


def test_at_the_ends_only_what_leads_somewhere_can_be_pressed(deck: Deck) -> None:
    def enabled() -> set[str]:
        return {name for name, button in deck.transport.buttons.items() if button.isEnabled()}

    assert enabled() == {"first", "back", "play"}
    deck.press("first")
    assert enabled() == {"play", "next", "last"}


def test_next_glides_and_a_second_press_is_there_at_once(deck: Deck, qtbot: QtBot) -> None:
    deck.press("first")
    deck.press("next")
    qtbot.waitUntil(lambda: 0.0 < deck.player.time < 1.0)
    deck.press("next")
    assert deck.player.time == 1.0
    assert not deck.player.is_playing


def test_play_begins_anew_at_the_end_and_pauses(deck: Deck, qtbot: QtBot) -> None:
    deck.press("play")
    assert deck.transport.buttons["play"].accessibleName() == "Pause"
    qtbot.waitUntil(lambda: 0.0 < deck.player.time < 1.0)
    deck.press("play")
    assert not deck.player.is_playing
    assert deck.transport.buttons["play"].accessibleName() == "Play"


def test_with_reduced_motion_nothing_glides(deck: Deck, qtbot: QtBot) -> None:
    deck.is_motion_reduced = True
    deck.press("first")
    deck.press("next")
    qtbot.waitUntil(lambda: not deck.player.is_playing)
    assert deck.times == [0.0, 1.0]


def test_a_pass_of_many_steps_is_played_faster(qtbot: QtBot) -> None:
    player = PassPlayer(lambda: False)
    player.show_all(2000)
    player.toggle()
    qtbot.waitUntil(lambda: player.time > 10.0)
    player.first()


def test_the_keys_of_the_canvas_work_here_too(deck: Deck) -> None:
    QTest.keyClick(deck.transport, Qt.Key.Key_Comma)
    assert deck.player.time == 2.0
    QTest.keyClick(deck.transport, Qt.Key.Key_Period)
    assert deck.player.is_playing
    QTest.keyClick(deck.transport, Qt.Key.Key_Space)
    assert not deck.player.is_playing


def test_where_the_pass_changes_its_end_stays_the_end(deck: Deck) -> None:
    deck.player.follow(5)
    assert deck.player.time == 5.0
    deck.player.back()
    deck.player.follow(7)
    assert deck.player.time == 4.0
    deck.player.follow(2)
    assert deck.player.time == 2.0
