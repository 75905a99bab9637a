"""Which activation functions φ are there, and what is to be known of each?

A table: one row says everything about a function. `explorer.training.kernel.activation` writes it once more
for speed, under the same name. Softmax stands in the table too, but as the one function that needs all
outputs at once; `softmax` computes it, and whoever goes through a network treats its outputs as a group.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from explorer.array import Array
from explorer.number import rounded
from explorer.symbol import Symbol

SOFTMAX = "softmax"

GELU_SCALE = math.sqrt(2 / math.pi)
GELU_CUBIC = 0.044715
GELU_FLAT = 100.0  # far beyond the z at which the tanh is ±1 in doubles; the cube of a larger one overflows
LEAK = 0.01

Interval = tuple[float, float]
"""From its lower to its upper end, either of which may be infinite."""


@dataclass(frozen=True)
class Activation:
    """a = φ(z), φ′(z) = da/dz and φ″(z) = dφ′/dz, elementwise on arrays of any shape and on single numbers.

    `derivative(z, a)` and `second_derivative(z, a)` receive a = φ(z) as well, because many are cheapest in
    terms of it; φ″ is 0 where φ has a kink. `formula` and `derivative_formula` are written in z and a for
    people, `sentence` says what the function is good for, `source` who described it. `range`: between which
    numbers every a lies.

    `numpy_source`: the function in Python, for a module that has only numpy; `numpy_needs`: the rows whose
    functions it calls. `is_kinked`: whether two formulas meet at z = 0, where φ′ jumps, or for elu φ″.
    `saturates`: whether φ′ vanishes on both sides. `plotted_z` and `plotted_a`: the part of φ that a tiny
    plot shows.
    """

    name: str
    label: str
    function: Callable[[Array], Array]
    derivative: Callable[[Array, Array], Array]
    second_derivative: Callable[[Array, Array], Array]
    formula: str
    derivative_formula: str
    range: Interval
    sentence: str
    source: str
    numpy_source: str
    numpy_needs: tuple[str, ...] = ()
    is_kinked: bool = False
    saturates: bool = False
    plotted_z: Interval = (-3, 3)
    plotted_a: Interval = (-1, 3)

    @property
    def range_in_words(self) -> str:
        """“from −1 to 1”, “0 or more” or “any number”."""
        lowest, highest = self.range
        if math.isinf(lowest):
            return "any number"
        return (
            f"{rounded(lowest)} or more"
            if math.isinf(highest)
            else f"from {rounded(lowest)} to {rounded(highest)}"
        )


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


def _gelu_derivative(z: Array, a: Array) -> Array:
    tanh = _gelu_tanh(z)
    inner = GELU_SCALE * (1.0 + 3.0 * GELU_CUBIC * np.clip(z, -GELU_FLAT, GELU_FLAT) ** 2)
    return 0.5 * (1.0 + tanh) + 0.5 * z * (1.0 - tanh**2) * inner


def _gelu_second_derivative(z: Array, a: Array) -> Array:
    tanh, z = _gelu_tanh(z), np.clip(z, -GELU_FLAT, GELU_FLAT)
    inner = GELU_SCALE * (1.0 + 3.0 * GELU_CUBIC * z**2)
    inner_derivative = 6.0 * GELU_SCALE * GELU_CUBIC * z
    return (1.0 - tanh**2) * (inner + 0.5 * z * (inner_derivative - 2.0 * tanh * inner**2))


def _silu_derivative(z: Array, a: Array) -> Array:
    sigma = logistic(z)
    return sigma * (1.0 + z * (1.0 - sigma))


def _silu_second_derivative(z: Array, a: Array) -> Array:
    sigma, rest = logistic(z), logistic(-z)
    return sigma * rest * (2.0 + z * (rest - sigma))


def _zero(z: Array, a: Array) -> Array:
    return np.zeros_like(z)


def _softmax_alone(z: Array, *_: Array) -> Array:
    raise TypeError("softmax is a function of all outputs together: use softmax() on the group")


_ROWS = (
    Activation(
        name="identity",
        label="identity",
        function=lambda z: z + 0.0,
        derivative=lambda z, a: np.ones_like(z),
        second_derivative=_zero,
        formula=f"{Symbol.Z}",
        derivative_formula="1",
        range=(-math.inf, math.inf),
        sentence="Passes on what arrives: for outputs that may be any number",
        source="Widrow, Hoff 1960",
        numpy_source="""
