"""Is the header of a table told from its titles, its comments and its samples?"""

import pytest

from explorer.files.sample_table.header import parts_of

XOR = ["x1", "x2", "y"]


def parts(
    text: str, columns: list[str] = XOR, has_header: bool | None = None, is_quoted: bool = False
) -> list[int]:
    """The row of the header, 0 where there is none, and the rows of data."""
    rows = [(number, line.split(",")) for number, line in enumerate(text.splitlines(), 1)]
    found = parts_of(rows, columns, has_header, is_quoted)
    return [0 if found.header is None else found.header[0], *(number for number, _ in found.body)]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("x1,x2,y\n1,2,3", [1, 2]),
        ("Y,X2,id,X1\n1,2,3,4", [1, 2]),
        ("a,b,c\n1,2,3", [1, 2]),
        ("1,2,3\n4,5,6", [0, 1, 2]),
        ("a title\nx1,x2,y\n1,2,3", [2, 3]),
        ("a title\n1,2,3\n4,5,6", [0, 2, 3]),
        ("a title,of two cells\nx1,x2,y\n1,2,3", [2, 3]),
        ("# a,comment,here\nx1,x2,y\n# another\n1,2,3", [2, 4]),
        ("#,x2,y\n1,2,3", [0, 2]),
        ("1,2,3\nx1,x2,y\n4,5,6", [0, 1, 2, 3]),
        ("red,yes,no\nblue,no,no\nred,yes,no", [0, 1, 2, 3]),
        ("x1,x2,y", [1]),
        ("", [0]),
    ],
)
def test_the_header_is_found(text: str, rows: list[int]) -> None:
    assert parts(text) == rows


def test_a_name_that_begins_with_a_hash_is_no_comment() -> None:
    assert parts("#,x2,y\n1,2,3", ["#", "x2", "y"]) == [1, 2]


def test_numbers_that_are_names_are_a_header_in_quotes_only() -> None:
    assert parts("0,1,2\n0,1,2", ["0", "1", "2"]) == [0, 1, 2]
    assert parts("0,1,2\n0,1,2", ["0", "1", "2"], is_quoted=True) == [1, 2]
    assert parts("0,1,2\n0,1,2", ["0", "1", "2"], has_header=True) == [1, 2]


def test_what_is_told_decides() -> None:
    assert parts("1,2,3\n4,5,6", has_header=True) == [1, 2]
    assert parts("x1,x2,y\n4,5,6", has_header=False) == [0, 1, 2]


def test_titles_and_a_sample_of_names_are_worth_a_word() -> None:
    rows = [(1, ["XOR", "", ""]), (2, ["x1", "x2", "y"]), (3, ["0", "1", "1"])]
    assert parts_of(rows, XOR, None, is_quoted=False).remarks == ("row 1, “XOR”, is a title",)
    assert parts_of([(1, ["0", "1"])], ["0", "1"], None, is_quoted=False).remarks == (
        "row 1 is a sample, though its numbers are names of neurons",
    )
