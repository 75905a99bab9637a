"""Which row of a CSV table is its header, and which before it are titles?

The row that has the names of all columns; else the first one that has no number in it and is not like the
rows below. A row of numbers is a sample even where the neurons are called 0, 1, 2: their names as a header
stand in quotes, as this program writes them.
"""

from dataclasses import dataclass
from itertools import islice

from explorer.files.sample_table.cell import cleaned, is_number_like
from explorer.files.sample_table.delimiter import NumberedRow, is_comment, names_all, width_of
from explorer.network.model import Network
from explorer.plain_text import shown_name

HELD_OUT_COLUMN = "held_out"
_LOOKED_AT = 10  # rows in which a header is looked for
_COMPARED = 1000  # rows in which the words of the first may stand again


@dataclass(frozen=True)
class TableParts:
    """A header, if the table has one, and the rows of data. `remarks`: what is worth a word."""

    header: NumberedRow | None
    body: list[NumberedRow]
    remarks: tuple[str, ...] = ()


def column_names(network: Network) -> list[str]:
    """What a table of samples has columns for: inputs, then outputs, in the order of the file."""
    return [neuron.name for neuron in (*network.inputs, *network.outputs)]


def parts_of(
    rows: list[NumberedRow], columns: list[str], has_header: bool | None, is_quoted: bool
) -> TableParts:
    """The rows without comments and titles. `is_quoted`: of all rows only the first is in quotes."""
    remarks: list[str] = []
    if has_header is not False:
        for at, (number, cells) in enumerate(islice(rows, _LOOKED_AT)):
            if not names_all(cells, columns) or any(map(_has_number, rows[:at])):
                continue
            if has_header is None and not is_quoted and all(is_number_like(cleaned(cell)) for cell in cells):
                remarks.append(f"row {number} is a sample, though its numbers are names of neurons")
                break
            titles = _titles([row for row in rows[:at] if not is_comment(row[1])])
            return TableParts((number, cells), _without_comments(rows[at + 1 :]), titles)
    body = _without_comments(rows)
    width = width_of(body) if body else 0
    at = 0
    while len(body) > at + 1 and width > 1 and _is_title(body[at]):
        at += 1
    remarks += _titles(body[:at])
    body = body[at:]
    if body and (has_header or (has_header is None and not remarks[at:] and _heads(body, columns))):
        return TableParts(body[0], body[1:], tuple(remarks))
    return TableParts(None, body, tuple(remarks))


def _without_comments(rows: list[NumberedRow]) -> list[NumberedRow]:
    return [row for row in rows if not is_comment(row[1])]


def _titles(rows: list[NumberedRow]) -> tuple[str, ...]:
    return tuple(
        f"row {number}, “{shown_name(' '.join(filter(None, map(cleaned, cells))))}”, is a title"
        for number, cells in rows
    )


def _is_title(row: NumberedRow) -> bool:
    return sum(bool(cleaned(cell)) for cell in row[1]) == 1 and not _has_number(row)


def _has_number(row: NumberedRow) -> bool:
    return not is_comment(row[1]) and any(is_number_like(cleaned(cell)) for cell in row[1])


def _heads(body: list[NumberedRow], columns: list[str]) -> bool:
    """Whether the first row names the columns: it has no number, and its words do not all stand below too."""
    if _has_number(body[0]):
        return False
    below = [cells for _, cells in body[1:_COMPARED]]
    return not all(
        any(place < len(cells) and cells[place] == word for cells in below)
        for place, word in enumerate(body[0][1])
    )
