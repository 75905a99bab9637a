"""The pin beside a fixed weight or bias."""

import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from explorer.ui.canvas.pin import PIN, paint_pin
from explorer.ui.theme.theme import DARK, LIGHT, Theme


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_it_stays_in_its_place_and_is_of_the_colour_of_text(qapp: QApplication, theme: Theme) -> None:
    image = QImage(40, 40, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.scale(2, 2)
    paint_pin(painter, QPointF(10, 10), theme)
    painter.end()
    room = PIN.adjusted(-1.6, -1.6, 1.6, 1.6).translated(10, 10)
    inside = QRectF(room.x() * 2, room.y() * 2, room.width() * 2, room.height() * 2)
    painted = [(x, y) for x in range(40) for y in range(40) if image.pixelColor(x, y).alpha()]
    assert painted
    assert all(inside.contains(QPointF(x + 0.5, y + 0.5)) for x, y in painted)
    assert image.pixelColor(20, 18).name() == theme.text
