"""Are overlaps of boxes and distances to lines what one measures?"""

import numpy as np
import pytest

from explorer.drawing.box_overlap import boxes_around, distances_to_corners, distances_to_lines, overlap

L_SHAPED = np.array([[[0.0, 0.0], [10.0, 0.0], [10.0, 10.0]]])


def test_a_box_is_covered_by_the_sum_of_the_shares_of_others() -> None:
    box = np.array([[0.0, 0.0, 10.0, 10.0]])
    others = np.array([[5.0, 0.0, 20.0, 10.0], [0.0, 0.0, 10.0, 1.0], [10.0, 0.0, 20.0, 10.0]])
    assert overlap(box, others) == pytest.approx([0.6])
    assert overlap(box, np.zeros((0, 4))) == [0.0]


def test_a_box_has_its_place_in_the_middle_of_its_first_row() -> None:
    assert boxes_around(np.array([[100.0, 50.0]]), 40.0, 36.0, 18.0).tolist() == [[80, 41, 120, 77]]


@pytest.mark.parametrize(
    ("point", "distance"), [((5.0, -3.0), 3.0), ((13.0, 14.0), 5.0), ((-3.0, 4.0), 5.0), ((10.0, 5.0), 0.0)]
)
def test_the_distance_to_a_line_is_that_to_its_nearest_point(
    point: tuple[float, float], distance: float
) -> None:
    assert distances_to_lines(np.array([point]), L_SHAPED)[0, 0] == pytest.approx(distance)


def test_the_distance_to_corners_is_never_less() -> None:
    assert distances_to_corners(np.array([[5.0, -12.0]]), L_SHAPED)[0, 0] == 13
