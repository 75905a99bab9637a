"""How does it leave as a table where many starts have ended?"""

from collections.abc import Iterator

from explorer.files.sweep import label
from explorer.files.table import INTERNATIONAL, TableStyle, table_text
from explorer.training.many.loss_level import levels_of
from explorer.training.many.starts import ManyEnds

STARTS_COLUMNS = ("seed", "first_loss", "loss", "steps", "verdict", "diverged_at", "level", "solution")


def starts_text(ends: ManyEnds, style: TableStyle = INTERNATIONAL) -> str:
    """A row for each run in the order of the seeds.

    `level`: the height of E at which it ended, numbered from 1 for the lowest; `solution`: the number of what
    its hidden neurons tell apart. Verdict and level are empty as long as the runs are not complete.
    """
    return table_text([STARTS_COLUMNS, *_rows(ends)], style)


def _rows(ends: ManyEnds) -> Iterator[tuple[float | int | str | None, ...]]:
    levels = {
        run: number
        for number, level in enumerate(levels_of(ends) if ends.is_complete else (), start=1)
        for run in level.runs
    }
    for run, solution in enumerate(ends.solutions().tolist()):
        has_diverged = bool(ends.has_diverged[run])
        verdict = ends.verdicts[run] if ends.verdicts else None
        yield (
            ends.seed(run),
            float(ends.first_loss[run]),
            float(ends.loss[run]),
            ends.steps_of(run),
            None if verdict is None else label(verdict),
            ends.steps_of(run) if has_diverged else None,
            levels.get(run),
            None if solution < 0 else solution,
        )
