"""Are the connections drawn as their weights are, lit as they should be, and anew only where they change?"""

import pytest
from pytestqt.qtbot import QtBot

from explorer.backprop.frame import Frame
from explorer.backprop.path import Paths
from explorer.network.edits.parameter_edits import set_weight
from explorer.network.edits.position_edits import move
from explorer.ui.theme.theme import DARK, LIGHT
from tests.ui.canvas.drawn import Draw, dense_experiment, with_weight, worked_example
from tests.ui.canvas.painted import has_colour, largest_difference


def test_the_sign_of_a_weight_is_seen_on_its_curve(draw: Draw) -> None:
    scene, view = draw(worked_example())
    x, y = scene.geometry.curves["a0", "c0"].at(0.85)
    place = view.mapFromScene(x, y)
    assert view.grab().toImage().pixelColor(place).name() == LIGHT.negative
    scene.show(Frame(with_weight(scene.experiment, "a0", "c0", 1.0)))
    view.settle()
    assert view.grab().toImage().pixelColor(place).name() == LIGHT.positive


def test_one_changed_weight_looks_as_if_everything_was_drawn(draw: Draw, qtbot: QtBot) -> None:
    experiment = dense_experiment()
    scene, view = draw(experiment)
    connection = experiment.network.connections[400]
    changed = set_weight(experiment, *connection.ends, -connection.weight)
    scene.show(Frame(changed))
    view.settle()
    whole = view.grab().toImage()
    scene.show(Frame(experiment))
    view.settle()
    before = view.grab().toImage()
    assert largest_difference(before, whole) > 40
    scene.show(Frame(changed))
    qtbot.waitUntil(lambda: largest_difference(view.grab().toImage(), whole) < 16)


def test_undo_of_a_move_looks_as_before(draw: Draw) -> None:
    experiment = worked_example()
    scene, view = draw(experiment)
    before = view.grab().toImage()
    scene.show(Frame(move(experiment, {"a0": (250.0, 190.0)})))
    assert view.grab().toImage() != before
    scene.show(Frame(experiment))
    assert view.grab().toImage() == before


def test_what_is_not_lit_is_dim(draw: Draw) -> None:
    scene, view = draw(worked_example())
    curves = scene.geometry.curves
    places = [view.mapFromScene(*curves["a0", name].at(0.85)) for name in ("c0", "c1")]
    lit = Paths(frozenset({("a0", "c1")}), frozenset({"a0", "c1"}), 1, ())
    scene.show(Frame(scene.experiment, lit=lit))
    view.settle()
    image = view.grab().toImage()
    assert image.pixelColor(places[0]).name() != LIGHT.negative
    assert image.pixelColor(places[1]).name() == LIGHT.positive
    scene.show(Frame(scene.experiment))
    view.settle()
    assert view.grab().toImage().pixelColor(places[0]).name() == LIGHT.negative


@pytest.mark.parametrize("weight", [3.0, 1e-3])
def test_a_new_largest_weight_changes_every_width(draw: Draw, weight: float) -> None:
    experiment = worked_example()
    scene, view = draw(experiment)
    other = with_weight(experiment, "i0", "a0", weight)
    scene.show(Frame(other))
    view.settle()
    again = view.grab().toImage()
    scene.show(Frame(move(other, {"i2": (10.0, 320.0)})))
    scene.show(Frame(other))
    view.settle()
    assert view.grab().toImage() == again


def test_weights_that_change_too_little_to_be_seen_are_drawn_once_they_have_changed_enough(
    draw: Draw,
) -> None:
    experiment = worked_example()
    scene, view = draw(experiment)
    before = view.grab().toImage()
    for number in range(1, 11):
        scene.show(Frame(with_weight(experiment, "a0", "c0", -1.0 + number * 0.05)))
    view.settle()
    by_and_by = view.grab().toImage()
    scene.show(Frame(move(scene.experiment, {"i2": (10.0, 320.0)})))
    scene.show(Frame(with_weight(experiment, "a0", "c0", -0.5)))
    view.settle()
    assert largest_difference(by_and_by, before) > 40
    assert largest_difference(by_and_by, view.grab().toImage()) < 16


def test_another_theme_has_other_colours(draw: Draw) -> None:
    _, view = draw(worked_example())
    view.set_theme(DARK)
    view.settle()
    image = view.grab().toImage()
    assert has_colour(image, DARK.positive)
    assert not has_colour(image, LIGHT.positive)
