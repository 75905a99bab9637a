"""Which column of a CSV table is which input or target, which says what is held out, and which is ignored?

By name where there is a header, then by order. A column too many is never silently something: it is ignored
with a word, and where that is not certain the table is refused.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from explorer.files.refused import FileRefused
from explorer.files.sample_table.cell import cleaned
from explorer.files.sample_table.column import cell_at, counts_rows, is_empty, is_text
from explorer.files.sample_table.delimiter import NumberedRow, spelling, width_of
from explorer.files.sample_table.header import HELD_OUT_COLUMN, TableParts
from explorer.number import counted
from explorer.plain_text import shown_name

TRUTHS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False, "": False}
"""What a cell of `held_out` may say; a number is compared as one."""

_TRUTH_WORDS = {"true", "false", "yes", "no"}
_INDEX_NAMES = {"", "id", "index", "idx", "nr", "nr.", "no", "no.", "#", "row", "unnamed: 0"}
_MOST_LISTED = 6
_FEWEST_COUNTED = 3  # rows from which on 0, 1, 2 in the first column is an index and no accident


@dataclass(frozen=True)
class ColumnRoles:
    """`places`: where each column of the network stands in the table. `width`: cells that a row may have."""

    places: tuple[int, ...]
    held_out: int | None
    width: int
    remarks: tuple[str, ...]


def is_index_name(title: str) -> bool:
    """Whether a column with this title numbers the rows."""
    return spelling(title) in _INDEX_NAMES


def roles_of(parts: TableParts, columns: list[str], source: str) -> ColumnRoles:
    """What each column of the table is. Raises FileRefused where it cannot be told."""
    if parts.header is not None:
        return _by_name(parts.header, parts.body, columns, source)
    return _by_order(parts.body, columns, source)


def _by_name(header: NumberedRow, body: list[NumberedRow], columns: list[str], source: str) -> ColumnRoles:
    number, cells = header
    found = _matched(cells, [*columns, HELD_OUT_COLUMN])
    _check_lone(header, set(found.values()), source)
    free = [
        place
        for place in range(len(cells))
        if place not in found.values() and (cleaned(cells[place]) or not is_empty(body, place))
    ]
    missing = [index for index in range(len(columns)) if index not in found]
    remarks: list[str] = []
    if missing:
        chosen = _fitting(free, len(missing), cells, body)
        if len(chosen) != len(missing):
            raise FileRefused(source, _misfit(cells, chosen, missing, columns), f"row {number}")
        found |= dict(zip(missing, chosen, strict=True))
        taken = [
            f"“{shown_name(cells[place])}” is {shown_name(columns[index])}"
            for index, place in zip(missing, chosen, strict=True)
        ]
        remarks.append(f"{listed(taken)} by order")
        _check_lone(header, set(found.values()), source)
    remarks += ignored([place for place in free if place not in found.values()], cells)
    return ColumnRoles(
        tuple(found[index] for index in range(len(columns))),
        found.get(len(columns)),
        len(cells),
        tuple(remarks),
    )


def _check_lone(header: NumberedRow, used: set[int], source: str) -> None:
    """Raises FileRefused where a column that is used has the name of one that is not."""
    number, cells = header
    names = {spelling(cells[place]) for place in used} - {""}
    for place, cell in enumerate(cells):
        if place not in used and spelling(cell) in names:
            raise FileRefused(
                source, f"two columns are called “{shown_name(cell)}”: rename one of them", f"row {number}"
            )


def _matched(cells: list[str], names: list[str]) -> dict[int, int]:
    """For the index of each name the place of the cell that is written so: exactly, or else nearly."""
    found: dict[int, int] = {}
    for same in (_exactly, _nearly):
        for place, cell in enumerate(cells):
            waiting = (index for index, name in enumerate(names) if index not in found and same(name, cell))
            if place not in found.values() and (index := next(waiting, None)) is not None:
                found[index] = place
    return found


def _exactly(name: str, cell: str) -> bool:
    return name == cell


def _nearly(name: str, cell: str) -> bool:
    return spelling(name) == spelling(cell) != ""


def _fitting(free: list[int], wanted: int, cells: list[str], body: list[NumberedRow]) -> list[int]:
    """Those of the free places that are left when an index goes, and then text, if there are too many."""
    free = [place for place in free if not is_index_name(cells[place])]
    numeric = [place for place in free if not is_text(body, place)]
    return numeric if len(free) > wanted == len(numeric) else free


def _misfit(cells: list[str], free: Sequence[int], missing: Sequence[int], columns: list[str]) -> str:
    wanted = listed(list(map(shown_name, columns)))
    if len(free) < len(missing):
        return f"the column {shown_name(columns[missing[len(free)]])} is missing: there should be {wanted}"
    named = listed([f"“{shown_name(cells[place])}”" for place in free])
    return f"any of {named} may be {shown_name(columns[missing[0]])}: name the columns {wanted}"


def _by_order(body: list[NumberedRow], columns: list[str], source: str) -> ColumnRoles:
    """The columns in their order, without a flag of words behind, text, and an index in front."""
    width = width_of(body)
    wanted, places, held_out = len(columns), list(range(width)), None
    named, first_row = listed(list(map(shown_name, columns))), f"row {body[0][0]}"
    if width > wanted and all(cell_at(cells, width - 1).lower() in _TRUTH_WORDS for _, cells in body):
        held_out = places.pop()
    numeric = [place for place in places if not is_text(body, place)]
    if len(places) > wanted == len(numeric):
        places = numeric
    elif len(places) > wanted and counts_rows(body, places[0]):
        if len(body) < _FEWEST_COUNTED:
            rule = f"has {width} columns for {named}, and the first may be an index"
            raise FileRefused(source, f"{rule}: name the columns in a first row", first_row)
        del places[0]
    if len(places) < wanted:
        raise FileRefused(source, f"has {counted(width, 'column')}: there should be {named}", first_row)
    used = places[:wanted]
    remarks = ignored([place for place in range(width) if place not in (*used, held_out)], [])
    if held_out is not None:
        remarks.append(f"column {held_out + 1} says what is held out")
    return ColumnRoles(tuple(used), held_out, width, tuple(remarks))


def ignored(places: list[int], header: list[str]) -> list[str]:
    """What is said of the columns at these places; nothing where there are none."""
    names = [
        f"“{shown_name(header[place])}”" if header and cleaned(header[place]) else f"{place + 1}"
        for place in places
    ]
    ending = "s {} are ignored" if len(names) > 1 else " {} is ignored"
    return [f"column{ending.format(listed(names))}"] * bool(names)


def listed(names: list[str]) -> str:
    """The names with commas, and how many more there are where they are many."""
    more = len(names) - _MOST_LISTED
    return ", ".join(names) if more <= 0 else f"{', '.join(names[:_MOST_LISTED])} and {more} more"
