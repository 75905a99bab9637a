"""How curved may E be for the updates to stay near a minimum?

There E is nearly ½ λ w² along each eigenvector of its Hessian, and an update of all samples together
multiplies the distance from the minimum, or distance and velocity, by a constant matrix; it shrinks while λ
is below a limit that follows from the learning rate (Cohen, Kaur, Li, Kolter, Talwalkar 2021).
"""

import math

import numpy as np

from explorer.network.model import Training
from explorer.network.optimiser import settings_of

FORMULAS = {
    "gradient-descent": "2/α",
    "momentum": "2(1 + β)/α",
    "nesterov": "2(1 + β)/((1 + 2β) α)",
}
"""The largest stable λ. Other optimisers divide each gradient by a size of its own: there λ tells nothing."""

RATE_FORMULAS = {
    "gradient-descent": "2/λ",
    "momentum": "2(1 + β)/λ",
    "nesterov": "2(1 + β)/((1 + 2β) λ)",
}
"""The same of α: the learning rate up to which updates are stable where the sharpness is λ."""


def largest_stable_rate(training: Training, sharpness: float) -> float | None:
    """The α up to which updates are stable at that sharpness; None where no such number is known.

    ∞ where E is not curved upwards in any direction.
    """
    at_one = largest_stable(training, 1.0)  # the limits of λ are so many times 1/α
    if at_one is None or math.isnan(sharpness):
        return None
    return math.inf if sharpness <= 0 else at_one / sharpness


def largest_stable(training: Training, learning_rate: float) -> float | None:
    """The λ up to which updates with this learning rate are stable; None where no such number is known."""
    name, beta = training.optimiser.name, settings_of(training.optimiser).get("momentum", 0.0)
    if name not in FORMULAS:
        return None
    if learning_rate == 0:
        return math.inf
    with np.errstate(over="ignore"):  # α may be so small that every λ is stable
        largest = float(np.float64(2.0 * (1.0 + beta)) / learning_rate)
    return largest / (1.0 + 2.0 * beta) if name == "nesterov" else largest
