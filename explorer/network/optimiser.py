"""What does an optimiser do with a gradient?

The one place that knows it: `explorer.backprop` explains an update with it, `explorer.training` makes it.
A table: one row says everything about an optimiser. `explorer.training.kernel.update` writes it once more for
speed, under the same name. In formulas g stands for ∂E/∂w, α for the learning rate, and t counts the updates
before this one, as in `explorer.network.schedule`.
"""

from collections.abc import Callable, Mapping

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from explorer.array import Array
from explorer.network.model import OptimiserChoice
from explorer.network.setting import Setting, values_of
from explorer.symbol import Symbol

Settings = Mapping[str, float]

Rates = float | Array
"""α of all parameters, or one for each: (parameters,)."""

Change = Callable[[Array, Array, Array, Rates, int, Settings], Array]
"""(gradient, memory, decaying, α, n, settings) -> what the n-th update of a run, counted from 1, adds to the
parameters; brings `memory` up to date.
"""


class Optimiser(Struct, frozen=True):
    """w ← w + `change`, all parameters together.

    `memory`: the symbols of what is remembered of each parameter from step to step, 0 at first; the change
    receives it as (memory, parameters) and brings it up to date. `decaying` are the weights themselves, with
    0 in the place of a bias: what weight decay makes smaller. `formula`: one line for each thing that is
    computed, the new w last; `sentence` says what comes of it, `source` who described it.
    """

    name: str
    label: str
    change: Change
    formula: tuple[str, ...]
    sentence: str
    source: str
    memory: tuple[str, ...] = ()
    settings: tuple[Setting, ...] = ()


def settings_of(choice: OptimiserChoice) -> dict[str, float]:
    """Every setting of the chosen optimiser: what was chosen, or its default."""
    return values_of(choice, OPTIMISERS[choice.name].settings)


def _gradient_descent(g: Array, memory: Array, decaying: Array, rate: Rates, n: int, of: Settings) -> Array:
    return -rate * g


def _momentum(g: Array, memory: Array, decaying: Array, rate: Rates, n: int, of: Settings) -> Array:
    v: Array = memory[0]
    v *= of["momentum"]
    v += g
    return -rate * v


def _nesterov(g: Array, memory: Array, decaying: Array, rate: Rates, n: int, of: Settings) -> Array:
    v: Array = memory[0]
    v *= of["momentum"]
    v += g
    return -rate * (g + of["momentum"] * v)


def _adagrad(g: Array, memory: Array, decaying: Array, rate: Rates, n: int, of: Settings) -> Array:
    s: Array = memory[0]
    s += g * g
    return -rate * (g / (np.sqrt(s) + of["epsilon"]))


def _rmsprop(g: Array, memory: Array, decaying: Array, rate: Rates, n: int, of: Settings) -> Array:
    s: Array = memory[0]
    s *= of["decay_rate"]
    s += (1.0 - of["decay_rate"]) * (g * g)
    return -rate * (g / (np.sqrt(s) + of["epsilon"]))


def _adam(g: Array, memory: Array, decaying: Array, rate: Rates, n: int, of: Settings) -> Array:
    m: Array = memory[0]
    s: Array = memory[1]
    m *= of["beta1"]
    m += (1.0 - of["beta1"]) * g
    s *= of["beta2"]
    s += (1.0 - of["beta2"]) * (g * g)
    m_hat = m / (1.0 - of["beta1"] ** n)
    s_hat = s / (1.0 - of["beta2"] ** n)
    return -rate * (m_hat / (np.sqrt(s_hat) + of["epsilon"]))


def _adamw(g: Array, memory: Array, decaying: Array, rate: Rates, n: int, of: Settings) -> Array:
    return -rate * of["weight_decay"] * decaying + _adam(g, memory, decaying, rate, n, of)


