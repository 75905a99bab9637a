"""How does a trainability map leave as a table?"""

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from explorer.files.atomic import write_parts
from explorer.files.table import INTERNATIONAL, TableStyle, table_text
from explorer.training.many.training_map import MapPicture, PixelClass, TrainingMap

MAP_COLUMNS = ("x", "y", "class", "steps", "loss")


def write_map(
    path: Path, training_map: TrainingMap, picture: MapPicture, style: TableStyle = INTERNATIONAL
) -> None:
    """Makes the file at `path` hold a row for each pixel that is known, row by row from below.

    `class`: “converging” where E fell to a tenth of its start, “diverging” or “neither”. `steps`: until that,
    or all that the run made; `loss`: the last E. Raises FileRefused.
    """
    write_parts(path, map_text(training_map, picture, style))


def map_text(
    training_map: TrainingMap, picture: MapPicture, style: TableStyle = INTERNATIONAL
) -> Iterator[bytes]:
    """The same file, part by part."""
    yield style.mark + table_text([MAP_COLUMNS], style).encode()
    classes, x = picture.classes, training_map.x.values.tolist()
    steps = np.where(classes == PixelClass.CONVERGING, picture.low_at, training_map.steps)
    steps = np.where(classes == PixelClass.DIVERGING, picture.diverged_at, steps)
    for row, y in enumerate(training_map.y.values.tolist()):
        known = np.flatnonzero(picture.is_known[row]).tolist()
        yield table_text(
            (
                (x[n], y, PixelClass(classes[row, n]).word, int(steps[row, n]), float(picture.loss[row, n]))
                for n in known
            ),
            style,
        ).encode()
