"""What is φ″ of a pack?

The same as `Activation.bend` in `explorer.network.activation.ACTIVATIONS`, each activation by its code.
"""

from explorer.network.activation import GELU_CUBIC, GELU_FLAT, GELU_SCALE
from explorer.training.kernel.codes import ELU, GELU, LOGISTIC, SILU, SINE, SOFTPLUS, TANH
from explorer.training.kernel.compiled import piece
from explorer.training.kernel.elementary import clamp, logistic, tanh
from explorer.training.kernel.pack import choose, multiply_add


@piece
def bend(code, z, a, slope):
    """φ″(z) = dφ′/dz, where a = φ(z) and slope = φ′(z)"""
    if code == TANH:
        return -2.0 * a * slope
    if code == LOGISTIC:
        return slope * multiply_add(-2.0, a, 1.0)
    if code == ELU:
        return choose(z, 0.0 * z, slope)
    if code == SOFTPLUS:
        return slope * (1.0 - slope)
    if code == SILU:
        sigma = logistic(z)
        rest = 1.0 - sigma
        return sigma * rest * multiply_add(z, rest - sigma, 2.0)
    if code == GELU:
        return _gelu_bend(z)
    if code == SINE:
        return 0.0 - a
    return 0.0 * z


@piece
def _gelu_bend(z):
    """T′ + ½ z T″ with T = tanh u, u = √(2/π) (z + 0.044715 z³); T′ = (1 − T²) u′."""
    z = clamp(z, GELU_FLAT)
    square = GELU_CUBIC * z * z
    bent = tanh(GELU_SCALE * z * (1.0 + square))
    inner = GELU_SCALE * multiply_add(3.0, square, 1.0)
    inner_bend = (6.0 * GELU_SCALE * GELU_CUBIC) * z
    rest = 1.0 - bent * bent
    return rest * (inner + 0.5 * z * (inner_bend - 2.0 * bent * inner * inner))
