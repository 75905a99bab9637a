"""The order in which the pixels of a map are made."""

import numpy as np
import pytest

from explorer.training.many.map_pixels import COARSEST, count_of, in_groups, lines_of


@pytest.mark.parametrize(("width", "height"), [(21, 18), (16, 1), (1, 9), (1, 1), (8, 33)])
@pytest.mark.parametrize("by_columns", [False, True])
def test_each_pixel_comes_once_and_in_the_coarsest_picture_that_has_it(
    width: int, height: int, by_columns: bool
) -> None:
    seen: set[int] = set()
    for spacing in (8, 4, 2, 1):
        y, x = np.mgrid[0:height:spacing, 0:width:spacing].reshape(2, -1)
        expected = set((y * width + x).tolist()) - seen
        lines = list(lines_of(width, height, spacing, by_columns))
        found = [pixel for line in lines for pixel in line.tolist()]
        assert len(found) == len(set(found)) == count_of(width, height, spacing)
        assert set(found) == expected
        for line in lines:
            assert len({pixel % width if by_columns else pixel // width for pixel in line.tolist()}) == 1
        seen |= expected
    assert seen == set(range(width * height))
    assert COARSEST == 8


def test_groups_go_on_over_the_ends_of_lines() -> None:
    lines = [np.arange(0, 5), np.arange(5, 8), np.arange(8, 20)]
    assert [group.tolist() for group in in_groups(lines, 8)] == [
        list(range(8)),
        list(range(8, 16)),
        list(range(16, 20)),
    ]
    assert list(in_groups([], 8)) == []
