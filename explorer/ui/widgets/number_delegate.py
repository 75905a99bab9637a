"""How is a number in a table cell shown where there is no room for it? As a delegate: with fewer digits.

Cut off by “…” it would be another number: “9.029…” for 9.029e−5.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from explorer.number import fitted, rounded, signed

NUMBER_ROLE = int(Qt.ItemDataRole.UserRole) + 1
"""The role under which a model gives the number that its text writes; None for what is no number."""

_Index = QModelIndex | QPersistentModelIndex

_State = QStyle.StateFlag
_MARKS = _State.State_Selected | _State.State_HasFocus | _State.State_MouseOver | _State.State_Editing
"""What is seen behind a cell's text or around it."""
_LOOKED_AT, _PLAIN = _MARKS | _State.State_Enabled, _State.State_Enabled

_MOST_WIDTHS = 4096
"""Of texts, so many are kept: thousands of numbers come by while a network trains."""


@dataclass(frozen=True, slots=True)
class TableCell:
    """A text and how it is written. `number`: what it writes, if it is one. `colour`: None as all text.

    `ground`: the colour behind it; None as behind all.
    """

    text: str
    number: float | None = None
    colour: str | None = None
    is_bold: bool = False
    is_right: bool = False
    ground: str | None = None


class NumberDelegate(QStyledItemDelegate):
    """Writes numbers whole or in fewer digits, as wide as their cell is; all else as any delegate does.

    `cell` tells what stands in a row and column, for models whose cells hold nothing but a text. One that
    nothing marks is painted here, the same to the pixel: Qt asks for seven roles of it and its style sheet
    for a dozen rectangles, which takes several times as long.
    """

    def __init__(
        self, parent: QObject | None = None, cell: Callable[[int, int], TableCell] | None = None
    ) -> None:
        super().__init__(parent)
        self._cell = cell
        self._letterings: dict[bool, _Lettering] = {}

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        is_plain = self._cell is not None and option.state & _LOOKED_AT == _PLAIN
        if not is_plain or not self._paint_text(painter, option, index):
            super().paint(painter, option, index)

    def initStyleOption(self, option: QStyleOptionViewItem, index: _Index) -> None:
        super().initStyleOption(option, index)
        number = index.data(NUMBER_ROLE)
        if isinstance(number, float) and option.text:
            style = option.widget.style()
            place = style.subElementRect(QStyle.SubElement.SE_ItemViewItemText, option)
            lettering = self._lettering(option.font, option)
            option.text = lettering.fitted(number, option.text, place.width() - 2 * lettering.margin)

    def _paint_text(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> bool:
        """Paint what `cell` tells; False, and nothing painted, where the text has no room."""
        assert self._cell is not None
        cell, rect = self._cell(index.row(), index.column()), option.rect
        lettering = self._lettering(option.font, option, cell.is_bold)
        text, room = cell.text, rect.width() - 2 * lettering.margin
        if cell.number is not None:
            text = lettering.fitted(cell.number, text, room)
        width = lettering.width(text)
        if width > room:
            return False
        if cell.ground is not None:
            painter.fillRect(rect, QColor(cell.ground))
        painter.setPen(option.palette.text().color() if cell.colour is None else QColor(cell.colour))
        painter.setFont(lettering.font)
        left = rect.x() + lettering.margin + (room - width if cell.is_right else 0)
        painter.drawText(QPointF(left, lettering.baseline(rect.y(), rect.height())), text)
        return True

    def _lettering(self, font: QFont, option: QStyleOptionViewItem, is_bold: bool = False) -> "_Lettering":
        """How texts of this font, or of the bold one, are written."""
        lettering = self._letterings.get(is_bold)
        if lettering is None or lettering.regular != font:
            margin = option.widget.style().pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin, option) + 1
            lettering = self._letterings[is_bold] = _Lettering(QFont(font), is_bold, margin)
        return lettering


class _Lettering:
    """A font with its measures. `margin`: pixels that Qt leaves free before and after the text of a cell."""

    def __init__(self, regular: QFont, is_bold: bool, margin: int) -> None:
        self.regular, self.margin, self.font = regular, margin, QFont(regular)
        self.font.setBold(is_bold or regular.bold())
        metrics = QFontMetricsF(self.font)
        self._ascent, self._height = metrics.ascent(), round(metrics.height())
        self.width = lru_cache(maxsize=_MOST_WIDTHS)(metrics.horizontalAdvance)
        """How wide a text is. In fractions of a pixel, as Qt measures before it cuts it off."""

    def fitted(self, number: float, text: str, room: float) -> str:
        """`text`, which writes `number`; with fewer digits where it is wider than `room`."""
        if self.width(text) <= room:
            return text
        write = signed if text.startswith("+") else rounded
        return fitted(number, lambda shorter: self.width(shorter) <= room, write)

    def baseline(self, top: int, height: int) -> float:
        """Where a text stands in a cell so high: in the middle, by whole pixels, as Qt's styles have it."""
        return top + height // 2 - self._height // 2 + self._ascent
