"""What keeps weights small, neurons independent and gradients short: penalty, dropout, gradient clipping?

Settings of all training, whatever the optimiser. `explorer.network.learning_rule` has the formulas.
"""

from explorer.network.setting import Setting
from explorer.symbol import Symbol

L1 = Setting(
    "l1",
    "L1 penalty",
    "λ₁",
    f"λ₁ Σ |{Symbol.WEIGHT}| is added to {Symbol.LOSS}: small weights are drawn to 0",
    source="Tibshirani 1996",
)
L2 = Setting(
    "l2",
    "L2 penalty",
    "λ₂",
    f"½ λ₂ Σ {Symbol.WEIGHT}² is added to {Symbol.LOSS}: large weights become smaller",
    source="Hoerl, Kennard 1970",
)
DROPOUT = Setting(
    "dropout",
    "Dropout",
    "p",
    "In each step of training every hidden neuron is silent for a sample with this probability",
    source="Srivastava, Hinton, Krizhevsky, Sutskever, Salakhutdinov 2014",
)
LARGEST_GRADIENT = Setting(
    "largest_gradient",
    "Largest",
    "‖g‖",
    "A longer gradient is shortened to this; with none, no gradient is",
    source="Pascanu, Mikolov, Bengio 2013",
)

REGULARISATION = {setting.name: setting for setting in (L1, L2, DROPOUT, LARGEST_GRADIENT)}
"""Every one under its name in `explorer.network.model`."""
