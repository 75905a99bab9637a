"""How are many steps computed with numpy?

All samples go through the network at once, a level at a time, by calls whose arrays were made beforehand
(`explorer.training.tape`): what remains of a small network's step is little more than the cost of those
calls.
"""

import math
from collections.abc import Callable

import numpy as np

from explorer.network.activation import Array
from explorer.network.learning_rule import LearningRule
from explorer.network.loss import LOSSES
from explorer.network.model import Penalty
from explorer.training.arrangement import Arrangement
from explorer.training.backward_pass import BackwardPass
from explorer.training.batch import Batches
from explorer.training.engine import Examination, Outcome, Rows
from explorer.training.forward_pass import ForwardPass
from explorer.training.objective import measure_loss
from explorer.training.program import Program

_LONGEST_DOT = 8192
"""Beyond it the linear algebra library calls up threads, and waits for them even on a busy machine."""


class NumpyEngine:
    """The `Engine` that runs everywhere. The program must have an output and a training sample."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._arrangement = Arrangement.of(program)
        self._rule = LearningRule(program.training, self._arrangement.is_weight)
        self._state = self._rule.first_state(np.zeros(self._arrangement.size))
        self._is_penalised = program.training.penalty != Penalty()
        self._dense = self._state[0]
        self._memory = self._state[1:].reshape(-1)
        self._gradient = np.zeros(self._arrangement.size)
        self._batches = Batches(len(program.inputs), program.training)
        self._targets = self._targets_of(program.targets)
        self._forward = self._forward_pass(program.inputs)
        self._pass = self._measured_pass(self._forward, self._targets)
        self._pass_held_out = self._held_out_pass()
        self._backward = {size: self._backward_pass(size) for size in self._batches.sizes}

    @property
    def program(self) -> Program:
        """What is trained."""
        return self._program

    def run(self, state: Array, step: int, learning_rates: Array, limit: float, rows: Rows) -> Outcome:
        """See `Engine.run`."""
        places = self._arrangement.parameters
        updates, has_diverged = 0, False
        with np.errstate(all="ignore"):
            self._state[:, places] = state
            for row in range(len(rows.loss)):
                if row:
                    self._update(
                        learning_rates.item(row - 1), step + row - 1, rows.gradient_norm.item(row - 1)
                    )
                updates = row
                if not self._evaluate(step + row, limit, rows, row):
                    has_diverged = True
                    break
            state[:] = self._state[:, places]
        return Outcome(updates, has_diverged)

    def _update(self, learning_rate: float, step: int, norm: float) -> None:
        """The update after `step` others, from a gradient of this norm."""
        np.multiply(self._gradient, self._rule.clip_factor(norm), self._gradient)
        change = self._rule.change(self._state, self._gradient, learning_rate, step)
        np.add(self._dense, change, self._dense)

    def examine(self, parameters: Array, step: int) -> Examination:
        """See `Engine.examine`."""
        arrangement, rows = self._arrangement, Rows.empty(1)
        with np.errstate(all="ignore"):
            self._dense[arrangement.parameters] = parameters
            self._evaluate(step, math.inf, rows, 0)
            z, a = self._forward.z[arrangement.rows], self._forward.a[arrangement.rows]
            outputs = self._program.output_neurons
            terms = LOSSES[self._program.loss].terms(z[outputs].T, a[outputs].T, self._program.targets)
        batch = self._batches.at(step)
        delta = self._backward[len(batch)].delta[arrangement.rows]
        gradient = self._gradient[arrangement.parameters]
        return Examination(z, a, terms.T, float(rows.loss[0]), batch, delta, gradient)

    def _evaluate(self, step: int, limit: float, rows: Rows, row: int) -> bool:
        """Writes one row, leaves the gradient for the update after it, and says whether the run goes on."""
        loss = self._pass()
        batch = self._batches.at(step)
        backward = self._backward[len(batch)]
        backward.play(batch)
        if self._is_penalised:
            loss += self._rule.penalty(self._dense)
            np.add(self._gradient, self._rule.penalty_gradient(self._dense), self._gradient)
        norm = norm_of(self._gradient)
        rows.loss[row] = loss
        rows.held_out_loss[row] = self._pass_held_out()
        rows.gradient_norm[row] = norm
        # Parameters need no look of their own: none that is infinite gives a finite z.
        return (
            loss <= limit
            and math.isfinite(loss)
            and is_finite(self._forward.values)
            and is_finite(backward.flat_delta)
            and (math.isfinite(norm) or is_finite(self._gradient))
            and is_finite(self._memory)
        )

    def _forward_pass(self, inputs: Array) -> ForwardPass:
        forward = ForwardPass(self._program, self._arrangement, self._dense, len(inputs))
        forward.show(inputs)
        return forward

    def _targets_of(self, targets: Array) -> Array:
        """(samples, outputs) in the order of the file, as (outputs, samples) in that of the arrangement."""
        return np.ascontiguousarray(targets[:, self._arrangement.output_order].T)

    def _measured_pass(self, forward: ForwardPass, targets: Array) -> Callable[[], float]:
        """A function that plays the forward pass with the present parameters and gives its E."""
        share = self._program.share(targets.shape[1])
        measure = measure_loss(self._program.loss, forward.output_z, forward.output_a, targets, share)

        def measured() -> float:
            forward.play()
            loss = measure()
            if math.isfinite(loss):
                return loss
            forward.walk()
            return measure()

        return measured

    def _held_out_pass(self) -> Callable[[], float]:
        """The same for the samples that are held out; NaN where there are none."""
        program = self._program
        if not len(program.held_out_inputs):
            return lambda: math.nan
        forward = self._forward_pass(program.held_out_inputs)
        return self._measured_pass(forward, self._targets_of(program.held_out_targets))

    def _backward_pass(self, size: int) -> BackwardPass:
        return BackwardPass(
            self._program, self._arrangement, self._dense, self._gradient, self._forward, self._targets, size
        )


def norm_of(vector: Array) -> float:
    """‖v‖, which overflows only where the result does."""
    square = float(vector.dot(vector))
    if math.isfinite(square) or not np.isfinite(vector).all():
        return math.sqrt(square)
    largest = float(np.abs(vector).max())
    return largest * float(np.linalg.norm(vector / largest))


def is_finite(vector: Array) -> bool:
    """Whether every number of the vector is finite: certainly so if Σ v² is, or Σ v."""
    if len(vector) <= _LONGEST_DOT:
        total = vector.dot(vector)
    else:
        total = np.add.reduce(vector)
    return math.isfinite(total) or bool(np.isfinite(vector).all())
