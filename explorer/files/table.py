"""How is a table written as CSV?

One row per line, every number with all its digits; commas between the cells and points in numbers, or on
request as the spreadsheets of continental Europe read it.
"""

import codecs
import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest

TableColumns = list[tuple[str, Iterable[float]]]
"""TableColumns of numbers under their headings."""

_LARGEST_EXACT = 2.0**53  # from here on a double may stand for more than one whole number


@dataclass(frozen=True)
class TableStyle:
    """What stands between cells, the decimal sign, and the bytes with which a file begins."""

    delimiter: str = ","
    decimal: str = "."
    mark: bytes = b""


INTERNATIONAL = TableStyle()
CONTINENTAL = TableStyle(";", ",", codecs.BOM_UTF8)
"""Excel takes a file without a byte order mark for Windows-1252, which spoils the names."""


def table_text(rows: Iterable[Sequence[str | float | None]], style: TableStyle = INTERNATIONAL) -> str:
    """The rows as CSV: numbers as `repr` writes them, nothing for None, quotes where a text needs them."""
    text = io.StringIO()
    plain = csv.writer(text, delimiter=style.delimiter, lineterminator="\n")
    quoting = csv.writer(text, delimiter=style.delimiter, lineterminator="\n", quoting=csv.QUOTE_ALL)
    for row in rows:
        if style.decimal != ".":
            row = [_with_sign(cell, style.decimal) if isinstance(cell, float) else cell for cell in row]
        # csv does not see that "\r" needs quotes.
        is_safe = not any(isinstance(cell, str) and "\r" in cell for cell in row)
        (plain if is_safe else quoting).writerow(row)
    return text.getvalue()


def columns_text(columns: TableColumns) -> str:
    """The columns as CSV under their headings; shorter ones end in empty cells."""
    rows = zip_longest(*([_cell(float(value)) for value in column] for _, column in columns))
    return table_text([[heading for heading, _ in columns], *rows])


def _with_sign(value: float, decimal: str) -> str:
    return repr(value).replace(".", decimal)


def _cell(value: float) -> float | int:
    """A whole number without a point where that is the same double."""
    is_short = value.is_integer() and abs(value) < _LARGEST_EXACT and str(value) != "-0.0"
    return int(value) if is_short else value
