"""What does a column of a CSV table hold: text, numbers, labels, the numbers of its rows, or nothing?

Columns are counted from 0; `body` has the rows of data.
"""

from explorer.files.sample_table.cell import cleaned, is_missing, is_number_like
from explorer.files.sample_table.delimiter import NumberedRow

_MOST_LABELS = 20


def counts_rows(body: list[NumberedRow], place: int) -> bool:
    """Whether the column is 0, 1, 2, … or 1, 2, 3, …"""
    cells = [cell_at(row, place) for _, row in body]
    return any(cells == [str(first + index) for index in range(len(cells))] for first in (0, 1))


def is_empty(body: list[NumberedRow], place: int) -> bool:
    """Whether no cell of the column holds anything."""
    return not any(cell_at(cells, place) for _, cells in body)


def is_text(body: list[NumberedRow], place: int) -> bool:
    """Whether no cell of the column is a number."""
    return not any(is_number_like(cell_at(cells, place)) for _, cells in body)


def cell_at(cells: list[str], place: int) -> str:
    """The clean cell, empty beyond the row's end."""
    return cleaned(cells[place]) if place < len(cells) else ""


def different(body: list[NumberedRow], place: int) -> set[str]:
    """The different cells of the column that are not missing."""
    return {cell for _, cells in body if not is_missing(cell := cell_at(cells, place))}


def are_labels(body: list[NumberedRow], place: int) -> bool:
    """Whether the column holds texts that come again: two or more, and few beside the rows."""
    most = min(_MOST_LABELS, max(2, len(body) // 2))
    return is_text(body, place) and 2 <= len(different(body, place)) <= most
