"""What does a widget say, in all that it shows and tells? Every text of it and of what stands in it."""

import re
from collections.abc import Iterator
from dataclasses import replace

from PySide6.QtCore import QAbstractItemModel, QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QGraphicsSimpleTextItem,
    QGraphicsTextItem,
    QGraphicsView,
    QLineEdit,
    QTabBar,
    QWidget,
)

from explorer.backprop.notation import Notation, load_notation
from explorer.symbol import has_symbol
from explorer.ui.session.session import Session

_PROPERTIES = (
    "text",
    "toolTip",
    "statusTip",
    "accessibleName",
    "accessibleDescription",
    "placeholderText",
    "title",
    "windowTitle",
    "prefix",
    "suffix",
)
_ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
_MOST_ROWS = 60
_LEAK = re.compile(r"[αδφ]|∂[A-Za-z]|(?<![\w+])E(?![\w:])|(?<!\w)[zawb] =")
"""But for Ctrl+E, and “E: Simple derivatives”, which is an article."""


def said(root: QWidget) -> Iterator[tuple[str, str]]:
    """Where something is said below `root`, and what; what a person typed is not among it."""
    for part in (root, *root.findChildren(QWidget), *root.findChildren(QAction)):
        place = f"{type(part).__name__} {part.objectName()}".strip()
        for name in _PROPERTIES:
            if not (name == "text" and isinstance(part, QLineEdit)):
                yield f"{place}.{name}", str(part.property(name) or "")
        yield from ((place, text) for text in _inside(part))


def _inside(part: QObject) -> Iterator[str]:
    """What it says elsewhere than in its properties: in items, headings, tabs and pictures."""
    if isinstance(part, QComboBox | QAbstractItemView) and part.model() is not None:
        yield from _of_model(part.model())
    if isinstance(part, QTabBar):
        for index in range(part.count()):
            yield part.tabText(index)
            yield part.tabToolTip(index)
    if isinstance(part, QGraphicsView) and part.scene() is not None:
        for item in part.scene().items():
            if isinstance(item, QGraphicsTextItem):
                yield item.toPlainText()
            elif isinstance(item, QGraphicsSimpleTextItem):
                yield item.text()
            yield item.toolTip()


def _of_model(model: QAbstractItemModel) -> Iterator[str]:
    rows, columns = min(model.rowCount(), _MOST_ROWS), model.columnCount()
    for role in _ROLES:
        for column in range(columns):
            yield str(model.headerData(column, Qt.Orientation.Horizontal, role) or "")
            yield from (str(model.data(model.index(row, column), role) or "") for row in range(rows))


def leaks(root: QWidget) -> list[tuple[str, str]]:
    """What is said below `root` with a letter of the program's own notation, or with a token nobody wrote.

    Of a notation that writes every symbol otherwise, there is to be none.
    """
    return [
        (place, text) for place, text in said(root) if _LEAK.search(text.replace("&", "")) or has_symbol(text)
    ]


def sentinel() -> Notation:
    """A notation whose every symbol is unmistakable: ⟦delta⟧."""
    usual = load_notation()
    return replace(usual, symbols={key: f"⟦{key}⟧" for key in usual.symbols})


def write_with_sentinel(session: Session) -> None:
    """Put every symbol into a form that cannot be mistaken, as a choice in the menu would."""
    session.notation.notation = sentinel()
    session.notation.changed.emit()
