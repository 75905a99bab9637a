"""How is the grid of dots behind the drawing painted?"""

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

from explorer.network.layout.sizes import GRID
from explorer.ui.theme.theme import Theme

_SPACING = 2 * GRID
_CLOSEST = 18.0
_TILE = 300


class Grid:
    """Paints dots every so many units on the canvas's colour. It keeps the tile that repeats."""

    def __init__(self) -> None:
        self._tile: tuple[tuple[int, str, float], QPixmap] | None = None

    def paint(self, painter: QPainter, area: QRectF, origin: QPoint, scale: float, theme: Theme) -> None:
        """Cover `area`, in pixels; `origin` is where the scene's is, `scale` pixels are one unit."""
        spacing = _SPACING * scale
        while spacing < _CLOSEST:
            spacing *= 2
        ratio = painter.device().devicePixelRatio()
        key = (round(spacing), theme.name, ratio)
        if self._tile is None or self._tile[0] != key:
            self._tile = (key, _dotted(round(spacing), ratio, theme))
        painter.drawTiledPixmap(area, self._tile[1], QPointF(-origin.x(), -origin.y()))


def _dotted(spacing: int, ratio: float, theme: Theme) -> QPixmap:
    """So many dots that few tiles cover the canvas."""
    number = max(1, _TILE // spacing)
    tile = QPixmap(round(number * spacing * ratio), round(number * spacing * ratio))
    tile.setDevicePixelRatio(ratio)
    tile.fill(QColor(theme.canvas))
    painter = QPainter(tile)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.grid))
    for across in range(number):
        for down in range(number):
            painter.drawEllipse(QPointF((across + 0.5) * spacing, (down + 0.5) * spacing), 1.1, 1.1)
    painter.end()
    return tile
