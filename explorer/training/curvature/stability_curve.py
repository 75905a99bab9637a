"""How is λ of a run drawn against the limit of its optimiser? λ beside it, or λ over it against 1."""

from dataclasses import dataclass

import numpy as np

from explorer.array import Array
from explorer.training.compared_runs import PlannedRun
from explorer.training.curvature.sharpness import Readings, crossings
from explorer.training.curvature.stability_words import limit_words
from explorer.training.flow_time import flow_time

MOST_MARKS = 24
"""Crossings of one run that are marked; of more than that the first and the last."""


@dataclass(frozen=True, eq=False)
class StabilityCurve:
    """`sharpness` against `x`, and the `limit` of each: (rows,), NaN where none is known.

    `label`: what the limit is; "" where none is known. `marked`: the x of crossings, and `marked_limit`.
    """

    x: Array
    sharpness: Array
    limit: Array
    label: str
    marked: Array
    marked_limit: Array


def stability_curve(
    plan: PlannedRun, readings: Readings, is_over_limit: bool = False, is_over_flow: bool = False
) -> StabilityCurve:
    """λ as it was read; `is_over_limit`: λ over its limit. `is_over_flow`: against Σ αₜ, not the step."""
    training = plan.start.training
    sharpness, limit = readings.eigenvalues[:, 0], readings.limit
    label = limit_words(training, float(readings.learning_rate[-1]))
    if is_over_limit:
        with np.errstate(invalid="ignore"):
            sharpness = sharpness / limit
        limit, label = np.where(np.isnan(limit), np.nan, 1.0), "the limit" if label else ""
    x = flow_time(training, plan.changes, readings.step) if is_over_flow else readings.step.astype(np.float64)
    found = crossings(readings)
    if len(found) > MOST_MARKS:
        found = (found[0], found[-1])
    rows = np.searchsorted(readings.step, [crossing.step for crossing in found])
    return StabilityCurve(x, sharpness, limit, label, x[rows], limit[rows])
