"""Does the colour of a curve say the sign of its weight, and do marks stand out?"""

import math

import pytest

from explorer.drawing.highlights import Highlights
from explorer.drawing.network_geometry import compute_geometry
from explorer.drawing.stroke_width import WIDEST
from explorer.ui.canvas.stroke import (
    loss_strokes,
    mark_strokes,
    weight_colour,
    weight_strokes,
)
from explorer.ui.theme.theme import DARK, LIGHT, Theme
from tests.ui.canvas.drawn import dense_experiment, worked_example


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
    geometry = compute_geometry(experiment)
    chosen = weight_strokes(experiment.network, geometry.curves, LIGHT, {("a0", "c0")})
    assert [stroke.curve for stroke in chosen] == [geometry.curves["a0", "c0"]]
    assert len(loss_strokes(geometry.loss_curves, LIGHT)) == 2
    assert len(loss_strokes(geometry.loss_curves, LIGHT, {"c1"})) == 1


def test_marks_are_wider_than_what_they_mark() -> None:
    experiment = worked_example()
    geometry = compute_geometry(experiment)
    highlights = Highlights(selected_ends=frozenset({("a0", "c0")}), hovered_ends=("i0", "a0"))
    marks = mark_strokes(experiment.network, geometry.curves, highlights, LIGHT)
    assert len(marks) == 2
    assert all(mark.width > WIDEST for mark in marks)
