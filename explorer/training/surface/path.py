"""Where does a run pass in a plane through the weights, and how far from it: its path?"""

from dataclasses import dataclass

import numpy as np

from explorer.array import Array, Steps
from explorer.training.run_snapshot import RunSnapshot
from explorer.training.surface.plane import ParameterPlane

FAINTEST = 0.15
"""Of the colour of a path in its plane, what is left however far away it is."""


@dataclass(frozen=True, eq=False)
class PlanePath:
    """The points of a run: `step`, where each lies in the plane, and how far from it. All (points,)."""

    step: Steps
    across: Array
    up: Array
    distance: Array

    def strength(self, reach: float) -> Array:
        """How strong to draw each point: 1 in the plane, half as strong where it is `reach` away: (points,).

        1 / (1 + (distance / reach)²), and never less than `FAINTEST`.
        """
        strength: Array = np.maximum(FAINTEST, 1.0 / (1.0 + (self.distance / reach) ** 2))
        return strength


def path_in(plane: ParameterPlane, step: Steps, parameters: Array) -> PlanePath:
    """The points, (points, parameters), seen along the normals of the plane."""
    away = parameters - plane.origin
    across, up = away @ plane.axes[0], away @ plane.axes[1]
    beside = away - np.outer(across, plane.axes[0]) - np.outer(up, plane.axes[1])
    return PlanePath(step, across, up, np.linalg.norm(beside, axis=1))


def points_of(run: RunSnapshot) -> tuple[Steps, Array]:
    """The steps of a run at which its weights are at hand, and these: (points,) and (points, parameters).

    Those that were kept, spread over the run, and its last finite step.
    """
    curves, last = run.curves, run.last_finite_step
    is_before = curves.step < last
    step = np.append(curves.step[is_before], last)
    return step, np.vstack([curves.values[:, is_before].T, run.last_finite[0]])
