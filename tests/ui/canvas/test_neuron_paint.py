"""Does a neuron look like what it is, and stay inside the extent that is kept for it?"""

import math

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage

from explorer.drawing.geometry import BIAS_RECT, CAPTION_RECT, badge_centre, extent, name_rect
from explorer.drawing.neuron_look import Halo, NeuronLook
from explorer.network.layout.sizes import RADIUS
from explorer.network.model import Kind
from explorer.ui.canvas.neuron_paint import halo_colour, tint
from explorer.ui.canvas.qt_shapes import to_rect
from explorer.ui.theme.theme import DARK, LIGHT, Theme
from tests.ui.canvas.painted import covered, has_colour, paint_neuron, painted

AROUND = QRectF(-150, -150, 300, 300)
PLAIN = NeuronLook("h0", Kind.HIDDEN, "tanh", bias=0.5)
BUSY = {
    Kind.INPUT: NeuronLook("i0", Kind.INPUT, value=-123.456, is_selected=True),
    Kind.CONSTANT: NeuronLook("k0", Kind.CONSTANT, value=1.0, is_selected=True, halo=Halo.FORWARD),
    Kind.HIDDEN: replace(
        PLAIN, next_bias=0.525, z=-0.25, a=-0.2449, delta=1e-7, is_selected=True, halo=Halo.BACKWARD
    ),
    Kind.OUTPUT: NeuronLook(
        "y0", Kind.OUTPUT, "logistic", bias=-1e6, z=1e9, a=1.0, dE_da=-0.5, target=-123456.7, is_wanted=True
    ),
}


def image_of(look: NeuronLook, theme: Theme = LIGHT, scale: float = 1.0) -> QImage:
    return painted(AROUND, lambda painter: paint_neuron(painter, look, theme, scale))


def colour_at(image: QImage, x: float, y: float) -> str:
    """The colour of the pixel at (x, y) from the neuron's centre."""
    return image.pixelColor(round(x - AROUND.left()), round(y - AROUND.top())).name()


@pytest.mark.parametrize("scale", [1.0, 0.2])
@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("feeds_others", [True, False])
def test_everything_is_painted_inside_the_extent(kind: Kind, feeds_others: bool, scale: float) -> None:
    look = replace(BUSY[kind], feeds_others=feeds_others)
    room = to_rect(extent(kind, feeds_others)).adjusted(-4, -4, 4, 4)
    assert room.contains(covered(image_of(look, scale=scale)).translated(AROUND.topLeft()))


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_the_right_half_has_the_colour_of_what_is_emitted(theme: Theme) -> None:
    inside = RADIUS - 4
    for a, colour in ((0.5, theme.positive_soft), (-0.5, theme.negative_soft), (0.0, theme.zero_soft)):
        image = image_of(replace(PLAIN, z=0.0, a=a), theme)
        assert colour_at(image, inside - 1, 1) == colour
        assert colour_at(image, -inside, 1) == theme.neuron


@pytest.mark.parametrize("theme", [LIGHT, DARK])
@pytest.mark.parametrize("scale", [1.0, 0.2])
@pytest.mark.parametrize("kind", list(Kind))
def test_a_neuron_of_which_a_diagnosis_speaks_has_a_badge(kind: Kind, scale: float, theme: Theme) -> None:
    well = replace(BUSY[kind], is_selected=False, halo=None, is_wanted=False, delta=None)
    amiss = replace(well, is_amiss=True)
    assert well.from_afar != amiss.from_afar
    x, y = badge_centre(kind)
    assert colour_at(image_of(amiss, theme, scale), x - 4.5, y) == theme.problem
    assert colour_at(image_of(amiss, theme, scale), x, y - 2) == theme.canvas  # the mark in it
    assert colour_at(image_of(well, theme, scale), x - 4.5, y) != theme.problem
    room = to_rect(extent(kind, False)).adjusted(-4, -4, 4, 4)
    assert room.contains(covered(image_of(amiss, theme, scale)).translated(AROUND.topLeft()))


