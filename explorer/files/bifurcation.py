"""How does what becomes of a descent at many learning rates leave as a table?"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from explorer.descent.bifurcation.bifurcation_points import BifurcationPoint
from explorer.descent.bifurcation.rate_verdicts import RateVerdict
from explorer.files.atomic import write_whole
from explorer.files.table import INTERNATIONAL, TableStyle, table_text

Row = tuple[str | float | int | None, ...]

VERDICT_COLUMNS = ("learning_rate", "verdict", "period", "multiplier", "lyapunov", "minimum", "maximum")
POINT_COLUMNS = ("learning_rate", "kind", "period")


def write_verdicts(path: Path, verdicts: Iterable[RateVerdict], style: TableStyle = INTERNATIONAL) -> None:
    """Makes the file at `path` hold a row for each learning rate. What does not apply is left empty.

    `minimum` and `maximum` are of where the iterates end. Raises FileRefused.
    """
    _write(path, VERDICT_COLUMNS, map(verdict_row, verdicts), style)


def write_points(path: Path, points: Iterable[BifurcationPoint], style: TableStyle = INTERNATIONAL) -> None:
    """Makes the file at `path` hold a row for each bifurcation point. Raises FileRefused."""
    _write(path, POINT_COLUMNS, map(point_row, points), style)


def verdict_row(row: RateVerdict) -> Row:
    """The values of `VERDICT_COLUMNS`; None for what does not apply."""
    verdict = row.verdict
    low, high = verdict.range or (None, None)
    numbers = verdict.period, verdict.multiplier, verdict.lyapunov, low, high
    return row.learning_rate, verdict.kind, *numbers


def point_row(point: BifurcationPoint) -> Row:
    """The values of `POINT_COLUMNS`."""
    return point.rate, point.kind, point.period


def _write(path: Path, columns: tuple[str, ...], rows: Iterable[Row], style: TableStyle) -> None:
    write_whole(path, b"".join(_parts(columns, rows, style)))


def _parts(columns: tuple[str, ...], rows: Iterable[Row], style: TableStyle) -> Iterator[bytes]:
    yield style.mark + table_text([columns], style).encode()
    yield table_text(rows, style).encode()
