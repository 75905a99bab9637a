"""Which losses are there, and what do they send back?

A table: name -> (L of one sample, ∂L/∂y, formulas). y are the outputs, t the targets, z the outputs'
pre-activations, K the number of outputs; all are arrays whose last axis runs over the outputs, in the
order of the file.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from explorer.array import Array
from explorer.network.activation import SOFTMAX


@dataclass(frozen=True)
class Loss:
    """L(y, t) of one sample, and the two ways back from it.

    `terms(z, y, t)`: what each output adds to L; L is their sum over the last axis.
    `output_gradient(y, t)`: ∂L/∂y for each output.
    `delta(y, t)`: ∂L/∂z for each output as far as L alone is concerned, for losses that go with one
    activation only, so that nothing overflows where y is 0 or 1; None where δ = φ′(z) ∂L/∂y serves.
    `needs_activation`: the activation that every output must then have, or None where any will do.
    """

    name: str
    label: str
    terms: Callable[[Array, Array, Array], Array]
    output_gradient: Callable[[Array, Array], Array]
    formula: str
    gradient_formula: str
    delta: Callable[[Array, Array], Array] | None = None
    delta_formula: str | None = None
    needs_activation: str | None = None


def _outputs(y: Array) -> int:
    return int(y.shape[-1])


def _ratio(top: Array, bottom: Array) -> Array:
    """top / bottom, and 0 wherever top is 0: that term is not in the sum, even where y has saturated."""
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        return np.where(top == 0, 0.0, top / bottom)


def _negative_log_softmax(z: Array) -> Array:
    """−ln softmax(z) over the last axis: ln Σ e^(z − max z) − (z − max z)."""
    shifted = z - np.max(z, axis=-1, keepdims=True)
    terms: Array = np.log(np.sum(np.exp(shifted), axis=-1, keepdims=True)) - shifted
    return terms


_ROWS = (
    Loss(
        "half-squared-error",
        "half squared error",
        lambda z, y, t: 0.5 * (y - t) ** 2,
        lambda y, t: y - t,
        "½ Σ (y − t)²",
        "y − t",
    ),
    Loss(
        "squared-error",
        "squared error",
        lambda z, y, t: (y - t) ** 2,
        lambda y, t: 2.0 * (y - t),
        "Σ (y − t)²",
        "2 (y − t)",
    ),
    Loss(
        "mean-squared-error",
        "mean squared error",
        lambda z, y, t: (y - t) ** 2 / _outputs(y),
        lambda y, t: 2.0 * (y - t) / _outputs(y),
        "1/K Σ (y − t)²",
        "2/K (y − t)",
    ),
    Loss(
        "binary-cross-entropy",
        "binary cross-entropy",
        lambda z, y, t: (np.maximum(z, 0.0) - t * z) + np.log1p(np.exp(-np.abs(z))),
        lambda y, t: _ratio(1.0 - t, 1.0 - y) - _ratio(t, y),
        "−Σ [t ln y + (1 − t) ln(1 − y)]",
        "(1 − t)/(1 − y) − t/y",
        delta=lambda y, t: y - t,
        delta_formula="y − t",
        needs_activation="logistic",
    ),
    Loss(
        "negative-log-likelihood",
        "negative log-likelihood",
        lambda z, y, t: t * _negative_log_softmax(z),
        lambda y, t: -_ratio(t, y),
        "−Σ t ln y",
        "−t/y",
        delta=lambda y, t: y * np.sum(t, axis=-1, keepdims=True) - t,
        delta_formula="y Σ t − t",
        needs_activation=SOFTMAX,
    ),
)

LOSSES: dict[str, Loss] = {row.name: row for row in _ROWS}
"""Every loss under the name by which files and commands know it."""
