"""Where do the matrices of an equation stand, so that each shares an edge with what it makes?

In tracks of rows and columns, as in Falk's scheme: what is multiplied from the left stands left of the
product and is as high, what is multiplied from the right stands above it and is as wide, and so does what is
added. A shape that does not fit is seen.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from explorer.backprop.matrix_form.equation import Entrywise, MatrixEquation, MatrixProduct, SampleSum
from explorer.backprop.matrix_form.matrix import Matrix
from explorer.backprop.matrix_form.matrix_symbol import signs_of, symbol_of
from explorer.backprop.notation import Notation, Span, Spans


@dataclass(frozen=True, eq=False)
class PlacedMatrix:
    """A matrix in a track of rows and a track of columns."""

    matrix: Matrix
    row: int
    column: int


@dataclass(frozen=True, eq=False)
class PlacedSign:
    """A sign in the middle of its tracks."""

    spans: Spans
    row: int
    column: int


Placed = PlacedMatrix | PlacedSign


def placement(equation: MatrixEquation, notation: Notation) -> tuple[Placed, ...]:
    """Everything of the equation with its place; what comes first is read first."""
    placed: list[Placed] = []
    row, column = 0, 0  # of the result, and what is free behind it
    for rule in equation.rules:
        match rule:
            case MatrixProduct():
                placed += _product(rule, equation.has_columns)
                row, column = (1, 5) if equation.has_columns else (2, 3)
            case SampleSum():
                placed += _sample_sum(rule, equation.has_columns, bool(placed), notation)
            case Entrywise():
                operands = rule.operands[1:] if placed else rule.operands
                signs = signs_of(rule, notation)[1 if placed else 0 :]
                for sign, matrix in zip(signs, (*operands, rule.result), strict=True):
                    placed += [PlacedSign(sign, row, column), PlacedMatrix(matrix, row, column + 1)]
                    column += 2
    return tuple(each for each in placed if isinstance(each, PlacedMatrix) or each.spans)


def _product(rule: MatrixProduct, has_columns: bool) -> Iterator[Placed]:
    """Row vectors: what is above, and what is added, over the result. Column vectors: beside it."""
    equals = "=" if rule.divisor == 1 else f"÷ {rule.divisor} ="
    if has_columns:
        yield PlacedMatrix(rule.left, 1, 0)
        yield PlacedSign(_sign("·"), 0, 3)
        yield PlacedMatrix(rule.above, 0, 4)
        if rule.added is not None:
            yield PlacedSign(_sign("+"), 1, 1)
            yield PlacedMatrix(rule.added, 1, 2)
        yield PlacedSign(_sign(equals), 1, 3)
        yield PlacedMatrix(rule.result, 1, 4)
        return
    yield PlacedMatrix(rule.left, 2, 0)
    yield PlacedSign(_sign("·"), 0, 1)
    yield PlacedMatrix(rule.above, 0, 2)
    if rule.added is not None:
        yield PlacedSign(_sign("+"), 1, 1)
        yield PlacedMatrix(rule.added, 1, 2)
    yield PlacedSign(_sign(equals), 2, 1)
    yield PlacedMatrix(rule.result, 2, 2)


def _sample_sum(
    rule: SampleSum, has_columns: bool, is_after_product: bool, notation: Notation
) -> Iterator[Placed]:
    """After a product, of which its operand is a factor: in line with that factor."""
    axis = rule.operand.sample_axis or 0
    is_of_many = rule.operand.shape[axis] > 1
    what = symbol_of(rule.operand, rule.operand.bands[0], notation)
    equals = "=" if rule.divisor == 1 else f"÷ {rule.divisor} ="
    sign = (*_sign("Σ" if is_of_many else ""), *what, *_sign(f" {equals}"))
    if is_after_product:
        row, column = (1, 6) if has_columns else (3, 2)
    else:
        yield PlacedMatrix(rule.operand, *((0, 0) if has_columns else (0, 1)))
        row, column = (0, 2) if has_columns else (1, 1)
    yield PlacedSign(sign, row, column - 1)
    yield PlacedMatrix(rule.result, row, column)


def _sign(text: str) -> Spans:
    return (Span(text, "operator"),) if text else ()
