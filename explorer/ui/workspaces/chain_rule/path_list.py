"""Which paths lead from the chosen input to the chosen output? A QListView: a box each, in its colour."""

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelection,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPen, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from explorer.ui.theme.theme import LIGHT, Theme
from explorer.ui.workspaces.chain_rule.path_colour import path_colour

Index = QModelIndex | QPersistentModelIndex

PRODUCT_ROLE = Qt.ItemDataRole.UserRole
_PADDING, _GAP = 9, 4
_LEVEL = Qt.AlignmentFlag.AlignVCenter


class PathRow(Struct, frozen=True):
    """a → b → d, and 4 · (−14) = −56."""

    names: str
    product: str


class _Paths(QAbstractListModel):
    """The rows, whose number is that of the path."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: tuple[PathRow, ...] = ()

    def show_rows(self, rows: Sequence[PathRow]) -> None:
        """List these."""
        if len(rows) == len(self.rows):
            self.rows = tuple(rows)
            if rows:
                self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            return
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.names
            case Qt.ItemDataRole.AccessibleTextRole | Qt.ItemDataRole.ToolTipRole:
                return f"{row.names}: {row.product}"
        return row.product if role == PRODUCT_ROLE else None


class _PathDelegate(QStyledItemDelegate):
    """Paints a path in its colour."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = LIGHT

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        whole: QRect = option.rect
        state: QStyle.StateFlag = option.state
        font: QFont = option.font
        box = whole.adjusted(1, 1, -2, -_GAP)
        colour = QColor(path_colour(index.row(), self.theme))
        ground = QColor(colour)
        is_chosen = bool(state & QStyle.StateFlag.State_Selected)
        ground.setAlphaF(0.25 if is_chosen else 0.1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour, 2 if is_chosen else 1))
        painter.setBrush(ground)
        painter.drawRoundedRect(box.toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        line = box.adjusted(_PADDING, 0, -_PADDING, 0)
        bold, italic = QFont(font), QFont("serif")
        bold.setBold(True)
        italic.setItalic(True)
        italic.setPointSizeF(font.pointSizeF() * 1.15)
        painter.setPen(QColor(self.theme.text))
        product = str(index.data(PRODUCT_ROLE))
        metrics = QFontMetrics(bold)
        room = max(line.width() * 6 // 10, line.width() - _width(str(index.data()), italic) - 10)
        if metrics.horizontalAdvance(product) > room:
            product = "= " + product.rpartition("= ")[2]
        painter.setFont(bold)
        painter.drawText(line, Qt.AlignmentFlag.AlignRight | _LEVEL, product)
        line.setRight(line.right() - metrics.horizontalAdvance(product) - 10)
        painter.setFont(italic)
        names = QFontMetrics(italic).elidedText(str(index.data()), Qt.TextElideMode.ElideMiddle, line.width())
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | _LEVEL, names)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        font: QFont = option.font
        return QSize(60, QFontMetrics(font).height() + 13 + _GAP)


class PathList(QListView):
    """The paths, of which one may be chosen; Esc, or another click, chooses none."""

    path_chosen = Signal(object)
    """The number of the path that is to be seen alone; None: all of them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._paths = _Paths(self)
        self.setModel(self._paths)
        self._delegate = _PathDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setStyleSheet("QListView { border: none; background: transparent; }")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Paths")
        self.setAccessibleDescription("Choose a path to see it alone on the graph; Esc shows all")
        self.setMinimumHeight(40)

    @property
    def rows(self) -> tuple[PathRow, ...]:
        """What is listed."""
        return self._paths.rows

    @property
    def chosen_path(self) -> int | None:
        """The number of the path that is chosen."""
        rows = self.selectionModel().selectedIndexes()
        return rows[0].row() if rows else None

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of `theme`."""
        self._delegate.theme = theme
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    def show_rows(self, rows: Sequence[PathRow]) -> None:
        """List these."""
        self._paths.show_rows(rows)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.chosen_path is not None:
            self.clearSelection()
        elif event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Comma, Qt.Key.Key_Period):
            event.ignore()  # they are the transport's
        else:
            super().keyPressEvent(event)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self.path_chosen.emit(self.chosen_path)


def _width(text: str, font: QFont) -> int:
    return QFontMetrics(font).horizontalAdvance(text)
