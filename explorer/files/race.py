"""How do the results of a race, and the ways that optimisers took, leave as tables?"""

from collections.abc import Iterator
from pathlib import Path

from explorer.files.atomic import write_parts
from explorer.files.table import INTERNATIONAL, TableStyle, table_text
from explorer.race.racer import Racer, RaceSoFar

RACE_COLUMNS = (
    "optimiser",
    "learning_rate",
    "outcome",
    "step",
    "evaluations",
    "sweep_evaluations",
    "loss",
)
STEP_COLUMNS = ("optimiser", "learning_rate", "step", "loss")


def write_race(path: Path, race: RaceSoFar, style: TableStyle = INTERNATIONAL) -> None:
    """Makes the file at `path` hold a row for each optimiser.

    `step`: at which it arrived or diverged, else the last; `evaluations`: the gradients of all samples that
    took, and `sweep_evaluations`: that finding its α took; `loss`: the last E. Raises FileRefused.
    """
    rows = [RACE_COLUMNS, *(race_row(racer) for racer in race.racers)]
    write_parts(path, [style.mark + table_text(rows, style).encode()])


def write_race_paths(
    path: Path, race: RaceSoFar, on_function: bool, style: TableStyle = INTERNATIONAL
) -> None:
    """Makes the file at `path` hold a row for each step of each optimiser: E and, on a function, x and y.

    Raises FileRefused.
    """
    columns = (*STEP_COLUMNS, *(("x", "y") if on_function else ()))
    write_parts(path, _steps(race, columns, on_function, style))


def race_row(racer: Racer) -> tuple[str | float | None, ...]:
    """The cells of one optimiser, under `RACE_COLUMNS`."""
    return (
        racer.optimiser.name,
        racer.learning_rate,
        racer.outcome,
        racer.step,
        racer.evaluations,
        None if racer.sweep is None else racer.sweep.evaluations,
        float(racer.losses[-1]) if len(racer.losses) else None,
    )


def _steps(
    race: RaceSoFar, columns: tuple[str, ...], on_function: bool, style: TableStyle
) -> Iterator[bytes]:
    yield style.mark + table_text([columns], style).encode()
    for racer in race.racers:
        name, rate = racer.optimiser.name, racer.learning_rate
        places = racer.path.tolist() if on_function else [()] * len(racer.losses)
        numbers = zip(racer.losses.tolist(), places, strict=True)
        rows = ((name, rate, step, loss, *place) for step, (loss, place) in enumerate(numbers))
        yield table_text(rows, style).encode()
