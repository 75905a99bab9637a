"""What does a column of a CSV table hold: text, numbers, labels, the numbers of its rows, or nothing?

Columns are counted from 0; `body` has the rows of data.
"""

from explorer.files.sample_table.cell import cleaned, is_number_like
from explorer.files.sample_table.delimiter import NumberedRow


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


def cells_at(body: list[NumberedRow], place: int) -> list[str]:
    """The clean cells of the column."""
    return [cell_at(cells, place) for _, cells in body]
