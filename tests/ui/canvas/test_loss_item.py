"""Is the loss a diamond with its number, and red where it is none?"""

import math

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QStyleOptionGraphicsItem

from explorer.backprop.notation import load_notation
from explorer.drawing.geometry import DIAMOND
from explorer.ui.canvas.loss_item import LossItem
from explorer.ui.theme.theme import LIGHT
from tests.ui.canvas.painted import covered, has_colour, painted

AROUND = QRectF(-60, -60, 120, 120)


@pytest.fixture
def item(qapp: object) -> LossItem:
    return LossItem()


def image_of(item: LossItem) -> QImage:
    return painted(AROUND, lambda painter: item.paint(painter, QStyleOptionGraphicsItem()))


def test_it_is_a_diamond_inside_of_its_bounds(item: LossItem) -> None:
    item.show_loss(123456.789, True, LIGHT, load_notation())
    image = image_of(item)
    assert item.boundingRect().contains(covered(image).translated(AROUND.topLeft()))
    assert image.pixelColor(60, 60 - round(DIAMOND) + 6).name() == LIGHT.neuron
    assert image.pixelColor(60 + 34, 60 + 34).alpha() == 0


@pytest.mark.parametrize("loss", [3.895e6, 0.0061617, 1.2345e-105, 123456.0])
def test_its_number_touches_no_side(item: LossItem, loss: float) -> None:
    item.show_loss(loss, False, LIGHT, load_notation())
    image, text = image_of(item), QColor(LIGHT.text)
    written = [
        (x - 60, y - 60)
        for x in range(image.width())
        for y in range(62, image.height())
        if abs(x - 60) + abs(y - 60) < DIAMOND - 1.5 and image.pixelColor(x, y) == text
    ]
    assert written
    assert all(abs(x) + abs(y) < DIAMOND - 4 for x, y in written)


def test_its_number_appears_when_it_is_known(item: LossItem) -> None:
    unknown = image_of(item)
    item.show_loss(0.25, False, LIGHT, load_notation())
    assert item.loss == 0.25
    assert image_of(item) != unknown


def test_a_loss_that_is_no_number_is_told_in_the_colour_of_problems(item: LossItem) -> None:
    item.show_loss(0.25, False, LIGHT, load_notation())
    assert not has_colour(image_of(item), LIGHT.problem)
    item.show_loss(math.inf, False, LIGHT, load_notation())
    assert has_colour(image_of(item), LIGHT.problem)
    assert has_colour(image_of(item), LIGHT.problem_soft)


def test_from_afar_it_is_a_letter_alone_and_not_blown_up(item: LossItem) -> None:
    item.show_loss(0.25, False, LIGHT, load_notation())
    unknown = LossItem()
    unknown.show_loss(None, False, LIGHT, load_notation())
    for scale in (0.16, 0.3):
        seen = seen_from_afar(item, scale)
        assert covered(seen).width() <= 2 * scale * 1.9 * (DIAMOND + 3)
        assert seen == seen_from_afar(unknown, scale)
    assert seen_from_afar(item, 0.42) != seen_from_afar(unknown, 0.42)


def seen_from_afar(item: LossItem, scale: float) -> QImage:
    around = AROUND.adjusted(-60, -60, 60, 60)
    return painted(around, lambda painter: item.paint(painter, QStyleOptionGraphicsItem()), scale)
