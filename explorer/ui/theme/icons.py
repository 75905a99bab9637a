"""What do the small pictures on the buttons look like, in the colours of the theme?"""

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from explorer.resources import resource
from explorer.ui.theme.theme import Theme


def icon(name: str, theme: Theme) -> QIcon:
    """`icons/NAME.svg` in the theme's text colour, in its accent when checked, and faded when disabled."""
    svg = resource(f"icons/{name}.svg").read_text(encoding="utf-8")
    return QIcon(_SvgIconEngine(svg, theme))


class _SvgIconEngine(QIconEngine):
    """Draws a picture when it is seen, and as large as it is seen: sharp on every screen."""

    def __init__(self, svg: str, theme: Theme) -> None:
        super().__init__()
        self._svg, self._theme = svg, theme
        self._drawn: dict[tuple[str, int, int], QPixmap] = {}

    def clone(self) -> QIconEngine:
        return _SvgIconEngine(self._svg, self._theme)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        renderer = QSvgRenderer(
            QByteArray(self._svg.replace("currentColor", self._colour(mode, state)).encode())
        )
        renderer.render(painter, QRectF(rect))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        key = (self._colour(mode, state), size.width(), size.height())
        if key not in self._drawn:
            drawn = QPixmap(size)
            drawn.fill(Qt.GlobalColor.transparent)
            painter = QPainter(drawn)
            self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
            painter.end()
            self._drawn[key] = drawn
        return self._drawn[key]

    def _colour(self, mode: QIcon.Mode, state: QIcon.State) -> str:
        if mode is QIcon.Mode.Disabled:
            return self._theme.border
        return self._theme.accent if state is QIcon.State.On else self._theme.text
