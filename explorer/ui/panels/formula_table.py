"""How does a formula of several lines stand beside its numbers?

Each line has its numbers on the right where there is room for both, in two columns that all such lines share;
a line that is too long has them below it.
"""

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QResizeEvent, QTextDocument
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

GAP, INDENT = 28, 18
"""Pixels between the columns, and by which numbers below their line are set in."""


class FormulaTable(QWidget):
    """Lines of HTML, each with another one that says it in numbers."""

    number_hovered = Signal(str)
    """The link of the number under the mouse; nothing where there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._labels: list[tuple[QLabel, QLabel]] = []
        self._widths: list[tuple[float, float]] = []
        self._beside: frozenset[int] | None = None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(GAP)
        self._grid.setVerticalSpacing(1)
        self._grid.setColumnStretch(1, 1)

    @property
    def lines(self) -> list[tuple[str, str]]:
        """What is shown, as HTML: each line and its numbers."""
        return [(line.text(), numbers.text()) for line, numbers in self._labels if not line.isHidden()]

    def show_lines(self, lines: Sequence[tuple[str, str]]) -> None:
        """Show these and no others."""
        while len(self._labels) < len(lines):
            self._labels.append((self._label(), self._label()))
        for index, labels in enumerate(self._labels):
            for label, html in zip(labels, lines[index] if index < len(lines) else ("", ""), strict=True):
                label.setText(html)
                label.setVisible(index < len(lines))
        self._widths = [(_width(line, self.font()), _width(numbers, self.font())) for line, numbers in lines]
        self._beside = None
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        beside = lines_beside(self._widths, self.width())
        if beside == self._beside:
            return
        self._beside = beside
        self._grid.setColumnMinimumWidth(0, ceil(max((self._widths[row][0] for row in beside), default=0)))
        for row, (line, numbers) in enumerate(self._labels[: len(self._widths)]):
            numbers.setIndent(0 if row in beside else INDENT)
            self._grid.addWidget(line, 2 * row, 0, 1, 1 if row in beside else 2)
            if row in beside:
                self._grid.addWidget(numbers, 2 * row, 1)
            else:
                self._grid.addWidget(numbers, 2 * row + 1, 0, 1, 2)

    def _label(self) -> QLabel:
        label = QLabel(self)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.RichText)
        label.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.LinksAccessibleByMouse
        )
        label.linkHovered.connect(self.number_hovered)
        return label


def lines_beside(widths: Sequence[tuple[float, float]], room: float) -> frozenset[int]:
    """Which lines have their numbers beside them, by the widths of both; the longest do first without."""
    beside = set(range(len(widths)))
    while beside:
        needed = max(widths[row][0] for row in beside) + GAP + max(widths[row][1] for row in beside)
        if needed <= room:
            break
        beside.remove(max(beside, key=lambda row: sum(widths[row])))
    return frozenset(beside)


def _width(html: str, font: QFont) -> float:
    """Of a line that is not broken, in pixels."""
    document = QTextDocument()
    document.setDefaultFont(font)
    document.setDocumentMargin(0)
    document.setHtml(html)
    return document.idealWidth() + 1
