"""How is the part of the matrices painted that is seen? Brackets, numbers, what is lit and pointed at."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from explorer.backprop.matrix_form.equation import MatrixSection
from explorer.backprop.matrix_form.lit_cells import LitCells
from explorer.backprop.matrix_form.matrix import ABSENT, MatrixCell
from explorer.backprop.matrix_form.matrix_numbers import MatrixNumbers
from explorer.backprop.notation import Spans
from explorer.ui.panels.matrices.equation_place import BRACKET, MatrixPlace, WrittenSpans, WrittenSymbol
from explorer.ui.panels.matrices.lettering import MatrixLettering
from explorer.ui.panels.matrices.matrix_layout import MARGIN, MatrixLayout
from explorer.ui.theme.theme import Theme

_DOT = 1.5
"""Pixels: the radius of the dot where there is no connection."""


class MatrixPainter:
    """Paints what lies in `area` of a sheet, of which so much is `seen`."""

    def __init__(
        self,
        painter: QPainter,
        theme: Theme,
        lettering: MatrixLettering,
        numbers: MatrixNumbers,
        area: QRectF,
        seen: QRectF,
    ) -> None:
        self._painter, self._theme, self._lettering = painter, theme, lettering
        self._numbers, self._area, self._seen = numbers, area, seen

    def paint_sheet(self, layout: MatrixLayout) -> None:
        """Titles, symbols, signs, brackets and numbers."""
        for title in layout.titles:
            if title.rect.intersects(self._area):
                self._paint_title(title.section, title.rect)
        for equation in layout.equations:
            if not equation.rect.intersects(self._area):
                continue
            self._painter.setPen(QColor(self._theme.text))
            self._write(equation.signs)
            for place in equation.matrices:
                self._paint_brackets(place)
                self._paint_numbers(place)
            for symbol in equation.symbols:
                self._paint_symbol(symbol)

    def paint_cells(self, layout: MatrixLayout, lit: LitCells) -> None:
        """The ground of the cells that the present message lights; its result with a rim."""
        is_back = lit.equation.section in (MatrixSection.BACKWARD, MatrixSection.GRADIENTS)
        soft = self._theme.delta_negative_soft if is_back else self._theme.accent_soft
        strong = self._theme.delta_negative if is_back else self._theme.accent
        places = {place.matrix: place for place in layout.matrices}
        for cell in (*lit.cells, *lit.again):
            rect = places[cell.matrix].rect_of(cell.row, cell.column)
            if rect.intersects(self._area):
                self._fill(rect, soft, strong, 2.0 if cell is lit.result else 1.0)

    def paint_marks(self, layout: MatrixLayout, is_marked: Callable[[MatrixCell], bool]) -> None:
        """A soft ground under every cell that is about what is pointed at."""
        for place in layout.matrices:
            rows, columns = place.rows_in(self._area), place.columns_in(self._area)
            for row in range(rows.start, rows.stop):
                for column in range(columns.start, columns.stop):
                    if is_marked(MatrixCell(place.matrix, row, column)):
                        self._fill(place.rect_of(row, column), self._theme.zero_soft, self._theme.muted, 1.0)

    def paint_focus(self, rect: QRectF) -> None:
        """The rim of the cell on which the keyboard is."""
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.setPen(QPen(QColor(self._theme.accent), 2))
        self._painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 3, 3)

    def paint_expression(self, spans: Spans, rect: QRectF, matrix: QRectF) -> None:
        """The product or sum that makes the cell in `rect`: beneath its matrix, else beneath the cell."""
        width, height = self._lettering.width(spans) + 12, self._lettering.cell_height
        seen = self._seen
        left = max(seen.left() + 2, min(rect.center().x() - width / 2, seen.right() - width - 2))
        is_seen = matrix.bottom() + height <= seen.bottom()
        chip = QRectF(left, (matrix if is_seen else rect).bottom() + 3, width, height)
        self._painter.setBrush(QColor(self._theme.surface))
        self._painter.setPen(QColor(self._theme.border))
        self._painter.drawRoundedRect(chip, 4, 4)
        self._painter.setPen(QColor(self._theme.text))
        self._lettering.draw(self._painter, spans, left + 6, chip.center().y())

    def _paint_title(self, section: MatrixSection, rect: QRectF) -> None:
        colours = {
            MatrixSection.FORWARD: self._theme.accent,
            MatrixSection.BACKWARD: self._theme.delta_positive,
        }
        font = self._lettering.number
        font.setBold(True)
        self._painter.setFont(font)
        font.setBold(False)
        self._painter.setPen(QColor(colours.get(section, self._theme.text)))
        self._painter.drawText(
            QPointF(MARGIN, self._lettering.baseline(rect.top(), rect.height())), section.value
        )

    def _write(self, all_written: tuple[WrittenSpans, ...]) -> None:
        for written in all_written:
            self._lettering.draw(self._painter, written.spans, written.left, written.middle)

    def _paint_symbol(self, symbol: WrittenSymbol) -> None:
        """Above its matrix; over the numbers, on a ground of its own, where that is out of sight."""
        height = self._lettering.symbol_height
        if not symbol.of.adjusted(0, -height, 0, 0).intersects(self._seen):
            return
        place = symbol.place_in(self._seen, height)
        if place.bottom() > symbol.of.top() + 1 and not symbol.is_beside:
            self._painter.setPen(Qt.PenStyle.NoPen)
            self._painter.setBrush(QColor(self._theme.surface))
            self._painter.drawRect(place.adjusted(-4, 0, 4, 0))
        self._painter.setPen(QColor(self._theme.muted))
        self._lettering.draw(self._painter, symbol.spans, place.left(), place.center().y())

    def _paint_brackets(self, place: MatrixPlace) -> None:
        self._painter.setPen(QPen(QColor(self._theme.muted), 1.2))
        top, bottom = place.rect.top() + 1, place.rect.bottom() - 1
        for x, turn in ((place.rect.left() - BRACKET, 1), (place.rect.right() + BRACKET, -1)):
            inner = x + turn * BRACKET
            corners = [QPointF(inner, top), QPointF(x, top), QPointF(x, bottom), QPointF(inner, bottom)]
            self._painter.drawPolyline(corners)
        self._painter.setPen(QPen(QColor(self._theme.border), 1, Qt.PenStyle.DashLine))
        for band in place.matrix.bands[1:]:
            if place.matrix.band_axis == 0:
                y = place.rect.top() + band.start * place.cell_height
                self._painter.drawLine(QPointF(place.rect.left(), y), QPointF(place.rect.right(), y))
            else:
                x = place.rect.left() + band.start * place.cell_width
                self._painter.drawLine(QPointF(x, place.rect.top()), QPointF(x, place.rect.bottom()))

    def _paint_numbers(self, place: MatrixPlace) -> None:
        rows, columns = place.rows_in(self._area), place.columns_in(self._area)
        if rows.start >= rows.stop or columns.start >= columns.stop:
            return
        matrix, painter = place.matrix, self._painter
        are_reached = self._numbers.are_reached(matrix, rows, columns).tolist()
        numbers = matrix.numbers[rows, columns].tolist()
        values = (
            self._numbers.values(matrix, rows, columns).tolist() if any(map(any, are_reached)) else numbers
        )
        is_back, room = matrix.content.is_backward, place.cell_width - 4
        text_colour, dot = QColor(self._theme.text), QColor(self._theme.zero)
        backward = {sign: QColor(self._theme.backward_colour(sign)) for sign in (-1.0, 0.0, 1.0)}
        painter.setFont(self._lettering.number)
        for row, line in enumerate(values, rows.start):
            base = self._lettering.baseline(place.rect.top() + row * place.cell_height, place.cell_height)
            for column, value in enumerate(line, columns.start):
                at = (row - rows.start, column - columns.start)
                left = place.rect.left() + column * place.cell_width
                if numbers[at[0]][at[1]] == ABSENT:
                    painter.setPen(Qt.PenStyle.NoPen)
                    painter.setBrush(dot)
                    middle = place.rect.top() + (row + 0.5) * place.cell_height
                    painter.drawEllipse(QPointF(left + place.cell_width / 2, middle), _DOT, _DOT)
                elif are_reached[at[0]][at[1]]:
                    text, width = self._lettering.text(value, room)
                    sign = float((value > 0) - (value < 0))
                    painter.setPen(backward[sign] if is_back else text_colour)
                    painter.drawText(QPointF(left + (place.cell_width - width) / 2, base), text)

    def _fill(self, rect: QRectF, soft: str, strong: str, rim: float) -> None:
        self._painter.setBrush(QColor(soft))
        self._painter.setPen(QPen(QColor(strong), rim))
        self._painter.drawRoundedRect(rect.adjusted(1.5, 1.5, -1.5, -1.5), 4, 4)
