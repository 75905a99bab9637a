"""Are pictures kept, and shown pixel by pixel where they fit?"""

import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from explorer.ui.canvas.picture import draw_picture, paint_picture

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


@pytest.mark.parametrize(("scale", "ratio"), [(1.0, 1.0), (0.7, 1.0), (1.3, 2.0)])
def test_a_part_is_aligned_to_whole_pixels_around_it(qapp: object, scale: float, ratio: float) -> None:
    picture = paint_picture(SQUARE, scale, ratio, fill)
    part = QRectF(-1.23, 0.4, 2.5, 3.1)
    aligned = picture.aligned(part)
    assert aligned.contains(part)
    for distance in (
        aligned.left() - SQUARE.left(),
        aligned.top() - SQUARE.top(),
        aligned.right() - SQUARE.left(),
        aligned.bottom() - SQUARE.top(),
    ):
        pixels = distance * scale * ratio
        assert pixels == pytest.approx(round(pixels), abs=1e-9)
    assert aligned.width() - part.width() < 2 / (scale * ratio)


def test_what_is_painted_over_a_picture_leaves_that_one_as_it_was(qapp: object) -> None:
    picture = paint_picture(SQUARE, 1.0, 2.0, fill)
    copy = picture.painted_over(lambda painter: painter.fillRect(QRectF(0, -5, 5, 10), QColor("#0000ff")))
    left, right = ((x, 10) for x in (9, 10))
    assert copy.pixmap.toImage().pixelColor(*left).name() == "#ff0000"
    assert copy.pixmap.toImage().pixelColor(*right).name() == "#0000ff"
    assert picture.pixmap.toImage().pixelColor(*right).name() == "#ff0000"
    assert (copy.rect, copy.scale, copy.ratio) == (SQUARE, 1.0, 2.0)


def test_a_copy_may_be_painted_on(qapp: object) -> None:
    picture = paint_picture(SQUARE, 1.0, 1.0, fill)
    copy = picture.copied()
    copy.pixmap.fill(QColor("#0000ff"))
    assert picture.pixmap.toImage().pixelColor(4, 5).name() == "#ff0000"


@pytest.mark.parametrize(("scale", "ratio"), [(1.0, 1.0), (0.73, 1.0), (1.61, 2.0)])
def test_a_patch_takes_the_place_of_what_was_there_and_of_no_more(
    qapp: object, scale: float, ratio: float
) -> None:
    picture = paint_picture(SQUARE, scale, ratio, lambda painter: None)
    picture.pixmap.fill(QColor("#ff0000"))
    part = picture.aligned(QRectF(-2.2, -1.3, 3.1, 2.4)).intersected(picture.rect)
    picture.lay(picture.blank_part(part))
    image = picture.pixmap.toImage()
    pixels = scale * ratio
    across = range(round((part.left() + 5) * pixels), round((part.right() + 5) * pixels))
    down = range(round((part.top() + 5) * pixels), round((part.bottom() + 5) * pixels))
    cleared = {
        (x, y)
        for x in range(image.width())
        for y in range(image.height())
        if not image.pixelColor(x, y).alpha()
    }
    assert cleared == {(x, y) for x in across for y in down}


def test_a_patch_at_the_last_pixels_fits(qapp: object) -> None:
    picture = paint_picture(SQUARE, 0.73, 1.0, lambda painter: None)
    picture.pixmap.fill(QColor("#ff0000"))
    part = picture.aligned(QRectF(3.0, 3.0, 9.0, 9.0)).intersected(picture.rect)
    picture.lay(picture.blank_part(part))
    image = picture.pixmap.toImage()
    assert image.pixelColor(image.width() - 1, image.height() - 1).alpha() == 0
    assert image.pixelColor(0, 0).name() == "#ff0000"
