"""What do the small pictures on the buttons look like, in the colours of the theme?"""

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from explorer.resources import resource
from explorer.ui.theme.theme import Theme

_SIZE = 64
"""Pixels a side: drawn larger than ever shown, so that every screen gets a sharp one."""


def icon(name: str, theme: Theme) -> QIcon:
    """`icons/NAME.svg` in the theme's text colour, in its accent when checked, and faded when disabled."""
    svg = resource(f"icons/{name}.svg").read_text(encoding="utf-8")
    drawn = QIcon()
    for colour, mode, state in (
        (theme.text, QIcon.Mode.Normal, QIcon.State.Off),
        (theme.accent, QIcon.Mode.Normal, QIcon.State.On),
        (theme.border, QIcon.Mode.Disabled, QIcon.State.Off),
    ):
        drawn.addPixmap(_pixmap(svg.replace("currentColor", colour)), mode, state)
    return drawn


def _pixmap(svg: str) -> QPixmap:
    pixmap = QPixmap(_SIZE, _SIZE)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, _SIZE, _SIZE))
    painter.end()
    return pixmap
