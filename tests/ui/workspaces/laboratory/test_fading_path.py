"""The path of a run in a plane: as strong as it is near, and with round dots whatever the scales are."""

import numpy as np
from PySide6.QtGui import QColor, QImage, QPainter

from explorer.array import Array
from explorer.ui.workspaces.laboratory.fading_path import FadingPath

WIDTH, HEIGHT = 60, 40


def painted(x: list[float], strength: Array) -> QImage:
    """A white path on black at half the height, where 1 across is 4000 pixels and 1 up is 400."""
    path = FadingPath()
    path.set_colour("#ffffff")
    path.show_path(np.array(x), np.full(len(x), 0.05), strength)
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    image.fill(QColor("#000000"))
    painter = QPainter(image)
    painter.scale(4000.0, 400.0)
    path.paint(painter)
    painter.end()
    return image


def lit(image: QImage) -> tuple[list[int], list[int]]:
    """The columns and the rows in which anything is drawn."""
    places = [(x, y) for x in range(WIDTH) for y in range(HEIGHT) if image.pixelColor(x, y).red() > 100]
    columns, rows = zip(*places, strict=True)
    return sorted(set(columns)), sorted(set(rows))


def test_a_dot_is_round_where_a_pixel_is_a_tiny_number() -> None:
    columns, rows = lit(painted([0.0075], np.ones(1)))
    assert len(columns) == len(rows)
    assert (columns[0] + columns[-1] + 1) / 2 == 30
    assert (rows[0] + rows[-1] + 1) / 2 == 20


def test_each_part_is_as_strong_as_its_end() -> None:
    image = painted([0.0025, 0.0075, 0.0125], np.array([1.0, 1.0, 0.25]))
    near, far = (image.pixelColor(x, 20).red() for x in (20, 40))
    assert near > 240
    assert 40 < far < 100
