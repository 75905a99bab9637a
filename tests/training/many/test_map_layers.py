"""What is asked of the pixels of a map beside their runs: how many are known, and what hangs on a bit."""

import numpy as np

from explorer.training.many.axis import axis_of
from explorer.training.many.map_layers import MapLayers
from explorer.training.many.map_picture import MapPicture
from explorer.training.many.training_map import TrainingMap
from tests.training.small_experiment import xor

MAP = TrainingMap(
    xor(), axis_of(xor(), "learning-rate", 0.1, 1.0, 3, True), axis_of(xor(), "scale", 1.0, 2.0, 2, False), 5
)


def known(*low_at: int) -> MapPicture:
    """The first pixels are known: E was low at these steps."""
    picture = MapPicture(3, 2)
    picture.low_at.flat[: len(low_at)] = low_at
    picture.is_known.flat[: len(low_at)] = True
    return picture


def test_only_what_is_known_of_both_can_hang_on_the_last_bit() -> None:
    layers = MapLayers(MAP, known(1, 2, 3, 4), np.full((2, 3), -1), nudged=known(1, 5, 3))
    assert layers.last_bit is not None
    assert layers.last_bit.tolist() == [[False, True, False], [False, False, False]]


def test_runs_are_counted_over_all_maps_that_are_asked_for() -> None:
    alone = MapLayers(MAP, known(1, 2), np.full((2, 3), -1))
    assert (alone.made, alone.asked, alone.last_bit) == (2, 6, None)
    all_three = MapLayers(MAP, known(1, 2), np.full((2, 3), -1), False, known(1), known())
    assert (all_three.made, all_three.asked) == (3, 18)
