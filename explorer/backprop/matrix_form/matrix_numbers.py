"""Which numbers stand in the cells of a matrix now, and which of them has the pass reached?

Nothing is computed here that the pass does not compute: `PassNumbers` of the sample shown, or of each sample
of a batch, and `BatchUpdate`. Numbers are looked up for the cells that somebody asks for.
"""

from functools import lru_cache

import numpy as np

from explorer.array import Array, Indices, Truths
from explorer.backprop.frame import Frame
from explorer.backprop.matrix_form.matrix import ABSENT, Content, Matrix, MatrixCell
from explorer.backprop.message_kind import Quantity
from explorer.backprop.pass_numbers import PassNumbers, compute_passes
from explorer.backprop.sample_pass import SamplePass
from explorer.backprop.timeline import Timeline
from explorer.backprop.update import batch_of
from explorer.network.editable_value import EditableValue, FieldKind, has_field
from explorer.network.model import Ends, Kind, Parameter
from explorer.training.program import parameters_of

_CHUNK = 16
"""Of a batch, the passes of so many samples are computed at a time, when one of them is looked at."""

_PARAMETERS = (Content.WEIGHT, Content.BIAS)
_GRADIENTS = (Content.WEIGHT_GRADIENT, Content.BIAS_GRADIENT)
_CHANGES = (Content.WEIGHT_CHANGE, Content.BIAS_CHANGE)


def samples_of(frame: Frame, is_batch: bool) -> tuple[int, ...]:
    """The samples that matrices have rows for: the one shown, or those of the batch of its update.

    A batch without a sample, where every one is held out, is the one shown.
    """
    batch = batch_of(frame.experiment, frame.sample) if is_batch else ()
    return batch or (frame.sample,)


