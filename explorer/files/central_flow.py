"""How does a central flow leave as a table, beside the run that it predicts?"""

from collections.abc import Iterable, Iterator
from math import isnan
from pathlib import Path

from explorer.files.atomic import write_parts
from explorer.files.table import INTERNATIONAL, TableStyle, table_text
from explorer.training.curvature.flow_beside_run import FlowWindow

COLUMNS = (
    "step",
    "loss",
    "flow_loss",
    "predicted_mean_loss",
    "sharpness",
    "flow_sharpness",
    "limit",
    "displacement",
    "flow_variance",
    "distance",
)


def write_central_flow(path: Path, windows: Iterable[FlowWindow], style: TableStyle = INTERNATIONAL) -> None:
    """Makes the file at `path` hold a row for each step of a run and its central flow.

    `loss` and `sharpness` are those of the run; its displacement at the first step, and what does not exist
    as not everything is finite, is left empty. Raises FileRefused.
    """
    write_parts(path, _parts(windows, style))


def _parts(windows: Iterable[FlowWindow], style: TableStyle) -> Iterator[bytes]:
    yield style.mark + table_text([COLUMNS], style).encode()
    for window in windows:
        yield table_text(map(_shown, _rows(window)), style).encode()


def _rows(window: FlowWindow) -> Iterator[tuple[float, ...]]:
    flow, of_run = window.flow, window.displacement
    along = dict(zip(of_run.step.tolist(), of_run.along.tolist(), strict=True))
    columns = (
        window.run_loss,
        flow.loss,
        flow.mean_loss,
        window.run_sharpness,
        flow.eigenvalues[:, 0],
        flow.limit,
        flow.variance,
        window.distance,
    )
    for step, *numbers in zip(flow.step.tolist(), *(column.tolist() for column in columns), strict=True):
        yield (step, *numbers[:6], along.get(step, float("nan")), *numbers[6:])


def _shown(row: tuple[float, ...]) -> tuple[float | None, ...]:
    return tuple(None if isnan(number) else number for number in row)