def identity(z):
    return z
""",
        plotted_a=(-3, 3),
    ),
    Activation(
        name="logistic",
        label="logistic",
        function=logistic,
        derivative=lambda z, a: a * (1.0 - a),
        second_derivative=lambda z, a: a * (1.0 - a) * (1.0 - 2.0 * a),
        formula=f"1 / (1 + e^−{Symbol.Z})",
        derivative_formula=f"{Symbol.A} (1 − {Symbol.A})",
        range=(0.0, 1.0),
        sentence="A smooth step from 0 to 1, which an output can give as a probability",
        source="Rumelhart, Hinton, Williams 1986, equation 2",
        numpy_source="""
def logistic(z):
    decay = np.exp(-np.abs(z))  # never overflows
    return np.where(z >= 0, 1.0, decay) / (1.0 + decay)
""",
        saturates=True,
        plotted_z=(-5, 5),
        plotted_a=(0, 1),
    ),
    Activation(
        name="tanh",
        label="tanh",
        function=np.tanh,
        derivative=lambda z, a: 1.0 - a * a,
        second_derivative=lambda z, a: -2.0 * a * (1.0 - a * a),
        formula=f"tanh {Symbol.Z}",
        derivative_formula=f"1 − {Symbol.A}²",
        range=(-1.0, 1.0),
        sentence=f"A smooth step from −1 to 1, like {Symbol.Z} itself near 0",
        source="LeCun, Bottou, Orr, Müller 1998, section 4.4",
        numpy_source="""
def tanh(z):
    return np.tanh(z)
""",
        saturates=True,
        plotted_a=(-1, 1),
    ),
    Activation(
        name="relu",
        label="ReLU",
        function=lambda z: np.maximum(z, 0.0),
        derivative=lambda z, a: np.where(z > 0, 1.0, 0.0),
        second_derivative=_zero,
        formula=f"max(0, {Symbol.Z})",
        derivative_formula=f"1 if {Symbol.Z} > 0, else 0",
        range=(0.0, math.inf),
        sentence="Passes on what is above 0; below it nothing goes forward, and no error comes back",
        source="Fukushima 1969; Nair, Hinton 2010",
        numpy_source="""
def relu(z):
    return np.maximum(z, 0.0)
""",
        is_kinked=True,
    ),
    Activation(
        name="leaky-relu",
        label="leaky ReLU",
        function=lambda z: np.where(z > 0, z, LEAK * z),
        derivative=lambda z, a: np.where(z > 0, 1.0, LEAK),
        second_derivative=_zero,
        formula=f"{Symbol.Z} if {Symbol.Z} > 0, else 0.01 {Symbol.Z}",
        derivative_formula=f"1 if {Symbol.Z} > 0, else 0.01",
        range=(-math.inf, math.inf),
        sentence="ReLU that lets a hundredth through below 0, so that its neuron goes on learning there",
        source="Maas, Hannun, Ng 2013",
        numpy_source="""
def leaky_relu(z):
    return np.where(z > 0, z, 0.01 * z)
""",
        is_kinked=True,
    ),
    Activation(
        name="elu",
        label="ELU",
        function=_elu,
        derivative=lambda z, a: np.where(z > 0, 1.0, np.exp(np.minimum(z, 0.0))),
        second_derivative=lambda z, a: np.where(z > 0, 0.0, np.exp(np.minimum(z, 0.0))),
        formula=f"{Symbol.Z} if {Symbol.Z} > 0, else e^{Symbol.Z} − 1",
        derivative_formula=f"1 if {Symbol.Z} > 0, else e^{Symbol.Z}",
        range=(-1.0, math.inf),
        sentence="Passes on what is above 0, and levels off at −1 below it",
        source="Clevert, Unterthiner, Hochreiter 2016",
        numpy_source="""
