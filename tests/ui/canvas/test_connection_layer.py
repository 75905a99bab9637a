"""Are curves drawn once and then shown from their image, until they change?"""

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QGraphicsScene

from explorer.drawing.curve import curve_between
from explorer.ui.canvas.connection_layer import ConnectionLayer
from explorer.ui.canvas.stroke import Stroke


class Shown:
    """A layer with one straight curve in a scene, and how often its strokes were asked for."""

    def __init__(self) -> None:
        self.colour = "#ff0000"
        self.asked = 0
        self.scene = QGraphicsScene()
        self.layer = ConnectionLayer(self.scene, self.strokes)
        self.layer.set_bounds(QRectF(-10, -10, 220, 120))
        self.scene.addItem(self.layer)

    def strokes(self) -> list[Stroke]:
        self.asked += 1
        return [Stroke(curve_between((0.0, 50.0), (200.0, 50.0)), self.colour, 6.0)]

    def paint(self, scale: float = 1.0) -> QImage:
        image = QImage(200, 100, QImage.Format.Format_RGB32)
        image.fill("#ffffff")
        painter = QPainter(image)
        self.scene.render(painter, QRectF(0, 0, 200, 100), QRectF(0, 0, 200 / scale, 100 / scale))
        painter.end()
        return image


@pytest.fixture
def shown(qapp: object) -> Shown:
    return Shown()


def test_the_curves_are_drawn_once(shown: Shown) -> None:
    first, second = shown.paint(), shown.paint()
    assert first == second
    assert first.pixelColor(100, 50).name() == "#ff0000"
    assert first.pixelColor(100, 20).name() == "#ffffff"
    assert shown.asked == 1


def test_a_change_is_seen_after_a_flush(shown: Shown) -> None:
    shown.paint()
    shown.colour = "#0000ff"
    shown.layer.renew()
    assert shown.paint().pixelColor(100, 50).name() == "#ff0000"  # the old image, until the next is complete
    shown.layer.flush()
    assert shown.paint().pixelColor(100, 50).name() == "#0000ff"
    assert shown.asked == 2


def test_moved_curves_are_never_shown_where_they_were(shown: Shown) -> None:
    shown.paint()
    shown.colour = "#0000ff"
    shown.layer.renew(is_moved=True)
    assert shown.paint().pixelColor(100, 50).name() == "#0000ff"


def test_while_held_the_image_is_stretched(shown: Shown) -> None:
    shown.paint()
    shown.layer.is_held = True
    assert shown.paint(scale=2.0).pixelColor(100, 99).name() == "#ff0000"
    assert shown.asked == 1


def test_another_scale_is_drawn_anew_when_nothing_holds_it(shown: Shown, qtbot) -> None:  # type: ignore[no-untyped-def]
    shown.paint()
    shown.paint(scale=2.0)
    qtbot.waitUntil(lambda: shown.asked == 2)
