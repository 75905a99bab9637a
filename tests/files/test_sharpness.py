"""`explorer.files.sharpness`"""

from pathlib import Path

import numpy as np

from explorer.files.sharpness import columns, write_sharpness
from explorer.training.curvature.sharpness import Readings


def test_the_columns_are_named_by_what_stands_in_them() -> None:
    assert columns(1, 0) == ("step", "loss", "sharpness")
    assert columns(2, 3) == (
        "step",
        "loss",
        "sharpness",
        "eigenvalue_2",
        "smallest",
        "smallest_2",
        "smallest_3",
    )
    names = ("step", "loss", "preconditioned_sharpness", "preconditioned_smallest")
    assert columns(1, 1, is_preconditioned=True) == names


def test_every_digit_is_written_and_nothing_where_there_is_no_eigenvalue(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    first = Readings(
        np.array([0, 1]),
        np.array([0.1, 1 / 3]),
        np.ones(2),
        np.ones(2),
        np.array([[2.5, -1], [3e-7, 0]]),
        False,
    )
    last = Readings(np.array([2]), np.array([np.inf]), np.ones(1), np.ones(1), np.full((1, 2), np.nan), False)
    write_sharpness(path, 1, 1, [first, last])
    assert path.read_text(encoding="utf-8").splitlines() == [
        "step,loss,sharpness,smallest",
        "0,0.1,2.5,-1.0",
        "1,0.3333333333333333,3e-07,0.0",
        "2,inf,,",
    ]
