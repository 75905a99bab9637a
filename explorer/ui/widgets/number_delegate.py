"""How is a number in a table cell shown where there is no room for it? As a delegate: with fewer digits.

Cut off by “…” it would be another number: “9.029…” for 9.029e−5.
"""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from explorer.number import fitted, rounded, signed

NUMBER_ROLE = int(Qt.ItemDataRole.UserRole) + 1
"""The role under which a model gives the number that its text writes; None for what is no number."""


class NumberDelegate(QStyledItemDelegate):
    """Writes numbers whole or in fewer digits, as wide as their cell is; all else as any delegate does."""

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        number = index.data(NUMBER_ROLE)
        if not isinstance(number, float) or not option.text:
            return
        style = option.widget.style()
        place = style.subElementRect(QStyle.SubElement.SE_ItemViewItemText, option)
        margin = 2 * (style.pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin, option) + 1)
        # In fractions of a pixel, as Qt measures before it cuts off: a width rounded down would seem to fit.
        room, metrics = place.width() - margin, QFontMetricsF(option.font)
        if metrics.horizontalAdvance(option.text) > room:
            write = signed if option.text.startswith("+") else rounded
            option.text = fitted(number, lambda text: metrics.horizontalAdvance(text) <= room, write)
