"""Do the dots of the grid stand where positions snap to, and never too near to each other?"""

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QRectF
from PySide6.QtGui import QImage, QPainter

from explorer.ui.canvas.grid import Grid
from explorer.ui.theme.theme import DARK, LIGHT

AREA = QRectF(0, 0, 120, 90)


def image_of(grid: Grid, origin: QPoint, scale: float, theme=LIGHT) -> QImage:  # type: ignore[no-untyped-def]
    image = QImage(120, 90, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    grid.paint(painter, AREA, origin, scale, theme)
    painter.end()
    return image


def dots(image: QImage) -> list[tuple[int, int]]:
    """Where pixels have another colour than the corner, those of one dot once."""
    ground = image.pixelColor(0, 0)
    marked = [
        (x, y)
        for y in range(image.height())
        for x in range(image.width())
        if image.pixelColor(x, y) != ground
    ]
    return [
        (x, y)
        for x, y in marked
        if not any(other in marked for other in ((x - 1, y), (x, y - 1), (x - 1, y - 1)))
    ]


@pytest.fixture
def grid(qapp: object) -> Grid:
    return Grid()


def test_dots_stand_twenty_units_apart(grid: Grid) -> None:
    found = dots(image_of(grid, QPoint(0, 0), 1.0))
    across = sorted({x for x, _ in found})
    assert {after - before for before, after in pairwise(across)} == {20}
    assert len(found) == 6 * 5


def test_the_grid_moves_with_the_scene(grid: Grid) -> None:
    still, moved = dots(image_of(grid, QPoint(0, 0), 1.0)), dots(image_of(grid, QPoint(7, 3), 1.0))
    assert ((still[0][0] + 7) % 20, (still[0][1] + 3) % 20) == (moved[0][0] % 20, moved[0][1] % 20)


@pytest.mark.parametrize(("scale", "spacing"), [(2.0, 40), (0.5, 20), (0.1, 32)])
def test_from_afar_fewer_dots_are_drawn(grid: Grid, scale: float, spacing: int) -> None:
    across = sorted({x for x, _ in dots(image_of(grid, QPoint(0, 0), scale))})
    assert {after - before for before, after in pairwise(across)} == {spacing}


def test_another_theme_is_painted_in_its_colours(grid: Grid) -> None:
    assert image_of(grid, QPoint(0, 0), 1.0).pixelColor(0, 0).name() == LIGHT.canvas
    assert image_of(grid, QPoint(0, 0), 1.0, DARK).pixelColor(0, 0).name() == DARK.canvas
