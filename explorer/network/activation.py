"""Which activation functions φ are there, and what are their slopes?

A table: name -> (φ, φ′, φ″, formulas). Softmax stands in it too, but as the one function that needs all
outputs at once; `softmax` computes it and `explorer.backprop` and `explorer.training` treat its outputs as a
group.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from explorer.array import Array

SOFTMAX = "softmax"

GELU_SCALE = math.sqrt(2 / math.pi)
GELU_CUBIC = 0.044715
GELU_FLAT = 100.0  # far beyond the z at which the tanh is ±1 in doubles; the cube of a larger one overflows
LEAK = 0.01


@dataclass(frozen=True)
class Activation:
    """a = φ(z) and φ′(z) = da/dz, both elementwise on arrays of any shape and on single numbers.

    `slope(z, a)` receives a = φ(z) as well, because many slopes are cheapest in terms of it; and so does
    `bend(z, a)`, φ″(z) = dφ′/dz, which is 0 where φ has a kink.
    `formula` and `slope_formula` are written in z and a for people; `label` is the name on screen.
    """

    name: str
    label: str
    function: Callable[[Array], Array]
    slope: Callable[[Array, Array], Array]
    bend: Callable[[Array, Array], Array]
    formula: str
    slope_formula: str


def logistic(z: Array) -> Array:
    """σ(z) = 1 / (1 + e^−z), to full relative precision on both sides, without overflow."""
    decay = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, decay) / (1.0 + decay)


def softplus(z: Array) -> Array:
    """ln(1 + e^z), without overflow."""
    return np.maximum(z, 0.0) + np.log1p(np.exp(-np.abs(z)))


def softmax(z: Array) -> Array:
    """aᵢ = e^zᵢ / Σₖ e^zₖ over the last axis, shifted by the largest z so that it never overflows."""
    powers = np.exp(z - np.max(z, axis=-1, keepdims=True))
    shares: Array = powers / np.sum(powers, axis=-1, keepdims=True)
    return shares


def _elu(z: Array) -> Array:
    return np.where(z > 0, z, np.expm1(np.minimum(z, 0.0)))


def _gelu_tanh(z: Array) -> Array:
    z = np.clip(z, -GELU_FLAT, GELU_FLAT)
    return np.tanh(GELU_SCALE * (z + GELU_CUBIC * z**3))


def _gelu(z: Array) -> Array:
    return 0.5 * z * (1.0 + _gelu_tanh(z))


def _gelu_slope(z: Array, a: Array) -> Array:
    tanh = _gelu_tanh(z)
    inner_slope = GELU_SCALE * (1.0 + 3.0 * GELU_CUBIC * np.clip(z, -GELU_FLAT, GELU_FLAT) ** 2)
    return 0.5 * (1.0 + tanh) + 0.5 * z * (1.0 - tanh**2) * inner_slope


def _gelu_bend(z: Array, a: Array) -> Array:
    tanh, z = _gelu_tanh(z), np.clip(z, -GELU_FLAT, GELU_FLAT)
    inner_slope = GELU_SCALE * (1.0 + 3.0 * GELU_CUBIC * z**2)
    inner_bend = 6.0 * GELU_SCALE * GELU_CUBIC * z
    return (1.0 - tanh**2) * (inner_slope + 0.5 * z * (inner_bend - 2.0 * tanh * inner_slope**2))


def _silu_slope(z: Array, a: Array) -> Array:
    sigma = logistic(z)
    return sigma * (1.0 + z * (1.0 - sigma))


def _silu_bend(z: Array, a: Array) -> Array:
    sigma, rest = logistic(z), logistic(-z)
    return sigma * rest * (2.0 + z * (rest - sigma))


def _no_bend(z: Array, a: Array) -> Array:
    return np.zeros_like(z)


def _softmax_alone(z: Array, *_: Array) -> Array:
    raise TypeError("softmax is a function of all outputs together: use softmax() on the group")


_ROWS = (
    Activation("identity", "identity", lambda z: z + 0.0, lambda z, a: np.ones_like(z), _no_bend, "z", "1"),
    Activation(
        "logistic",
        "logistic",
        logistic,
        lambda z, a: a * (1.0 - a),
        lambda z, a: a * (1.0 - a) * (1.0 - 2.0 * a),
        "1 / (1 + e^−z)",
        "a (1 − a)",
    ),
    Activation(
        "tanh",
        "tanh",
        np.tanh,
        lambda z, a: 1.0 - a * a,
        lambda z, a: -2.0 * a * (1.0 - a * a),
        "tanh z",
        "1 − a²",
    ),
    Activation(
        "relu",
        "ReLU",
        lambda z: np.maximum(z, 0.0),
        lambda z, a: np.where(z > 0, 1.0, 0.0),
        _no_bend,
        "max(0, z)",
        "1 if z > 0, else 0",
    ),
    Activation(
        "leaky-relu",
        "leaky ReLU",
        lambda z: np.where(z > 0, z, LEAK * z),
        lambda z, a: np.where(z > 0, 1.0, LEAK),
        _no_bend,
        "z if z > 0, else 0.01 z",
        "1 if z > 0, else 0.01",
    ),
    Activation(
        "elu",
        "ELU",
        _elu,
        lambda z, a: np.where(z > 0, 1.0, np.exp(np.minimum(z, 0.0))),
        lambda z, a: np.where(z > 0, 0.0, np.exp(np.minimum(z, 0.0))),
        "z if z > 0, else e^z − 1",
        "1 if z > 0, else e^z",
    ),
    Activation(
        "softplus",
        "softplus",
        softplus,
        lambda z, a: logistic(z),
        lambda z, a: logistic(z) * logistic(-z),
        "ln(1 + e^z)",
        "σ(z)",
    ),
    Activation(
        "silu",
        "SiLU",
        lambda z: z * logistic(z),
        _silu_slope,
        _silu_bend,
        "z σ(z)",
        "σ(z) (1 + z (1 − σ(z)))",
    ),
    Activation(
        "gelu",
        "GELU",
        _gelu,
        _gelu_slope,
        _gelu_bend,
        "½ z (1 + tanh(√(2/π) (z + 0.044715 z³)))",
        "½ (1 + T) + ½ z (1 − T²) √(2/π) (1 + 0.134145 z²), T = tanh(…)",
    ),
    Activation("sine", "sine", np.sin, lambda z, a: np.cos(z), lambda z, a: -a, "sin z", "cos z"),
    Activation(
        SOFTMAX, "softmax", _softmax_alone, _softmax_alone, _softmax_alone, "e^z / Σ e^z", "a (1 − a)"
    ),
)

ACTIVATIONS: dict[str, Activation] = {row.name: row for row in _ROWS}
"""Every activation function under the name by which files and commands know it."""

BENT_AT_0 = ("relu", "leaky-relu", "elu")
"""Those made of two formulas that meet at z = 0, where φ′ jumps, or for elu φ″."""
