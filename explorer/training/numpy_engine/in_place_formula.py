"""How is a formula computed again and again without making a new array?

As a list of numpy calls whose arrays are bound once, all of them called, in order, at every step. Here are
those of the activation functions, under the names of `explorer.network.activation.ACTIVATIONS`, and those of
reading and writing rows.
"""

from collections.abc import Callable
from functools import partial

import numpy as np

from explorer.array import Array
from explorer.network.activation import GELU_CUBIC, GELU_FLAT, GELU_SCALE, LEAK
from explorer.training.numpy_engine.memory_layout import Selection

BoundCalls = list[Callable[[], object]]
"""Numpy calls with their arrays, in the order in which they are to be made."""

# Arrays, because numpy converts a Python number anew at every call, which takes as long as the call itself.
_ZERO = np.array(0.0)
_HALF = np.array(0.5)
_ONE = np.array(1.0)
_LEAK = np.array(LEAK)
_GELU_SCALE = np.array(GELU_SCALE)
_GELU_CUBIC = np.array(GELU_CUBIC)
_GELU_INNER_CUBIC = np.array(3 * GELU_CUBIC)
_GELU_FLAT_SQUARE = np.array(GELU_FLAT**2)


def call_all(calls: BoundCalls) -> None:
    """Computes everything anew."""
    for operation in calls:
        operation()


def gather(calls: BoundCalls, array: Array, rows: Selection) -> Array:
    """array[rows]: a view where the rows are consecutive, else a copy that the calls refresh."""
    if isinstance(rows, slice):
        return array[rows]
    copy = np.empty((len(rows), array.shape[1]))
    calls.append(partial(np.take, array, rows, 0, copy, "clip"))
    return copy


def scatter(calls: BoundCalls, values: Array, array: Array, rows: Selection) -> None:
    """array[rows] = values, where `values` is what `gather` gave: nothing is left to do for a view."""
    if not isinstance(rows, slice):
        calls.append(partial(array.__setitem__, rows, values))


def activate(name: str, z: Array, a: Array) -> BoundCalls:
    """a = φ(z), elementwise, for the activation called `name`."""
    return FUNCTIONS[name](z, a)


def apply_slope(name: str, z: Array, a: Array, dE_da: Array, delta: Array) -> BoundCalls:
    """δ = φ′(z) · ∂E/∂a, elementwise, for the activation called `name`."""
    slope = np.empty_like(z)
    calls = DERIVATIVES[name](z, a, slope)
    if not calls:
        return [partial(np.copyto, delta, dE_da)]
    return [*calls, partial(np.multiply, slope, dE_da, delta)]


def _logistic(z: Array, a: Array) -> BoundCalls:
    """1 / (1 + e^−z): full relative precision on both sides; e^−z = ∞ gives 0, as it should."""
    return [
        partial(np.negative, z, a),
        partial(np.exp, a, a),
        partial(np.add, a, _ONE, a),
        partial(np.reciprocal, a, a),
    ]


def softplus(z: Array, a: Array) -> BoundCalls:
    """a = ln(1 + e^z) = max(z, 0) + ln(1 + e^−|z|)."""
    positive = np.empty_like(z)
    return [
        partial(np.maximum, z, _ZERO, out=positive),
        partial(np.abs, z, a),
        partial(np.negative, a, a),
        partial(np.exp, a, a),
        partial(np.log1p, a, a),
        partial(np.add, a, positive, a),
    ]


def _leaky_relu(z: Array, a: Array) -> BoundCalls:
    return [partial(np.multiply, z, _LEAK, a), partial(np.maximum, z, a, out=a)]


def _elu(z: Array, a: Array) -> BoundCalls:
    positive = np.empty_like(z)
    return [
        partial(np.maximum, z, _ZERO, out=positive),
        partial(np.minimum, z, _ZERO, out=a),
        partial(np.expm1, a, a),
        partial(np.add, a, positive, a),
    ]


def _silu(z: Array, a: Array) -> BoundCalls:
    return [*_logistic(z, a), partial(np.multiply, a, z, a)]


def _gelu_tanh(z: Array, tanh: Array) -> BoundCalls:
    """tanh(√(2/π) (z + 0.044715 z³)), with z + 0.044715 z³ = z (1 + 0.044715 z²)."""
    return [
        partial(np.multiply, z, z, tanh),
        partial(np.multiply, tanh, _GELU_CUBIC, tanh),
        partial(np.add, tanh, _ONE, tanh),
        partial(np.multiply, tanh, z, tanh),
        partial(np.multiply, tanh, _GELU_SCALE, tanh),
        partial(np.tanh, tanh, tanh),
    ]


