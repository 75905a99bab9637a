"""How are many steps computed with the compiled kernels?

The lanes of a pack are samples (`explorer.training.kernel`). What a divergence is explained by is left to the
numpy engine, which computes the same.
"""

import numpy as np

from explorer.array import Array
from explorer.training.engine import Examination, Outcome, Rows
from explorer.training.kernel.stepper import Stepper
from explorer.training.numpy_engine.engine import NumpyEngine
from explorer.training.program import Program

FEW, MANY = (0,) * 4, (0,) * 16
"""How many samples go through the network at once: W zeros, for up to four samples, and for more."""


class CompiledEngine:
    """The `Engine` that is fast. The program must have an output and a training sample."""

    name = "kernels"

    def __init__(self, program: Program) -> None:
        self._program = program
        width = FEW if len(program.inputs) <= len(FEW) else MANY
        self._stepper = Stepper(program, width, are_runs=False)
        multipliers = program.rate_multipliers
        self._multipliers = np.empty(0) if multipliers is None else multipliers

    @property
    def program(self) -> Program:
        """What is trained."""
        return self._program

    @property
    def lets_others_run(self) -> bool:
        """Yes, while a kernel runs."""
        return True

    def run(self, state: Array, step: int, learning_rates: Array, limit: float, rows: Rows) -> Outcome:
        """See `Engine.run`."""
        count, ended = len(rows.loss), np.full(2, -1.0)
        rows.held_out_loss[:] = np.nan
        written = self._stepper.run(
            state.reshape(-1),
            step,
            learning_rates[: count - 1],
            np.ones(1),
            self._multipliers,
            np.array([limit, -np.inf]),
            self._stepper.batches(step, count),
            (rows.loss, rows.held_out_loss, rows.gradient_norm),
            ended,
        )
        return Outcome(written - 1, bool(ended[0] >= 0))

    def examine(self, parameters: Array, step: int) -> Examination:
        """See `Engine.examine`."""
        return NumpyEngine(self._program).examine(parameters, step)