def test_nothing_is_known_before_the_animation_has_reached_it() -> None:
    before, after = image_of(PLAIN), image_of(replace(PLAIN, z=0.5, a=0.46))
    assert colour_at(before, RADIUS - 5, 1) == LIGHT.neuron
    assert before != after
    assert tint(None, LIGHT).name() == LIGHT.neuron


def test_a_badge_is_filled_once_it_is_delta() -> None:
    on_its_way = image_of(replace(PLAIN, dE_da=0.5))
    arrived = image_of(replace(PLAIN, dE_da=0.5, delta=0.25))
    edge = (-33.0, RADIUS + 27)  # left of the letters
    assert colour_at(on_its_way, *edge) == LIGHT.surface
    assert colour_at(arrived, *edge) == LIGHT.delta_positive


@pytest.mark.parametrize("look", [replace(PLAIN, z=math.nan, a=math.nan), replace(PLAIN, is_diverged=True)])
def test_what_is_not_finite_is_ringed_in_the_colour_of_problems(look: NeuronLook) -> None:
    assert has_colour(image_of(look), LIGHT.problem)
    assert not has_colour(image_of(PLAIN), LIGHT.problem)


def test_a_target_has_its_tag_and_no_target_none() -> None:
    output = NeuronLook("y0", Kind.OUTPUT, "tanh", target=0.5)
    assert has_colour(image_of(output), LIGHT.target_soft)
    assert not has_colour(image_of(replace(output, target=None)), LIGHT.target_soft)


def test_from_afar_the_body_has_the_full_colour_and_no_letters() -> None:
    far = image_of(replace(PLAIN, a=0.5, delta=-0.1), scale=0.2)
    assert colour_at(far, 0, 0) == LIGHT.positive
    assert has_colour(far, LIGHT.delta_negative)
    assert not has_colour(far, LIGHT.text)


def test_the_halo_has_the_colour_of_the_number_that_is_explained() -> None:
    back = replace(PLAIN, halo=Halo.BACKWARD)
    assert halo_colour(replace(PLAIN, halo=Halo.FORWARD), LIGHT).name() == LIGHT.accent
    assert halo_colour(replace(back, dE_da=-1.0), LIGHT).name() == LIGHT.delta_negative
    assert halo_colour(replace(back, dE_da=-1.0, delta=1.0), LIGHT).name() == LIGHT.delta_positive


def test_a_backdrop_hides_what_is_behind() -> None:
    def paint_over_red(has_backdrop: bool) -> QImage:
        def paint(painter) -> None:  # type: ignore[no-untyped-def]
            painter.fillRect(AROUND, "#ff0000")
            paint_neuron(painter, PLAIN, LIGHT, 1.0, has_backdrop)

        return painted(AROUND, paint)

    beside = (-RADIUS - 3, -RADIUS)
    assert colour_at(paint_over_red(False), *beside) == "#ff0000"
    assert colour_at(paint_over_red(True), *beside) != "#ff0000"


@pytest.mark.parametrize("halo", [None, Halo.FORWARD])
@pytest.mark.parametrize("kind", list(Kind))
def test_the_ring_of_what_is_selected_crosses_neither_name_nor_bias(kind: Kind, halo: Halo | None) -> None:
    well = replace(BUSY[kind], is_selected=False, halo=halo, is_wanted=False)
    still, ringed = image_of(well), image_of(replace(well, is_selected=True))
    assert still != ringed
    texts = [name_rect(kind), BIAS_RECT if kind.is_computed else CAPTION_RECT]
    for rect in texts if kind is not Kind.INPUT else texts[:1]:
        area = to_rect(rect.translated(-AROUND.left(), -AROUND.top())).adjusted(1, 1, -1, -1).toRect()
        assert still.copy(area) == ringed.copy(area)
