"""How do results look on standard output: as text for people, as JSON for programs?"""

import json
import math
from collections.abc import Sequence
from typing import Any

from explorer.cli.written_output import written


def print_json(result: Any) -> None:
    """One line of JSON; numbers that are not finite are the strings "nan", "inf" and "-inf"."""
    print(json.dumps(_finite(result), allow_nan=False))


def print_table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Aligned columns; nothing where there are no rows."""
    if not rows:
        return
    header, rows = [written(name) for name in header], [[*map(written, row)] for row in rows]
    widths = [max(map(len, column)) for column in zip(header, *rows, strict=True)]
    for row in (header, *rows):
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def _finite(value: Any) -> Any:
    match value:
        case float() if not math.isfinite(value):
            return str(value)
        case dict():
            return {key: _finite(entry) for key, entry in value.items()}
        case list() | tuple():
            return [_finite(entry) for entry in value]
        case _:
            return value
