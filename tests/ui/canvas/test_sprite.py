"""Is every text painted once, and is what is kept of them bounded?"""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage, QPainter

from explorer.ui.canvas.sprite import MOST_BYTES, Sprites

SQUARE = QRectF(-5, -5, 10, 10)
TEXT = QRectF(-30, -10, 60, 20)


def canvas_image() -> QImage:
    image = QImage(60, 60, QImage.Format.Format_RGB32)
    image.fill("#ffffff")
    return image


def test_equal_keys_are_painted_once(qapp: object) -> None:
    sprites = Sprites()
    painted: list[str] = []
    image = canvas_image()
    painter = QPainter(image)
    for key in ("a", "b", "a", "a"):
        sprites.draw(painter, key, SQUARE, QPointF(30, 30), lambda p, key=key: painted.append(key))
    painter.end()
    assert painted == ["a", "b"]


def test_another_scale_is_painted_anew(qapp: object) -> None:
    sprites = Sprites()
    painted: list[float] = []
    image = canvas_image()
    painter = QPainter(image)
    for scale in (1.0, 2.0, 1.0):
        painter.resetTransform()
        painter.scale(scale, scale)
        sprites.draw(painter, "a", SQUARE, QPointF(), lambda p, scale=scale: painted.append(scale))
    painter.end()
    assert painted == [1.0, 2.0]


def test_numbers_that_change_at_eightfold_zoom_leave_a_bounded_number_of_pictures(qapp: object) -> None:
    sprites = Sprites()
    image = canvas_image()
    painter = QPainter(image)
    painter.scale(8, 8)
    for step in range(200):  # 60 × 20 units are 300 kB each, 60 MB in all
        sprites.draw(painter, f"w 0.{step}", TEXT, QPointF(), lambda p: None)
        assert sprites.size <= MOST_BYTES
    painter.end()
    assert sprites.size > MOST_BYTES / 2
