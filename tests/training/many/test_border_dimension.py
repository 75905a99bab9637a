"""`explorer.training.many.border_dimension`, on sets whose dimension is known"""

import numpy as np
import pytest
from numpy.typing import NDArray

from explorer.array import Array
from explorer.job import last_result
from explorer.training.many.border_dimension import border_dimension

RABBIT = complex(-0.12256116687665362, 0.7448617666197442)


def in_the_disc(points: Array) -> NDArray[np.int8]:
    return ((points - 0.5) ** 2).sum(axis=1).__lt__(0.09).astype(np.int8)


def julia(c: complex):  # type: ignore[no-untyped-def]
    """Which points of a window of side 3.4 never leave under z² + c."""

    def classify(points: Array) -> NDArray[np.int8]:
        z = 3.4 * (points[:, 0] - 0.5) + 3.4j * (points[:, 1] - 0.5)
        stays = np.ones(len(z), dtype=np.int8)
        left = np.arange(len(z))
        for _ in range(80):
            z = z * z + c
            is_out = np.abs(z) > 2.0
            stays[left[is_out]] = 0
            z, left = z[~is_out], left[~is_out]
        return stays

    return classify


def test_the_border_of_a_disc_is_a_line() -> None:
    found = last_result(border_dimension(in_the_disc, wanted=3000))
    assert found.dimension == pytest.approx(1.0, abs=0.02)
    assert found.error < 0.02


@pytest.mark.parametrize(("c", "dimension"), [(-1 + 0j, 1.2683), (RABBIT, 1.3934)])
def test_the_dimension_of_a_julia_set_is_known(c: complex, dimension: float) -> None:
    scales = tuple(2.0**-k for k in range(5, 11))
    found = last_result(border_dimension(julia(c), wanted=2500, most_pairs=400_000, scales=scales))
    assert found.dimension == pytest.approx(dimension, abs=0.02)
    assert found.error < 0.02


def test_without_a_border_nothing_is_said() -> None:
    found = last_result(border_dimension(lambda points: np.zeros(len(points), dtype=np.int8), most_pairs=100))
    assert np.isnan(found.dimension)
    assert found.uncertain == (0,) * 7
    assert found.pairs == (100, 0, 0, 0, 0, 0, 0)


def test_the_same_seed_gives_the_same_dimension_and_another_one_within_the_error() -> None:
    one, same, other = (
        last_result(border_dimension(in_the_disc, wanted=500, seed=seed)) for seed in (1, 1, 2)
    )
    assert one == same
    assert abs(one.dimension - other.dimension) < 5 * (one.error + other.error)
