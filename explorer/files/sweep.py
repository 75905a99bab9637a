"""How does a sweep leave as a table?"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from explorer.files.atomic import write_parts
from explorer.files.table import INTERNATIONAL, TableStyle, table_text
from explorer.training.many.group import RunResults
from explorer.training.many.sweep import Sweep, SweptRun
from explorer.training.verdict import Verdict

SWEEP_COLUMNS = ("learning_rate", "seed", "steps", "loss", "verdict", "diverged_at")


def write_sweep(
    path: Path, sweep: Sweep, ends: Iterable[RunResults], style: TableStyle = INTERNATIONAL
) -> None:
    """Makes the file at `path` hold a row for each run, in the order in which the groups come.

    However many there are, only those of one group are in memory. Raises FileRefused.
    """
    write_parts(path, _parts(sweep, ends, style))


def sweep_text(runs: Iterable[SweptRun]) -> str:
    """The same of these runs, as one text."""
    return table_text([SWEEP_COLUMNS, *map(_row, runs)])


def label(verdict: Verdict) -> str:
    """“converges”, and of a cycle its period too: “cycles (2)”."""
    return verdict.kind if verdict.period is None else f"{verdict.kind} ({verdict.period})"


def _parts(sweep: Sweep, ends: Iterable[RunResults], style: TableStyle) -> Iterator[bytes]:
    yield style.mark + table_text([SWEEP_COLUMNS], style).encode()
    for group in ends:
        yield table_text(map(_row, sweep.runs(group)), style).encode()


def _row(run: SweptRun) -> tuple[float | int | str | None, ...]:
    return run.learning_rate, run.seed, run.steps, run.loss, label(run.verdict), run.verdict.step
