"""`explorer.drawing.map_colours`: does a colour mean the same in every picture?"""

from itertools import pairwise

import numpy as np

from explorer.drawing.map_colours import (
    MOST_STEPS,
    fate_colours,
    fate_legend,
    hue_colours,
    hue_legend,
    loss_colours,
    loss_legend,
    step_colours,
    step_legend,
)
from explorer.symbol import Symbol


def colour(low_at: int, diverged_at: int) -> str:
    red, green, blue, alpha = step_colours(np.array([low_at]), np.array([diverged_at]))[0].tolist()
    assert alpha == 255
    return f"#{red:02x}{green:02x}{blue:02x}"


def luminance(text: str) -> float:
    channels = np.array([int(text[n : n + 2], 16) / 255 for n in (1, 3, 5)])
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    return float(linear @ np.array([0.2126, 0.7152, 0.0722]))


def test_the_quickest_are_yellow_and_orange_and_what_does_neither_is_grey() -> None:
    assert colour(1, -1) == "#fde725"
    assert colour(-1, 1) == "#fbb61a"
    assert colour(-1, -1) == "#8a8f98"
    assert colour(3, 7) == colour(-1, 7)
    assert colour(0, -1) == colour(1, -1)


def test_the_longer_it_takes_the_darker_and_beyond_the_scale_nothing_changes() -> None:
    steps = np.unique(np.geomspace(1, MOST_STEPS, 40).astype(int)).tolist()
    for is_converging in (True, False):
        light = [luminance(colour(n, -1) if is_converging else colour(-1, n)) for n in steps]
        assert all(next_one <= one + 1e-3 for one, next_one in pairwise(light))
        assert light[0] > 0.5 > light[-1] + 0.4
    assert colour(MOST_STEPS, -1) == colour(10 * MOST_STEPS, -1)


def test_the_legend_has_the_colours_of_the_map() -> None:
    converging, diverging, neither = step_legend()
    places = [round(n * (len(converging.colours) - 1) / 4) for n in range(5)]
    assert [converging.colours[n] for n in places] == [colour(10**n, -1) for n in range(5)]
    assert [diverging.colours[n] for n in places] == [colour(-1, 10**n) for n in range(5)]
    assert (converging.caption, converging.ticks[2:]) == (
        f"steps until a tenth of {Symbol.LOSS}",
        ("100", "1,000", "10,000"),
    )
    assert neither.colours == (colour(-1, -1),)


def test_what_became_of_a_run_alone_has_one_of_three_colours_and_they_are_in_its_legend() -> None:
    found = fate_colours(np.array([True, False, False]), np.array([False, True, False]))
    drawn = ["#" + "".join(f"{n:02x}" for n in each[:3]) for each in found.tolist()]
    assert [scale.colours for scale in fate_legend()] == [(each,) for each in drawn]
    assert [scale.caption for scale in fate_legend()] == ["fell to a tenth", "diverged", "neither"]


def test_the_legend_of_solutions_says_how_many_runs_reached_each() -> None:
    one, none = hue_legend([(128, 0.415)])
    red, green, blue, _ = hue_colours(np.array([128]))[0].tolist()
    assert (one.caption, one.colours) == ("41.5 %", (f"#{red:02x}{green:02x}{blue:02x}",))
    assert (none.caption, none.colours) == ("none", ("#8a8f98",))


def test_a_map_keeps_its_shape() -> None:
    assert step_colours(np.full((3, 5), -1), np.full((3, 5), 2)).shape == (3, 5, 4)


def test_solutions_have_hues_that_are_told_apart() -> None:
    one, other, none = hue_colours(np.array([0, 128, -1])).astype(int)
    assert np.abs(one - other).max() > 80
    assert none.tolist() == [138, 143, 152, 255]


def test_the_colour_of_a_surface_hangs_on_its_e_alone() -> None:
    low, middle, high, above, none = loss_colours(np.array([1e-6, 1e-2, 1e2, 1e5, np.nan])).tolist()
    assert low == [0x44, 0x01, 0x54, 255]
    assert high == above == [0xFD, 0xE7, 0x25, 255]
    assert none == [138, 143, 152, 255]
    assert middle not in (low, high)
    assert loss_colours(np.array([[0.01]]))[0, 0].tolist() == middle


def test_the_legend_of_e_has_its_decades_where_their_colours_are() -> None:
    scale, none = loss_legend()
    assert (scale.ticks[0], scale.ticks[-1], len(scale.ticks)) == ("1e−6", "100", 9)
    assert scale.colours[0] == "#440154"
    red, green, blue, _ = loss_colours(np.array([0.01])).tolist()[0]
    assert scale.colours[round(0.5 * (len(scale.colours) - 1))] == f"#{red:02x}{green:02x}{blue:02x}"
    assert none.colours == ("#8a8f98",)
