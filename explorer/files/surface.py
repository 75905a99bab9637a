"""How do a loss surface, and the path of a run in it, leave as tables?"""

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from explorer.files.atomic import write_parts
from explorer.files.table import INTERNATIONAL, TableStyle, table_text
from explorer.training.surface.loss_grid import LossGrid
from explorer.training.surface.path import PlanePath

SURFACE_COLUMNS = ("across", "up", "loss")
PATH_COLUMNS = ("step", "across", "up", "distance")


def write_surface(path: Path, grid: LossGrid, style: TableStyle = INTERNATIONAL) -> None:
    """Makes the file at `path` hold a row for each point, row by row from below, as the axes number them.

    E that is not finite is written as nan or inf. Raises FileRefused.
    """
    write_parts(path, _points(grid, style))


def write_plane_path(
    path: Path, grid: LossGrid, points: PlanePath, style: TableStyle = INTERNATIONAL
) -> None:
    """The same with a row for each point of the run. Raises FileRefused."""
    across, up = np.array(grid.plane.zero)[:, np.newaxis] + np.array([points.across, points.up])
    columns = (points.step.tolist(), across.tolist(), up.tolist(), points.distance.tolist())
    rows = table_text([PATH_COLUMNS, *zip(*columns, strict=True)], style)
    write_parts(path, [style.mark + rows.encode()])


def _points(grid: LossGrid, style: TableStyle) -> Iterator[bytes]:
    across_zero, up_zero = grid.plane.zero
    across = (across_zero + grid.across).tolist()
    yield style.mark + table_text([SURFACE_COLUMNS], style).encode()
    for up, losses in zip((up_zero + grid.up).tolist(), grid.losses.tolist(), strict=True):
        yield table_text(((x, up, loss) for x, loss in zip(across, losses, strict=True)), style).encode()
