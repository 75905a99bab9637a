"""Is a neuron's picture painted anew only when it looks otherwise, and given up when nobody sees it?"""

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QGraphicsScene

from explorer.backprop.responses import SIDE, Response
from explorer.drawing.geometry import backdrop_rect
from explorer.drawing.neuron_look import Halo
from explorer.network.model import Kind, Neuron
from explorer.ui.canvas.neuron_item import NeuronItem
from explorer.ui.canvas.picture_cache import PictureCache
from explorer.ui.theme.theme import DARK, LIGHT
from tests.ui.canvas.painted import covered, has_colour, painted

AROUND = QRectF(-80, -80, 160, 160)


class Shown:
    """An item in a scene of its own."""

    def __init__(self) -> None:
        self.pictures, self.stills = PictureCache(10_000_000), PictureCache(10_000_000)
        self.scene = QGraphicsScene()
        self.item = NeuronItem(Neuron("h0", Kind.HIDDEN, "tanh", 0.0), self.pictures, self.stills)
        self.scene.addItem(self.item)

    def image(self, scale: float = 1.0) -> QImage:
        def paint(painter) -> None:  # type: ignore[no-untyped-def]
            painter.resetTransform()
            self.scene.render(painter, QRectF(0, 0, 160 * scale, 160 * scale), AROUND)

        return painted(AROUND, paint, scale)


@pytest.fixture
def shown(qapp: object) -> Shown:
    return Shown()


def test_the_same_look_needs_no_new_picture(shown: Shown) -> None:
    assert shown.item.show_look(replace(shown.item.look, a=0.5), LIGHT)
    assert not shown.item.show_look(replace(shown.item.look), LIGHT)


def test_a_new_look_is_seen_once_it_is_refreshed(shown: Shown) -> None:
    shown.image()
    shown.item.show_look(replace(shown.item.look, z=0.5, a=0.46), LIGHT)
    assert not has_colour(shown.image(), LIGHT.positive_soft)
    shown.item.refresh()
    assert has_colour(shown.image(), LIGHT.positive_soft)


def test_from_afar_a_number_of_the_same_sign_needs_no_new_picture(shown: Shown) -> None:
    shown.item.show_look(replace(shown.item.look, z=0.5, a=0.46), LIGHT)
    shown.image(scale=0.3)
    assert not shown.item.show_look(replace(shown.item.look, z=0.75, a=0.64), LIGHT)
    assert shown.item.show_look(replace(shown.item.look, z=-0.75, a=-0.64), LIGHT)
    shown.item.refresh()
    assert has_colour(shown.image(scale=0.3), LIGHT.negative)
    assert shown.item.show_look(shown.item.look, DARK)


def test_numbers_are_written_on_a_picture_that_stays_and_look_as_if_all_was_painted(shown: Shown) -> None:
    looks = [replace(shown.item.look, z=z, a=z / 2, delta=0.25) for z in (0.5, 0.75)]
    shown.item.show_look(looks[0], LIGHT)
    shown.image()
    kept = shown.stills.size
    shown.item.show_look(looks[1], LIGHT)
    shown.item.refresh()
    after = shown.image()
    assert shown.stills.size == kept > 0
    fresh = Shown()
    fresh.item.show_look(looks[1], LIGHT)
    assert fresh.image() == after
    shown.item.show_look(replace(looks[1], a=-0.5), LIGHT)
    shown.item.refresh()
    assert has_colour(shown.image(), LIGHT.negative_soft)


def test_from_near_every_number_needs_a_new_picture(shown: Shown) -> None:
    shown.item.show_look(replace(shown.item.look, z=0.5, a=0.46), LIGHT)
    shown.image()
    assert shown.item.show_look(replace(shown.item.look, z=0.75, a=0.64), LIGHT)


def test_while_held_the_picture_is_stretched(shown: Shown) -> None:
    shown.image()
    size = shown.pictures.size
    shown.item.is_held = True
    shown.image(scale=2.0)
    assert shown.pictures.size == size
    shown.item.is_held = False
    shown.image(scale=2.0)
    assert shown.pictures.size > 3 * size


def test_a_picture_that_nobody_looks_at_is_given_up(shown: Shown) -> None:
    shown.image()
    for _ in range(4):
        shown.item.refresh()
    assert shown.pictures.size > 0
    shown.item.refresh()
    assert shown.pictures.size == 0


def test_one_that_is_seen_in_between_is_kept(shown: Shown) -> None:
    for _ in range(12):
        shown.image()
        shown.item.refresh()
    assert shown.pictures.size > 0


def test_a_neuron_that_leaves_takes_its_picture_with_it(shown: Shown) -> None:
    shown.image()
    shown.item.forget_picture()
    assert shown.pictures.size == 0


def test_an_explained_neuron_seen_from_afar_is_no_larger_than_its_room_allows(shown: Shown) -> None:
    shown.item.show_look(replace(shown.item.look, z=0.5, a=0.46, halo=Halo.FORWARD), LIGHT)

    def width() -> float:
        return covered(shown.image(scale=0.3)).width()

    free = width()
    shown.item.show_room(1.45)
    assert width() == pytest.approx(0.3 * 1.45 * backdrop_rect(Kind.HIDDEN).width, abs=2)
    assert width() < free
    shown.item.show_room(0.5)  # too little to be read: then it covers what is beside it
    assert width() == free


def test_another_response_needs_a_new_picture_also_from_afar(shown: Shown) -> None:
    low, high = (
        Response(np.full((SIDE, SIDE), a), -1.0, 1.0, np.arange(0), np.empty((0, 0))) for a in (-1.0, 1.0)
    )
    shown.item.show_look(replace(shown.item.look, response=low), LIGHT)
    before = shown.image(scale=0.3)
    kept = shown.stills.size
    assert shown.item.show_look(replace(shown.item.look, response=high), LIGHT)
    shown.item.refresh()
    assert shown.image(scale=0.3) != before
    assert shown.stills.size == kept  # what it is painted on stays
