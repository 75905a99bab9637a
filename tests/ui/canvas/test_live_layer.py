"""Is what changes at every frame drawn as it is now?"""

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QStyleOptionGraphicsItem

from explorer.drawing.curve import curve_between
from explorer.ui.canvas.live_layer import ConnectionPreview, Live, LiveLayer
from explorer.ui.canvas.stroke import Stroke
from explorer.ui.theme.theme import DARK, LIGHT
from tests.ui.canvas.painted import covered, has_colour, painted

AROUND = QRectF(0, 0, 200, 100)
CURVE = curve_between((10.0, 50.0), (190.0, 50.0))


@pytest.fixture
def layer(qapp: object) -> LiveLayer:
    return LiveLayer()


def image_of(layer: LiveLayer) -> QImage:
    return painted(AROUND, lambda painter: layer.paint(painter, QStyleOptionGraphicsItem()))


def test_nothing_is_drawn_when_nothing_is_going_on(layer: LiveLayer) -> None:
    assert covered(image_of(layer)).isEmpty()


def test_a_connection_that_is_refused_is_red(layer: LiveLayer) -> None:
    layer.show_live(Live(connection_preview=ConnectionPreview(CURVE, False, True)), LIGHT)
    assert has_colour(image_of(layer), LIGHT.accent)
    layer.show_live(Live(connection_preview=ConnectionPreview(CURVE, True, False)), LIGHT)
    assert has_colour(image_of(layer), LIGHT.problem)
    assert not has_colour(image_of(layer), LIGHT.accent)


def test_a_connection_that_may_not_end_yet_is_dashed_and_ends_in_a_dot(layer: LiveLayer) -> None:
    layer.show_live(Live(connection_preview=ConnectionPreview(CURVE, False, False)), LIGHT)
    image = image_of(layer)
    along = [image.pixelColor(x, 50).alpha() > 0 for x in range(12, 180)]
    assert 0 < sum(along) < len(along)
    assert image.pixelColor(193, 50).name() == LIGHT.accent


def test_the_marquee_is_a_frame_with_a_veil(layer: LiveLayer) -> None:
    layer.show_live(Live(marquee=QRectF(20, 20, 100, 60)), DARK)
    image = image_of(layer)
    assert 0 < image.pixelColor(70, 50).alpha() < 128
    assert image.pixelColor(20, 50).alpha() > 100
    assert image.pixelColor(150, 50).alpha() == 0


def thickness(image: QImage) -> int:
    """How many pixels are coloured in the middle."""
    return sum(image.pixelColor(100, y).alpha() > 0 for y in range(100))


def test_a_few_curves_that_move_keep_their_width_and_many_are_hairlines(layer: LiveLayer) -> None:
    stroke = Stroke(CURVE, LIGHT.positive, 8.0)
    layer.show_live(Live(moving=[stroke] * 40), LIGHT)
    assert thickness(image_of(layer)) >= 8
    layer.show_live(Live(moving=[stroke] * 41), LIGHT)
    assert thickness(image_of(layer)) <= 2
