"""Is each column what it is meant to be, and is one that may be two things refused?"""

import pytest

from explorer.files.refused import FileRefused
from explorer.files.sample_table.header import TableParts
from explorer.files.sample_table.role import ColumnRoles, roles_of

XOR = ["x1", "x2", "y"]


def roles(header: str, *rows: str) -> ColumnRoles:
    body = [(number, row.split(",")) for number, row in enumerate(rows, 2)]
    return roles_of(TableParts((1, header.split(",")) if header else None, body), XOR, "a table")


@pytest.mark.parametrize(
    ("header", "row", "places", "held_out"),
    [
        ("x1,x2,y", "1,2,3", (0, 1, 2), None),
        ("y,id,x2,x1", "1,2,3,4", (3, 2, 0), None),
        ("x1, X2 ,Y,Held_Out", "1,2,3,1", (0, 1, 2), 3),
        ("height,x2,label", "1,2,3", (0, 1, 2), None),
        ("held_out,a,b,c", "0,1,2,3", (1, 2, 3), 0),
        ("id,a,b,c", "0,1,2,3", (1, 2, 3), None),
        ("city,a,b,c", "Rome,1,2,3", (1, 2, 3), None),
        ("", "1,2,3", (0, 1, 2), None),
        ("", "Rome,1,2,3", (1, 2, 3), None),
        ("", "1,2,3,no", (0, 1, 2), 3),
        ("", "4,2,3,0", (0, 1, 2), None),
    ],
)
def test_columns_are_known_by_name_and_then_by_order(
    header: str, row: str, places: tuple[int, ...], held_out: int | None
) -> None:
    found = roles(header, row)
    assert (found.places, found.held_out) == (places, held_out)


def test_an_index_in_front_is_ignored_where_it_counts_three_rows_or_more() -> None:
    assert roles("", "1,5,6,7", "2,5,6,7", "3,5,6,7").places == (1, 2, 3)
    assert roles("", "1,5,6,7", "2,5,6,7", "4,5,6,7").places == (0, 1, 2)
    with pytest.raises(FileRefused, match="has 4 columns for x1, x2, y, and the first may be an index"):
        roles("", "1,5,6,7", "2,5,6,7")


@pytest.mark.parametrize(
    ("header", "rule"),
    [
        ("a,b,c,d", "any of “a”, “b”, “c”, “d” may be x1: name the columns x1, x2, y"),
        ("x1,y", "the column x2 is missing: there should be x1, x2, y"),
        ("x1,X1,x2,y", "two columns are called “X1”: rename one of them"),
    ],
)
def test_a_header_that_may_mean_two_things_or_lacks_one_is_refused(header: str, rule: str) -> None:
    with pytest.raises(FileRefused) as refused:
        roles(header, "1,2,3,4")
    assert str(refused.value) == f"a table, row 1: {rule}"