_BETA = Setting(
    "momentum", "Momentum", "β", "How much of v is left after a step: 0 leaves plain gradient descent", 0.9
)
_RHO = Setting(
    "decay_rate", "Decay", "ρ", "How much of s is left after a step: near 1 it remembers for long", 0.9
)
_BETA1 = Setting("beta1", "Decay of m", "β₁", "How much of m, the mean gradient, is left after a step", 0.9)
_BETA2 = Setting(
    "beta2", "Decay of s", "β₂", "How much of s, the mean squared gradient, is left after a step", 0.999
)
_EPSILON = Setting(
    "epsilon", "Guard", "ε", "Added to the root, so that a gradient of 0 is never divided by 0", 1e-8
)
_LAMBDA = Setting(
    "weight_decay",
    "Weight decay",
    "λ",
    f"Every step takes {Symbol.ALPHA} λ of itself from each weight; biases keep theirs",
    0.01,
)
SETTINGS = (_BETA, _RHO, _BETA1, _BETA2, _EPSILON, _LAMBDA)
"""All that any optimiser has, in the order in which people are asked; the defaults are the rows' own."""

_ADAM_LINES = ("m ← β₁ m + (1 − β₁) g", "s ← β₂ s + (1 − β₂) g²")
_ADAM_STEP = "(m / (1 − β₁ᵗ⁺¹)) / (√(s / (1 − β₂ᵗ⁺¹)) + ε)"
_ADAMW_STEP = (
    f"{Symbol.WEIGHT} ← {Symbol.WEIGHT} − {Symbol.ALPHA} λ {Symbol.WEIGHT} − {Symbol.ALPHA} {_ADAM_STEP}"
)

_ROWS = (
    Optimiser(
        "gradient-descent",
        "gradient descent",
        _gradient_descent,
        (f"{Symbol.WEIGHT} ← {Symbol.WEIGHT} − {Symbol.ALPHA} g",),
        "Each step goes against the gradient, as far as the learning rate says",
        "Cauchy 1847",
    ),
    Optimiser(
        "momentum",
        "momentum",
        _momentum,
        ("v ← β v + g", f"{Symbol.WEIGHT} ← {Symbol.WEIGHT} − {Symbol.ALPHA} v"),
        "The gradients of earlier steps go on pushing, and fade by β in every step",
        "Rumelhart, Hinton, Williams 1986, equation 9",
        memory=("v",),
        settings=(_BETA,),
    ),
    Optimiser(
        "nesterov",
        "Nesterov momentum",
        _nesterov,
        ("v ← β v + g", f"{Symbol.WEIGHT} ← {Symbol.WEIGHT} − {Symbol.ALPHA} (g + β v)"),
        "Momentum that already steps to where it will be carried next",
        "Nesterov 1983; Sutskever, Martens, Dahl, Hinton 2013",
        memory=("v",),
        settings=(_BETA,),
    ),
    Optimiser(
        "adagrad",
        "Adagrad",
        _adagrad,
        ("s ← s + g²", f"{Symbol.WEIGHT} ← {Symbol.WEIGHT} − {Symbol.ALPHA} g / (√s + ε)"),
        "A parameter whose gradients were large takes shorter steps from then on",
        "Duchi, Hazan, Singer 2011",
        memory=("s",),
        settings=(replace(_EPSILON, default=1e-10),),
    ),
    Optimiser(
        "rmsprop",
        "RMSProp",
        _rmsprop,
        ("s ← ρ s + (1 − ρ) g²", f"{Symbol.WEIGHT} ← {Symbol.WEIGHT} − {Symbol.ALPHA} g / (√s + ε)"),
        "Steps of like length, whether the latest gradients are large or small",
        "Tieleman, Hinton 2012, lecture 6.5",
        memory=("s",),
        settings=(_RHO, _EPSILON),
    ),
    Optimiser(
        "adam",
        "Adam",
        _adam,
        (*_ADAM_LINES, f"{Symbol.WEIGHT} ← {Symbol.WEIGHT} − {Symbol.ALPHA} {_ADAM_STEP}"),
        "Momentum, divided by how large the gradients have been lately",
        "Kingma, Ba 2015, algorithm 1",
        memory=("m", "s"),
        settings=(_BETA1, _BETA2, _EPSILON),
    ),
    Optimiser(
        "adamw",
        "AdamW",
        _adamw,
        (
            *_ADAM_LINES,
            _ADAMW_STEP,
        ),
        "Adam, with weights that decay beside it",
        "Loshchilov, Hutter 2019, algorithm 2",
        memory=("m", "s"),
        settings=(_BETA1, _BETA2, _EPSILON, _LAMBDA),
    ),
)

OPTIMISERS: dict[str, Optimiser] = {row.name: row for row in _ROWS}
"""Every optimiser under the name by which files and commands know it."""
