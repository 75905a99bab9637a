"""How curved may E be for the updates to stay near a minimum?

There E is nearly ½ λ w² along each eigenvector of its Hessian H, and an update of all samples together
multiplies the distance from the minimum, or distance and velocity, by a constant matrix; it shrinks while λ
is below a limit that follows from the learning rate (Cohen, Kaur, Li, Kolter, Talwalkar 2021). Adam divides
each gradient by a size of its own, P. While that hardly changes, the same holds for the *preconditioned*
Hessian P^(−½) H P^(−½) (Cohen and others 2022; `explorer.training.curvature.preconditioner`).
"""

import math
from collections.abc import Callable

import numpy as np

from explorer.array import Array
from explorer.network.model import Training
from explorer.network.optimiser import Settings, settings_of
from explorer.symbol import Symbol

FORMULAS = {
    "gradient-descent": f"2/{Symbol.ALPHA}",
    "momentum": f"2(1 + β)/{Symbol.ALPHA}",
    "nesterov": f"2(1 + β)/((1 + 2β) {Symbol.ALPHA})",
    "adam": f"2(1 + β₁)/((1 − β₁) {Symbol.ALPHA})",
}
"""The largest stable λ, of H or of the preconditioned Hessian. For other optimisers none is known."""

RATE_FORMULAS = {
    "gradient-descent": "2/λ",
    "momentum": "2(1 + β)/λ",
    "nesterov": "2(1 + β)/((1 + 2β) λ)",
    "adam": "2(1 + β₁)/((1 − β₁) λ)",
}
"""The same of α: the learning rate up to which updates are stable where λ is that sharpness."""

NOTHING_HOLDS = "no minimum so sharp holds such steps"
"""What it means that λ is above its limit: near a minimum each step would land farther from it."""

_AT_RATE_ONE: dict[str, Callable[[Settings], float]] = {
    "gradient-descent": lambda of: 2.0,
    "momentum": lambda of: 2.0 * (1.0 + of["momentum"]),
    "nesterov": lambda of: 2.0 * (1.0 + of["momentum"]) / (1.0 + 2.0 * of["momentum"]),
    "adam": lambda of: 2.0 * (1.0 + of["beta1"]) / (1.0 - of["beta1"]),
}
"""The largest stable λ where α = 1; it is so many times 1/α at any other."""


def is_preconditioned(training: Training) -> bool:
    """Whether the limit is one of the preconditioned Hessian's λ, and that of E itself tells nothing."""
    return training.optimiser.name == "adam"


def largest_stable_rate(training: Training, sharpness: float) -> float | None:
    """The α up to which updates are stable at that sharpness; None where no such number is known.

    `sharpness`: λ of the Hessian that the limit is about (`explorer.training.curvature.place_sharpness`).
    ∞ where E is not curved upwards in any direction.
    """
    at_one = largest_stable(training, 1.0)
    if at_one is None or math.isnan(sharpness):
        return None
    return math.inf if sharpness <= 0 else at_one / sharpness


def largest_stable_rates(training: Training, sharpness: Array) -> Array:
    """`largest_stable_rate` at each of many sharpnesses, in their order, of those at which it is known."""
    limits = (largest_stable_rate(training, each) for each in sharpness.tolist())
    return np.array([limit for limit in limits if limit is not None])


def largest_stable(training: Training, learning_rate: float) -> float | None:
    """The λ up to which updates with this learning rate are stable; None where no such number is known."""
    if training.optimiser.name not in _AT_RATE_ONE:
        return None
    if learning_rate == 0:
        return math.inf
    at_one = _AT_RATE_ONE[training.optimiser.name](settings_of(training.optimiser))
    with np.errstate(over="ignore"):  # α may be so small that every λ is stable
        return float(np.float64(at_one) / learning_rate)
