"""How widely does a run swing to and fro, and along which direction? Its displacement in a window of steps.

At the edge of stability a run jumps across the valley at every step, along the leading eigenvector of the
Hessian, while it goes slowly along the valley (Cohen et al. 2021). The eigenvector at one step may be
another's at the next, when two eigenvalues cross; so the direction is here the principal axis of the jumps
themselves, in a window of steps.
"""

from dataclasses import dataclass

import numpy as np

from explorer.array import Array, Steps

WINDOW = 50
"""Steps: many swings, in which a run goes but a little along the valley."""


@dataclass(frozen=True, eq=False)
class Displacement:
    """The displacement of a run from its own middle, in one window.

    `step`: (rows,), and `along`: (rows,), how far from the middle the run is at each along the leading
    direction: of one sign at even steps and of the other at odd ones, where it swings. `axis`: that
    direction, a unit vector, (parameters,). `share`: how much of the squared displacement lies along it, from
    0 to 1; NaN where the run does not move. All are NaN where a parameter is not finite, or there is no step.
    """

    step: Steps
    along: Array
    axis: Array
    share: float

    @property
    def is_swing(self) -> bool:
        """Whether it changes sides from step to step, as a swing does, and does not follow a bent path."""
        return bool((self.along[1:] * self.along[:-1]).sum() < 0)

    @property
    def mean_square(self) -> float:
        """The mean of the squared displacement along the leading direction: what a central flow calls σ²."""
        return float(np.mean(self.along**2)) if len(self.along) else np.nan

    @property
    def largest_square(self) -> float:
        """The largest squared displacement along the leading direction."""
        return float(np.max(self.along**2)) if len(self.along) else np.nan


def displacement(states: Array, first_step: int, axis_before: Array | None = None) -> Displacement:
    """x(t) = ¼ (2 w(t) − w(t − 1) − w(t + 1)), along the axis that has most of Σ ‖x‖².

    `states`: (rows + 2, parameters), w at the steps from `first_step` on: the first and the last are beside
    the window. What goes evenly is not in x, and what swings from step to step is there whole. The axis has
    the sign of `axis_before`, that of the window before; without one, that with which even steps are
    displaced upwards and odd ones downwards.
    """
    jumps = 0.25 * (2.0 * states[1:-1] - states[:-2] - states[2:])
    step = first_step + 1 + np.arange(len(jumps))
    if not len(jumps) or not np.isfinite(jumps).all():
        return Displacement(step, np.full(len(jumps), np.nan), np.full(jumps.shape[1], np.nan), np.nan)
    _, lengths, axes = np.linalg.svd(jumps, full_matrices=False)
    axis, squares = axes[0], lengths**2
    along = jumps @ axis
    upwards = along @ np.where(step % 2 == 0, 1.0, -1.0) if axis_before is None else axis @ axis_before
    sign = -1.0 if upwards < 0 else 1.0
    share = float(squares[0] / squares.sum()) if squares[0] > 0 else np.nan
    return Displacement(step, sign * along, sign * axis, share)