def _gelu(z: Array, a: Array) -> BoundCalls:
    return [
        *_gelu_tanh(z, a),
        partial(np.add, a, _ONE, a),
        partial(np.multiply, a, _HALF, a),
        partial(np.multiply, a, z, a),
    ]


def _logistic_derivative(z: Array, a: Array, slope: Array) -> BoundCalls:
    """a (1 − a)"""
    return [partial(np.subtract, _ONE, a, slope), partial(np.multiply, slope, a, slope)]


def _tanh_derivative(z: Array, a: Array, slope: Array) -> BoundCalls:
    """1 − a²"""
    return [partial(np.multiply, a, a, slope), partial(np.subtract, _ONE, slope, slope)]


def _relu_derivative(z: Array, a: Array, slope: Array) -> BoundCalls:
    """1 if z > 0, else 0"""
    return [partial(np.heaviside, z, _ZERO, slope)]


def _leaky_relu_derivative(z: Array, a: Array, slope: Array) -> BoundCalls:
    """1 if z > 0, else 0.01"""
    return [partial(np.heaviside, z, _ZERO, slope), partial(np.maximum, slope, _LEAK, out=slope)]


def _elu_derivative(z: Array, a: Array, slope: Array) -> BoundCalls:
    """1 if z > 0, else e^z"""
    return [partial(np.minimum, z, _ZERO, out=slope), partial(np.exp, slope, slope)]


def _softplus_derivative(z: Array, a: Array, slope: Array) -> BoundCalls:
    """σ(z)"""
    return _logistic(z, slope)


def _silu_derivative(z: Array, a: Array, slope: Array) -> BoundCalls:
    """σ(z) (1 + z (1 − σ(z)))"""
    sigma = np.empty_like(z)
    return [
        *_logistic(z, sigma),
        partial(np.subtract, _ONE, sigma, slope),
        partial(np.multiply, slope, z, slope),
        partial(np.add, slope, _ONE, slope),
        partial(np.multiply, slope, sigma, slope),
    ]


def _gelu_derivative(z: Array, a: Array, slope: Array) -> BoundCalls:
    """½ (1 + T) + ½ z (1 − T²) √(2/π) (1 + 3 · 0.044715 z²)"""
    tanh, inner = np.empty_like(z), np.empty_like(z)
    return [
        *_gelu_tanh(z, tanh),
        partial(np.multiply, z, z, inner),
        partial(np.minimum, inner, _GELU_FLAT_SQUARE, out=inner),
        partial(np.multiply, inner, _GELU_INNER_CUBIC, inner),
        partial(np.add, inner, _ONE, inner),
        partial(np.multiply, inner, _GELU_SCALE, inner),
        partial(np.multiply, tanh, tanh, slope),
        partial(np.subtract, _ONE, slope, slope),
        partial(np.multiply, slope, inner, slope),
        partial(np.multiply, slope, z, slope),
        partial(np.add, slope, tanh, slope),
        partial(np.add, slope, _ONE, slope),
        partial(np.multiply, slope, _HALF, slope),
    ]


FUNCTIONS: dict[str, Callable[[Array, Array], BoundCalls]] = {
    "identity": lambda z, a: [partial(np.copyto, a, z)],
    "logistic": _logistic,
    "tanh": lambda z, a: [partial(np.tanh, z, a)],
    "relu": lambda z, a: [partial(np.maximum, z, _ZERO, out=a)],
    "leaky-relu": _leaky_relu,
    "elu": _elu,
    "softplus": softplus,
    "silu": _silu,
    "gelu": _gelu,
    "sine": lambda z, a: [partial(np.sin, z, a)],
}
"""a = φ(z) of every activation but softmax."""

DERIVATIVES: dict[str, Callable[[Array, Array, Array], BoundCalls]] = {
    "identity": lambda z, a, slope: [],
    "logistic": _logistic_derivative,
    "tanh": _tanh_derivative,
    "relu": _relu_derivative,
    "leaky-relu": _leaky_relu_derivative,
    "elu": _elu_derivative,
    "softplus": _softplus_derivative,
    "silu": _silu_derivative,
    "gelu": _gelu_derivative,
    "sine": lambda z, a, slope: [partial(np.cos, z, slope)],
}
"""φ′(z) of every activation but softmax; no calls where it is 1 everywhere."""
