"""What must whoever computes the steps be able to do?

The trainer knows engines by this interface only, so that a compiled kernel can take numpy's place. It is made
for one: many steps in one call, nothing but arrays of numbers in and out, and no state between calls. What a
call computes follows from its arguments alone, so it may be repeated, and cut into calls of any length.
"""

from dataclasses import dataclass
from typing import NamedTuple, Protocol

import numpy as np

from explorer.array import Array, Indices
from explorer.training.program import Program


@dataclass(frozen=True, eq=False)
class Rows:
    """One number per step, into which an engine writes: each of shape (rows,).

    `loss`: E over all training samples, also where a step follows a mini-batch or a network with
    dropout, and the penalty on the weights. `held_out_loss`: the same over the samples that are held out,
    without the penalty; NaN where there are none. `gradient_norm`: ‖∇E‖ of the gradient that the step
    follows, the penalty's included, before it is clipped: that of the parameters that are not fixed.
    """

    loss: Array
    held_out_loss: Array
    gradient_norm: Array

    @classmethod
    def empty(cls, count: int) -> "Rows":
        """So many rows that nothing is written into yet."""
        return cls(np.empty(count), np.empty(count), np.empty(count))

    def first(self, count: int) -> "Rows":
        """The first so many of these rows, as views."""
        return self.part(0, count)

    def part(self, start: int, count: int) -> "Rows":
        """So many of these rows from one on, as views."""
        rows = slice(start, start + count)
        return Rows(self.loss[rows], self.held_out_loss[rows], self.gradient_norm[rows])


class Outcome(NamedTuple):
    """How many updates a call made, and whether it stopped since the run diverges at the last row written."""

    updates: int
    has_diverged: bool


@dataclass(frozen=True, eq=False)
class Examination:
    """All numbers of one evaluation, for looking closely.

    `z`, `a`: (neurons, training samples), neurons in the order of the program, z 0 for givens. `loss_terms`:
    (outputs, training samples), what each adds to its sample's loss. `loss` is E with its penalty. `batch`:
    which training samples the gradient is of; `batch_z`, `batch_a`: (neurons, batch), theirs, which dropout
    makes different; `delta`: (neurons, batch), its share of the batch's E included; `gradient`:
    (parameters,), the penalty's included, before it is clipped, and also of the fixed ones.
    """

    z: Array
    a: Array
    loss_terms: Array
    loss: float
    batch: Indices
    batch_z: Array
    batch_a: Array
    delta: Array
    gradient: Array


class Engine(Protocol):
    """Computes the steps of one program."""

    @property
    def name(self) -> str:
        """What its runs say made them, a key of `run_maker.ENGINES`: those of one name make the same bits."""

    @property
    def program(self) -> Program:
        """What is trained."""

    @property
    def lets_others_run(self) -> bool:
        """Whether `run` lets go of the interpreter lock, so that another thread can work meanwhile."""

    def run(self, state: Array, step: int, learning_rates: Array, limit: float, rows: Rows) -> Outcome:
        """Updates `state` in place, once between a row and the next, starting as it is after `step` updates.

        `state`: (1 + memory, parameters), C-contiguous: the parameters, then what the optimiser remembers, as
        `LearningRule.first_state` begins it. `learning_rates`: α of the update after each row, at least one
        for each row but the last. rows[0] is the evaluation at `state` as it is given, rows[n] that after n
        updates. Stops, with that row written and its state left in place, at the first evaluation at which E,
        a z, a, δ, gradient, parameter or anything remembered is not finite, or E is above `limit`. Never
        warns and never raises because of such numbers.
        """

    def examine(self, parameters: Array, step: int) -> Examination:
        """All the numbers of the evaluation at `parameters`, with the batch of that `step`."""
