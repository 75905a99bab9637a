"""How is what a neuron responds to painted? A thumbnail: a small plane, a curve, or its strongest samples."""

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from explorer.array import Array
from explorer.backprop.responses import Response
from explorer.ui.theme.answer_colours import answer_colours, image_of
from explorer.ui.theme.theme import Theme

_ANSWER = 0.16
"""Of the width, for what a neuron answers to each of its strongest samples."""
_MOST_RULED = 12
"""With more inputs, no lines stand between them."""


def paint_response(painter: QPainter, rect: QRectF, response: Response, theme: Theme) -> None:
    """All over `rect`: first input to the right, second up; or a row for each strongest sample."""
    painter.fillRect(rect, QColor(theme.surface))
    if response.cells.size:
        _paint_samples(painter, rect, response, theme)
        return
    a = response.a
    rows = a[::-1] if a.ndim == 2 else a[np.newaxis]
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(rect, image_of(answer_colours(rows, response.low, response.high, theme)))
    if a.ndim == 1:
        _paint_curve(painter, rect, response.shares, theme)


def _paint_curve(painter: QPainter, rect: QRectF, shares: Array, theme: Theme) -> None:
    """The activation from the least to the most, over the colours that it has."""
    inner = curve_room(rect)
    across = np.linspace(inner.left(), inner.right(), len(shares))
    down = inner.bottom() - shares * inner.height()
    painter.setPen(QPen(QColor(theme.text), min(2.0, rect.height() / 36)))
    finite = np.isfinite(shares)
    breaks = np.flatnonzero(np.diff(finite)) + 1
    for part in np.split(np.arange(len(shares)), breaks):
        if finite[part[0]]:
            points = zip(across[part].tolist(), down[part].tolist(), strict=True)
            painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in points]))


def curve_room(rect: QRectF) -> QRectF:
    """From where to where in `rect` the least and the most stand that a curve reaches."""
    return rect.adjusted(0, 3, 0, -3)


def _paint_samples(painter: QPainter, rect: QRectF, response: Response, theme: Theme) -> None:
    """A row for each sample: its inputs, blue where positive; at the right, stronger, what is answered."""
    rows, columns = response.cells.shape
    inputs, answers = sample_columns(rect)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
    painter.drawImage(inputs, image_of(answer_colours(response.cells, -1.0, 1.0, theme)))
    colours = answer_colours(response.a[:, np.newaxis], response.low, response.high, theme, is_strong=True)
    painter.drawImage(answers, image_of(colours))
    painter.setPen(QPen(QColor(theme.border), rect.height() / 90))
    for row in range(1, rows):
        y = rect.top() + row * rect.height() / rows
        painter.drawLine(QPointF(rect.left(), y), QPointF(rect.right(), y))
    for column in range(1, columns if columns <= _MOST_RULED else 0):
        x = inputs.left() + column * inputs.width() / columns
        painter.drawLine(QPointF(x, rect.top()), QPointF(x, rect.bottom()))


def sample_columns(rect: QRectF) -> tuple[QRectF, QRectF]:
    """Where in `rect` the inputs of the strongest samples stand, and where what is answered to them."""
    answers = QRectF(rect)
    answers.setLeft(rect.right() - _ANSWER * rect.width())
    inputs = QRectF(rect)
    inputs.setRight(answers.left() - 0.03 * rect.width())
    return inputs, answers
