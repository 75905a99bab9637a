"""Which losses are there, and what do they send back?

A table: one row says everything about a loss. `explorer.training.kernel.loss` writes it once more for speed,
under the same name. y are the outputs, t the targets, z the outputs' pre-activations, K the number of
outputs; all are arrays whose last axis runs over the outputs, in the order of the file.
"""

from collections.abc import Callable

import numpy as np
from msgspec import Struct

from explorer.array import Array
from explorer.network.activation import SOFTMAX
from explorer.symbol import Symbol


class Loss(Struct, frozen=True):
    """L(y, t) of one sample, and the two ways back from it.

    `terms(z, y, t)`: what each output adds to L; L is their sum over the last axis.
    `output_gradient(y, t)`: ∂L/∂y for each output.
    `delta(y, t)`: ∂L/∂z for each output as far as L alone is concerned, for losses that go with one
    activation only, so that nothing overflows where y is 0 or 1; None where δ = φ′(z) ∂L/∂y serves.
    `needs_activation`: the activation that every output must then have, or None where any will do.
    `poles`: the y at which the formula of ∂L/∂y divides by 0.
    `square_divisor(K)`: what Σ (y − t)² is divided by to give L; None for a loss that is made of logarithms.
    `sentence` says what the loss is good for, `source` who described it.
    """

    name: str
    label: str
    terms: Callable[[Array, Array, Array], Array]
    output_gradient: Callable[[Array, Array], Array]
    formula: str
    gradient_formula: str
    sentence: str
    source: str
    square_divisor: Callable[[int], float] | None = None
    delta: Callable[[Array, Array], Array] | None = None
    delta_formula: str | None = None
    needs_activation: str | None = None
    poles: tuple[float, ...] = ()

    @property
    def is_from_z(self) -> bool:
        """Whether L and δ are computed from z, with the one activation that the loss goes with."""
        return self.delta is not None


def _outputs(y: Array) -> int:
    return int(y.shape[-1])


def _ratio(top: Array, bottom: Array) -> Array:
    """top / bottom, and 0 wherever top is 0: that term is not in the sum, even where y has saturated."""
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        return np.where(top == 0, 0.0, top / bottom)


def _negative_log_softmax(z: Array) -> Array:
    """−ln softmax(z) over the last axis: ln(1 + Σ e^(z − max z)) − (z − max z).

    The sum is over all but the largest z. That is the 1: with it in the sum, a far smaller z would be lost.
    """
    shifted = z - np.max(z, axis=-1, keepdims=True)
    powers = np.exp(shifted)
    np.put_along_axis(powers, np.argmax(z, axis=-1, keepdims=True), 0.0, axis=-1)
    terms: Array = np.log1p(np.sum(powers, axis=-1, keepdims=True)) - shifted
    return terms


def _of_squares(
    name: str,
    label: str,
    divisor: Callable[[int], float],
    formula: str,
    gradient_formula: str,
    sentence: str,
    source: str,
) -> Loss:
    """L = Σ (y − t)² / divisor(K)"""
    return Loss(
        name,
        label,
        terms=lambda z, y, t: (y - t) ** 2 / divisor(_outputs(y)),
        output_gradient=lambda y, t: 2.0 * (y - t) / divisor(_outputs(y)),
        formula=formula,
        gradient_formula=gradient_formula,
        sentence=sentence,
        source=source,
        square_divisor=divisor,
    )


_ROWS = (
    _of_squares(
        "half-squared-error",
        "half squared error",
        lambda outputs: 2.0,
        f"½ Σ ({Symbol.OUTPUT} − {Symbol.TARGET})²",
        f"{Symbol.OUTPUT} − {Symbol.TARGET}",
        f"The half makes the gradient of each output just {Symbol.OUTPUT} − {Symbol.TARGET}",
        "Rumelhart, Hinton, Williams 1986, equation 3",
    ),
    _of_squares(
        "squared-error",
        "squared error",
        lambda outputs: 1.0,
        f"Σ ({Symbol.OUTPUT} − {Symbol.TARGET})²",
        f"2 ({Symbol.OUTPUT} − {Symbol.TARGET})",
        "An output that is twice as far away costs four times as much",
        "Legendre 1805",
    ),
    _of_squares(
        "mean-squared-error",
        "mean squared error",
        float,
        f"1/K Σ ({Symbol.OUTPUT} − {Symbol.TARGET})²",
        f"2/K ({Symbol.OUTPUT} − {Symbol.TARGET})",
        "The squared error of an output on average, so that it stays of like size with more of them",
        "Gauss 1821",
    ),
    Loss(
        "binary-cross-entropy",
        "binary cross-entropy",
        lambda z, y, t: (np.maximum(z, 0.0) - t * z) + np.log1p(np.exp(-np.abs(z))),
        lambda y, t: _ratio(1.0 - t, 1.0 - y) - _ratio(t, y),
        f"−Σ [{Symbol.TARGET} ln {Symbol.OUTPUT} + (1 − {Symbol.TARGET}) ln(1 − {Symbol.OUTPUT})]",
        f"(1 − {Symbol.TARGET})/(1 − {Symbol.OUTPUT}) − {Symbol.TARGET}/{Symbol.OUTPUT}",
        "For outputs that are the probabilities of a yes: one that is sure and wrong costs most",
        "Baum, Wilczek 1988",
        delta=lambda y, t: y - t,
        delta_formula=f"{Symbol.OUTPUT} − {Symbol.TARGET}",
        needs_activation="logistic",
        poles=(0.0, 1.0),
    ),
    Loss(
        "negative-log-likelihood",
        "negative log-likelihood",
        lambda z, y, t: t * _negative_log_softmax(z),
        lambda y, t: -_ratio(t, y),
        f"−Σ {Symbol.TARGET} ln {Symbol.OUTPUT}",
        f"−{Symbol.TARGET}/{Symbol.OUTPUT}",
        "For outputs that are the probabilities of classes: it costs more, the less probable the right one",
        "Bridle 1990",
        delta=lambda y, t: y * np.sum(t, axis=-1, keepdims=True) - t,
        delta_formula=f"{Symbol.OUTPUT} Σ {Symbol.TARGET} − {Symbol.TARGET}",
        needs_activation=SOFTMAX,
        poles=(0.0,),
    ),
)

LOSSES: dict[str, Loss] = {row.name: row for row in _ROWS}
"""Every loss under the name by which files and commands know it."""
