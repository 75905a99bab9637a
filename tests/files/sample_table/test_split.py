"""Is the right share of the rows held out, the same each time?"""

from explorer.files.sample_table.options import MissingNumbers, TableOptions
from explorer.files.sample_table.split import with_share_held_out
from tests.files.sample_table.reading import numbers, read

NONE = [False] * 10


def test_a_share_is_held_out_the_same_for_the_same_seed() -> None:
    first = with_share_held_out(NONE, set(), 0.3, 1)
    assert sum(first) == 3
    assert with_share_held_out(NONE, set(), 0.3, 1) == first
    assert with_share_held_out(NONE, set(), 0.3, 2) != first


def test_the_share_is_of_the_rows_that_would_train() -> None:
    flags = [True, *[False] * 10, False]
    held_out = with_share_held_out(flags, {11}, 0.5, 0)
    assert held_out[0]
    assert not held_out[11]
    assert sum(held_out) == 6


def test_one_row_trains_whatever_the_share() -> None:
    assert sum(with_share_held_out(NONE, set(), 0.99, 0)) == 9
    assert with_share_held_out([False], set(), 0.9, 0) == [False]
    assert with_share_held_out(NONE, set(), 0.0, 0) == NONE
    assert with_share_held_out([True], set(), 0.5, 0) == [True]


def test_a_mean_is_of_the_rows_that_train_after_the_split() -> None:
    text = "x1,x2,y\n" + "1,2,3\n" * 4 + ",2,3\n" + "1,2,3\n" * 5
    told = TableOptions(missing=MissingNumbers.MEAN, held_out_share=0.5, seed=3)
    rows = numbers(read(text, told))
    assert sum(len(row) == 4 for row in rows) == 5
    assert rows[4][0] == 1
