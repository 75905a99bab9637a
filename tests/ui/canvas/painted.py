"""How do tests look at what is painted? As pixels of an image."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from explorer.drawing.level_of_detail import is_far
from explorer.drawing.neuron_look import NeuronLook
from explorer.ui.canvas.neuron_paint import paint_answer, paint_numbers, paint_still
from explorer.ui.theme.theme import Theme


def painted(rect: QRectF, paint: Callable[[QPainter], None], scale: float = 1.0) -> QImage:
    """What `paint` paints of `rect`, `scale` pixels to the unit, on a transparent image."""
    image = QImage(
        round(rect.width() * scale),
        round(rect.height() * scale),
        QImage.Format.Format_ARGB32_Premultiplied,
    )
    image.fill("#00000000")
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(scale, scale)
    painter.translate(-rect.topLeft())
    paint(painter)
    painter.end()
    return image


def pixels(image: QImage) -> NDArray[np.uint8]:
    """Blue, green, red and alpha of every pixel: (height, width, 4)."""
    image = image.convertToFormat(QImage.Format.Format_ARGB32)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1, 4)
    return rows[:, : image.width()].copy()


def largest_difference(image: QImage, other: QImage) -> int:
    """By how much any pixel of the two differs in any colour, of 255."""
    return int(np.abs(pixels(image).astype(int) - pixels(other)).max())


def has_colour(image: QImage, colour: str) -> bool:
    """Whether some pixel is wholly of this colour."""
    wanted = QColor(colour)
    found = pixels(image) == (wanted.blue(), wanted.green(), wanted.red(), 255)
    return bool(found.all(axis=2).any())


def covered(image: QImage) -> QRectF:
    """The rectangle of pixels on which there is anything, in pixels; empty where nothing is."""
    down, across = np.nonzero(pixels(image)[:, :, 3])
    if not len(down):
        return QRectF()
    left, top = int(across.min()), int(down.min())
    return QRectF(left, top, int(across.max()) + 1 - left, int(down.max()) + 1 - top)


def paint_neuron(
    painter: QPainter, look: NeuronLook, theme: Theme, scale: float, has_backdrop: bool = False
) -> None:
    """The neuron with everything that belongs to it, as its item puts it together."""
    paint_still(painter, look, theme, scale, has_backdrop)
    if look.response is not None:
        paint_answer(painter, look, theme, scale)
    if not is_far(scale):
        paint_numbers(painter, look, theme, scale)
