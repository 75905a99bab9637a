"""Which numbers of a pass stand in a matrix? One matrix of the matrix form, before it has numbers."""

from dataclasses import dataclass, replace
from enum import StrEnum

from explorer.array import Indices
from explorer.backprop.message_kind import Quantity
from explorer.backprop.neuron_place import NeuronPlace

ABSENT = -1
"""In a cell for which there is no number: a connection that is not drawn, a neuron without a bias."""


class Content(StrEnum):
    """What stands in the cells of a matrix. Notations know it by its value."""

    ACTIVATION = "activation"
    WEIGHT = "weight"
    BIAS = "bias"
    Z = "z"
    TARGET = "target"
    LOSS = "loss"
    LOSS_GRADIENT = "loss-gradient"
    LOSS_DELTA = "loss-delta"
    CARRIED = "carried"
    ACTIVATION_GRADIENT = "activation-gradient"
    SLOPE = "slope"
    DELTA = "delta"
    WEIGHT_GRADIENT = "weight-gradient"
    BIAS_GRADIENT = "bias-gradient"
    WEIGHT_CHANGE = "weight-change"
    BIAS_CHANGE = "bias-change"
    NEW_WEIGHT = "new-weight"
    NEW_BIAS = "new-bias"

    @property
    def is_of_parameter(self) -> bool:
        """Whether a cell is about a weight or a bias; its number is that of the parameter."""
        return self in _OF_PARAMETERS

    @property
    def is_backward(self) -> bool:
        """Whether its numbers come to be on the way back."""
        return self in _BACKWARD

    @property
    def known_by(self) -> Quantity | None:
        """With which number of its neuron or parameter a cell is known; None: it is given."""
        return _KNOWN_BY.get(self)


_OF_PARAMETERS = frozenset(
    (
        Content.WEIGHT,
        Content.BIAS,
        Content.WEIGHT_GRADIENT,
        Content.BIAS_GRADIENT,
        Content.WEIGHT_CHANGE,
        Content.BIAS_CHANGE,
        Content.NEW_WEIGHT,
        Content.NEW_BIAS,
    )
)

_BACKWARD = frozenset(
    (
        Content.LOSS_GRADIENT,
        Content.LOSS_DELTA,
        Content.CARRIED,
        Content.ACTIVATION_GRADIENT,
        Content.DELTA,
        Content.WEIGHT_GRADIENT,
        Content.BIAS_GRADIENT,
    )
)

_KNOWN_BY: dict[Content, Quantity] = {
    Content.ACTIVATION: Quantity.A,
    Content.Z: Quantity.Z,
    Content.LOSS: Quantity.LOSS,
    Content.LOSS_GRADIENT: Quantity.DE_DA,
    Content.LOSS_DELTA: Quantity.DELTA,
    Content.CARRIED: Quantity.DE_DA,
    Content.ACTIVATION_GRADIENT: Quantity.DE_DA,
    Content.SLOPE: Quantity.A,
    Content.DELTA: Quantity.DELTA,
    Content.WEIGHT_GRADIENT: Quantity.GRADIENT,
    Content.BIAS_GRADIENT: Quantity.GRADIENT,
    Content.WEIGHT_CHANGE: Quantity.UPDATE,
    Content.BIAS_CHANGE: Quantity.UPDATE,
    Content.NEW_WEIGHT: Quantity.UPDATE,
    Content.NEW_BIAS: Quantity.UPDATE,
}


@dataclass(frozen=True)
class Band:
    """The rows or columns from `start` on that belong to `level`.

    Of weights and their gradients, `level` is that of their dests and `source` that of their sources; of all
    else `source` is None. `last_level`: that of the network. `kind`: that of all its neurons, "" where they
    are of several.
    """

    start: int
    level: int
    last_level: int
    kind: str = ""
    source: int | None = None

    @property
    def places(self) -> tuple[NeuronPlace, NeuronPlace | None]:
        """Where the neurons of the level stand; for weights, the sources and then the dests."""
        level = NeuronPlace("", self.level, last_level=self.last_level, kind=self.kind)
        if self.source is None:
            return level, None
        return NeuronPlace("", self.source, last_level=self.last_level), level


@dataclass(frozen=True, eq=False)
class Matrix:
    """`numbers`, (rows, columns): which number of its quantity stands in each cell, in the order of `Wiring`.

    Cells of neurons have the number of the neuron, cells of parameters that of the parameter, and `ABSENT`
    where there is none. Along `sample_axis` are the samples; None where the numbers are the same for all.
    The `bands` lie along `band_axis`. `is_written_t`: whether its symbol has a T.
    """

    content: Content
    numbers: Indices
    bands: tuple[Band, ...]
    sample_axis: int | None = None
    band_axis: int = 1
    is_written_t: bool = False

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        rows, columns = self.numbers.shape
        return rows, columns

    def turned(self) -> "Matrix":
        """The same with rows for columns and columns for rows, under the same symbol."""
        axis = None if self.sample_axis is None else 1 - self.sample_axis
        return replace(self, numbers=self.numbers.T, sample_axis=axis, band_axis=1 - self.band_axis)

    def transposed(self) -> "Matrix":
        """The transpose, which is written with a T."""
        return replace(self.turned(), is_written_t=not self.is_written_t)


@dataclass(frozen=True)
class MatrixCell:
    """A place in a matrix."""

    matrix: Matrix
    row: int
    column: int

    @property
    def number(self) -> int:
        """Which number of its quantity stands there; `ABSENT` where there is none."""
        return int(self.matrix.numbers[self.row, self.column])

    @property
    def sample(self) -> int | None:
        """Which of the samples shown it belongs to, from 0; None where it is the same for all."""
        axis = self.matrix.sample_axis
        return None if axis is None else (self.row, self.column)[axis]
