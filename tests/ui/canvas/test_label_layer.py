"""Are weights written where they stand, in their colours, and from afar only those that are marked?"""

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QStyleOptionGraphicsItem

from explorer.drawing.level_of_detail import DIMMED
from explorer.ui.canvas.label_layer import LabelLayer
from explorer.ui.canvas.label_look import LabelLook
from explorer.ui.canvas.qt_shapes import to_rect
from explorer.ui.theme.theme import LIGHT
from tests.ui.canvas.painted import covered, has_colour, painted

AROUND = QRectF(0, 0, 160, 80)
LABEL = LabelLook(("i0", "a0"), 80.0, 30.0, -0.5)


@pytest.fixture
def layer(qapp: object) -> LabelLayer:
    return LabelLayer()


def image_of(layer: LabelLayer, *labels: LabelLook, scale: float = 1.0, lit: object = None) -> QImage:
    layer.show_labels(labels, LIGHT, lit)  # type: ignore[arg-type]
    return painted(AROUND, lambda painter: layer.paint(painter, QStyleOptionGraphicsItem()), scale)


def test_a_weight_is_written_in_its_colour_inside_of_its_rectangle(layer: LabelLayer) -> None:
    image = image_of(layer, LABEL, scale=4.0)
    assert has_colour(image, LIGHT.negative)
    whole = to_rect(LABEL.weight_rect).adjusted(-2, -2, 2, 2)
    found = covered(image)
    assert whole.contains(QRectF(found.x() / 4, found.y() / 4, found.width() / 4, found.height() / 4))


def test_a_gradient_stands_below_its_weight(layer: LabelLayer) -> None:
    label = replace(LABEL, gradient=0.25)
    image = image_of(layer, label)
    assert covered(image).bottom() > covered(image_of(layer, LABEL)).bottom() + 10
    assert has_colour(image_of(layer, label, scale=4.0), LIGHT.delta_positive)


def test_from_afar_only_what_is_marked_is_written_and_readably(layer: LabelLayer) -> None:
    assert covered(image_of(layer, LABEL, scale=0.25)).isEmpty()
    marked = covered(image_of(layer, replace(LABEL, is_marked=True, magnification=3.4), scale=0.25))
    assert marked.height() >= 0.85 * 16


def test_a_label_is_written_as_large_as_was_laid_out_and_a_thread_leads_to_its_curve(
    layer: LabelLayer,
) -> None:
    plain = covered(image_of(layer, LABEL))
    large = covered(image_of(layer, replace(LABEL, magnification=1.5)))
    assert large.height() == pytest.approx(1.5 * plain.height(), abs=3)
    assert large.width() == pytest.approx(1.5 * plain.width(), abs=3)
    threaded = covered(image_of(layer, replace(LABEL, thread=(80.0, 70.0))))
    assert threaded.bottom() == pytest.approx(70, abs=1.5)
    assert threaded.top() == plain.top()


def test_what_is_not_lit_is_dim(layer: LabelLayer) -> None:
    bright = image_of(layer, LABEL, lit=frozenset({LABEL.ends})).pixelColor(80, 23).alpha()
    dim = image_of(layer, LABEL, lit=frozenset()).pixelColor(80, 23).alpha()
    assert bright == 255
    assert dim == pytest.approx(255 * DIMMED, abs=2)


def test_it_looks_the_same_when_one_has_panned_or_zoomed_away_and_back(layer: LabelLayer) -> None:
    label = replace(LABEL, gradient=0.25, thread=(80.0, 70.0), is_fixed=True)
    layer.show_labels([label], LIGHT, None)

    def seen(scale: float, along: float = 0.0) -> QImage:
        around = AROUND.translated(along, 0)
        return painted(around, lambda painter: layer.paint(painter, QStyleOptionGraphicsItem()), scale)

    before, panned, zoomed = seen(1.0), seen(1.0, 30.0), seen(2.0)
    assert covered(panned).left() == covered(before).left() - 30
    assert covered(zoomed).width() > 1.8 * covered(before).width()
    assert seen(1.0) == before


def test_other_labels_take_the_place_of_those_before(layer: LabelLayer) -> None:
    before = image_of(layer, LABEL)
    assert image_of(layer, replace(LABEL, weight=0.5)) != before
    assert image_of(layer, LABEL) == before
