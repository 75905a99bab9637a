"""How is a formula shown as it stands in a book?"""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

from explorer.descent.function import Function
from explorer.formula.typesetting_cost import LARGEST_TYPESET, typesetting_cost
from explorer.ui.theme.theme import LIGHT, Theme
from explorer.ui.widgets.plain_text import plain

_SIZE = 18
"""The height of the letters in pixels, at the usual type size."""

_HEIGHT = 40
"""Of the picture, whatever is in it: what lies below must not move while a function is typed."""


@lru_cache(maxsize=128)
def typeset(latex: str, colour: str, size: int = _SIZE) -> bytes:
    """LaTeX mathematics as an SVG of filled outlines, in about 20 ms; imports ziamath, which takes 0.3 s."""
    import ziamath

    ziamath.config.svg2 = False  # QtSvg would draw only fragments of what SVG 2 defines and reuses
    picture: str = ziamath.Latex(latex, size=size, color=colour).svg()
    return picture.encode()


class FormulaPicture(QWidget):
    """f(x) typeset, shrunk where there is no room; as plain text until it was painted once.

    What would take long to typeset stays plain text: the window would stand still meanwhile.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._function: Function | None = None
        self._renderer: QSvgRenderer | None = None
        self._is_typesetting = False
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_theme(self, theme: Theme) -> None:
        """Write in the text colour of `theme`."""
        self._theme = theme
        self._typeset()

    def show_function(self, function: Function) -> None:
        """Show this function; its derivative too, on hover."""
        self._function = function
        text = f"f(x) = {function.formula}"
        self.setAccessibleName(f"Understood as {text}")
        self.setToolTip(plain(f"Understood as {text}\nf′(x) = {function.derivative().formula}"))
        self._typeset()

    def sizeHint(self) -> QSize:
        if self._renderer is not None:
            return QSize(max(16, self._renderer.defaultSize().width()), self._theme.pixels(_HEIGHT))
        return QSize(self.fontMetrics().horizontalAdvance(self._plain), self._theme.pixels(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(40, self._theme.pixels(_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._is_typesetting:
            self._is_typesetting = True
            QTimer.singleShot(0, self, self._typeset)  # once all is painted, the wait is not noticed
        painter = QPainter(self)
        if self._renderer is None:
            painter.setPen(QColor(self._theme.muted))
            text = self.fontMetrics().elidedText(self._plain, Qt.TextElideMode.ElideRight, self.width())
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, text)
            return
        natural = self._renderer.defaultSize()
        scale = min(1.0, self.width() / natural.width(), self.height() / natural.height())
        width, height = scale * natural.width(), scale * natural.height()
        self._renderer.render(painter, QRectF(0, (self.height() - height) / 2, width, height))

    @property
    def _plain(self) -> str:
        return "" if self._function is None else self._function.formula

    def _typeset(self) -> None:
        if self._is_typesetting and self._function is not None:
            self._renderer = None
            if typesetting_cost(self._function.expression) <= LARGEST_TYPESET:
                svg = typeset(self._function.latex, self._theme.text, self._theme.pixels(_SIZE))
                self._renderer = QSvgRenderer(QByteArray(svg))
        self.updateGeometry()
        self.update()
