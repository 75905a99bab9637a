"""What are φ and φ′ of a pack?

The table `explorer.network.activation.ACTIVATIONS`, each activation by its code.
"""

from explorer.network.activation import GELU_CUBIC, GELU_FLAT, GELU_SCALE, LEAK
from explorer.training.kernel.codes import (
    ELU,
    GELU,
    LEAKY_RELU,
    LOGISTIC,
    RELU,
    SILU,
    SINE,
    SOFTPLUS,
    TANH,
)
from explorer.training.kernel.compiled import piece
from explorer.training.kernel.elementary import clamp, exp, expm1, logistic, softplus, tanh
from explorer.training.kernel.pack import choose, cosine, multiply_add, sine


@piece
def activate(code, z):
    """a = φ(z)"""
    if code == TANH:
        return tanh(z)
    if code == LOGISTIC:
        return logistic(z)
    if code == RELU:
        return choose(z, z, 0.0 * z)
    if code == LEAKY_RELU:
        return choose(z, z, LEAK * z)
    if code == ELU:
        return choose(z, z, expm1(z))
    if code == SOFTPLUS:
        return softplus(z)
    if code == SILU:
        return z * logistic(z)
    if code == GELU:
        half = 0.5 * z
        return multiply_add(half, _gelu_tanh(z), half)
    if code == SINE:
        return sine(z)
    return z


@piece
def slope(code, z, a):
    """φ′(z) = da/dz, where a = φ(z)"""
    if code == TANH:
        return multiply_add(0.0 - a, a, 1.0)
    if code == LOGISTIC:
        return a * (1.0 - a)
    if code == RELU:
        return choose(z, 1.0, 0.0 * z)
    if code == LEAKY_RELU:
        return choose(z, 1.0, LEAK + 0.0 * z)
    if code == ELU:
        return choose(z, 1.0, exp(z))
    if code == SOFTPLUS:
        return logistic(z)
    if code == SILU:
        sigma = logistic(z)
        return sigma * multiply_add(z, 1.0 - sigma, 1.0)
    if code == GELU:
        bend = _gelu_tanh(z)
        flat = clamp(z, GELU_FLAT)
        inner = GELU_SCALE * multiply_add(3.0 * GELU_CUBIC * flat, flat, 1.0)
        return 0.5 * (1.0 + bend) + 0.5 * z * (1.0 - bend * bend) * inner
    if code == SINE:
        return cosine(z)
    return 0.0 * z + 1.0


@piece
def _gelu_tanh(z):
    """tanh(√(2/π) (z + 0.044715 z³))"""
    z = clamp(z, GELU_FLAT)
    return tanh(GELU_SCALE * z * multiply_add(GELU_CUBIC * z, z, 1.0))
