"""Which matrices are shown now, with which numbers? One value, made of a frame and of how one reads it."""

from dataclasses import dataclass
from functools import cached_property

from explorer.backprop.frame import Frame
from explorer.backprop.matrix_form.equation import MatrixEquation
from explorer.backprop.matrix_form.equations import matrix_equations
from explorer.backprop.matrix_form.lit_cells import LitCells, lit_by
from explorer.backprop.matrix_form.matrix import MatrixCell
from explorer.backprop.matrix_form.matrix_numbers import MatrixNumbers, samples_of
from explorer.backprop.notation import Notation
from explorer.backprop.script import Script


@dataclass(frozen=True)
class MatrixReading:
    """How matrices are read: with column vectors for row vectors, and with all samples of the batch."""

    has_columns: bool = False
    is_batch: bool = False


@dataclass(frozen=True, eq=False)
class ShownMatrices:
    """The equations of a pass with the numbers of `frame`; `numbers.frame` is that."""

    script: Script
    reading: MatrixReading
    numbers: MatrixNumbers
    equations: tuple[MatrixEquation, ...]

    @classmethod
    def of(
        cls, frame: Frame, reading: MatrixReading, before: "ShownMatrices | None" = None
    ) -> "ShownMatrices | None":
        """None where there is no pass. The equations of the one `before` where they are the same."""
        if frame.shown is None or frame.timeline is None:
            return None
        script, samples = frame.shown.script, samples_of(frame, reading.is_batch)
        numbers = MatrixNumbers(frame, samples, frame.shown, frame.timeline)
        made = cls(script, reading, numbers, () if before is None else before.equations)
        if before is not None and made.has_places_of(before):
            return made
        equations = matrix_equations(script.wiring, frame.experiment, len(samples), reading.has_columns)
        return cls(script, reading, numbers, equations)

    @property
    def notation(self) -> Notation:
        """How the symbols are written."""
        return self.numbers.frame.notation

    def is_of(self, frame: Frame) -> bool:
        """Whether nothing of this would be another with `frame`."""
        return frame.has_same_numbers(self.numbers.frame)

    def has_places_of(self, other: "ShownMatrices") -> bool:
        """Whether every number of this stands where it stands in the `other`."""
        loss, other_loss = (each.numbers.frame.experiment.loss for each in (self, other))
        return (
            self.script is other.script
            and self.reading == other.reading
            and self.notation is other.notation
            and loss == other_loss
            and len(self.numbers.samples) == len(other.numbers.samples)
        )

    @property
    def index(self) -> int | None:
        """Which message is explained."""
        return self.numbers.frame.index

    @cached_property
    def lit(self) -> LitCells | None:
        """What the present message lights; None at the start, and where the sample is not in the batch."""
        cue, samples = self.numbers.frame.cue, self.numbers.samples
        sample = self.numbers.frame.sample
        position = samples.index(sample) if sample in samples else None
        return None if cue is None else lit_by(cue, self.script.wiring, self.equations, position)

    def editable_beside(self, cell: MatrixCell, step: int) -> MatrixCell | None:
        """The next cell, or for −1 the one before, in which a number is typed; row by row through all."""
        matrices = [matrix for equation in self.equations for matrix in equation.matrices]
        at = next((n for n, matrix in enumerate(matrices) if matrix is cell.matrix), None)
        if at is None:
            return None
        place = cell.row * cell.matrix.shape[1] + cell.column
        for n in range(at, len(matrices)) if step > 0 else range(at, -1, -1):
            size = matrices[n].numbers.size
            first = (place + step) if n == at else (0 if step > 0 else size - 1)
            for flat in range(first, size if step > 0 else -1, step):
                found = MatrixCell(matrices[n], *divmod(flat, matrices[n].shape[1]))
                if self.numbers.field(found) is not None:
                    return found
        return None
