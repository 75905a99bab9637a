"""How is a formula computed again and again without making a new array?

As a *tape*: numpy calls with their arrays bound once, played in order at every step. Here are the tapes of
the activation functions, as `explorer.network.activation` defines them, and of reading and writing rows.
"""

from collections.abc import Callable
from functools import partial

import numpy as np

from explorer.array import Array
from explorer.network.activation import GELU_CUBIC, GELU_FLAT, GELU_SCALE, LEAK
from explorer.training.numpy_engine.memory_layout import Selection

Tape = list[Callable[[], object]]

# Arrays, because numpy converts a Python number anew at every call, which takes as long as the call itself.
_ZERO = np.array(0.0)
_HALF = np.array(0.5)
_ONE = np.array(1.0)
_LEAK = np.array(LEAK)
_GELU_SCALE = np.array(GELU_SCALE)
_GELU_CUBIC = np.array(GELU_CUBIC)
_GELU_SLOPE_CUBIC = np.array(3 * GELU_CUBIC)
_GELU_FLAT_SQUARE = np.array(GELU_FLAT**2)


def play(tape: Tape) -> None:
    """Computes everything on the tape anew."""
    for operation in tape:
        operation()


def gather(tape: Tape, array: Array, rows: Selection) -> Array:
    """array[rows]: a view where the rows are consecutive, else a copy that the tape refreshes."""
    if isinstance(rows, slice):
        return array[rows]
    copy = np.empty((len(rows), array.shape[1]))
    tape.append(partial(np.take, array, rows, 0, copy, "clip"))
    return copy


def scatter(tape: Tape, values: Array, array: Array, rows: Selection) -> None:
    """array[rows] = values, where `values` is what `gather` gave: nothing is left to do for a view."""
    if not isinstance(rows, slice):
        tape.append(partial(array.__setitem__, rows, values))


def activate(name: str, z: Array, a: Array) -> Tape:
    """a = φ(z), elementwise, for the activation called `name`."""
    return _ACTIVATE[name](z, a)


def apply_slope(name: str, z: Array, a: Array, dE_da: Array, delta: Array) -> Tape:
    """δ = φ′(z) · ∂E/∂a, elementwise, for the activation called `name`."""
    if name == "identity":
        return [partial(np.copyto, delta, dE_da)]
    slope = np.empty_like(z)
    return [*_SLOPE[name](z, a, slope), partial(np.multiply, slope, dE_da, delta)]


def _logistic(z: Array, a: Array) -> Tape:
    """1 / (1 + e^−z): full relative precision on both sides; e^−z = ∞ gives 0, as it should."""
    return [
        partial(np.negative, z, a),
        partial(np.exp, a, a),
        partial(np.add, a, _ONE, a),
        partial(np.reciprocal, a, a),
    ]


def softplus(z: Array, a: Array) -> Tape:
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


def _leaky_relu(z: Array, a: Array) -> Tape:
    return [partial(np.multiply, z, _LEAK, a), partial(np.maximum, z, a, out=a)]


def _elu(z: Array, a: Array) -> Tape:
    positive = np.empty_like(z)
    return [
        partial(np.maximum, z, _ZERO, out=positive),
        partial(np.minimum, z, _ZERO, out=a),
        partial(np.expm1, a, a),
        partial(np.add, a, positive, a),
    ]


def _silu(z: Array, a: Array) -> Tape:
    return [*_logistic(z, a), partial(np.multiply, a, z, a)]


def _gelu_tanh(z: Array, tanh: Array) -> Tape:
    """tanh(√(2/π) (z + 0.044715 z³)), with z + 0.044715 z³ = z (1 + 0.044715 z²)."""
    return [
        partial(np.multiply, z, z, tanh),
        partial(np.multiply, tanh, _GELU_CUBIC, tanh),
        partial(np.add, tanh, _ONE, tanh),
        partial(np.multiply, tanh, z, tanh),
        partial(np.multiply, tanh, _GELU_SCALE, tanh),
        partial(np.tanh, tanh, tanh),
    ]


def _gelu(z: Array, a: Array) -> Tape:
    return [
        *_gelu_tanh(z, a),
        partial(np.add, a, _ONE, a),
        partial(np.multiply, a, _HALF, a),
        partial(np.multiply, a, z, a),
    ]


def _logistic_slope(z: Array, a: Array, slope: Array) -> Tape:
    """a (1 − a)"""
    return [partial(np.subtract, _ONE, a, slope), partial(np.multiply, slope, a, slope)]


def _tanh_slope(z: Array, a: Array, slope: Array) -> Tape:
    """1 − a²"""
    return [partial(np.multiply, a, a, slope), partial(np.subtract, _ONE, slope, slope)]


def _relu_slope(z: Array, a: Array, slope: Array) -> Tape:
    """1 if z > 0, else 0"""
    return [partial(np.heaviside, z, _ZERO, slope)]


def _leaky_relu_slope(z: Array, a: Array, slope: Array) -> Tape:
    """1 if z > 0, else 0.01"""
    return [partial(np.heaviside, z, _ZERO, slope), partial(np.maximum, slope, _LEAK, out=slope)]


def _elu_slope(z: Array, a: Array, slope: Array) -> Tape:
    """1 if z > 0, else e^z"""
    return [partial(np.minimum, z, _ZERO, out=slope), partial(np.exp, slope, slope)]


def _softplus_slope(z: Array, a: Array, slope: Array) -> Tape:
    """σ(z)"""
    return _logistic(z, slope)


def _silu_slope(z: Array, a: Array, slope: Array) -> Tape:
    """σ(z) (1 + z (1 − σ(z)))"""
    sigma = np.empty_like(z)
    return [
        *_logistic(z, sigma),
        partial(np.subtract, _ONE, sigma, slope),
        partial(np.multiply, slope, z, slope),
        partial(np.add, slope, _ONE, slope),
        partial(np.multiply, slope, sigma, slope),
    ]


def _gelu_slope(z: Array, a: Array, slope: Array) -> Tape:
    """½ (1 + T) + ½ z (1 − T²) √(2/π) (1 + 3 · 0.044715 z²)"""
    tanh, inner = np.empty_like(z), np.empty_like(z)
    return [
        *_gelu_tanh(z, tanh),
        partial(np.multiply, z, z, inner),
        partial(np.minimum, inner, _GELU_FLAT_SQUARE, out=inner),
        partial(np.multiply, inner, _GELU_SLOPE_CUBIC, inner),
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


_ACTIVATE: dict[str, Callable[[Array, Array], Tape]] = {
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

_SLOPE: dict[str, Callable[[Array, Array, Array], Tape]] = {
    "logistic": _logistic_slope,
    "tanh": _tanh_slope,
    "relu": _relu_slope,
    "leaky-relu": _leaky_relu_slope,
    "elu": _elu_slope,
    "softplus": _softplus_slope,
    "silu": _silu_slope,
    "gelu": _gelu_slope,
    "sine": lambda z, a, slope: [partial(np.cos, z, slope)],
}
