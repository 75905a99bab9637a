"""Are curves drawn once and then shown from their image, until they change?"""

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QGraphicsScene
from pytestqt.qtbot import QtBot

from explorer.drawing.curve import curve_between
from explorer.frame_budget import FrameBudget
from explorer.ui.canvas.connection_layer import ConnectionLayer
from explorer.ui.canvas.picture_cache import PictureCache
from explorer.ui.canvas.stroke import Stroke

WHOLE = QRectF(-10, -10, 220, 120)


class Shown:
    """A layer with a straight curve and one that falls across it, and for which parts it asked strokes."""

    def __init__(self) -> None:
        self.colour = "#ff0000"
        self.parts: list[QRectF] = []
        self.scene = QGraphicsScene()
        kept = PictureCache(1_000_000)
        self.layer = ConnectionLayer(self.scene, self.strokes, lambda: self.colour, kept, FrameBudget())
        self.layer.set_bounds(WHOLE)
        self.scene.addItem(self.layer)

    def strokes(self, part: QRectF) -> list[Stroke]:
        self.parts.append(part)
        return [
            Stroke(curve_between((0.0, 50.0), (200.0, 50.0)), self.colour, 6.0),
            Stroke(curve_between((0.0, 5.0), (200.0, 95.0)), "#8000c000", 3.3),
        ]

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
    assert first.pixelColor(40, 50).name() == "#ff0000"
    assert first.pixelColor(100, 20).name() == "#ffffff"
    assert len(shown.parts) == 1
    assert shown.layer.is_complete


def test_a_change_is_seen_after_a_flush(shown: Shown) -> None:
    shown.paint()
    shown.colour = "#0000ff"
    shown.layer.renew()
    assert shown.paint().pixelColor(40, 50).name() == "#ff0000"  # the old image, until the next is complete
    shown.layer.flush()
    assert shown.paint().pixelColor(40, 50).name() == "#0000ff"
    assert len(shown.parts) == 2


def test_moved_curves_are_never_shown_where_they_were(shown: Shown) -> None:
    shown.paint()
    shown.colour = "#0000ff"
    shown.layer.replace()
    assert shown.paint().pixelColor(40, 50).name() == "#0000ff"


def test_an_image_of_before_is_found_again(shown: Shown) -> None:
    before = shown.paint()
    shown.colour = "#0000ff"
    shown.layer.replace()
    assert shown.paint() != before
    shown.colour = "#ff0000"
    shown.layer.replace()
    assert shown.paint() == before
    assert len(shown.parts) == 2  # the third was not drawn
    assert shown.layer.is_complete


def test_an_image_of_before_at_another_scale_is_of_no_use(shown: Shown) -> None:
    shown.paint()
    shown.layer.replace()
    shown.paint(scale=2.0)
    assert len(shown.parts) == 2


def test_an_image_that_is_out_of_date_is_not_kept(shown: Shown) -> None:
    shown.paint()
    shown.layer.renew()  # its weights have changed, though its subject says that they have not
    shown.layer.replace()
    shown.paint()
    assert len(shown.parts) == 2


@pytest.mark.parametrize("scale", [1.0, 0.73, 1.61])
def test_where_a_part_changes_the_rest_is_kept_and_the_image_is_as_if_all_were_drawn(
    shown: Shown, qtbot: QtBot, scale: float
) -> None:
    shown.paint(scale)
    shown.colour = "#0000ff"
    shown.layer.renew(QRectF(-4, 46.3, 208, 8.1))
    qtbot.waitUntil(lambda: shown.layer.is_complete)
    mended = shown.paint(scale)
    assert shown.parts[-1].height() < 14
    whole = Shown()
    whole.colour = "#0000ff"
    assert mended == whole.paint(scale)


def test_nothing_is_drawn_where_a_part_outside_the_image_changes(shown: Shown, qtbot: QtBot) -> None:
    shown.paint()
    shown.layer.renew(QRectF(500, 500, 10, 10))
    qtbot.waitUntil(lambda: shown.layer.is_complete)
    assert len(shown.parts) == 1


def test_parts_that_change_while_an_image_is_drawn_are_drawn_next(shown: Shown, qtbot: QtBot) -> None:
    shown.paint()
    shown.layer.renew()
    shown.colour = "#0000ff"
    shown.layer.renew(QRectF(-4, 46, 208, 8))
    qtbot.waitUntil(lambda: shown.layer.is_complete)
    assert shown.paint().pixelColor(40, 50).name() == "#0000ff"


def test_a_layer_that_was_never_painted_waits_for_its_first_painting(shown: Shown) -> None:
    shown.layer.renew()
    assert shown.parts == []
    assert shown.paint().pixelColor(40, 50).name() == "#ff0000"


def test_while_held_the_image_is_stretched(shown: Shown) -> None:
    shown.paint()
    shown.layer.is_held = True
    assert shown.paint(scale=2.0).pixelColor(60, 99).name() == "#ff0000"
    assert len(shown.parts) == 1


def test_another_scale_is_drawn_anew_when_nothing_holds_it(shown: Shown, qtbot: QtBot) -> None:
    shown.paint()
    shown.paint(scale=2.0)
    qtbot.waitUntil(lambda: len(shown.parts) == 2)
