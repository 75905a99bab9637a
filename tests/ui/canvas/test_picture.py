"""Are pictures kept, and shown pixel by pixel where they fit?"""

import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from explorer.ui.canvas.picture import draw_picture, paint_picture
from explorer.ui.canvas.sprite import Sprites

SQUARE = QRectF(-5, -5, 10, 10)


def fill(painter: QPainter) -> None:
    painter.fillRect(SQUARE, QColor("#ff0000"))


def canvas_image() -> QImage:
    image = QImage(60, 60, QImage.Format.Format_RGB32)
    image.fill("#ffffff")
    return image


@pytest.mark.parametrize(("scale", "ratio"), [(1.0, 1.0), (2.0, 1.0), (1.0, 2.0), (1.5, 1.25)])
def test_a_picture_is_as_sharp_as_the_screen(qapp: object, scale: float, ratio: float) -> None:
    picture = paint_picture(SQUARE, scale, ratio, fill)
    assert picture.pixmap.width() == -(-10 * scale * ratio // 1)
    assert picture.fits(scale, ratio)
    assert not picture.fits(scale * 1.1, ratio)


@pytest.mark.parametrize("kept", [1.0, 3.0])
def test_a_picture_covers_its_rectangle_at_any_scale(qapp: object, kept: float) -> None:
    image = canvas_image()
    painter = QPainter(image)
    painter.translate(30, 30)
    painter.scale(2, 2)
    draw_picture(painter, paint_picture(SQUARE, kept, 1.0, fill), QPointF(3, 0))
    painter.end()
    assert image.pixelColor(36, 30).name() == "#ff0000"
    assert image.pixelColor(36 + 8, 30).name() == "#ff0000"
    assert image.pixelColor(36 - 14, 30).name() == "#ffffff"
    assert image.pixelColor(36 + 14, 30).name() == "#ffffff"


def test_equal_keys_are_painted_once(qapp: object) -> None:
    sprites = Sprites()
    painted: list[str] = []
    image = canvas_image()
    painter = QPainter(image)
    for key in ("a", "b", "a", "a"):
        sprites.draw(painter, key, SQUARE, QPointF(30, 30), lambda p, key=key: painted.append(key))
    painter.end()
    assert painted == ["a", "b"]