class MatrixNumbers:
    """The numbers of `frame`, which must have a pass, for matrices of `samples`."""

    def __init__(self, frame: Frame, samples: tuple[int, ...], shown: SamplePass, timeline: Timeline) -> None:
        self.frame, self.samples = frame, samples
        self._shown, self._timeline = shown, timeline
        self._wiring = shown.script.wiring
        self._arrived = timeline.arrived(frame.time)
        self._parameters = parameters_of(frame.experiment.network)
        self._chunks: dict[int, PassNumbers] = {}
        self._place_of_output = np.zeros(len(self._wiring.network.order), dtype=np.intp)
        self._place_of_output[self._wiring.outputs] = np.arange(len(self._wiring.outputs))

    @property
    def is_batch(self) -> bool:
        """Whether the gradients are those of all its samples together."""
        return self.samples != (self.frame.sample,)

    def are_reached(self, matrix: Matrix, rows: slice, columns: slice) -> Truths:
        """(rows, columns): whether there is a number that the pass has come to; so for every sample."""
        numbers = matrix.numbers[rows, columns]
        quantity = matrix.content.known_by
        if quantity is None:
            is_there: Truths = numbers != ABSENT
            return is_there
        places = _places(self._timeline, quantity)
        reached: Truths = np.not_equal(numbers, ABSENT) & (places[numbers] < self._arrived)
        return reached

    def values(self, matrix: Matrix, rows: slice, columns: slice) -> Array:
        """(rows, columns): the numbers of the whole pass; anything where there is none."""
        numbers = matrix.numbers[rows, columns]
        if matrix.content.is_of_parameter:
            return self._of_parameters(matrix.content)[numbers]
        asked = (rows, columns)[matrix.sample_axis or 0]
        positions = range(*asked.indices(len(self.samples)))
        table = np.stack([self._of_neurons(matrix.content, n) for n in positions], axis=-1)
        of_sample = np.arange(len(positions))
        found: Array = table[numbers, of_sample[:, np.newaxis] if matrix.sample_axis == 0 else of_sample]
        return found

    def value(self, cell: MatrixCell) -> float | None:
        """The number in one cell; None where there is none, or the pass has not reached it."""
        rows, columns = slice(cell.row, cell.row + 1), slice(cell.column, cell.column + 1)
        if not self.are_reached(cell.matrix, rows, columns)[0, 0]:
            return None
        return float(self.values(cell.matrix, rows, columns)[0, 0])

    def parameter(self, cell: MatrixCell) -> Parameter | None:
        """The weight or bias that a cell is about; None for cells of neurons and of no number."""
        is_there = cell.matrix.content.is_of_parameter and cell.number != ABSENT
        return self._wiring.network.parameters[cell.number] if is_there else None

    def neuron(self, cell: MatrixCell) -> str | None:
        """The neuron that a cell is about; None for weights, for E and for no number."""
        if cell.number == ABSENT or cell.matrix.content is Content.LOSS:
            return None
        parameter = self.parameter(cell)
        if parameter is not None:
            return parameter.dest if parameter.is_bias else None
        return self._wiring.network.order[cell.number].name

    def ends(self, cell: MatrixCell) -> Ends | None:
        """The connection that a cell is about; None where it is about none."""
        parameter = self.parameter(cell)
        return None if parameter is None or parameter.source is None else (parameter.source, parameter.dest)

    def sample(self, cell: MatrixCell) -> int:
        """The index in the experiment of the sample that a cell belongs to; that shown where to all."""
        return self.frame.sample if cell.sample is None else self.samples[cell.sample]

    def field(self, cell: MatrixCell) -> EditableValue | None:
        """What is typed in a cell; None where it is made by the pass."""
        field = self._field(cell)
        is_there = field is not None and has_field(self.frame.experiment, self.sample(cell), field)
        return field if is_there else None

    def _field(self, cell: MatrixCell) -> EditableValue | None:
        ends, neuron = self.ends(cell), self.neuron(cell)
        match cell.matrix.content:
            case Content.WEIGHT if ends is not None:
                return EditableValue(FieldKind.WEIGHT, ends[1], ends[0])
            case Content.BIAS if neuron is not None:
                return EditableValue(FieldKind.BIAS, neuron)
            case Content.TARGET if neuron is not None:
                return EditableValue(FieldKind.TARGET, neuron)
            case Content.ACTIVATION if neuron is not None:
                kind = self._wiring.network.by_name[neuron].kind
                kinds = {Kind.INPUT: FieldKind.INPUT, Kind.CONSTANT: FieldKind.CONSTANT}
                return EditableValue(kinds[kind], neuron) if kind in kinds else None
            case _:
                return None

    def _of_parameters(self, content: Content) -> Array:
        """(parameters,)"""
        if content in _PARAMETERS:
            return self._parameters
        update = self._shown.update
        if content in _GRADIENTS:
            is_shown = update is None or not self.is_batch
            return self._shown.numbers.gradients if is_shown or update is None else update.gradient
        if update is None:
            return np.full(len(self._parameters), np.nan)
        return update.change if content in _CHANGES else update.after

    def _of_neurons(self, content: Content, position: int) -> Array:
        """(neurons,), or the one E, of the sample at this position of the batch."""
        numbers = self._numbers(position)
        match content:
            case Content.ACTIVATION:
                return numbers.a
            case Content.Z:
                return numbers.z
            case Content.TARGET:
                return numbers.targets[self._place_of_output] if len(numbers.targets) else numbers.a
            case Content.LOSS:
                return np.atleast_1d(numbers.losses)
            case Content.LOSS_GRADIENT:
                return numbers.from_loss
            case Content.LOSS_DELTA:
                return numbers.loss_delta
            case Content.CARRIED:
                carried = np.bincount(self._wiring.source, numbers.carried, len(numbers.a))
                return carried.astype(np.float64, copy=False)
            case Content.ACTIVATION_GRADIENT:
                return numbers.dE_da
            case Content.SLOPE:
                return numbers.slope
            case _:
                return numbers.delta

    def _numbers(self, position: int) -> PassNumbers:
        """The pass of the sample at this position."""
        if self.samples[position] == self.frame.sample:
            return self._shown.numbers
        chunk, within = divmod(position, _CHUNK)
        if chunk not in self._chunks:
            experiment = self.frame.experiment
            wanted = self.samples[chunk * _CHUNK : (chunk + 1) * _CHUNK]
            passes = compute_passes(self._wiring, experiment, [experiment.samples[n] for n in wanted])
            self._chunks[chunk] = passes
        return self._chunks[chunk].of_sample(within)


@lru_cache(maxsize=32)
def _places(timeline: Timeline, quantity: Quantity) -> Indices:
    """`Timeline.places` of a quantity as an array."""
    return np.array(timeline.places[quantity] or [0], dtype=np.intp)
