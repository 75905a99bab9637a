"""Which cells does the present message light, and from which product or sum does a cell come?"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from explorer.backprop.matrix_form.equation import (
    Entrywise,
    MatrixEquation,
    MatrixProduct,
    MatrixRule,
    MatrixSection,
    SampleSum,
)
from explorer.backprop.matrix_form.matrix import ABSENT, Content, Matrix, MatrixCell
from explorer.backprop.message_kind import Quantity
from explorer.backprop.script import Cue
from explorer.backprop.wiring import Wiring


@dataclass(frozen=True)
class LitCells:
    """`result` is the cell that the message makes, or adds to, by `rule`, from `factors`.

    `factors` are pairs whose products are added up, or single cells. `again`: the cells of the weights that
    are read from a transpose where they stand in the matrix of the forward pass.
    """

    equation: MatrixEquation
    rule: MatrixRule
    result: MatrixCell
    factors: tuple[tuple[MatrixCell, ...], ...]
    again: tuple[MatrixCell, ...] = ()

    @property
    def cells(self) -> Iterator[MatrixCell]:
        """All that are lit."""
        for factor in self.factors:
            yield from factor
        yield self.result


_BRINGS: dict[Quantity, tuple[Content, ...]] = {
    Quantity.Z: (Content.Z,),
    Quantity.A: (Content.ACTIVATION,),
    Quantity.LOSS: (Content.LOSS,),
    Quantity.DE_DA: (Content.ACTIVATION_GRADIENT,),
    Quantity.DELTA: (Content.DELTA,),
    Quantity.GRADIENT: (Content.WEIGHT_GRADIENT, Content.BIAS_GRADIENT),
    Quantity.UPDATE: (Content.NEW_WEIGHT, Content.NEW_BIAS),
}
"""In what the number of a message stands. A contribution stands nowhere: it is one product of a sum."""

_PRODUCTS = {Quantity.CONTRIBUTION: Content.Z, Quantity.CARRIED: Content.ACTIVATION_GRADIENT}


def lit_by(
    cue: Cue, wiring: Wiring, equations: Iterable[MatrixEquation], position: int | None
) -> LitCells | None:
    """What the message of `cue` lights; None where it stands in no matrix.

    `position`: which of the samples of the matrices is the one shown; None where none is.
    """
    equations = tuple(equations)
    lit = _lit(cue, wiring, equations, position)
    transposed = [] if lit is None else [c.number for c in lit.cells if _is_transposed_weight(c)]
    if lit is None or not transposed:
        return lit
    return replace(lit, again=tuple(_forward_cells(equations, transposed)))


def _is_transposed_weight(cell: MatrixCell) -> bool:
    return cell.matrix.content is Content.WEIGHT and cell.matrix.is_written_t


def _forward_cells(equations: Iterable[MatrixEquation], weights: Sequence[int]) -> Iterator[MatrixCell]:
    """Where these weights stand in the matrices that the forward pass multiplies with."""
    for equation in equations:
        for matrix in equation.matrices if equation.section is MatrixSection.FORWARD else ():
            if matrix.content is Content.WEIGHT:
                for row, column in np.argwhere(np.isin(matrix.numbers, weights)).tolist():
                    yield MatrixCell(matrix, row, column)


def _lit(
    cue: Cue, wiring: Wiring, equations: Iterable[MatrixEquation], position: int | None
) -> LitCells | None:
    brings = cue.kind.brings
    if brings in _PRODUCTS:
        is_forward = brings is Quantity.CONTRIBUTION
        end = wiring.dest[cue.number] if is_forward else wiring.source[cue.number]
        found = _making(equations, (_PRODUCTS[brings],), int(end), position)
        return None if found is None else _one_product(*found, cue.number)
    found = _making(equations, _BRINGS.get(brings, ()), cue.number, position)
    return None if found is None else LitCells(*found, tuple(factors_of(*found[1:])))


def factors_of(rule: MatrixRule, cell: MatrixCell) -> Iterator[tuple[MatrixCell, ...]]:
    """The cells that a cell of the rule's result comes from: pairs to multiply, or single ones to add."""
    row, column = cell.row, cell.column
    match rule:
        case MatrixProduct():
            yield from rule.terms_of(row, column)
            if rule.added is not None:
                yield from _there(_at(rule.added, row, column))
        case Entrywise():
            for operand in rule.operands:
                if rule.is_of_whole_sample:
                    yield from _there(*_along(operand, cell.sample))
                else:
                    yield from _there(_at(operand, row, column))
        case SampleSum():
            numbers = rule.operand.numbers
            if rule.operand.sample_axis == 0:
                yield from _there(*(MatrixCell(rule.operand, n, column) for n in range(len(numbers))))
            else:
                yield from _there(*(MatrixCell(rule.operand, row, n) for n in range(numbers.shape[1])))


def _making(
    equations: Iterable[MatrixEquation], contents: Sequence[Content], number: int, position: int | None
) -> tuple[MatrixEquation, MatrixRule, MatrixCell] | None:
    """The equation that makes the number, and in which cell it stands."""
    for equation in equations:
        for rule in equation.rules:
            cell = _cell(rule.result, number, position) if rule.result.content in contents else None
            if cell is not None:
                return equation, rule, cell
    return None


def _cell(matrix: Matrix, number: int, position: int | None) -> MatrixCell | None:
    """Where a number stands in a matrix, in the row or column of the sample shown."""
    if matrix.sample_axis is None:
        places = np.argwhere(matrix.numbers == number)
        return MatrixCell(matrix, *map(int, places[0])) if len(places) else None
    if position is None:
        return None
    line = matrix.numbers[position] if matrix.sample_axis == 0 else matrix.numbers[:, position]
    along = np.flatnonzero(line == number)
    if not len(along):
        return None
    where = (position, int(along[0])) if matrix.sample_axis == 0 else (int(along[0]), position)
    return MatrixCell(matrix, *where)


def _one_product(
    equation: MatrixEquation, rule: MatrixRule, cell: MatrixCell, connection: int
) -> LitCells | None:
    """The one term of a sum that travels along `connection`."""
    if isinstance(rule, MatrixProduct):
        for pair in rule.terms_of(cell.row, cell.column):
            if any(each.matrix.content is Content.WEIGHT and each.number == connection for each in pair):
                return LitCells(equation, rule, cell, (pair,))
    return None


def _at(matrix: Matrix, row: int, column: int) -> MatrixCell:
    """The cell at a place; the only one there, where one row or column serves for all."""
    rows, columns = matrix.shape
    return MatrixCell(matrix, row if rows > 1 else 0, column if columns > 1 else 0)


def _along(matrix: Matrix, sample: int | None) -> Iterator[MatrixCell]:
    """All cells of one sample."""
    at = sample or 0
    if matrix.sample_axis == 0:
        return (MatrixCell(matrix, at, n) for n in range(matrix.shape[1]))
    return (MatrixCell(matrix, n, at) for n in range(matrix.shape[0]))


def _there(*cells: MatrixCell) -> Iterator[tuple[MatrixCell]]:
    return ((cell,) for cell in cells if cell.number != ABSENT)
