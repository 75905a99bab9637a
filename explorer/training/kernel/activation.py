"""What are φ, φ′ and φ″ of a pack?

`explorer.network.activation.ACTIVATIONS` once more for speed: three pieces under the name of each row.
"""

from typing import NamedTuple

from explorer.compiling.compiled import piece
from explorer.network.activation import GELU_CUBIC, GELU_FLAT, GELU_SCALE, LEAK, SOFTMAX
from explorer.training.kernel.dispatch import Piece, by_code, codes_of, distinct_in
from explorer.training.kernel.elementary import clamp, exp, expm1, logistic, softplus, tanh
from explorer.training.kernel.pack import choose, cosine, multiply_add, sine


class ActivationPieces(NamedTuple):
    """φ(z), φ′(z, a) and φ″(z, a, φ′)."""

    function: Piece
    derivative: Piece
    second_derivative: Piece


@piece
def _identity(z):
    return z


@piece
def _one(z, a):
    return 0.0 * z + 1.0


@piece
def _zero(z, a, slope):
    return 0.0 * z


@piece
def _logistic_derivative(z, a):
    return a * (1.0 - a)


@piece
def _logistic_second_derivative(z, a, slope):
    return slope * multiply_add(-2.0, a, 1.0)


@piece
def _tanh_derivative(z, a):
    return multiply_add(0.0 - a, a, 1.0)


@piece
def _tanh_second_derivative(z, a, slope):
    return -2.0 * a * slope


@piece
def _relu(z):
    return choose(z, z, 0.0 * z)


@piece
def _relu_derivative(z, a):
    return choose(z, 1.0, 0.0 * z)


@piece
def _leaky_relu(z):
    return choose(z, z, LEAK * z)


@piece
def _leaky_relu_derivative(z, a):
    return choose(z, 1.0, LEAK + 0.0 * z)


@piece
def _elu(z):
    return choose(z, z, expm1(z))


@piece
def _elu_derivative(z, a):
    return choose(z, 1.0, exp(z))


@piece
def _elu_second_derivative(z, a, slope):
    return choose(z, 0.0 * z, slope)


@piece
def _softplus_derivative(z, a):
    return logistic(z)


@piece
def _softplus_second_derivative(z, a, slope):
    return slope * (1.0 - slope)


@piece
def _silu(z):
    return z * logistic(z)


@piece
def _silu_derivative(z, a):
    sigma = logistic(z)
    return sigma * multiply_add(z, 1.0 - sigma, 1.0)


@piece
def _silu_second_derivative(z, a, slope):
    sigma = logistic(z)
    rest = 1.0 - sigma
    return sigma * rest * multiply_add(z, rest - sigma, 2.0)


@piece
def _gelu(z):
    half = 0.5 * z
    return multiply_add(half, _gelu_tanh(z), half)


@piece
def _gelu_derivative(z, a):
    """½ (1 + T) + ½ z T′ with T = tanh u, u = √(2/π) (z + 0.044715 z³); T′ = (1 − T²) u′."""
    bounded, level = _gelu_tanh(z), clamp(z, GELU_FLAT)
    inner = GELU_SCALE * multiply_add(3.0 * GELU_CUBIC * level, level, 1.0)
    return 0.5 * (1.0 + bounded) + 0.5 * z * (1.0 - bounded * bounded) * inner


@piece
def _gelu_second_derivative(z, a, slope):
    """T′ + ½ z T″"""
    z = clamp(z, GELU_FLAT)
    square = GELU_CUBIC * z * z
    bounded = tanh(GELU_SCALE * z * (1.0 + square))
    inner = GELU_SCALE * multiply_add(3.0, square, 1.0)
    inner_derivative = (6.0 * GELU_SCALE * GELU_CUBIC) * z
    rest = 1.0 - bounded * bounded
    return rest * (inner + 0.5 * z * (inner_derivative - 2.0 * bounded * inner * inner))


@piece
def _gelu_tanh(z):
    """T = tanh(√(2/π) (z + 0.044715 z³))"""
    z = clamp(z, GELU_FLAT)
    return tanh(GELU_SCALE * z * multiply_add(GELU_CUBIC * z, z, 1.0))


@piece
def _sine_derivative(z, a):
    return cosine(z)


@piece
def _sine_second_derivative(z, a, slope):
    return 0.0 - a


@piece
def _sine(z):
    return sine(z)


_IDENTITY = ActivationPieces(_identity, _one, _zero)

PIECES: dict[str, ActivationPieces] = {
    "identity": _IDENTITY,
    "logistic": ActivationPieces(logistic, _logistic_derivative, _logistic_second_derivative),
    "tanh": ActivationPieces(tanh, _tanh_derivative, _tanh_second_derivative),
    "relu": ActivationPieces(_relu, _relu_derivative, _zero),
    "leaky-relu": ActivationPieces(_leaky_relu, _leaky_relu_derivative, _zero),
    "elu": ActivationPieces(_elu, _elu_derivative, _elu_second_derivative),
    "softplus": ActivationPieces(softplus, _softplus_derivative, _softplus_second_derivative),
    "silu": ActivationPieces(_silu, _silu_derivative, _silu_second_derivative),
    "gelu": ActivationPieces(_gelu, _gelu_derivative, _gelu_second_derivative),
    "sine": ActivationPieces(_sine, _sine_derivative, _sine_second_derivative),
    SOFTMAX: _IDENTITY,  # computed once all its z are known: `explorer.training.kernel.loss.softmax`
}
"""The pieces of every activation under its name."""

CODES = codes_of(PIECES)

_DISTINCT = distinct_in(PIECES)

activate = by_code([pieces.function for pieces in _DISTINCT])
"""(code, z) → a = φ(z)"""

derivative = by_code([pieces.derivative for pieces in _DISTINCT])
"""(code, z, a) → φ′(z) = da/dz, where a = φ(z)"""

second_derivative = by_code([pieces.second_derivative for pieces in _DISTINCT])
"""(code, z, a, φ′) → φ″(z) = dφ′/dz, where a = φ(z) and φ′ is φ′(z)"""
