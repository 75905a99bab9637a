"""Does the image of the connections come to be stroke by stroke, no larger than it may be?"""

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor

from explorer.drawing.curve import curve_between
from explorer.ui.canvas.connection_image import ConnectionImage, image_rect
from explorer.ui.canvas.picture import Picture
from explorer.ui.canvas.stroke import Stroke

RECT = QRectF(0, 0, 100, 60)


def strokes() -> list[Stroke]:
    """Three straight curves, 8 units wide, at heights of 10, 30 and 50."""
    return [Stroke(curve_between((0.0, y), (100.0, y)), "#ff0000", 8.0) for y in (10.0, 30.0, 50.0)]


def thickness(picture: Picture, y: float) -> int:
    """How many pixels are coloured in the middle of the image, about this height."""
    image = picture.pixmap.toImage()
    return sum(image.pixelColor(50, row).alpha() > 0 for row in range(round(y) - 8, round(y) + 8))


@pytest.fixture
def image(qapp: object) -> ConnectionImage:
    return ConnectionImage.blank(strokes(), RECT, 1.0, 1.0)


def test_in_no_time_one_stroke_is_drawn(image: ConnectionImage) -> None:
    assert not image.advance(0.0)
    assert [thickness(image.picture, y) for y in (10, 30, 50)] == [8, 0, 0]


def test_with_time_enough_all_are(image: ConnectionImage) -> None:
    assert image.advance(60.0)
    assert [thickness(image.picture, y) for y in (10, 30, 50)] == [8, 8, 8]


def test_a_draft_shows_what_is_to_come_as_hairlines(
    image: ConnectionImage,
) -> None:
    image.advance(0.0)
    draft = image.draft()
    assert thickness(draft, 10) == 8
    assert 1 <= thickness(draft, 30) <= 2
    assert 1 <= thickness(draft, 50) <= 2
    assert thickness(image.picture, 30) == 0
    assert image.advance(60.0)
    assert thickness(image.picture, 50) == 8


def test_only_the_part_is_drawn_anew(image: ConnectionImage) -> None:
    image.advance(60.0)
    part = QRectF(0, 20, 100, 20)
    mended = ConnectionImage.mended(image.picture, part, [Stroke(strokes()[1].curve, "#0000ff", 30.0)])
    assert image.picture.pixmap.toImage().pixelColor(50, 21).alpha() == 0  # nothing as long as it is drawn
    assert mended.advance(60.0)
    drawn = mended.picture.pixmap.toImage()
    assert drawn.pixelColor(50, 21) == QColor("#0000ff")
    assert drawn.pixelColor(50, 41).alpha() == 0
    assert drawn.pixelColor(50, 10) == QColor("#ff0000")
    assert drawn.pixelColor(50, 30) == QColor("#0000ff")


def test_an_image_has_a_margin_for_panning_inside_of_what_there_is() -> None:
    assert image_rect(QRectF(0, 0, 100, 200), QRectF(-1000, -10, 3000, 3000), 1.0) == QRectF(
        -35, -10, 170, 280
    )


def test_a_very_large_image_has_no_margin() -> None:
    visible = QRectF(0, 0, 1000, 500)
    assert image_rect(visible, QRectF(-9999, -9999, 30000, 30000), 4.0) == visible
