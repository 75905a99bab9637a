"""The middle of the Network workspace: the canvas keeps its place when the others come into theirs."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from explorer.network.edits.parameter_edits import set_weight
from explorer.ui.panels.divergence_banner import DivergenceBanner
from explorer.ui.panels.timeline_panel import TimelineBar
from explorer.ui.session.document import Document
from explorer.ui.session.session import Session
from explorer.ui.theme.theme import DARK, LIGHT
from explorer.ui.window.network_centre import NetworkCentre
from tests.ui.canvas.drawn import drag
from tests.ui.training_experiment import DIVERGING
from tests.worked_examples import article_e


@pytest.fixture
def centre(qtbot: QtBot) -> NetworkCentre:
    """On article E's experiment, at its first frame."""
    document = Document()
    document.replace(article_e())
    made = NetworkCentre(Session(document))
    qtbot.addWidget(made)
    made.resize(900, 800)
    made.show()
    return made


def test_the_canvas_stays_where_it_is_when_the_others_come(centre: NetworkCentre, qtbot: QtBot) -> None:
    before = centre.canvas.size()
    centre.complete()
    qtbot.waitUntil(centre.timeline.isVisible)
    assert centre.canvas.size() == before
    assert [centre.widget(1), centre.widget(2)] == [centre.timeline, centre.explanation]
    assert centre.count() == 3
    assert centre.isCollapsible(2)
    assert not centre.isCollapsible(1)


def test_the_banner_of_a_divergence_stands_above_the_canvas(centre: NetworkCentre, qtbot: QtBot) -> None:
    centre.complete()
    qtbot.waitUntil(centre.timeline.isVisible)
    before = centre.canvas.height()
    centre.session.document.replace(DIVERGING)
    while centre.session.training.divergence is None:
        centre.session.training.step()
    banner = centre.findChild(DivergenceBanner)
    qtbot.waitUntil(lambda: centre.canvas.height() < before)
    assert banner.geometry().bottom() < centre.canvas.geometry().top()


def test_the_first_frame_shows_the_experiment_without_player_or_training(centre: NetworkCentre) -> None:
    assert centre.scene.experiment == article_e()
    assert not {"player", "training"} & vars(centre.session).keys()


def test_a_neuron_that_is_added_before_the_rest_comes_is_there_to_be_dragged(centre: NetworkCentre) -> None:
    free, left = QPoint(20, 20), Qt.MouseButton.LeftButton
    QTest.mouseDClick(centre.canvas.viewport(), left, pos=free)
    assert "h0" in centre.session.document.experiment.network.by_name
    assert centre.scene.experiment is centre.session.document.experiment
    place = centre.canvas.mapFromScene(centre.scene.neuron_item("h0").pos())
    before = centre.scene.geometry.positions["h0"]
    drag(centre.canvas, place, place + QPoint(120, 60))
    network = centre.session.document.experiment.network
    assert [neuron.name for neuron in network.neurons if neuron.name.startswith("h")] == ["h0"]
    assert centre.scene.geometry.positions["h0"] == network.by_name["h0"].position != before


def test_once_the_rest_is_there_an_edit_is_shown_with_its_pass(centre: NetworkCentre) -> None:
    centre.complete()
    centre.session.player.reveal()
    assert centre.session.document.attempt("Set", lambda e: set_weight(e, "i0", "a0", 0.75))
    assert centre.scene.experiment is centre.session.document.experiment
    assert centre.scene.state is not None


def test_a_selection_made_elsewhere_is_shown_on_the_canvas(centre: NetworkCentre) -> None:
    centre.session.selection.select({"a0"}, {("i0", "a0")})
    assert centre.scene.selected_names == {"a0"}
    assert centre.scene.selected_ends == {("i0", "a0")}
    centre.scene.select({"c0"})
    assert centre.session.selection.neurons == {"c0"}


def test_what_comes_later_has_the_colours_of_the_theme_too(centre: NetworkCentre) -> None:
    centre.set_theme(DARK)
    centre.complete()
    assert centre.scene.theme is DARK
    picture = centre.timeline.findChild(TimelineBar).grab().toImage()
    places = [(x, y) for x in range(picture.width()) for y in range(0, picture.height(), 4)]
    colours = {picture.pixelColor(x, y).name() for x, y in places}
    assert DARK.positive_soft in colours
    assert LIGHT.positive_soft not in colours
