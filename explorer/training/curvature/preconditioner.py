"""What multiplies each gradient beside α? The preconditioner P of Adam, and multipliers κ of α: diagonals.

An update takes α m̂ / (√v̂ + ε) from w, where m̂ is the mean gradient and v̂ the mean squared gradient, both
freed from what they began with; so P = diag(√v̂ + ε). In coordinates u = P^½ w that is descent with momentum
on E with the Hessian P^(−½) H P^(−½), as long as P hardly changes (Cohen, Ghorbani, Krishnan, Agarwal,
Medapati, Badura, Suo, Cardoze, Nado, Dahl, Gilmer 2022). In the first steps of a run m̂ makes more of a
gradient than m does, by 1 / (1 − β₁ⁿ), which is left out here: it is soon 1.

Where parameters have multipliers of α of their own, K = diag(κ), an update is likewise one with α alone in
the coordinates u = K^(−½) w, where the Hessian is K^½ H K^½: that is what the limit of stability is about.
"""

from collections.abc import Callable

import numpy as np

from explorer.array import Array
from explorer.network.model import Training
from explorer.network.optimiser import OPTIMISERS, settings_of
from explorer.training.curvature.stability import is_preconditioned
from explorer.training.program import Program


def inverse_root(training: Training, state: Array, step: int) -> Array:
    """The diagonal of P^(−½) of Adam's update number `step`, counted from 1, which led to `state`.

    `state`: (1 + memory, parameters), as `LearningRule.first_state` begins it; the diagonal: (parameters,).
    """
    settings = settings_of(training.optimiser)
    s = state[1 + OPTIMISERS["adam"].memory.index("s")]
    with np.errstate(all="ignore"):  # where v̂ and ε are 0, P is, and its inverse infinite
        mean_square = s / (1.0 - settings["beta2"] ** step)
        diagonal: Array = 1.0 / np.sqrt(np.sqrt(mean_square) + settings["epsilon"])
    return diagonal


def scale_of_limit(training: Training, root: Array, next_state: Callable[[], Array], step: int) -> Array:
    """The diagonal of D, where the optimiser's limit is about λ of D H D after `step` updates: (parameters,).

    `root`: that of K^½; `next_state`: makes the state after one update more, where P is needed.
    """
    if not is_preconditioned(training):
        return root
    scale: Array = root * inverse_root(training, next_state(), step + 1)
    return scale


def root_of_multipliers(program: Program) -> Array:
    """The diagonal of K^½: (parameters,), 1 for a parameter that learns at α itself."""
    multipliers = program.rate_multipliers
    return np.ones(program.parameters) if multipliers is None else np.sqrt(multipliers)
