"""How does one read, and point at, the matrices of the present pass? A sheet that scrolls."""

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip, QWidget

from explorer.backprop.matrix_form.cell_expression import LONGEST_SUM, expression
from explorer.backprop.matrix_form.cell_words import cell_words
from explorer.backprop.matrix_form.equation import MatrixEquation
from explorer.backprop.matrix_form.lit_cells import LitCells
from explorer.backprop.matrix_form.matrix import ABSENT, MatrixCell
from explorer.backprop.matrix_form.shown_matrices import ShownMatrices
from explorer.backprop.notation import Spans
from explorer.network.model import Ends
from explorer.ui.panels.matrices.cell_editor import CellEditor
from explorer.ui.panels.matrices.lettering import MatrixLettering
from explorer.ui.panels.matrices.matrix_layout import EMPTY_SHEET, MARGIN, MatrixLayout
from explorer.ui.panels.matrices.matrix_paint import MatrixPainter
from explorer.ui.theme.theme import LIGHT, Theme
from explorer.ui.widgets.plain_text import plain

_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}

_BEGINNINGS = frozenset("0123456789-−")
"""What begins a number that is typed over another."""
_STEPS = {".": 1, ",": -1}
"""The keys that step through the pass, as on the canvas."""


class MatrixView(QAbstractScrollArea):
    """Shows `ShownMatrices`. Nothing is painted, and no number looked up, that is not seen."""

    pointed = Signal(object)
    """The MatrixCell under the pointer or the keyboard, or None."""
    typed = Signal(object, str)
    """A MatrixCell, and what was typed in it."""
    stepped = Signal(int)
    """1: play one step of the pass, −1: go one back."""
    menu_asked = Signal(object, object)
    """A point of the viewport, and the QPoint on the screen where a menu is to open."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme: Theme = LIGHT
        self._shown: ShownMatrices | None = None
        self._font = self.font()
        self._lettering = MatrixLettering(self._font)
        self._layout = EMPTY_SHEET
        self._current: MatrixCell | None = None
        self._pointed: str | Ends | None = None
        self._editor = CellEditor(self)
        self._editor.typed.connect(self._on_typed)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName("Matrices of the pass")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        for bar in (self.verticalScrollBar(), self.horizontalScrollBar()):
            bar.valueChanged.connect(self._editor.hide)

    @property
    def sheet(self) -> MatrixLayout:
        """Where everything stands."""
        return self._layout

    @property
    def current(self) -> MatrixCell | None:
        """The cell on which the keyboard is."""
        return self._current

    @property
    def offset(self) -> QPointF:
        """What is at the upper left of the viewport."""
        return QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of `theme`, as large as its type."""
        self._theme = theme
        self._take_font()
        self.viewport().update()

    def show_matrices(self, shown: ShownMatrices | None) -> None:
        """Show these; what was lit before stays where it is, and what is lit now is scrolled into view."""
        before, self._shown = self._shown, shown
        if shown is None or before is None or shown.equations is not before.equations:
            self._current = None
            self._editor.hide()
            self._lay_out()
            self._reveal_first_product()
        lit = None if shown is None else shown.lit
        if lit is not None and (before is None or shown is None or shown.index != before.index):
            self._reveal(lit.result)
        self._describe()
        self.viewport().update()

    def show_pointed(self, pointed: str | Ends | None) -> None:
        """Let the cells stand out that are about this neuron or connection."""
        if pointed != self._pointed:
            self._pointed = pointed
            self.viewport().update()

    def cell_at(self, where: QPoint) -> MatrixCell | None:
        """The cell at a point of the viewport."""
        return self._layout.cell_at(QPointF(where) + self.offset)

    def equation_at(self, where: QPoint) -> MatrixEquation | None:
        """The equation at a point of the viewport."""
        place = self._layout.equation_at(QPointF(where) + self.offset)
        return None if place is None else place.equation

    def equation_of(self, cell: MatrixCell) -> MatrixEquation | None:
        """The equation that a cell stands in."""
        found = (e.equation for e in self._layout.equations if cell.matrix in e.equation.matrices)
        return next(found, None)

    def rect_of(self, cell: MatrixCell) -> QRectF:
        """Where a cell is in the viewport; nothing where it is not on the sheet."""
        place = self._layout.place_of(cell)
        return QRectF() if place is None else place.rect_of(cell.row, cell.column).translated(-self.offset)

    def set_current(self, cell: MatrixCell | None) -> None:
        """Move the keyboard to a cell."""
        self._current = cell
        if cell is not None:
            self._reveal(cell)
        self.pointed.emit(cell)
        self._describe()
        self.viewport().update()

    def edit(self, cell: MatrixCell, text: str | None = None) -> bool:
        """Let a number be typed in its cell, beginning with `text`; False where the pass makes it."""
        value = None if self._shown is None else self._shown.numbers.value(cell)
        if self._shown is None or self._shown.numbers.field(cell) is None or value is None:
            return False
        self.set_current(cell)
        self._editor.open(self.rect_of(cell), value, text, cell_words(self._shown, cell))
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._shown is None:
            return
        offset = self.offset
        area = QRectF(event.rect()).translated(offset)
        seen = QRectF(self.viewport().rect()).translated(offset)
        with QPainter(self.viewport()) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.translate(-offset)
            numbers, lit = self._shown.numbers, self._shown.lit
            paint = MatrixPainter(painter, self._theme, self._lettering, numbers, area, seen)
            if self._pointed is not None:
                paint.paint_marks(self._layout, self._is_pointed)
            if lit is not None:
                paint.paint_cells(self._layout, lit)
            paint.paint_sheet(self._layout)
            if self._current is not None and self.hasFocus():
                place = self._layout.place_of(self._current)
                if place is not None:
                    paint.paint_focus(place.rect_of(self._current.row, self._current.column))
            if lit is not None and (place := self._layout.place_of(lit.result)) is not None:
                rect = place.rect_of(lit.result.row, lit.result.column)
                if spans := self._written(lit, seen.width()):
                    paint.paint_expression(spans, rect, place.rect)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._take_font()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            cell = self.cell_at(event.pos())
            text = "" if cell is None or self._shown is None else cell_words(self._shown, cell)
            QToolTip.showText(event.globalPos(), plain(text), self)
            return True
        if event.type() == QEvent.Type.Leave:
            self.pointed.emit(None)
        return super().viewportEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.pointed.emit(self.cell_at(event.position().toPoint()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        cell = self.cell_at(event.position().toPoint())
        if cell is not None:
            self.set_current(cell)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        cell = self.cell_at(event.position().toPoint())
        if cell is not None:
            self.edit(cell)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        where = event.pos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard and self._current is not None:
            where = self.rect_of(self._current).center().toPoint()
        self.menu_asked.emit(where, self.viewport().mapToGlobal(where))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _ARROWS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._go(*_ARROWS[key])
        elif event.text() in _STEPS:
            self.stepped.emit(_STEPS[event.text()])
        elif self._current is not None and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.edit(self._current)
        elif self._current is not None and event.text()[:1] in _BEGINNINGS:
            self.edit(self._current, event.text())
        else:
            super().keyPressEvent(event)

    def _go(self, across: int, down: int) -> None:
        if self._current is not None:
            self.set_current(self._layout.cell_beside(self._current, across, down))
        else:
            first = next(self._layout.matrices, None)
            self.set_current(None if first is None else MatrixCell(first.matrix, 0, 0))

    def _on_typed(self, text: str | None, step: int) -> None:
        """Set the number; then edit that in the next cell that can be typed, where Tab was pressed."""
        cell = self._current
        if cell is None:
            return
        if text is not None:
            self.typed.emit(cell, text)
        if step and self._shown is not None:
            following = self._shown.editable_beside(cell, step)
            if following is not None:
                self.edit(following)

    def _is_pointed(self, cell: MatrixCell) -> bool:
        assert self._shown is not None
        if cell.number == ABSENT:
            return False
        numbers = self._shown.numbers
        return self._pointed in (numbers.neuron(cell), numbers.ends(cell))

    def _written(self, lit: LitCells, room: float) -> Spans:
        """The product or sum of the lit cell with as many terms as have room."""
        assert self._shown is not None
        for longest in (LONGEST_SUM, 4, 2):
            spans = expression(lit.rule, lit.factors, self._shown.numbers.value, longest)
            if self._lettering.width(spans) + 2 * MARGIN <= room:
                return spans
        return ()

    def _describe(self) -> None:
        """Say what stands in the current cell, for those who do not see it."""
        is_there = self._current is not None and self._shown is not None
        text = cell_words(self._shown, self._current) if is_there and self._shown and self._current else ""
        self.setAccessibleDescription(text or "Move with the arrow keys; type a number over a given one")

    def _reveal(self, cell: MatrixCell) -> None:
        """Scroll no farther than it takes to see a cell, and the symbol above it."""
        place = self._layout.place_of(cell)
        if place is None:
            return
        rect = place.rect_of(cell.row, cell.column)
        rect.adjust(-MARGIN, -self._lettering.symbol_height, MARGIN, self._lettering.cell_height + MARGIN)
        for bar, low, high, size in (
            (self.verticalScrollBar(), rect.top(), rect.bottom(), self.viewport().height()),
            (self.horizontalScrollBar(), rect.left(), rect.right(), self.viewport().width()),
        ):
            if low < bar.value():
                bar.setValue(int(low))
            elif high > bar.value() + size:
                bar.setValue(int(high - size) + 1)

    def _reveal_first_product(self) -> None:
        """Scroll to where the first operands meet: of hundreds of inputs, nothing else stands at the top."""
        first = next(iter(self._layout.equations), None)
        if first is not None:
            self._reveal(MatrixCell(first.equation.rules[0].result, 0, 0))

    def _take_font(self) -> None:
        """Write in the font that the view now has: it comes with the theme, or a moment later."""
        if self.font() != self._font:
            self._font = self.font()
            self._lettering = MatrixLettering(self._font)
            self._lay_out()

    def _lay_out(self) -> None:
        shown = self._shown
        most, bars = self.maximumViewportSize(), (self.verticalScrollBar(), self.horizontalScrollBar())
        room = most.width() - bars[0].sizeHint().width()
        if shown is None:
            self._layout = EMPTY_SHEET
        else:
            self._layout = MatrixLayout.of(shown.equations, shown.notation, self._lettering, room)
        size = self._layout.size.toSize()
        height = most.height() - (bars[1].sizeHint().height() if size.width() > room else 0)
        for bar, length, seen in zip(bars, (size.height(), size.width()), (height, room), strict=True):
            bar.setRange(0, max(0, length - seen))
            bar.setPageStep(seen)
            bar.setSingleStep(self._lettering.cell_height)
        self.viewport().update()
