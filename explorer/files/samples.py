"""How do samples come from a spreadsheet, and go to one?

A table with one column for every input and output, then `held_out` if any sample is. Columns are known by
their header, in any order; a table without a header has the columns of the network, in the order of its file.
Commas, semicolons and tabs are understood, the last two with decimal commas as well.
"""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from explorer.files.atomic import read_whole, write_whole
from explorer.files.refused import FileRefused
from explorer.files.table import table_text
from explorer.network.model import Experiment, Network, Sample
from explorer.number import NotANumber, parse_number

HELD_OUT_COLUMN = "held_out"
_DELIMITERS = ("\t", ";", ",")
_TRUTHS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False, "": False}

_Row = tuple[int, list[str]]
"""The number of a row as a spreadsheet counts, from 1, and its cells; empty rows are left out."""


def read_samples(path: Path, network: Network) -> tuple[Sample, ...]:
    """The samples in the table at `path`. Raises FileRefused where it cannot be read or does not fit."""
    try:
        text = read_whole(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileRefused(
            str(path), "is not UTF-8 text: save it as CSV UTF-8", f"byte {error.start}"
        ) from error
    return parse_samples(text, network, str(path))


def write_samples(path: Path, experiment: Experiment) -> None:
    """Makes the file at `path` hold the table of all samples. Raises FileRefused."""
    write_whole(path, format_samples(experiment.samples, experiment.network).encode())


def format_samples(samples: Sequence[Sample], network: Network) -> str:
    """The table of `samples`: inputs, then outputs, in the order of the file, then `held_out` if any is."""
    has_flags = any(sample.held_out for sample in samples)
    rows: list[list[str | float | None]] = [[*_columns(network), *[HELD_OUT_COLUMN] * has_flags]]
    for sample in samples:
        inputs = [float(sample.inputs[neuron.name]) for neuron in network.inputs]
        targets = [float(sample.targets[neuron.name]) for neuron in network.outputs]
        flag = [str(sample.held_out).lower()] * has_flags
        rows.append([*inputs, *targets, *flag])
    return table_text(rows)


def parse_samples(text: str, network: Network, source: str = "the table") -> tuple[Sample, ...]:
    """The samples in a table: CSV, or what a spreadsheet puts on the clipboard.

    Raises FileRefused, which calls the table `source` and names row and column, where it does not fit the
    network. Rows count from 1, as spreadsheets do.
    """
    columns = _columns(network)
    if not columns:
        raise FileRefused(source, "the network has neither inputs nor outputs: draw some first")
    rows = _rows(text, columns, source)
    if not rows:
        raise FileRefused(source, "has no rows: give it one for every sample")
    first_row, first = rows[0]
    if _is_header(first, columns):
        meanings, rows = _meanings(first, columns), rows[1:]
    elif any(_is_number(cell) for cell in first):
        meanings = list(range(len(columns) + 1))
    else:
        raise FileRefused(source, _misfit(first, columns), f"row {first_row}")
    return tuple(_sample(row, meanings, network, source) for row in rows)


def _columns(network: Network) -> list[str]:
    return [neuron.name for neuron in (*network.inputs, *network.outputs)]


def _rows(text: str, columns: list[str], source: str) -> list[_Row]:
    """The rows, split where the first of them then is a header, or else has the right number of cells."""
    readings = [_split(text, delimiter, source) for delimiter in _DELIMITERS]
    for fits in (_is_header, _is_full, _is_split):
        for rows in readings:
            if rows and fits(rows[0][1], columns):
                return rows
    return readings[-1]


def _split(text: str, delimiter: str, source: str) -> list[_Row]:
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise FileRefused(source, f"is no table: {error}") from error
    return [(number, cells) for number, cells in enumerate(rows, 1) if any(cell.strip() for cell in cells)]


def _is_header(cells: list[str], columns: list[str]) -> bool:
    """Whether the cells are the names of all columns, and nothing else but the flag's."""
    meanings = _meanings(cells, columns)
    unknown = [
        cell for cell, meaning in zip(cells, meanings, strict=True) if meaning is None and cell.strip()
    ]
    return set(range(len(columns))) <= set(meanings) and not unknown


def _is_full(cells: list[str], columns: list[str]) -> bool:
    return len(cells) in (len(columns), len(columns) + 1)


def _is_split(cells: list[str], columns: list[str]) -> bool:
    return len(cells) > 1


def _is_number(cell: str) -> bool:
    try:
        parse_number(cell)
    except NotANumber:
        return False
    return True


def _meanings(cells: list[str], columns: list[str]) -> list[int | None]:
    """Which column each cell of a header names: an index of `columns`, or the one after them for the flag."""
    waiting = dict(enumerate([*columns, HELD_OUT_COLUMN]))
    meanings: list[int | None] = []
    for cell in cells:
        exact = [index for index, name in waiting.items() if name == cell]
        close = [index for index, name in waiting.items() if name.strip() == cell.strip() != ""]
        meaning = next(iter(exact + close), None)  # a neuron called held_out comes before the flag
        if meaning is not None:
            del waiting[meaning]
        meanings.append(meaning)
    return meanings


def _misfit(cells: list[str], columns: list[str]) -> str:
    """Why the first row is no header of this network's."""
    meanings = _meanings(cells, columns)
    unknown = [
        cell for cell, meaning in zip(cells, meanings, strict=True) if meaning is None and cell.strip()
    ]
    missing = [name for index, name in enumerate(columns) if index not in meanings]
    if unknown:
        return f"the column “{unknown[0]}” is not one of this network: there should be {', '.join(columns)}"
    return f"the column {missing[0]} is missing: there should be {', '.join(columns)}"


def _sample(row: _Row, meanings: list[int | None], network: Network, source: str) -> Sample:
    number, cells = row
    columns = _columns(network)
    if any(cell.strip() for cell in cells[len(meanings) :]):
        raise FileRefused(source, f"has {len(cells)} cells, more than columns", f"row {number}")
    found = {meaning: cell for meaning, cell in zip(meanings, cells, strict=False) if meaning is not None}
    values = [
        _number(found.get(index, ""), source, f"row {number}, column {name}")
        for index, name in enumerate(columns)
    ]
    flag = found.get(len(columns), "").strip().lower()
    if flag not in _TRUTHS:
        place = f"row {number}, column {HELD_OUT_COLUMN}"
        raise FileRefused(source, f"“{flag}” must be true or false", place)
    inputs = len(network.inputs)
    return Sample(
        dict(zip(columns[:inputs], values[:inputs], strict=True)),
        dict(zip(columns[inputs:], values[inputs:], strict=True)),
        _TRUTHS[flag],
    )


def _number(cell: str, source: str, place: str) -> float:
    if not cell.strip():
        raise FileRefused(source, "the number is missing", place)
    try:
        return parse_number(cell)
    except NotANumber as error:
        raise FileRefused(source, str(error), place) from error
