"""How does the curvature along a run leave as a table?"""

from collections.abc import Iterable, Iterator
from math import isnan
from pathlib import Path

from explorer.files.atomic import write_parts
from explorer.files.table import INTERNATIONAL, TableStyle, table_text
from explorer.training.curvature.sharpness import Readings


def write_sharpness(
    path: Path,
    largest: int,
    smallest: int,
    readings: Iterable[Readings],
    style: TableStyle = INTERNATIONAL,
    is_preconditioned: bool = False,
) -> None:
    """Makes the file at `path` hold a row for each step that is read, with so many eigenvalues.

    Those that do not exist, since not everything is finite, are left empty. Raises FileRefused.
    """
    write_parts(path, _parts(columns(largest, smallest, is_preconditioned), readings, style))


def columns(largest: int, smallest: int, is_preconditioned: bool = False) -> tuple[str, ...]:
    """The names: λ is the sharpness, and the very smallest eigenvalue the smallest; others are numbered.

    Those of the preconditioned Hessian say so.
    """
    top = ("sharpness", *(f"eigenvalue_{number}" for number in range(2, largest + 1)))
    below = ("smallest", *(f"smallest_{number}" for number in range(2, smallest + 1)))
    mark = "preconditioned_" if is_preconditioned else ""
    return ("step", "loss", *(mark + name for name in (*top[:largest], *below[:smallest])))


def _parts(names: tuple[str, ...], readings: Iterable[Readings], style: TableStyle) -> Iterator[bytes]:
    yield style.mark + table_text([names], style).encode()
    for part in readings:
        numbers = zip(part.step.tolist(), part.loss.tolist(), part.eigenvalues.tolist(), strict=True)
        rows = (
            (step, loss, *(None if isnan(value) else value for value in values))
            for step, loss, values in numbers
        )
        yield table_text(rows, style).encode()
