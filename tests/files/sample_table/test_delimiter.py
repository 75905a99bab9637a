"""Is what separates the columns of a table found, whatever else stands in its cells?"""

import pytest

from explorer.files.sample_table.delimiter import BLANK, names_all, table_of

XOR = ["x1", "x2", "y"]


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("1,2,3\n", ","),
        ("0,5;1,5;0,5\n", ";"),
        ("0,5\t1,5\t0,5\n", "\t"),
        ("0,5 1,5 0,5\n", BLANK),
        ("0.5|1|0\n", "|"),
        ("x1,x2,y\n1;2,3;4,5;6\n", ","),
        ("New York,1,2,3\nNew Delhi,4,5,6\n", ","),
        ("5.1,3.5,iris setosa\n4.9,3.0,iris virginica\n", ","),
        ("a title, with a comma\nx1;x2;y\n1;2;3\n", ";"),
        ("sep=|\nx1,x2,y|1|2\n", "|"),
        ("SEP=\t\r\n1,2,3\n", "\t"),
    ],
)
def test_the_delimiter_is_found(text: str, delimiter: str) -> None:
    assert table_of(text, XOR, None, "a table").delimiter == delimiter


def test_one_column_of_decimal_commas_is_not_two() -> None:
    rows = table_of("0,5\n1,5\n", ["x"], None, "a table").rows()
    assert list(rows) == [(1, ["0,5"]), (2, ["1,5"])]


def test_rows_count_as_in_a_spreadsheet_and_empty_ones_are_left_out() -> None:
    text = 'sep=,\n\n1,"2\n2",3\n,,\n \n4,5,6\n'
    assert list(table_of(text, XOR, None, "a table").rows()) == [
        (3, ["1", "2\n2", "3"]),
        (6, ["4", "5", "6"]),
    ]


def test_a_delimiter_that_is_told_is_taken() -> None:
    assert list(table_of("1,2:3\n", XOR, ":", "a table").rows()) == [(1, ["1,2", "3"])]


def test_a_row_names_all_columns_in_any_spelling_and_order() -> None:
    assert names_all(["Y", " X2", "id", "x1"], XOR)
    assert not names_all(["x1", "x1", "y"], XOR)
    assert not names_all([], [])
