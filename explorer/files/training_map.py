"""How does a trainability map leave as a table?"""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import numpy as np

from explorer.files.atomic import write_parts
from explorer.files.table import INTERNATIONAL, TableStyle, table_text
from explorer.training.many.map_layers import MapLayers
from explorer.training.many.map_picture import MapPicture
from explorer.training.many.pixel_run import PixelClass
from explorer.training.many.training_map import TrainingMap

MAP_COLUMNS = ("x", "y", "class", "steps", "loss")


Cell = float | int | str | None


def write_map(
    path: Path,
    training_map: TrainingMap,
    picture: MapPicture,
    style: TableStyle = INTERNATIONAL,
    layers: MapLayers | None = None,
) -> None:
    """Makes the file at `path` hold a row for each pixel that is known, row by row from below.

    `class`: “converging” where E fell to a tenth of its start, “diverging” or “neither”. `steps`: until that,
    or all that the run made; `loss`: the last E. What `layers` have beside the map follows in columns of its
    own: `solution`, the number of the one that the run reached, empty where it reached none; `last_bit`, 1
    where the run hangs on it; `bowl_class`, `bowl_steps` and `bowl_loss` of the bowl with the same Hessian.
    Empty is what was not computed, too. Raises FileRefused.
    """
    write_parts(path, map_text(training_map, picture, style, layers))


def map_text(
    training_map: TrainingMap,
    picture: MapPicture,
    style: TableStyle = INTERNATIONAL,
    layers: MapLayers | None = None,
) -> Iterator[bytes]:
    """The same file, part by part."""
    further = {} if layers is None else _further(layers)
    yield style.mark + table_text([(*MAP_COLUMNS, *further)], style).encode()
    x, told = training_map.x.values.tolist(), _told(picture, training_map.steps)
    for row, y in enumerate(training_map.y.values.tolist()):
        known = np.flatnonzero(picture.is_known[row]).tolist()
        rows = ((x[n], y, *told(row, n), *(cell(row, n) for cell in further.values())) for n in known)
        yield table_text(rows, style).encode()


def _told(picture: MapPicture, most_steps: int) -> Callable[[int, int], tuple[str, int, float]]:
    """Class, steps and loss of the pixel in a row and a column."""
    classes = picture.classes
    steps = {PixelClass.CONVERGING: picture.low_at, PixelClass.DIVERGING: picture.diverged_at}

    def told(row: int, n: int) -> tuple[str, int, float]:
        kind = PixelClass(classes[row, n])
        at = steps.get(kind)
        return kind.word, most_steps if at is None else int(at[row, n]), float(picture.loss[row, n])

    return told


def _further(layers: MapLayers) -> dict[str, Callable[[int, int], Cell]]:
    """The columns that stand behind those of every map: the cell of the pixel in a row and a column."""
    columns: dict[str, Callable[[int, int], Cell]] = {}
    if layers.has_solutions:
        numbers = layers.solutions
        columns["solution"] = lambda row, n: int(numbers[row, n]) if numbers[row, n] >= 0 else None
    bits, nudged = layers.last_bit, layers.nudged
    if bits is not None and nudged is not None:
        columns["last_bit"] = lambda row, n: int(bits[row, n]) if nudged.is_known[row, n] else None
    if (bowl := layers.bowl) is not None:
        told = _told(bowl, layers.training_map.steps)
        for place, name in enumerate(("bowl_class", "bowl_steps", "bowl_loss")):
            columns[name] = partial(_cell_of, bowl, told, place)
    return columns


def _cell_of(
    picture: MapPicture, told: Callable[[int, int], tuple[Cell, ...]], place: int, row: int, n: int
) -> Cell:
    return told(row, n)[place] if picture.is_known[row, n] else None
