"""What does an optimiser do with a gradient?

The one place that knows it: `explorer.backprop` explains an update with it, `explorer.training` makes it.
A table: name -> (settings, memory, change, formula, source). In formulas g stands for ∂E/∂w, α for the
learning rate, and t counts the updates before this one, as in `explorer.network.schedule`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from explorer.array import Array
from explorer.network.model import OptimiserChoice

Settings = Mapping[str, float]

Change = Callable[[Array, Array, Array, float, int, Settings], Array]
"""(gradient, memory, decaying, α, n, settings) -> what the n-th update of a run, counted from 1, adds to the
parameters; brings `memory` up to date.
"""


@dataclass(frozen=True)
class Optimiser:
    """w ← w + `change`, all parameters together.

    `memory`: the symbols of what is remembered of each parameter from step to step, 0 at first; the change
    receives it as (memory, parameters) and brings it up to date. `settings`: every setting with its default.
    `decaying` are the weights themselves, with 0 in the place of a bias: what weight decay makes smaller.
    `formula`: one line for each thing that is computed, the new w last.
    """

    name: str
    label: str
    change: Change
    formula: tuple[str, ...]
    source: str
    memory: tuple[str, ...] = ()
    settings: Settings = field(default_factory=dict)


def settings_of(choice: OptimiserChoice) -> dict[str, float]:
    """Every setting of the chosen optimiser: what was chosen, or its default."""
    defaults = OPTIMISERS[choice.name].settings
    return {
        name: default if (given := getattr(choice, name)) is None else given
        for name, default in defaults.items()
    }


def _gradient_descent(g: Array, memory: Array, decaying: Array, rate: float, n: int, of: Settings) -> Array:
    return -rate * g


def _momentum(g: Array, memory: Array, decaying: Array, rate: float, n: int, of: Settings) -> Array:
    v: Array = memory[0]
    v *= of["momentum"]
    v += g
    return -rate * v


def _nesterov(g: Array, memory: Array, decaying: Array, rate: float, n: int, of: Settings) -> Array:
    v: Array = memory[0]
    v *= of["momentum"]
    v += g
    return -rate * (g + of["momentum"] * v)


def _adagrad(g: Array, memory: Array, decaying: Array, rate: float, n: int, of: Settings) -> Array:
    s: Array = memory[0]
    s += g * g
    return -rate * (g / (np.sqrt(s) + of["epsilon"]))


def _rmsprop(g: Array, memory: Array, decaying: Array, rate: float, n: int, of: Settings) -> Array:
    s: Array = memory[0]
    s *= of["decay_rate"]
    s += (1.0 - of["decay_rate"]) * (g * g)
    return -rate * (g / (np.sqrt(s) + of["epsilon"]))


def _adam(g: Array, memory: Array, decaying: Array, rate: float, n: int, of: Settings) -> Array:
    m: Array = memory[0]
    s: Array = memory[1]
    m *= of["beta1"]
    m += (1.0 - of["beta1"]) * g
    s *= of["beta2"]
    s += (1.0 - of["beta2"]) * (g * g)
    m_hat = m / (1.0 - of["beta1"] ** n)
    s_hat = s / (1.0 - of["beta2"] ** n)
    return -rate * (m_hat / (np.sqrt(s_hat) + of["epsilon"]))


def _adamw(g: Array, memory: Array, decaying: Array, rate: float, n: int, of: Settings) -> Array:
    return -rate * of["weight_decay"] * decaying + _adam(g, memory, decaying, rate, n, of)


_ADAM = {"beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8}
_ADAM_LINES = ("m ← β₁ m + (1 − β₁) g", "s ← β₂ s + (1 − β₂) g²")
_ADAM_STEP = "(m / (1 − β₁ᵗ⁺¹)) / (√(s / (1 − β₂ᵗ⁺¹)) + ε)"

_ROWS = (
    Optimiser(
        "gradient-descent",
        "gradient descent",
        _gradient_descent,
        ("w ← w − α g",),
        "Cauchy 1847",
    ),
    Optimiser(
        "momentum",
        "momentum",
        _momentum,
        ("v ← β v + g", "w ← w − α v"),
        "Rumelhart, Hinton, Williams 1986, equation 9",
        memory=("v",),
        settings={"momentum": 0.9},
    ),
    Optimiser(
        "nesterov",
        "Nesterov momentum",
        _nesterov,
        ("v ← β v + g", "w ← w − α (g + β v)"),
        "Nesterov 1983; Sutskever, Martens, Dahl, Hinton 2013",
        memory=("v",),
        settings={"momentum": 0.9},
    ),
    Optimiser(
        "adagrad",
        "Adagrad",
        _adagrad,
        ("s ← s + g²", "w ← w − α g / (√s + ε)"),
        "Duchi, Hazan, Singer 2011",
        memory=("s",),
        settings={"epsilon": 1e-10},
    ),
    Optimiser(
        "rmsprop",
        "RMSProp",
        _rmsprop,
        ("s ← ρ s + (1 − ρ) g²", "w ← w − α g / (√s + ε)"),
        "Tieleman, Hinton 2012, lecture 6.5",
        memory=("s",),
        settings={"decay_rate": 0.9, "epsilon": 1e-8},
    ),
    Optimiser(
        "adam",
        "Adam",
        _adam,
        (*_ADAM_LINES, f"w ← w − α {_ADAM_STEP}"),
        "Kingma, Ba 2015, algorithm 1",
        memory=("m", "s"),
        settings=_ADAM,
    ),
    Optimiser(
        "adamw",
        "AdamW",
        _adamw,
        (*_ADAM_LINES, f"w ← w − α λ w − α {_ADAM_STEP}"),
        "Loshchilov, Hutter 2019, algorithm 2",
        memory=("m", "s"),
        settings={**_ADAM, "weight_decay": 0.01},
    ),
)

OPTIMISERS: dict[str, Optimiser] = {row.name: row for row in _ROWS}
"""Every optimiser under the name by which files and commands know it."""
