"""What neurons respond to, as a person sees it: asked for with a key, live while training, opened large."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from explorer.drawing.hit_target import Part
from explorer.files.project import read_experiment
from explorer.resources import resource
from explorer.ui.canvas.response_overlay import legend_ends
from explorer.ui.window.main_window import MainWindow
from tests.ui.canvas.drawn import at_part, hover
from tests.ui.canvas.painted import largest_difference
from tests.ui.conftest import OpenWindow
from tests.ui.person import Person


@pytest.fixture
def window(reopen_window: OpenWindow) -> Iterator[MainWindow]:
    shown = reopen_window(read_experiment(resource("examples/xor.json")))
    shown.session.responses.set_on(False)
    yield shown
    shown.session.responses.set_on(False)
    shown.named_actions["responses"].setChecked(False)


def test_a_key_shows_them_in_every_neuron_and_takes_them_away(window: MainWindow, qtbot: QtBot) -> None:
    person = Person(window, qtbot)
    person.press(Qt.Key.Key_W)
    assert window.named_actions["responses"].isChecked()
    found = {name: window.scene.neuron_item(name).look.response for name in ("h0", "h1", "h2", "h3", "y0")}
    assert None not in found.values()
    assert window.scene.neuron_item("i0").look.response is None
    person.press(Qt.Key.Key_W)
    assert not window.named_actions["responses"].isChecked()
    assert window.scene.neuron_item("h0").look.response is None


def test_while_the_network_trains_each_frame_has_the_responses_of_its_weights(window: MainWindow) -> None:
    window.session.responses.set_on(True)
    before = window.scene.neuron_item("h0").look.response
    window.session.training.step()
    after = window.scene.highlights.responses
    assert after is not None
    assert window.scene.neuron_item("h0").look.response is after.by_neuron["h0"] is not before
    assert after.experiment is window.session.frames.frame.experiment is window.document.experiment


def test_they_follow_undo(window: MainWindow) -> None:
    window.session.responses.set_on(True)
    before = window.scene.neuron_item("h0").look.response
    window.session.training.step()
    window.document.undo_stack.undo()
    undone = window.scene.neuron_item("h0").look.response
    assert before is not None
    assert undone is not None
    assert (undone.a == before.a).all()


def test_the_one_that_is_pointed_at_is_large_at_the_other_side(window: MainWindow) -> None:
    canvas = window.canvas
    window.session.responses.set_on(True)
    hover(canvas, canvas.viewport().rect().bottomLeft())
    before = canvas.grab().toImage()
    hover(canvas, at_part(canvas, "h3", Part.A))
    after = canvas.grab().toImage()
    corner = canvas.viewport().rect().adjusted(canvas.width() - 200, 60, -40, 0)
    corner.setHeight(120)
    assert largest_difference(before.copy(corner), after.copy(corner)) > 40


def test_a_double_click_opens_it_large_in_the_prediction_panel(window: MainWindow, qtbot: QtBot) -> None:
    window.session.responses.set_on(True)
    where = at_part(window.canvas, "h2", Part.A)
    QTest.mouseClick(window.canvas.viewport(), Qt.MouseButton.LeftButton, pos=where)
    QTest.mouseDClick(window.canvas.viewport(), Qt.MouseButton.LeftButton, pos=where)
    QTest.mouseRelease(window.canvas.viewport(), Qt.MouseButton.LeftButton, pos=where)
    panel = window.docks.panel("prediction")
    qtbot.waitUntil(panel.isVisible)
    qtbot.waitUntil(lambda: panel.findChild(QComboBox).currentData() == "h2")
    assert window.session.frames.frame.message is not None  # and the click explained it, as ever


def test_the_legend_has_numbers_where_all_scales_are_one(window: MainWindow) -> None:
    model = window.session.responses
    model.set_on(True)
    mixed = model.of(window.document.experiment)
    assert mixed is not None
    assert legend_ends(mixed) == ("least", "most of each neuron")  # tanh from −1, targets from 0
    one = model.of(read_experiment(resource("examples/mirror-symmetry.json")))
    assert one is not None
    assert legend_ends(one) == ("0", "1")
