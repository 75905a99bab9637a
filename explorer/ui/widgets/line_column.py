"""How do lines of text stand below each other where their words change all the time? A column without layout.

Qt's box layout asks each label five times how high it would be, at widths that it never has, and has what is
around it laid out as well, at every other word. This column asks each label once, at the width that it has.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

_LEFT, _TOP, _RIGHT, _BOTTOM = 14, 8, 14, 10
_SPACING = 6


class LineColumn(QWidget):
    """Lines from top to bottom, each as high as it must be; it is never narrower than its longest word.

    `corner`: what stands in the upper right corner, beside the first line.
    """

    def __init__(
        self, lines: Sequence[QWidget], corner: QWidget | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._corner = corner
        if corner is not None:
            corner.setParent(self)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._lines = tuple(lines)
        for line in self._lines:
            line.setParent(self)
        self._arranged: tuple[object, ...] = ()

    def arrange(self) -> None:
        """Give every line its place, now that the words are others."""
        width = max(0, self.width() - _LEFT - _RIGHT)
        top, least, beside = _TOP, 0, self._place_corner()
        for line in self._lines:
            if not line.isHidden():
                height = _height(line, width - beside)
                line.setGeometry(_LEFT, top, width - beside, height)
                if beside and self._corner is not None:
                    height = max(height, self._corner.height() - _SPACING)
                beside = 0  # the others have all of the width
                top += height + _SPACING
                least = max(least, _least_width(line, height))
        self.setMinimumSize(least + _LEFT + _RIGHT if least else 0, top - _SPACING + _BOTTOM)
        self._arranged = self._state()

    def _place_corner(self) -> int:
        """Put what stands there; how much of its line it takes."""
        if self._corner is None:
            return 0
        size = self._corner.sizeHint()
        self._corner.setGeometry(self.width() - _RIGHT - size.width(), _TOP - 2, size.width(), size.height())
        return size.width() + _SPACING

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest and self._state() != self._arranged:
            self.arrange()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.arrange()

    def _state(self) -> tuple[object, ...]:
        """All that places follow from."""
        width = max(0, self.width() - _LEFT - _RIGHT)
        return (
            width,
            *(
                (line.isHidden(), line.text(), line.font().key())
                if isinstance(line, QLabel)
                else (line.isHidden() or _height(line, width),)
                for line in self._lines
            ),
        )


def _height(line: QWidget, width: int) -> int:
    return line.heightForWidth(width) if line.hasHeightForWidth() else line.sizeHint().height()


def _least_width(line: QWidget, height: int) -> int:
    """The width of the longest word; 0 where it need not be known, for all words stand in one line."""
    is_one_line = isinstance(line, QLabel) and height < 2 * line.fontMetrics().height()
    return 0 if is_one_line else line.minimumSizeHint().width()
