"""How is the central flow followed with numpy?

Written to be read: `explorer.training.kernel.central_flow` tells what it does, and does the same faster.
"""

import math

import numpy as np

from explorer.array import Array
from explorer.training.curvature.eigenvector import leading_eigenvectors
from explorer.training.curvature.flow_part import FAR, NUDGE, PARTS, FlowPart, end_at
from explorer.training.numpy_engine.engine import NumpyEngine
from explorer.training.program import Program


class NumpyCentralFlow:
    """The `FlowFollower` that runs everywhere."""

    def __init__(self, program: Program) -> None:
        self._program, self._engine = program, NumpyEngine(program)
        self._top = min(2, program.free_parameters)

    def follow(self, start: Array, rates: Array) -> FlowPart:
        """See `FlowFollower.follow`."""
        states, rows, end = [start], [], None
        for rate in rates.tolist():
            w, limit = states[-1], 2.0 / rate if rate else math.inf
            loss, values = self._engine.examine(w, 0).loss, self._eigenvectors(w)[0]
            if (end := end_at(loss, values, limit)) is not None:
                rows.append((loss, values, 0.0))
                break
            variances = []
            for _ in range(PARTS):
                w, variance = self._moved(w, rate / PARTS, limit)
                variances.append(variance)
            states.append(w)
            rows.append((loss, values, sum(variances) / PARTS))
        losses, values_of_rows, means = zip(*rows, strict=True)
        return FlowPart(np.array(states), np.array(losses), np.array(values_of_rows), np.array(means), end)

    def _moved(self, w: Array, shift: float, limit: float) -> tuple[Array, float]:
        """w after a part of a step, α h = `shift`, and the σ² of it."""
        values, vectors = self._eigenvectors(w)
        gradient, variance, pushed = self._gradient(w), 0.0, np.zeros_like(w)
        if values[0] > FAR * limit:
            nudge = NUDGE * vectors[0]
            both = self._gradient(w + nudge) + self._gradient(w - nudge)
            slope = (both - 2.0 * gradient) / NUDGE**2
            if (square := float(slope @ slope)) > 0.0:
                variance = max(0.0, 2.0 * ((values[0] - limit) / shift - float(slope @ gradient)) / square)
                pushed = 0.5 * variance * slope
        return w - shift * (gradient + pushed), variance

    def _eigenvectors(self, w: Array) -> tuple[Array, Array]:
        return leading_eigenvectors(self._program, w, self._top)

    def _gradient(self, w: Array) -> Array:
        """∇E with its penalty, 0 where a parameter is fixed."""
        gradient = self._engine.examine(w, 0).gradient
        gradient[self._program.fixed] = 0.0
        return gradient
