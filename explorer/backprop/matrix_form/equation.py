"""How do matrices make another one? An equation of the matrix form: products, entrywise rules, sums."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from explorer.backprop.matrix_form.matrix import ABSENT, Matrix, MatrixCell
from explorer.network.activation import SOFTMAX

Turning = Callable[[Matrix], Matrix]
"""Gives the turned one of a matrix, the same for all that share it."""


class MatrixSection(StrEnum):
    """Where an equation stands; the title of that part on screen."""

    FORWARD = "Forward"
    LOSS = "Loss"
    BACKWARD = "Backward"
    GRADIENTS = "Gradients"
    UPDATE = "Update"


class EntrywiseRule(StrEnum):
    """How a cell comes from the cells at the same place. Notations know its signs by its value."""

    COPIED = "copied"
    ACTIVATED = "activated"
    LOSS = "loss"
    LOSS_GRADIENT = "loss-gradient"
    SQUARE_GRADIENT = "square-gradient"
    LOSS_DELTA = "loss-delta"
    CLASS_DELTA = "class-delta"
    SLOPED = "sloped"
    SETTLED = "settled"
    SOFTMAX_DELTA = "softmax-delta"
    CHANGED = "changed"


@dataclass(frozen=True, eq=False)
class MatrixProduct:
    """result = left · above + added, divided by `divisor`: the matrix product, sum by sum.

    `left` has as many rows as the result, `above` and what is `added` as many columns.
    """

    left: Matrix
    above: Matrix
    result: Matrix
    added: Matrix | None = None
    divisor: int = 1

    @property
    def operands(self) -> tuple[Matrix, ...]:
        """All matrices but the result, as they are written."""
        return (self.left, self.above) if self.added is None else (self.left, self.above, self.added)

    def turned(self, turned: Turning) -> "MatrixProduct":
        """The transposed rule, (h W)ᵀ = Wᵀ hᵀ, of matrices that are `turned`."""
        added = None if self.added is None else turned(self.added)
        return MatrixProduct(turned(self.above), turned(self.left), turned(self.result), added, self.divisor)

    def terms_of(self, row: int, column: int) -> Iterator[tuple[MatrixCell, MatrixCell]]:
        """The factors of each term of that cell's sum; a connection that is not there has none."""
        left, above = self.left.numbers[row], self.above.numbers[:, column]
        for place in ((left != ABSENT) & (above != ABSENT)).nonzero()[0].tolist():
            yield MatrixCell(self.left, row, place), MatrixCell(self.above, place, column)


@dataclass(frozen=True, eq=False)
class Entrywise:
    """Each cell of the result comes from the cells of the operands at its own place, by `rule`.

    An operand of one row, or one column, serves for all. `activation`: the one that all neurons have, or "".
    `factor`: that of y − t in the gradient of a squared error.
    """

    rule: EntrywiseRule
    operands: tuple[Matrix, ...]
    result: Matrix
    activation: str = ""
    factor: float = 1.0

    @property
    def is_of_whole_sample(self) -> bool:
        """Whether a cell comes from all cells of its sample: E, and whatever a softmax has a part in."""
        whole = (EntrywiseRule.LOSS, EntrywiseRule.CLASS_DELTA, EntrywiseRule.SOFTMAX_DELTA)
        return self.rule in whole or self.activation == SOFTMAX

    def turned(self, turned: Turning) -> "Entrywise":
        """The transposed rule, of matrices that are `turned`."""
        operands = tuple(map(turned, self.operands))
        return replace(self, operands=operands, result=turned(self.result))


@dataclass(frozen=True, eq=False)
class SampleSum:
    """result = Σ operand over the samples, divided by `divisor`."""

    operand: Matrix
    result: Matrix
    divisor: int = 1

    @property
    def operands(self) -> tuple[Matrix, ...]:
        """The one operand."""
        return (self.operand,)

    def turned(self, turned: Turning) -> "SampleSum":
        """The transposed rule, of matrices that are `turned`."""
        return SampleSum(turned(self.operand), turned(self.result), self.divisor)


MatrixRule = MatrixProduct | Entrywise | SampleSum


@dataclass(frozen=True, eq=False)
class MatrixEquation:
    """A line of the matrix form: `rules` that share matrices, each going on from the one before.

    `level` is that of its result; None for what is about all outputs. `has_columns`: samples are columns.
    """

    section: MatrixSection
    level: int | None
    rules: tuple[MatrixRule, ...]
    has_columns: bool = False

    @property
    def matrices(self) -> tuple[Matrix, ...]:
        """Every matrix once, operands before what they make."""
        found: dict[int, Matrix] = {}
        for rule in self.rules:
            for matrix in (*rule.operands, rule.result):
                found[id(matrix)] = matrix
        return tuple(found.values())

    def turned(self) -> "MatrixEquation":
        """The same with column vectors for row vectors, with the matrices that rules share still shared."""
        turned = {id(matrix): matrix.turned() for matrix in self.matrices}
        rules = tuple(rule.turned(lambda matrix: turned[id(matrix)]) for rule in self.rules)
        return MatrixEquation(self.section, self.level, rules, not self.has_columns)
