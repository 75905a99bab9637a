"""How is a table written as CSV?

One row per line, commas, points in numbers, every number with all its digits.
"""

import csv
import io
from collections.abc import Iterable, Sequence


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
