"""Which numbers does a column of a CSV table hold: numbers, two labels as 0 and 1, or labels one-hot?"""

import math
from collections.abc import Sequence, Set
from dataclasses import dataclass

from explorer.files.refused import FileRefused
from explorer.files.sample_table.cell import DecimalSigns, is_missing, is_number_like
from explorer.number import NotANumber, exact
from explorer.plain_text import shown_name

_TRUE = {"true": 1.0, "yes": 1.0, "ja": 1.0, "false": 0.0, "no": 0.0, "nein": 0.0}
_NUMBER_WORDS = {"inf", "infinity"}
_PLAIN = frozenset("0123456789.-+eE\n")
_SHOWN = 4  # labels in a sentence


@dataclass(frozen=True)
class ColumnText:
    """The clean cells of a column, the numbers of their rows, and what it is called where it is refused."""

    name: str
    cells: list[str]
    rows: Sequence[int]
    source: str

    def refusal(self, at: int, rule: str) -> FileRefused:
        """What is wrong with the cell at `at`."""
        return FileRefused(self.source, rule, f"row {self.rows[at]}, column {shown_name(self.name)}")


@dataclass(frozen=True)
class ColumnValues:
    """A number for each row; None where it is missing. `remarks`: what is worth a word.

    `labels`: the texts that the numbers 0 and 1 stand for, where they do; "" for a number without one.
    """

    values: list[float | None]
    labels: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def is_label(self) -> bool:
        """Whether the column held texts."""
        return bool(self.labels)


def values_of(column: ColumnText, signs: DecimalSigns, delimiter: str) -> ColumnValues:
    """The numbers of the column. Raises FileRefused at the first cell that is none, or may be two."""
    if (plain := _plain_values(column.cells, signs)) is not None:
        return ColumnValues(plain)
    if labels := labels_of(column.cells):
        return _two_labels(column, labels)
    values: list[float | None] = []
    remark = ""
    for at, cell in enumerate(column.cells):
        if is_missing(cell):
            values.append(None)
            continue
        if signs.is_ambiguous(cell) and (signs.signs or "," in cell):
            remedy = "write it as one of them, or say which the decimal sign is"
            raise column.refusal(at, f"“{shown_name(cell)}” may be {_both(cell)}: {remedy}")
        try:
            values.append(signs.number(cell))
        except NotANumber as error:
            raise column.refusal(at, str(NotANumber(shown_name(cell)))) from error
        if not remark and not signs.is_told:
            remark = _word(column, at, values[-1], signs, delimiter)
    return ColumnValues(values, remarks=(remark,) if remark else ())


def labels_of(cells: list[str]) -> list[str]:
    """The labels of a column that holds nothing else, in alphabetical order; none where there are numbers."""
    found = {cell for cell in set(cells) if not is_missing(cell)}
    is_text = all(cell[0].isalpha() and cell.lower() not in _NUMBER_WORDS for cell in found)
    return sorted(found, key=lambda label: (label.casefold(), label)) if is_text else []


def one_hot(column: ColumnText, outputs: list[str]) -> tuple[list[ColumnValues], str]:
    """For each output 1 in its label's rows and 0 in the others, and which label is which other output.

    A label that is an output's name is that output's; otherwise labels go by order. Raises FileRefused.
    """
    found = {cell for cell in column.cells if not is_missing(cell)}
    labels = one_hot_labels(found)
    if len(labels) != len(outputs):
        raise column.refusal(
            0, f"{_listed(labels)} are {len(labels)} labels for {len(outputs)} outputs: one output for each"
        )
    owners = outputs if found == set(outputs) else labels
    ones = {owner: {label: float(owner == label) for label in labels} for owner in owners}
    values = [ColumnValues([ones[owner].get(cell) for cell in column.cells], ("", owner)) for owner in owners]
    said = ", ".join(
        f"“{shown_name(label)}” is {shown_name(name)}"
        for label, name in zip(owners, outputs, strict=True)
        if label != name
    )
    return values, said


def one_hot_labels(found: Set[str]) -> list[str]:
    """The labels in the order of the outputs that they get: numbers by size, all others by alphabet."""
    are_numbers = all(map(is_number_like, found)) and all(map(_is_plain, found))
    return sorted(found, key=float) if are_numbers else sorted(found)


def _is_plain(cell: str) -> bool:
    return set(cell) <= _PLAIN and "," not in cell


def _plain_values(cells: list[str], signs: DecimalSigns) -> list[float | None] | None:
    """All numbers at once where each is digits with the only decimal sign of the table."""
    text = "\n".join(cells)
    if signs.signs == {","} and "." not in text:
        text = text.replace(",", ".")
    elif signs.signs != {"."} and "." in text:
        return None
    if not set(text) <= _PLAIN:
        return None
    try:
        values = list(map(float, text.split("\n")))
    except ValueError:  # a cell is empty or malformed: which one, is said by whoever goes through them
        return None
    return [*values] if all(map(math.isfinite, values)) else None


def _two_labels(column: ColumnText, labels: list[str]) -> ColumnValues:
    numbers = {label: _TRUE[label.lower()] for label in labels if label.lower() in _TRUE}
    remark = ""
    if len(numbers) != len(labels):
        if len(labels) != 2:
            first = next(at for at, cell in enumerate(column.cells) if not is_missing(cell))
            if len(labels) == 1:
                raise column.refusal(first, str(NotANumber(shown_name(labels[0]))))
            rule = f"{_listed(labels)} are {len(labels)} labels: only two are read, as 0 and 1"
            raise column.refusal(first, rule + "; more need an output each and to be read one-hot")
        numbers = {labels[0]: 0.0, labels[1]: 1.0}
    remark = ", ".join(f"“{shown_name(label)}” is {exact(number)}" for label, number in numbers.items())
    texts = tuple(next((label for label in labels if numbers[label] == number), "") for number in (0.0, 1.0))
    remark = f"in column {shown_name(column.name)} {remark}"
    return ColumnValues([numbers.get(cell) for cell in column.cells], texts, (remark,))


def _listed(labels: list[str]) -> str:
    named = ", ".join(f"“{shown_name(label)}”" for label in labels[:_SHOWN])
    return named + ", …" * (len(labels) > _SHOWN)


def _both(cell: str) -> str:
    bare = cell.replace(",", "").replace(".", "")
    return f"{bare} or {cell.replace(',', '.').rstrip('0').rstrip('.')}"


def _word(column: ColumnText, at: int, value: float | None, signs: DecimalSigns, delimiter: str) -> str:
    """What is to be said of a number that other tables may mean otherwise; nothing where it is plain."""
    cell = column.cells[at]
    place = f"row {column.rows[at]}, column {shown_name(column.name)}: “{cell}” is read as"
    if signs.is_grouped(cell) and value is not None:
        return f"{place} {exact(value)}, as the table has decimal {_NAMES[next(iter(signs.signs))]}"
    if signs.is_ambiguous(cell) and delimiter != "," and value is not None:
        return f"{place} {exact(value)} and not as {cell.replace('.', '')}"
    return ""


_NAMES = {".": "points", ",": "commas"}
