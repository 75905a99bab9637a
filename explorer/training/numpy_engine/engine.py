"""How are many steps computed with numpy?

All samples go through the network at once, a level at a time, by calls whose arrays were made beforehand
(`in_place_formula`): what remains of a small network's step is little more than the cost of those calls.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from explorer.array import Array
from explorer.network.learning_rule import norm_of
from explorer.network.loss import LOSSES
from explorer.training.batch import Batches
from explorer.training.engine import Examination, Outcome, Rows
from explorer.training.numpy_engine.backward_pass import BackwardPass
from explorer.training.numpy_engine.batch_pass import BatchPass
from explorer.training.numpy_engine.finite import watch
from explorer.training.numpy_engine.forward_pass import ForwardPass
from explorer.training.numpy_engine.memory_layout import MemoryLayout
from explorer.training.numpy_engine.objective import measure_loss, takes_difference
from explorer.training.numpy_engine.update import ParameterUpdate
from explorer.training.program import Program


class NumpyEngine:
    """The `Engine` that runs everywhere. The program must have an output and a training sample."""

    name = "numpy"

    def __init__(self, program: Program) -> None:
        self._program = program
        self._layout = MemoryLayout.of(program)
        self._update = ParameterUpdate(program.training, self._layout)
        self._batches = Batches(len(program.inputs), program.training)
        self._targets = self._targets_of(program.targets)
        self._difference = np.empty_like(self._targets)
        self._forward = self._forward_pass(program.inputs)
        self._measure = self._measured_pass(self._forward, self._targets, self._difference)
        self._measure_held_out = self._held_out_pass()
        self._ways_back = {size: self._way_back(size) for size in self._batches.sizes}

    @property
    def program(self) -> Program:
        """What is trained."""
        return self._program

    @property
    def lets_others_run(self) -> bool:
        """No: most of a step is spent between numpy's calls."""
        return False

    def run(self, state: Array, step: int, learning_rates: Array, limit: float, rows: Rows) -> Outcome:
        """See `Engine.run`."""
        update = self._update
        updates, has_diverged = 0, False
        with np.errstate(all="ignore"):
            update.load(state)
            for row in range(len(rows.loss)):
                if row:
                    rate, norm = learning_rates.item(row - 1), rows.gradient_norm.item(row - 1)
                    update.make(rate, step + row - 1, norm)
                updates = row
                if not self._evaluate(step + row, limit, rows, row):
                    has_diverged = True
                    break
            update.store(state)
        return Outcome(updates, has_diverged)

    def examine(self, parameters: Array, step: int) -> Examination:
        """See `Engine.examine`."""
        neurons = self._layout.rows
        with np.errstate(all="ignore"):
            self._update.load(parameters.reshape(1, -1))
            loss, back = self._propagate(step)
            z, a = self._forward.z[neurons], self._forward.a[neurons]
            outputs = self._program.output_neurons
            terms = LOSSES[self._program.loss].terms(z[outputs].T, a[outputs].T, self._program.targets)
        return Examination(
            z=z,
            a=a,
            loss_terms=terms.T,
            loss=loss,
            batch=back.batch.samples.copy(),
            batch_z=back.batch.z[neurons],
            batch_a=back.batch.a[neurons],
            delta=back.backward.delta[neurons],
            gradient=self._update.gradient[self._layout.parameters],
        )

    def _evaluate(self, step: int, limit: float, rows: Rows, row: int) -> bool:
        """Writes one row, leaves the gradient for the update after it, and says whether the run goes on."""
        loss, back = self._propagate(step)
        self._update.leave_out_fixed()
        norm = norm_of(self._update.gradient)
        rows.loss[row] = loss
        rows.held_out_loss[row] = self._measure_held_out()
        rows.gradient_norm[row] = norm
        return (
            loss <= limit
            and math.isfinite(loss)
            and back.is_finite()
            and (math.isfinite(norm) or bool(np.isfinite(self._update.gradient).all()))
        )

    def _propagate(self, step: int) -> tuple[float, "_WayBack"]:
        """E with its penalty, and what the gradient is made of, which is left in the update."""
        loss = self._measure()
        batch = self._batches.at(step)
        back = self._ways_back[len(batch)]
        back.batch.compute(step, batch)
        back.backward.compute()
        if self._update.has_penalty:
            loss += self._update.penalise()
        return loss, back

    def _forward_pass(self, inputs: Array) -> ForwardPass:
        forward = ForwardPass(self._program, self._layout, self._update.dense, len(inputs))
        forward.show(inputs)
        return forward

    def _targets_of(self, targets: Array) -> Array:
        """(samples, outputs) in the order of the file, as (outputs, samples) in that of the layout."""
        return np.ascontiguousarray(targets[:, self._layout.output_order].T)

    def _measured_pass(self, forward: ForwardPass, targets: Array, difference: Array) -> Callable[[], float]:
        """A function that plays the forward pass with the present parameters and gives its E."""
        share = self._program.share(targets.shape[1])
        measure = measure_loss(
            self._program.loss, forward.output_z, forward.output_a, targets, share, difference
        )

        def measured() -> float:
            forward.compute()
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
        forward, targets = (
            self._forward_pass(program.held_out_inputs),
            self._targets_of(program.held_out_targets),
        )
        return self._measured_pass(forward, targets, np.empty_like(targets))

    def _way_back(self, size: int) -> "_WayBack":
        """From a batch of this size to its gradient."""
        program, layout, update = self._program, self._layout, self._update
        batch = BatchPass(program, layout, update.dense, self._forward, self._targets, size)
        is_known = batch.is_full and batch.with_dropout is None and takes_difference(program.loss)
        difference = self._difference if is_known else None
        backward = BackwardPass(program, layout, update.dense, update.gradient, batch, difference)
        # Where every z is finite, so are all parameters and every a, but for those with dropout.
        watched = [self._forward.flat_z, backward.flat_delta, update.memory]
        if batch.with_dropout is not None:
            watched += [batch.with_dropout.flat_z, batch.with_dropout.flat_a]
        return _WayBack(batch, backward, watch(*watched))


@dataclass(frozen=True, eq=False)
class _WayBack:
    """Of one size of batch: its pass forward and back, and whether all is finite thereafter."""

    batch: BatchPass
    backward: BackwardPass
    is_finite: Callable[[], bool]
