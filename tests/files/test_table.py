"""Is a table CSV that anybody reads back?"""

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from explorer.files.table import table_text


def test_numbers_have_all_their_digits_and_none_is_empty() -> None:
    assert table_text([("a", "b"), (1, 0.1), (None, float("inf"))]) == "a,b\n1,0.1\n,inf\n"


def test_texts_are_quoted_where_they_need_it() -> None:
    assert table_text([("a,b", 'c"d', "e\nf"), ("g\rh", "i")]) == '"a,b","c""d","e\nf"\n"g\rh","i"\n'


@given(st.lists(st.lists(st.text(st.characters(codec="utf-8")), min_size=1, max_size=3), max_size=3))
def test_any_texts_are_read_back(rows: list[list[str]]) -> None:
    assert list(csv.reader(io.StringIO(table_text(rows), newline=""))) == rows
