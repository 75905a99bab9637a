"""Is each column what a person says it is, and is what they say looked at for sense?"""

import pytest

from explorer.files.refused import FileRefused
from explorer.files.sample_table.options import ColumnRole, ColumnUse, TableOptions
from explorer.files.sample_table.told_role import with_role
from tests.files.sample_table.reading import network, numbers, read

X1, X2 = ColumnRole(ColumnUse.INPUT, "x1"), ColumnRole(ColumnUse.INPUT, "x2")
Y = ColumnRole(ColumnUse.TARGET, "y")
ONE_HOT, HELD_OUT, IGNORED = map(ColumnRole, (ColumnUse.ONE_HOT, ColumnUse.HELD_OUT, ColumnUse.IGNORED))


def test_columns_are_taken_as_told_whatever_they_are_called() -> None:
    imported = read("x2,y,note,x1\n1,2,hm,3\n", TableOptions(roles=(Y, X1, IGNORED, X2)))
    assert numbers(imported) == [(2, 3, 1)]
    assert imported.remarks == ("column “note” is ignored",)


def test_columns_beyond_those_told_are_ignored() -> None:
    imported = read("1,2,3,4\n", TableOptions(roles=(X1, X2, Y)))
    assert numbers(imported) == [(1, 2, 3)]
    assert imported.remarks == ("column 4 is ignored",)


def test_a_column_is_told_to_hold_out() -> None:
    assert numbers(read("1,2,3,1\n4,5,6,0\n", TableOptions(roles=(X1, X2, Y, HELD_OUT)))) == [
        (1, 2, 3, True),
        (4, 5, 6),
    ]


def test_a_column_is_told_to_be_labels_with_an_output_each() -> None:
    told = TableOptions(roles=(ONE_HOT, X1, X2))
    assert numbers(read("b,1,2\na,3,4\n", told, network("a", "b"))) == [(1, 2, 0, 1), (3, 4, 1, 0)]


@pytest.mark.parametrize(
    ("roles", "rule"),
    [
        ((X1, Y, IGNORED, IGNORED), "no column is x2: choose what each column is"),
        ((X1, X2, Y, Y), "two columns are y: choose one of them"),
        ((X1, X2, HELD_OUT, HELD_OUT), "two columns say what is held out: choose one"),
        ((X1, X2, Y, ONE_HOT), "labels with an output each must be the only target"),
    ],
)
def test_roles_that_make_no_sense_are_refused(roles: tuple[ColumnRole, ...], rule: str) -> None:
    with pytest.raises(FileRefused, match=rule):
        read("1,2,3,4\n", TableOptions(roles=roles))


@pytest.mark.parametrize(
    ("place", "role", "expected"),
    [
        (0, X2, (X2, X1, Y, HELD_OUT)),
        (3, Y, (X1, X2, HELD_OUT, Y)),
        (0, HELD_OUT, (HELD_OUT, X2, Y, IGNORED)),
        (3, ONE_HOT, (X1, X2, IGNORED, ONE_HOT)),
        (1, IGNORED, (X1, IGNORED, Y, HELD_OUT)),
        (1, X2, (X1, X2, Y, HELD_OUT)),
    ],
)
def test_a_column_that_takes_a_role_gives_its_own_to_the_one_that_had_it(
    place: int, role: ColumnRole, expected: tuple[ColumnRole, ...]
) -> None:
    assert with_role((X1, X2, Y, HELD_OUT), place, role) == expected


def test_a_target_ends_labels_that_have_an_output_each() -> None:
    assert with_role((X1, ONE_HOT, IGNORED), 2, Y) == (X1, IGNORED, Y)
