"""Where does an equation of matrices stand, in pixels? Its tracks, matrices, symbols and signs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from PySide6.QtCore import QPointF, QRectF

from explorer.backprop.matrix_form.equation import MatrixEquation
from explorer.backprop.matrix_form.matrix import Matrix, MatrixCell
from explorer.backprop.matrix_form.matrix_symbol import symbol_of
from explorer.backprop.matrix_form.placement import PlacedMatrix, PlacedSign, placement
from explorer.backprop.notation import Notation, Spans
from explorer.ui.panels.matrices.lettering import MatrixLettering

BRACKET = 4
"""Pixels from the cells to the bracket, and its width."""
SIGN_GAP = 3
"""Pixels before and after a sign."""


@dataclass(frozen=True, eq=False)
class WrittenSpans:
    """Spans that begin at `left` and stand around the height `middle`."""

    spans: Spans
    left: float
    middle: float


@dataclass(frozen=True, eq=False)
class WrittenSymbol:
    """The symbol of what stands in `of`, above it or at its right; `width` pixels wide."""

    spans: Spans
    of: QRectF
    width: float
    is_beside: bool

    def place_in(self, seen: QRectF, height: float) -> QRectF:
        """Where it is written, so high: in the middle of what is seen of its cells, as long as any are."""
        part = self.of.intersected(seen)
        if self.is_beside:
            right = min(self.of.right() + 3 * BRACKET, seen.right() - self.width)
            return QRectF(right, part.center().y() - height / 2, self.width, height)
        left = max(part.center().x() - self.width / 2, part.left() - BRACKET)
        top = max(self.of.top() - height, min(seen.top(), self.of.bottom() - 2 * height))
        return QRectF(left, top, self.width, height)


@dataclass(frozen=True, eq=False)
class MatrixPlace:
    """`rect` holds the cells, each `cell_width` by `cell_height`; the brackets stand around it."""

    matrix: Matrix
    rect: QRectF
    cell_width: float
    cell_height: float

    def rect_of(self, row: int, column: int) -> QRectF:
        """Where a cell stands."""
        left, top = self.rect.left() + column * self.cell_width, self.rect.top() + row * self.cell_height
        return QRectF(left, top, self.cell_width, self.cell_height)

    def rows_in(self, area: QRectF) -> slice:
        """The rows of which something is in `area`."""
        first = int((area.top() - self.rect.top()) // self.cell_height)
        last = int((area.bottom() - self.rect.top()) // self.cell_height)
        return slice(max(0, first), max(0, min(self.matrix.shape[0], last + 1)))

    def columns_in(self, area: QRectF) -> slice:
        """The columns of which something is in `area`."""
        first = int((area.left() - self.rect.left()) // self.cell_width)
        last = int((area.right() - self.rect.left()) // self.cell_width)
        return slice(max(0, first), max(0, min(self.matrix.shape[1], last + 1)))

    def nearest(self, point: QPointF) -> MatrixCell:
        """The cell that is nearest to a point; the one under it where it is inside."""
        rows, columns = self.matrix.shape
        row = int((point.y() - self.rect.top()) // self.cell_height)
        column = int((point.x() - self.rect.left()) // self.cell_width)
        return MatrixCell(self.matrix, min(max(row, 0), rows - 1), min(max(column, 0), columns - 1))


@dataclass(frozen=True, eq=False)
class EquationPlace:
    """All that is drawn of one equation, in `rect`."""

    equation: MatrixEquation
    rect: QRectF
    matrices: tuple[MatrixPlace, ...]
    signs: tuple[WrittenSpans, ...]
    symbols: tuple[WrittenSymbol, ...]


def place_equation(
    equation: MatrixEquation,
    notation: Notation,
    lettering: MatrixLettering,
    corner: QPointF,
    room: float,
) -> EquationPlace:
    """The equation with its upper left at `corner`, in `room` pixels of width where that suffices.

    Cells are as wide as the room lets them be, between the least and the most of `lettering`.
    """
    tracks = _Tracks(equation, notation, lettering, room)
    matrices: list[MatrixPlace] = []
    symbols: list[WrittenSymbol] = []
    signs: list[WrittenSpans] = []
    for placed in tracks.matrices:
        rows, columns = placed.matrix.shape
        left = corner.x() + tracks.lefts[placed.column] + 2 * BRACKET
        top = corner.y() + tracks.tops[placed.row] + lettering.symbol_height
        size = (columns * tracks.cell_width, rows * lettering.cell_height)
        if placed.column == 0 and tracks.is_falk:
            left += tracks.widths[0] - size[0] - 4 * BRACKET - tracks.aside(placed.matrix)
        place = MatrixPlace(placed.matrix, QRectF(left, top, *size), tracks.cell_width, lettering.cell_height)
        matrices.append(place)
        symbols += _symbols(place, notation, lettering)
    for sign in tracks.signs:
        left = corner.x() + tracks.lefts[sign.column] + SIGN_GAP
        left += tracks.widths[sign.column] - 2 * SIGN_GAP - lettering.width(sign.spans)
        cells = tracks.heights[sign.row] - lettering.symbol_height
        middle = corner.y() + tracks.tops[sign.row] + lettering.symbol_height + cells / 2
        signs.append(WrittenSpans(sign.spans, left, middle))
    rect = QRectF(corner.x(), corner.y(), sum(tracks.widths), sum(tracks.heights))
    return EquationPlace(equation, rect, tuple(matrices), tuple(signs), tuple(symbols))


class _Tracks:
    """How wide and high the rows and columns of an equation are."""

    def __init__(
        self, equation: MatrixEquation, notation: Notation, lettering: MatrixLettering, room: float
    ) -> None:
        self._notation, self._lettering = notation, lettering
        items = placement(equation, notation)
        self.matrices = [each for each in items if isinstance(each, PlacedMatrix)]
        self.signs = [each for each in items if isinstance(each, PlacedSign)]
        self.is_falk = any(each.row > 0 for each in self.matrices)
        columns = 1 + max(each.column for each in items)
        rows = 1 + max(each.row for each in items)
        cells, fixed = [0] * columns, [0.0] * columns
        for each in self.matrices:
            cells[each.column] = max(cells[each.column], each.matrix.shape[1])
            besides = 4 * BRACKET + self.aside(each.matrix)
            fixed[each.column] = max(fixed[each.column], besides)
        for sign in self.signs:
            width = lettering.width(sign.spans) + 2 * SIGN_GAP
            fixed[sign.column] = max(fixed[sign.column], width)
        fitting = (room - sum(fixed)) // max(1, sum(cells))
        self.cell_width = float(max(lettering.least, min(lettering.most, fitting)))
        self.widths = [n * self.cell_width + besides for n, besides in zip(cells, fixed, strict=True)]
        self.heights = [self._height(row) for row in range(rows)]
        self.lefts = [0.0, *accumulate(self.widths)]
        self.tops = [0.0, *accumulate(self.heights)]

    def aside(self, matrix: Matrix) -> float:
        """Pixels for symbols at the right of bands that lie below each other."""
        if len(matrix.bands) < 2 or matrix.band_axis == 1:
            return 0.0
        widths = [self._lettering.width(symbol_of(matrix, band, self._notation)) for band in matrix.bands]
        return max(widths) + BRACKET

    def _height(self, row: int) -> float:
        rows = [each.matrix.shape[0] for each in self.matrices if each.row == row]
        return max(rows) * self._lettering.cell_height + self._lettering.symbol_height if rows else 0.0


def _symbols(place: MatrixPlace, notation: Notation, lettering: MatrixLettering) -> Iterator[WrittenSymbol]:
    """What stands above a matrix, above each of its bands, or beside them where they lie below each other."""
    matrix, rect = place.matrix, place.rect
    is_beside = len(matrix.bands) > 1 and matrix.band_axis == 0
    for band, end in zip(matrix.bands, _ends(matrix), strict=True):
        spans = symbol_of(matrix, band, notation)
        of = QRectF(rect)
        if matrix.band_axis == 0:
            of.setTop(rect.top() + band.start * place.cell_height)
            of.setBottom(rect.top() + end * place.cell_height)
        else:
            of.setLeft(rect.left() + band.start * place.cell_width)
            of.setRight(rect.left() + end * place.cell_width)
        yield WrittenSymbol(spans, of, lettering.width(spans), is_beside)


def _ends(matrix: Matrix) -> Sequence[int]:
    """Where each band ends."""
    return [*(band.start for band in matrix.bands[1:]), matrix.shape[matrix.band_axis]]
