"""What separates the columns of a CSV table, and which of its rows are no data: comments, titles, `sep=`?

The first rows are read with every delimiter. The best reading has the names of the network's columns in a
row; then as many columns as the network, or more; then rows of one width with numbers in their cells.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from explorer.files.refused import FileRefused
from explorer.files.sample_table.cell import cleaned, is_missing, is_number_like
from explorer.files.sample_table.options import BLANK

NumberedRow = tuple[int, list[str]]
"""The number of a row as a spreadsheet counts, from 1, and its cells."""

DELIMITERS = {"\t": "tab", ";": "semicolon", ",": "comma", "|": "bar", BLANK: "blank"}
"""Each delimiter that is looked for, and what it is called; what comes first is preferred."""

FIRST_LETTERS = 200_000
"""How much of a text is looked at to tell how it is written."""

_LOOKED_AT = 100  # rows
_CELLS, _FEWEST_JUDGED = 2000, 10  # of a wide table few rows tell how many cells are numbers
_FEWEST = 2  # columns where nobody knows how many there should be: an input and a target
_SEPARATOR_LINE = re.compile(r"\ufeff?sep=([^\r\n\"])[\r\n]", re.IGNORECASE)


@dataclass(frozen=True)
class TableText:
    """A text and how its lines are taken apart. `skipped`: its first line, `sep=;`, belongs to no row."""

    text: str
    delimiter: str
    skipped: int
    source: str

    def rows(self) -> Iterator[NumberedRow]:
        """Its rows without those that are empty or comments. Raises FileRefused where it is no table."""
        text = self.text.replace("\t", BLANK) if self.delimiter == BLANK else self.text
        lines = csv.reader(
            io.StringIO(text, newline=""),
            delimiter=self.delimiter,
            skipinitialspace=self.delimiter == BLANK,
        )
        try:
            for number, cells in enumerate(lines, 1):
                if number > self.skipped and not is_blank(cells):
                    yield number, cells
        except csv.Error as error:
            raise FileRefused(self.source, f"is no table: {error}") from error


def table_of(text: str, columns: list[str], delimiter: str | None, source: str) -> TableText:
    """The text with its delimiter: told, or as `sep=` says, or the one that suits a table of `columns`."""
    line = _SEPARATOR_LINE.match(text)
    skipped = 0 if line is None else 1
    if (given := delimiter or (line and line[1])) is not None:
        return TableText(text, given, skipped, source)
    first = text[:FIRST_LETTERS]
    readings = [TableText(first, each, skipped, source) for each in DELIMITERS]
    best = max(readings, key=lambda reading: _merit(reading, columns))
    return TableText(text, best.delimiter, skipped, source)


def is_blank(cells: list[str]) -> bool:
    """Whether there is nothing in any cell."""
    return not any(cell and cleaned(cell) for cell in cells)


def is_comment(cells: list[str]) -> bool:
    """Whether the row begins with #."""
    return cells[0].lstrip().startswith("#")


def names_all(cells: list[str], columns: list[str]) -> bool:
    """Whether the row has the name of every column, in any spelling."""
    if not columns or len(cells) < len(columns):
        return False
    waiting = Counter(spelling(name) for name in columns)
    return not waiting - Counter(map(spelling, cells))


def spelling(name: str) -> str:
    """The name as it is compared where it is not written exactly."""
    return cleaned(name).casefold()


def width_of(rows: list[NumberedRow]) -> int:
    """How many cells most of the rows have, empty ones at their ends not counted."""
    widths = Counter(_width(cells) for _, cells in rows)
    return max(widths, key=lambda width: (widths[width], width))


def _merit(reading: TableText, columns: list[str]) -> tuple[bool, bool, float, bool, bool]:
    """How well the first rows suit; that of nothing where they are no rows, as one cell may be too long."""
    try:
        first = list(islice(reading.rows(), _LOOKED_AT))
    except FileRefused:
        first = []
    rows = [row for row in first if not is_comment(row[1])]
    named = any(names_all(cells, columns) for _, cells in first)
    if not rows:
        return named, False, 0.0, False, False
    width = width_of(rows)
    some = rows[: max(_FEWEST_JUDGED, _CELLS // width)]
    cells = [cleaned(cell) for _, row in some for cell in row[:width]]
    numbers = sum(is_number_like(cell) or is_missing(cell) for cell in cells) / len(cells)
    even = sum(_width(row) == width for _, row in rows) / len(rows)
    return named, width >= (len(columns) or _FEWEST), even * numbers, width == len(columns), width > 1


def _width(cells: list[str]) -> int:
    return max((place for place, cell in enumerate(cells, 1) if cell.strip()), default=0)
