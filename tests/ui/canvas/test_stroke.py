"""Do width and colour of a curve say size and sign of its weight?"""

import math

import pytest

from explorer.network.model import Connection
from explorer.ui.canvas.highlights import Highlights
from explorer.ui.canvas.network_geometry import compute_geometry
from explorer.ui.canvas.stroke import (
    THINNEST,
    WIDEST,
    largest_weight,
    loss_strokes,
    mark_strokes,
    weight_colour,
    weight_strokes,
    width_of,
)
from explorer.ui.theme.theme import DARK, LIGHT, Theme
from tests.ui.canvas.drawn import dense_experiment, worked_example


def test_the_width_grows_with_the_size_of_the_weight_and_is_bounded() -> None:
    widths = [width_of(weight, 2.0) for weight in (0.0, 0.5, -1.0, 2.0, -99.0, math.inf, math.nan)]
    assert widths[0] == THINNEST
    assert widths[:4] == sorted(widths[:4])
    assert widths[3:] == [WIDEST] * 4


def test_small_weights_stay_thin() -> None:
    assert largest_weight([Connection("a", "b", 0.01)]) == 1
    assert largest_weight([Connection("a", "b", -3.0), Connection("a", "c", math.inf)]) == 3


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_colours_say_the_sign(theme: Theme) -> None:
    assert weight_colour(0.1, theme) == theme.positive
    assert weight_colour(-0.1, theme) == theme.negative
    assert weight_colour(0.0, theme) == theme.zero
    assert weight_colour(math.nan, theme) == theme.problem


def test_many_curves_let_each_other_through() -> None:
    experiment = dense_experiment()
    strokes = list(weight_strokes(experiment.network, compute_geometry(experiment).curves, LIGHT))
    assert len(strokes) == 800
    assert all(len(stroke.colour) == 9 for stroke in strokes)


def test_only_the_chosen_are_drawn() -> None:
    experiment = worked_example()
    drawing = compute_geometry(experiment)
    chosen = weight_strokes(experiment.network, drawing.curves, LIGHT, {("a0", "c0")})
    assert [stroke.curve for stroke in chosen] == [drawing.curves["a0", "c0"]]
    assert len(loss_strokes(drawing.loss_curves, LIGHT)) == 2
    assert len(loss_strokes(drawing.loss_curves, LIGHT, {"c1"})) == 1


def test_marks_are_wider_than_what_they_mark() -> None:
    experiment = worked_example()
    drawing = compute_geometry(experiment)
    attention = Highlights(selected_ends=frozenset({("a0", "c0")}), hovered_ends=("i0", "a0"))
    marks = mark_strokes(experiment.network, drawing.curves, attention, LIGHT)
    assert len(marks) == 2
    assert all(mark.width > WIDEST for mark in marks)
