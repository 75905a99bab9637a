"""How are E and what it sends back computed without making a new array?

The formulas are those of `explorer.network.loss`, with the outputs along the first axis and the samples along
the second, and `share` (1/samples, or 1 for a sum over the samples) multiplied in.
"""

from collections.abc import Callable
from functools import partial

import numpy as np

from explorer.array import Array
from explorer.network.loss import LOSSES
from explorer.training.numpy_engine.in_place_formula import BoundCalls, call_all


def is_from_z(loss: str) -> bool:
    """Whether the loss sends ∂E/∂z back straight away, because it goes with one activation only."""
    return LOSSES[loss].is_from_z


def takes_difference(loss: str) -> bool:
    """Whether E is made of y − t, so that what measures it leaves that difference behind."""
    return LOSSES[loss].square_divisor is not None


def measure_loss(
    loss: str, z: Array, y: Array, t: Array, share: float, difference: Array
) -> Callable[[], float]:
    """E of outputs y = φ(z) and targets t, (outputs, samples), as they are when the result is called.

    Leaves y − t in `difference` where E `takes_difference`.
    """
    divisor = LOSSES[loss].square_divisor
    if divisor is None:
        return MEASURES[loss](z, t, share)
    return _squares(y, t, 1.0 / divisor(len(y)) * share, difference)


def send_back(
    loss: str, y: Array, t: Array, share: float, result: Array, difference: Array | None = None
) -> BoundCalls:
    """∂E/∂y into `result`, (outputs, samples); where `is_from_z`, E's own part of ∂E/∂z instead.

    `difference` is y − t, where it is known already.
    """
    divisor = LOSSES[loss].square_divisor
    if divisor is None:
        calls, factor, source = DELTAS[loss](y, t, result), share, result
    else:
        factor, source = 2.0 * (1.0 / divisor(len(y))) * share, result if difference is None else difference
        calls = [partial(np.subtract, y, t, result)] if difference is None else []
    is_done = factor == 1.0 and source is result
    return calls if is_done else [*calls, partial(np.multiply, source, np.array(factor), result)]


def softmax(z: Array, a: Array) -> BoundCalls:
    """aᵢ = e^zᵢ / Σₖ e^zₖ over the first axis, shifted by the largest z so that it never overflows."""
    largest, total = np.empty(z.shape[1]), np.empty(z.shape[1])
    return [
        partial(np.maximum.reduce, z, 0, None, largest),
        partial(np.subtract, z, largest, a),
        partial(np.exp, a, a),
        partial(np.add.reduce, a, 0, None, total),
        partial(np.divide, a, total, a),
    ]


def apply_softmax_slope(y: Array, dE_dy: Array) -> BoundCalls:
    """δᵢ = yᵢ (∂E/∂yᵢ − Σₖ yₖ ∂E/∂yₖ) over the first axis, in place of ∂E/∂y."""
    products, mean = np.empty_like(y), np.empty(y.shape[1])
    return [
        partial(np.multiply, y, dE_dy, products),
        partial(np.add.reduce, products, 0, None, mean),
        partial(np.subtract, dE_dy, mean, dE_dy),
        partial(np.multiply, y, dE_dy, dE_dy),
    ]


def _squares(y: Array, t: Array, factor: float, difference: Array) -> Callable[[], float]:
    flat = difference.reshape(-1)

    def measure() -> float:
        np.subtract(y, t, difference)
        return factor * float(flat.dot(flat))

    return measure


def _binary_cross_entropy(z: Array, t: Array, share: float) -> Callable[[], float]:
    """Σ (max(z, 0) − t z) + ln(1 + e^−|z|), which is −Σ [t ln y + (1 − t) ln(1 − y)]."""
    terms, products, positive = (np.empty_like(z) for _ in range(3))
    calls: BoundCalls = [
        partial(np.abs, z, terms),
        partial(np.negative, terms, terms),
        partial(np.exp, terms, terms),
        partial(np.log1p, terms, terms),
        partial(np.multiply, t, z, products),
        partial(np.maximum, z, 0.0, out=positive),
        partial(np.subtract, positive, products, products),
        partial(np.add, terms, products, terms),
    ]
    return _weighed(calls, terms, share)


def _negative_log_likelihood(z: Array, t: Array, share: float) -> Callable[[], float]:
    """Σ t (ln(1 + Σ e^(z − max z)) − (z − max z)), which is −Σ t ln y; the sum in ln lacks the largest z."""
    terms, powers = np.empty_like(z), np.empty_like(z)
    largest, total = np.empty(z.shape[1]), np.empty(z.shape[1])
    place, samples = np.empty(z.shape[1], dtype=np.intp), np.arange(z.shape[1])
    calls: BoundCalls = [
        partial(np.maximum.reduce, z, 0, None, largest),
        partial(np.subtract, z, largest, terms),
        partial(np.exp, terms, powers),
        partial(np.argmax, z, 0, place),
        partial(powers.__setitem__, (place, samples), 0.0),
        partial(np.add.reduce, powers, 0, None, total),
        partial(np.log1p, total, total),
        partial(np.subtract, total, terms, terms),
        partial(np.multiply, t, terms, terms),
    ]
    return _weighed(calls, terms, share)


def _weighed(calls: BoundCalls, terms: Array, share: float) -> Callable[[], float]:
    """share · Σ terms, which the calls computes."""

    def measure() -> float:
        call_all(calls)
        return share * float(terms.sum())

    return measure


def _negative_log_likelihood_delta(y: Array, t: Array, result: Array) -> BoundCalls:
    """y Σ t − t"""
    total = np.empty(y.shape[1])
    return [
        partial(np.add.reduce, t, 0, None, total),
        partial(np.multiply, y, total, result),
        partial(np.subtract, result, t, result),
    ]


MEASURES: dict[str, Callable[[Array, Array, float], Callable[[], float]]] = {
    "binary-cross-entropy": _binary_cross_entropy,
    "negative-log-likelihood": _negative_log_likelihood,
}
"""(z, t, share) → E of every loss that is computed from z."""

DELTAS: dict[str, Callable[[Array, Array, Array], BoundCalls]] = {
    "binary-cross-entropy": lambda y, t, result: [partial(np.subtract, y, t, result)],
    "negative-log-likelihood": _negative_log_likelihood_delta,
}
"""∂L/∂z of every loss that is computed from z."""
