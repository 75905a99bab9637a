"""The colours of activations between the least and the most that a neuron gives."""

import numpy as np
import pytest

from explorer.ui.theme.answer_colours import answer_colours, image_of
from explorer.ui.theme.theme import DARK, LIGHT, Theme


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_it_goes_from_orange_over_the_surface_to_blue(theme: Theme) -> None:
    colours = answer_colours(np.array([-1.0, 1.0, 3.0, 7.0]), -1.0, 3.0, theme, is_strong=True)
    names = [f"#{red:02x}{green:02x}{blue:02x}" for red, green, blue, _ in colours.tolist()]
    assert names == [theme.negative, theme.surface, theme.positive, theme.positive]
    assert (colours[:, 3] == 255).all()


def test_what_is_no_number_is_left_clear() -> None:
    assert answer_colours(np.array([np.nan, np.inf, 0.25]), 0.0, 1.0, LIGHT)[:, 3].tolist() == [0, 0, 255]


def test_an_image_has_the_rows_from_the_top_down() -> None:
    image = image_of(
        answer_colours(np.array([[0.0, 1.0, 0.5], [1.0, 1.0, 1.0]]), 0.0, 1.0, LIGHT, is_strong=True)
    )
    assert (image.width(), image.height()) == (3, 2)
    assert [image.pixelColor(x, 0).name() for x in range(3)] == [
        LIGHT.negative,
        LIGHT.positive,
        LIGHT.surface,
    ]
    assert image.pixelColor(0, 1).name() == LIGHT.positive
