"""What may a person say of a CSV table, so that nothing is guessed? The options of the reader."""

from dataclasses import dataclass
from enum import StrEnum

TABLE_SUFFIXES = (".csv", ".tsv", ".txt")
"""Of files whose rows are samples."""

BLANK = " "
"""The delimiter of columns that are separated by blanks or tabs, however many."""


class MissingNumbers(StrEnum):
    """What becomes of a row in which a number is missing."""

    REFUSE = "refuse"
    DROP = "drop"
    MEAN = "mean"


class ColumnUse(StrEnum):
    """What a column is used for.

    INPUT_LABELS: its labels have an input each. ONE_HOT: they have an output each, and are the only target.
    """

    INPUT = "input"
    INPUT_LABELS = "input-labels"
    TARGET = "target"
    ONE_HOT = "one-hot"
    HELD_OUT = "held-out"
    IGNORED = "ignored"


@dataclass(frozen=True)
class ColumnRole:
    """What a column of the table is. `name`: whose input or target; empty where a network is to be made.

    For INPUT_LABELS it is what stands before the labels in the names of their inputs.
    """

    use: ColumnUse
    name: str = ""


@dataclass(frozen=True)
class TableOptions:
    """How a table is to be read; None: as it looks.

    `encoding`: a name that Python knows. `delimiter`: one character, `BLANK` for any number of blanks.
    `decimal`: the decimal sign, "." or ",". `has_header`: whether its first row names the columns.
    `is_one_hot`: one column of labels is the target of all outputs, 1 for its own and 0 for the others.
    `roles`: what each column is, from the left; those beyond are ignored. `held_out_share`: how much of the
    rows that would train is held out, from 0 to below 1, drawn by `seed`.
    """

    encoding: str | None = None
    delimiter: str | None = None
    decimal: str | None = None
    has_header: bool | None = None
    missing: MissingNumbers = MissingNumbers.REFUSE
    is_one_hot: bool = False
    roles: tuple[ColumnRole, ...] | None = None
    held_out_share: float = 0.0
    seed: int = 0


GUESSED = TableOptions()
"""Everything as it looks, and no number may be missing."""