def elu(z):
    return np.where(z > 0, z, np.expm1(np.minimum(z, 0.0)))
""",
        is_kinked=True,
    ),
    Activation(
        name="softplus",
        label="softplus",
        function=softplus,
        derivative=lambda z, a: logistic(z),
        second_derivative=lambda z, a: logistic(z) * logistic(-z),
        formula=f"ln(1 + e^{Symbol.Z})",
        derivative_formula=f"σ({Symbol.Z})",
        range=(0.0, math.inf),
        sentence="ReLU without its kink: always above 0, and its slope is the logistic function",
        source="Dugas, Bengio, Bélisle, Nadeau, Garcia 2001",
        numpy_source="""
def softplus(z):
    return np.maximum(z, 0.0) + np.log1p(np.exp(-np.abs(z)))
""",
    ),
    Activation(
        name="silu",
        label="SiLU",
        function=lambda z: z * logistic(z),
        derivative=_silu_derivative,
        second_derivative=_silu_second_derivative,
        formula=f"{Symbol.Z} σ({Symbol.Z})",
        derivative_formula=f"σ({Symbol.Z}) (1 + {Symbol.Z} (1 − σ({Symbol.Z})))",
        range=(-0.2784645427610738, math.inf),  # at z = −1.278464542…
        sentence=f"{Symbol.Z}, weighed by how far it is above 0: smooth, with a dip below 0",
        source="Elfwing, Uchibe, Doya 2018",
        numpy_source="""
def silu(z):
    return z * logistic(z)
""",
        numpy_needs=("logistic",),
    ),
    Activation(
        name="gelu",
        label="GELU",
        function=_gelu,
        derivative=_gelu_derivative,
        second_derivative=_gelu_second_derivative,
        formula=f"½ {Symbol.Z} (1 + tanh(√(2/π) ({Symbol.Z} + 0.044715 {Symbol.Z}³)))",
        derivative_formula=f"½ (1 + T) + ½ {Symbol.Z} (1 − T²) √(2/π) (1 + 0.134145 {Symbol.Z}²), "
        "T = tanh(…)",
        range=(-0.17004075057125403, math.inf),  # at z = −0.752461422…
        sentence=f"{Symbol.Z}, weighed by how probable it is that a normally distributed number is smaller",
        source="Hendrycks, Gimpel 2016, section 2",
        numpy_source="""
def gelu(z):
    return 0.5 * z * (1.0 + np.tanh(np.sqrt(2.0 / np.pi) * (z + 0.044715 * z**3)))
""",
    ),
    Activation(
        name="sine",
        label="sine",
        function=np.sin,
        derivative=lambda z, a: np.cos(z),
        second_derivative=lambda z, a: -a,
        formula=f"sin {Symbol.Z}",
        derivative_formula=f"cos {Symbol.Z}",
        range=(-1.0, 1.0),
        sentence="Waves: for what repeats itself, or has fine detail",
        source="Sitzmann, Martel, Bergman, Lindell, Wetzstein 2020",
        numpy_source="""
def sine(z):
    return np.sin(z)
""",
        plotted_z=(-math.pi, math.pi),
        plotted_a=(-1, 1),
    ),
    Activation(
        name=SOFTMAX,
        label="softmax",
        function=_softmax_alone,
        derivative=_softmax_alone,
        second_derivative=_softmax_alone,
        formula=f"e^{Symbol.Z} / Σ e^{Symbol.Z}",
        derivative_formula=f"{Symbol.A} (1 − {Symbol.A})",
        range=(0.0, 1.0),
        sentence="Shares that add up to 1, all outputs together: the probabilities of classes",
        source="Bridle 1990",
        numpy_source="""
def softmax(z):
    powers = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return powers / np.sum(powers, axis=-1, keepdims=True)
""",
        plotted_z=(-5, 5),
        plotted_a=(0, 1),
    ),
)

ACTIVATIONS: dict[str, Activation] = {row.name: row for row in _ROWS}
"""Every activation function under the name by which files and commands know it."""
