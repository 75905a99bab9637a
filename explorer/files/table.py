"""How is a table written as CSV?

One row per line, commas, points in numbers, every number with all its digits.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from itertools import zip_longest

TableColumns = list[tuple[str, Iterable[float]]]
"""TableColumns of numbers under their headings."""

_LARGEST_EXACT = 2.0**53  # from here on a double may stand for more than one whole number


def table_text(rows: Iterable[Sequence[str | float | None]]) -> str:
    """The rows as CSV: numbers as `repr` writes them, nothing for None, quotes where a text needs them."""
    text = io.StringIO()
    plain = csv.writer(text, lineterminator="\n")
    quoting = csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_ALL)
    for row in rows:
        # csv does not see that "\r" needs quotes.
        is_safe = not any(isinstance(cell, str) and "\r" in cell for cell in row)
        (plain if is_safe else quoting).writerow(row)
    return text.getvalue()


def columns_text(columns: TableColumns) -> str:
    """The columns as CSV under their headings; shorter ones end in empty cells."""
    rows = zip_longest(*([_cell(float(value)) for value in column] for _, column in columns))
    return table_text([[heading for heading, _ in columns], *rows])


def _cell(value: float) -> float | int:
    """A whole number without a point where that is the same double."""
    is_short = value.is_integer() and abs(value) < _LARGEST_EXACT and str(value) != "-0.0"
    return int(value) if is_short else value
