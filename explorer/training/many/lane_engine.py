"""How is a run taken out of many, and followed alone?

By the kernel that made its steps among the others, with nobody beside it: so it ends exactly as it did there,
chaotic runs too. The other engines, which round otherwise, would part from it.
"""

import numpy as np

from explorer.array import Array
from explorer.training.engine import Examination, Outcome, Rows
from explorer.training.kernel.graph import KeptRows
from explorer.training.kernel.stepper import Stepper
from explorer.training.many.compiled_lanes import WIDTH
from explorer.training.numpy_engine.engine import NumpyEngine
from explorer.training.program import Program

_W = len(WIDTH)
_NOTHING_KEPT = KeptRows(
    np.empty(0, dtype=np.intp), 0, np.full((1, _W), -1), np.empty((0, 0)), np.empty((0, 0))
)


def lane_multipliers(multipliers: Array | None) -> Array:
    """What α is multiplied by in each lane of one pack: (1, parameters, W), or (1, 0, W) for 1 everywhere."""
    values = np.empty(0) if multipliers is None else multipliers
    return np.repeat(values[np.newaxis, :, np.newaxis], _W, axis=2)


class LaneEngine:
    """The `Engine` of a single lane. The program must have an output and a training sample."""

    name = "lanes"

    def __init__(self, program: Program) -> None:
        self._program = program
        self._stepper = Stepper(program, WIDTH, are_runs=True)
        self._multipliers = lane_multipliers(program.rate_multipliers)

    @property
    def program(self) -> Program:
        """What is trained."""
        return self._program

    @property
    def lets_others_run(self) -> bool:
        """Yes, while the kernel runs."""
        return True

    def run(self, state: Array, step: int, learning_rates: Array, limit: float, rows: Rows) -> Outcome:
        """See `Engine.run`."""
        count = len(rows.loss)
        pack = np.zeros((1, state.size, _W))
        pack[0, :, 0] = state.reshape(-1)
        ended = np.zeros((1, 2, _W))
        ended[0, 0, 0] = -1.0  # the others have ended before they began
        limits = np.full((1, 2, _W), -np.inf)
        limits[0, 0] = limit
        loss, held_out_loss, norm = (np.full((count, _W), np.nan) for _ in range(3))
        written = self._stepper.run_packs(
            pack,
            step,
            learning_rates[: count - 1],
            np.ones((1, 1, _W)),
            self._multipliers,
            limits,
            self._stepper.batches(step, count),
            (loss, held_out_loss, norm),
            ended,
            _NOTHING_KEPT,
            np.empty((1, _W)),
        )
        state[:] = pack[0, :, 0].reshape(state.shape)
        rows.loss[:written] = loss[:written, 0]
        rows.held_out_loss[:written] = held_out_loss[:written, 0]
        rows.gradient_norm[:written] = norm[:written, 0]
        return Outcome(written - 1, bool(ended[0, 0, 0] >= 0))

    def examine(self, parameters: Array, step: int) -> Examination:
        """See `Engine.examine`."""
        return NumpyEngine(self._program).examine(parameters, step)
