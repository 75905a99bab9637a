"""Journeys through the examples: each is opened, played, looked at from all sides and trained."""

import math

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTabBar
from pytestqt.qtbot import QtBot

from explorer.files.example import Example, read_examples
from explorer.network.model import Experiment
from explorer.resources import resource
from explorer.ui.session.document import EMPTY
from tests.ui.conftest import OpenWindow
from tests.ui.person import Person

ALT = Qt.KeyboardModifier.AltModifier

BELOW = {
    "Gradients": "gradients",
    "Inspector": "inspector",
    "Samples": "samples",
    "Prediction": "prediction",
    "Network table": "network-table",
}
"""The panels that share tabs."""

OFTEN = {"d-skip-connections", "e-worked-iteration", "mirror-symmetry", "xor"}
"""The examples whose journey is made at every run of the tests, of networks of different kinds."""


def marks(example: Example) -> list[pytest.MarkDecorator]:
    """Whose journey takes its time only in `make test-all`."""
    return [] if example.path.stem in OFTEN else [pytest.mark.long]


@pytest.fixture
def person(open_window: OpenWindow, qtbot: QtBot) -> Person:
    """Somebody before an empty window."""
    return Person(open_window(EMPTY), qtbot)


def weights(experiment: Experiment) -> list[float]:
    """Of all connections, in the order in which they were drawn."""
    return [connection.weight for connection in experiment.network.connections]


@pytest.mark.parametrize(
    "example",
    [
        pytest.param(example, id=example.path.stem, marks=marks(example))
        for example in read_examples(resource("examples"))
    ],
)
def test_an_example_is_played_trained_and_looked_at_from_all_sides(
    person: Person, qtbot: QtBot, example: Example
) -> None:
    window = person.window
    person.choose("View", "Reduce motion")
    person.choose("File", "Examples", example.title)
    assert person.title == f"{example.path.stem} — Backprop Explorer"
    assert example.hint in person.reads("sentence")

    person.press(Qt.Key.Key_3, ALT)
    person.press(Qt.Key.Key_BracketRight, times=4)
    for _ in window.session.player.timeline.stops:
        person.press(Qt.Key.Key_Period)
        window.canvas.grab()
    person.wait_until_it_rests()
    assert window.session.player.time == window.session.player.duration > 0
    assert len(window.scene.state.updates) == len(person.experiment.network.parameters)

    window.complete()
    person.choose("View", "Panels", "Network table")
    tabs = next(bar for bar in window.findChildren(QTabBar) if bar.isVisible() and bar.count() > 2)
    assert [tabs.tabText(index) for index in range(tabs.count())] == list(BELOW)
    for theme in ("Dark", "Light"):
        person.choose("View", "Theme", theme)
        for index, name in enumerate(BELOW.values()):
            person.click_widget(tabs, tabs.tabRect(index).center())
            qtbot.waitUntil(window.docks.panel(name).isVisible)
            window.docks.panel(name).grab()

    start = weights(person.experiment)
    person.press(Qt.Key.Key_F6, times=3)
    assert window.session.training.snapshot.step == 3
    assert weights(person.experiment) != start
    assert all(map(math.isfinite, weights(person.experiment)))
