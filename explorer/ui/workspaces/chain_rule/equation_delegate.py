"""How does an equation look in the list, and while it is typed? A QStyledItemDelegate: a box a line.

Its value stands at the right; where it cannot be read, why stands beneath.
"""

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPen,
)
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from explorer.ui.theme.theme import LIGHT, Theme
from explorer.ui.widgets.window_key import is_key_of_window
from explorer.ui.workspaces.chain_rule.equation_rows import PROBLEM_ROLE, VALUE_ROLE

Index = QModelIndex | QPersistentModelIndex

_PADDING, _GAP = 9, 5
_WRAP = Qt.TextFlag.TextWordWrap.value | Qt.AlignmentFlag.AlignLeft.value | Qt.AlignmentFlag.AlignTop.value
_LEVEL = Qt.AlignmentFlag.AlignVCenter


class EquationField(QLineEdit):
    """The line that is typed in."""

    lines_pasted = Signal(str)
    """A text of several lines is to be pasted."""

    def event(self, event: QEvent) -> bool:
        """Undo and Redo are the window's as long as nothing is typed."""
        if not self.isModified() and is_key_of_window(event):
            event.ignore()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = QGuiApplication.clipboard().text()
        if event.matches(QKeySequence.StandardKey.Paste) and "\n" in text.strip():
            self.lines_pasted.emit(text)
        else:
            super().keyPressEvent(event)
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                event.accept()  # or the list would edit the line anew


class EquationDelegate(QStyledItemDelegate):
    """Paints the boxes and makes the field."""

    lines_pasted = Signal(str)
    """While a line is typed, a text of several lines is to be pasted in its place."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = LIGHT

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, problem = self.theme, str(index.data(PROBLEM_ROLE) or "")
        value, is_added = str(index.data(VALUE_ROLE) or ""), index.data(VALUE_ROLE) is None
        whole: QRect = option.rect
        state: QStyle.StateFlag = option.state
        box = whole.adjusted(1, 1, -2, -_GAP)
        is_current = bool(state & QStyle.StateFlag.State_Selected)
        rim = theme.problem if problem else theme.accent if is_current else theme.border
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(rim), 1, Qt.PenStyle.DashLine if is_added else Qt.PenStyle.SolidLine))
        painter.setBrush(QColor(theme.problem_soft if problem else theme.canvas))
        painter.drawRoundedRect(box.toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        line = QRect(box.left() + _PADDING, box.top(), box.width() - 2 * _PADDING, self._line(option))
        metrics = QFontMetrics(_usual(option))
        painter.setFont(_usual(option))
        painter.setPen(QColor(theme.muted))
        painter.drawText(line, Qt.AlignmentFlag.AlignRight | _LEVEL, value)
        line.setRight(line.right() - metrics.horizontalAdvance(value) - (8 if value else 0))
        if not is_added:
            painter.setFont(typed_font(theme))
            painter.setPen(QColor(theme.text))
        text = QFontMetrics(painter.font()).elidedText(
            str(index.data() or ""), Qt.TextElideMode.ElideRight, line.width()
        )
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | _LEVEL, text)
        if problem:
            painter.setFont(_usual(option))
            painter.setPen(QColor(theme.problem))
            beneath = box.adjusted(_PADDING, self._line(option) - 2, -_PADDING, 0)
            painter.drawText(beneath, _WRAP, problem)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        height, problem = self._line(option) + 1 + _GAP, str(index.data(PROBLEM_ROLE) or "")
        view = self.parent()
        assert isinstance(view, QWidget)
        if problem:
            room = QRect(0, 0, view.contentsRect().width() - 2 * _PADDING - 12, 1)
            height += QFontMetrics(_usual(option)).boundingRect(room, _WRAP, problem).height() + 4
        return QSize(60, height)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        field = EquationField(parent)
        field.setFont(typed_font(self.theme))
        field.setAccessibleName(f"Equation {index.row() + 1}")
        field.setPlaceholderText("b = a^2")
        field.lines_pasted.connect(self.lines_pasted)
        return field

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        assert isinstance(editor, QLineEdit)
        if not editor.isModified():
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole)))

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        whole: QRect = option.rect
        editor.setGeometry(QRect(whole.left() + 1, whole.top() + 1, whole.width() - 3, self._line(option)))

    def _line(self, option: QStyleOptionViewItem) -> int:
        return QFontMetrics(_usual(option)).height() + 12


def typed_font(theme: Theme) -> QFont:
    """The letters of what is typed: all of one width."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    font.setPointSizeF(QGuiApplication.font().pointSizeF())
    return font


def _usual(option: QStyleOptionViewItem) -> QFont:
    font: QFont = option.font
    return font
