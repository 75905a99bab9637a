"""What becomes of the run of a pixel."""

import numpy as np

from explorer.training.many.pixel_run import PixelClass, classes_of


def test_what_fell_and_diverged_later_diverges() -> None:
    low_at, diverged_at = np.array([[-1, 3], [-1, 3]]), np.array([[-1, -1], [9, 9]])
    classes = classes_of(low_at, diverged_at)
    assert classes.tolist() == [
        [PixelClass.NEITHER, PixelClass.CONVERGING],
        [PixelClass.DIVERGING, PixelClass.DIVERGING],
    ]
    assert classes.dtype == np.int8
