"""Is a drawing shown as large as fits, within the limits of the zoom?"""

from explorer.drawing.rect import Rect
from explorer.drawing.zoom_scale import LARGEST_FIT, SMALLEST, fit_scale


def test_the_narrower_side_decides_the_scale() -> None:
    assert fit_scale(Rect(0, 0, 1880, 100), 940, 518) == 0.5
    assert fit_scale(Rect(0, 0, 100, 1036), 940, 518) == 0.5


def test_a_single_neuron_is_not_blown_up() -> None:
    assert fit_scale(Rect(0, 0, 90, 120), 1600, 1000) == LARGEST_FIT


def test_a_huge_drawing_is_shown_at_the_smallest_scale() -> None:
    assert fit_scale(Rect(0, 0, 1e6, 100), 940, 518) == SMALLEST
