"""What a column holds: text, labels, numbers of its rows, or nothing."""

import pytest

from explorer.files.sample_table.column import are_labels, cell_at, counts_rows, different, is_empty, is_text


def body(*cells: str) -> list[tuple[int, list[str]]]:
    """Rows of one column; a row of no cells is too short."""
    return [(number, [cell] if cell != "short" else []) for number, cell in enumerate(cells, 1)]


def test_a_cell_beyond_the_end_is_empty() -> None:
    assert cell_at(["a"], 1) == ""
    assert cell_at([" a "], 0) == "a"


@pytest.mark.parametrize(
    ("cells", "empty", "text", "counts"),
    [
        (["", " ", "short"], True, True, False),
        (["a", "2020-01-01"], False, True, False),
        (["a", "1"], False, False, False),
        (["0", "1", "2"], False, False, True),
        (["1", "2", "3"], False, False, True),
        (["1", "3", "2"], False, False, False),
    ],
)
def test_what_a_column_holds(cells: list[str], empty: bool, text: bool, counts: bool) -> None:
    rows = body(*cells)
    assert (is_empty(rows, 0), is_text(rows, 0), counts_rows(rows, 0)) == (empty, text, counts)


def test_what_is_missing_is_no_cell_of_its_own() -> None:
    assert different(body("a", "NaN", "", "b", "a", "?"), 0) == {"a", "b"}


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["a", "b", "a", "b"], True),
        (["a", "b"], True),
        (["a", "b", "c", "d"], False),
        (["a", "a"], False),
        (["1", "2", "1", "2"], False),
        ([str(n) + "x" for n in range(21)] * 3, False),
    ],
)
def test_labels_are_texts_that_come_again(cells: list[str], expected: bool) -> None:
    assert are_labels(body(*cells), 0) == expected
