"""Does a thumbnail show the plane the right way up, a curve, and the strongest samples with their answers?"""

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage

from explorer.backprop.responses import POINTS, SIDE, Response
from explorer.drawing.neuron_look import NeuronLook
from explorer.network.model import Kind
from explorer.ui.canvas.response_paint import paint_response, sample_columns
from explorer.ui.theme.answer_colours import answer_colours
from explorer.ui.theme.theme import DARK, LIGHT, Theme
from tests.ui.canvas.painted import has_colour, paint_neuron, painted

RECT = QRectF(0, 0, 72, 54)
NO_SAMPLES, NO_CELLS = np.arange(0), np.empty((0, 0))


def plane(a: np.ndarray) -> Response:
    return Response(a, -1.0, 1.0, NO_SAMPLES, NO_CELLS)


def image(response: Response, theme: Theme = LIGHT) -> QImage:
    return painted(RECT, lambda painter: paint_response(painter, RECT, response, theme))


def soft(share: float, theme: Theme) -> str:
    red, green, blue, _ = answer_colours(np.array(share), 0.0, 1.0, theme).tolist()
    return f"#{red:02x}{green:02x}{blue:02x}"


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_the_second_input_goes_up_and_the_first_to_the_right(theme: Theme) -> None:
    a = np.full((SIDE, SIDE), 1.0)
    a[: SIDE // 2, : SIDE // 2] = -1.0  # small in both inputs
    shown = image(plane(a), theme)
    corners = [shown.pixelColor(x, y).name() for x, y in ((3, 50), (68, 50), (3, 3), (68, 3))]
    assert corners == [soft(0.0, theme), *[soft(1.0, theme)] * 3]


def test_where_nothing_finite_is_answered_the_surface_shows() -> None:
    assert image(plane(np.full((SIDE, SIDE), np.nan))).pixelColor(36, 27).name() == LIGHT.surface


def test_a_curve_rises_from_the_lower_left_over_the_colours_of_its_values() -> None:
    shown = image(Response(np.linspace(-1, 1, POINTS), -1.0, 1.0, NO_SAMPLES, NO_CELLS))
    assert [shown.pixelColor(x, 27).name() for x in (0, 71)] == [soft(0.0, LIGHT), soft(1.0, LIGHT)]
    dark = [min(range(54), key=lambda y: shown.pixelColor(x, y).lightness()) for x in (6, 36, 66)]
    assert dark == sorted(dark, reverse=True)
    assert dark[1] == pytest.approx(27, abs=2)


def test_strongest_samples_are_rows_of_their_inputs_with_the_answer_at_the_right() -> None:
    cells = np.array([[1.0, 0.0, -1.0], [0.0, 0.0, 1.0]])
    shown = image(Response(np.array([1.0, -1.0]), -1.0, 1.0, np.array([4, 2]), cells))
    inputs, answers = sample_columns(RECT)
    columns = [inputs.left() + (number + 0.5) * inputs.width() / 3 for number in range(3)]
    colours = [[shown.pixelColor(round(x), y).name() for x in columns] for y in (13, 40)]
    positive, none, negative = (soft(share, LIGHT) for share in (1.0, 0.5, 0.0))
    assert colours == [[positive, none, negative], [none, none, positive]]
    right = round(answers.center().x())
    assert [shown.pixelColor(right, y).name() for y in (13, 40)] == [LIGHT.positive, LIGHT.negative]


@pytest.mark.parametrize("scale", [1.0, 0.3])
def test_a_neuron_shows_its_response_within_its_square_beside_its_numbers(scale: float) -> None:
    around = QRectF(-80, -80, 160, 160)
    bare = NeuronLook("h0", Kind.HIDDEN, "tanh", z=0.5, a=0.46, response=plane(np.full((SIDE, SIDE), 1.0)))
    shown = painted(around, lambda painter: paint_neuron(painter, bare, LIGHT, scale), scale)
    assert has_colour(shown, soft(1.0, LIGHT))
    assert has_colour(shown, LIGHT.positive_soft) is (scale == 1.0)  # beside a, which stands there
    other = replace(bare, response=plane(np.full((SIDE, SIDE), -1.0)))
    changed = painted(around, lambda painter: paint_neuron(painter, other, LIGHT, scale), scale)
    assert not has_colour(changed, soft(1.0, LIGHT))
