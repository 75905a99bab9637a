"""Where does everything stand on the sheet of matrices? Sections below each other, equations in them."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from PySide6.QtCore import QPointF, QRectF, QSizeF

from explorer.backprop.matrix_form.equation import MatrixEquation, MatrixSection
from explorer.backprop.matrix_form.matrix import MatrixCell
from explorer.backprop.notation import Notation
from explorer.ui.panels.matrices.equation_place import EquationPlace, MatrixPlace, place_equation
from explorer.ui.panels.matrices.lettering import MatrixLettering

MARGIN = 8
_GAP = 22
"""Pixels between two equations, in which the present product is written."""


@dataclass(frozen=True, eq=False)
class SectionTitle:
    """The name of a section, on a line of its own."""

    section: MatrixSection
    rect: QRectF


@dataclass(frozen=True, eq=False)
class MatrixLayout:
    """The sheet: `size` in pixels, and all that stands on it."""

    size: QSizeF
    titles: tuple[SectionTitle, ...]
    equations: tuple[EquationPlace, ...]

    @classmethod
    def of(
        cls,
        equations: tuple[MatrixEquation, ...],
        notation: Notation,
        lettering: MatrixLettering,
        room: float,
    ) -> "MatrixLayout":
        """A sheet that is as wide as `room`, and wider only where numbers need it."""
        titles, places = [], []
        y, width = float(MARGIN), room
        for section, group in groupby(equations, key=lambda equation: equation.section):
            title = QRectF(MARGIN, y, room, lettering.symbol_height)
            titles.append(SectionTitle(section, title))
            y = title.bottom()
            for equation in group:
                corner = QPointF(MARGIN, y)
                place = place_equation(equation, notation, lettering, corner, room - 2 * MARGIN)
                places.append(place)
                y = place.rect.bottom() + _GAP
                width = max(width, place.rect.right() + MARGIN)
            y += _GAP / 4
        return cls(QSizeF(width, y), tuple(titles), tuple(places))

    @property
    def matrices(self) -> Iterator[MatrixPlace]:
        """Every matrix in its place."""
        for equation in self.equations:
            yield from equation.matrices

    def place_of(self, cell: MatrixCell) -> MatrixPlace | None:
        """The place of the matrix that a cell is in."""
        return next((place for place in self.matrices if place.matrix is cell.matrix), None)

    def equation_at(self, point: QPointF) -> EquationPlace | None:
        """The equation under a point, as wide as the sheet."""
        for place in self.equations:
            if place.rect.top() <= point.y() < place.rect.bottom():
                return place
        return None

    def cell_at(self, point: QPointF) -> MatrixCell | None:
        """The cell under a point."""
        equation = self.equation_at(point)
        for place in () if equation is None else equation.matrices:
            if place.rect.contains(point):
                return place.nearest(point)
        return None

    def cell_beside(self, cell: MatrixCell, across: int, down: int) -> MatrixCell:
        """The next cell in a direction, in the same matrix or the nearest beyond; itself at the end."""
        place = self.place_of(cell)
        if place is None:
            return cell
        rows, columns = cell.matrix.shape
        row, column = cell.row + down, cell.column + across
        if 0 <= row < rows and 0 <= column < columns:
            return MatrixCell(cell.matrix, row, column)
        here = place.rect_of(cell.row, cell.column).center()
        others = [(_distance(here, other, across, down), other) for other in self.matrices]
        there = [(distance, other) for distance, other in others if distance is not None]
        if not there:
            return cell
        return min(there, key=lambda each: each[0])[1].nearest(here)


EMPTY_SHEET = MatrixLayout(QSizeF(), (), ())
"""With nothing on it."""


def _distance(point: QPointF, place: MatrixPlace, across: int, down: int) -> float | None:
    """How far a matrix is in a direction, where what is aside counts more; None where it is not there.

    To the left and right it must stand on the same line.
    """
    rect = place.rect
    x, y = _gap(point.x(), rect.left(), rect.right()), _gap(point.y(), rect.top(), rect.bottom())
    if across:
        return x * across if x * across > 0 and y == 0 else None
    return y * down + 3 * abs(x) if y * down > 0 else None


def _gap(value: float, low: float, high: float) -> float:
    """From `value` to the nearest of low … high, with its sign."""
    return low - value if value < low else high - value if value > high else 0.0
