"""What is known of a map: blocks of coarse pixels, and how much memory that takes."""

import numpy as np

from explorer.training.many.map_picture import MapPicture, MapStep, differs, fill_blocks
from explorer.training.many.pixel_run import PixelResults


def step(spacing: int, pixels: list[int], low_at: list[int], diverged_at: list[int]) -> MapStep:
    count = len(pixels)
    losses = np.arange(count, dtype=np.float64)
    results = PixelResults(
        np.array(pixels), losses, np.array(low_at), np.array(diverged_at), np.zeros((count, 1))
    )
    return MapStep(spacing, results)


def test_a_pixel_takes_eighteen_bytes() -> None:
    picture = MapPicture(30, 20)
    held = [each.nbytes for each in vars(picture).values() if isinstance(each, np.ndarray)]
    assert sum(held) == 18 * 30 * 20
    assert picture.classes.nbytes == 30 * 20


def test_a_coarse_pixel_fills_its_block_until_finer_ones_are_known() -> None:
    picture = MapPicture(3, 3)
    picture.add(step(2, [0, 2, 6, 8], [5, -1, 7, -1], [-1, 3, -1, -1]))
    assert picture.low_at.tolist() == [[5, 5, -1], [5, 5, -1], [7, 7, -1]]
    assert picture.diverged_at.tolist() == [[-1, -1, 3], [-1, -1, 3], [-1, -1, -1]]
    assert picture.classes.tolist() == [[1, 1, 2], [1, 1, 2], [1, 1, 0]]
    assert picture.is_known.tolist() == [[True, False, True], [False] * 3, [True, False, True]]
    picture.add(step(1, [1, 4], [9, 2**31 - 1], [-1, -1]))
    assert picture.low_at.tolist() == [[5, 9, -1], [5, 2147483647, -1], [7, 7, -1]]


def test_blocks_end_at_the_edges() -> None:
    numbers = np.zeros((2, 5), dtype=np.int16)
    fill_blocks(numbers, np.array([7, 8]), np.array([0, 4]), 4)
    assert numbers.tolist() == [[7, 7, 7, 7, 8], [7, 7, 7, 7, 8]]


def test_two_pictures_differ_where_their_steps_do() -> None:
    one, other = MapPicture(2, 1), MapPicture(2, 1)
    one.add(step(1, [0, 1], [4, -1], [-1, 9]))
    other.add(step(1, [0, 1], [4, -1], [-1, 8]))
    assert differs(one, other).tolist() == [[False, True]]
