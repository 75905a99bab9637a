"""Is a table CSV that anybody reads back?"""

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from explorer.files.table import CONTINENTAL, columns_text, table_text


def test_numbers_have_all_their_digits_and_none_is_empty() -> None:
    assert table_text([("a", "b"), (1, 0.1), (None, float("inf"))]) == "a,b\n1,0.1\n,inf\n"


def test_texts_are_quoted_where_they_need_it() -> None:
    assert table_text([("a,b", 'c"d', "e\nf"), ("g\rh", "i")]) == '"a,b","c""d","e\nf"\n"g\rh","i"\n'


@given(st.lists(st.lists(st.text(st.characters(codec="utf-8")), min_size=1, max_size=3), max_size=3))
def test_any_texts_are_read_back(rows: list[list[str]]) -> None:
    assert list(csv.reader(io.StringIO(table_text(rows), newline=""))) == rows


def test_columns_stand_under_their_headings_and_the_shorter_end_in_empty_cells() -> None:
    table = [("step", [0.0, 1.0, 2.0]), ("E", [0.1 + 0.2, -0.0])]
    assert columns_text(table) == "step,E\n0,0.30000000000000004\n1,-0.0\n2,\n"


def test_a_number_too_large_to_be_one_whole_number_keeps_its_own_digits() -> None:
    assert columns_text([("x", [2.0**53 - 1, 2.0**53, float("nan")])]) == (
        "x\n9007199254740991\n9007199254740992.0\nnan\n"
    )


def test_a_continental_table_has_semicolons_and_decimal_commas() -> None:
    rows = [("a;b", "c,d"), (1, 0.1), (None, float("inf")), (-1e-300, "1.5")]
    assert table_text(rows, CONTINENTAL) == '"a;b";c,d\n1;0,1\n;inf\n-1e-300;1.5\n'
