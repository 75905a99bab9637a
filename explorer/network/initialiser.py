"""From which distribution are random weights and biases drawn?

A table: one row says everything about a distribution. Fans are counted per connection, on any acyclic graph:
`fan_in` is the number of connections into its dest, `fan_out` the number of connections out of its source.
In a layered, fully connected network these are n of the layer before and n of the layer after, as Glorot
and Bengio count.
"""

from collections.abc import Callable, Mapping

import numpy as np
from msgspec import Struct

from explorer.array import Array
from explorer.network.model import InitialiserChoice, Network
from explorer.network.setting import Setting, values_of
from explorer.symbol import Symbol

Settings = Mapping[str, float]


class Initialiser(Struct, frozen=True):
    """Draws weights from a distribution around their fans.

    `draw(random, fan_in, fan_out, settings)`: one number for each entry of `fan_in` and `fan_out`.
    `sentence` says what for, `source` who described it; `settings`: the distribution's own.
    `draws_biases`: whether biases come from the same distribution; they are 0 otherwise.
    """

    name: str
    label: str
    draw: Callable[["np.random.Generator", Array, Array, Settings], Array]
    formula: str
    sentence: str
    source: str = ""
    settings: tuple[Setting, ...] = ()
    draws_biases: bool = False


_GLOROT = "Glorot and Bengio 2010"
_GLOROT_SENTENCE = (
    f"Keeps activations and errors of like size from layer to layer, for {Symbol.PHI} like tanh"
)
_HE = "He, Zhang, Ren and Sun 2015"
_HE_SENTENCE = "Keeps activations of like size from layer to layer, for ReLU and its kin"


def _between(random: "np.random.Generator", low: float, high: float, count: int) -> Array:
    """U(low, high), written so that it does not overflow where only high − low does."""
    u = random.uniform(0.0, 1.0, count)
    return low * (1.0 - u) + high * u


def _symmetric(random: "np.random.Generator", bound: Array) -> Array:
    """U(−bound, bound), one number for each bound."""
    return bound * random.uniform(-1.0, 1.0, bound.size)


def _normal(random: "np.random.Generator", deviation: Array) -> Array:
    """N(0, deviation²), one number for each deviation."""
    return deviation * random.standard_normal(deviation.size)


_LOW = Setting("low", "Lowest", "low", "No number that is drawn is below it", -1.0)
_HIGH = Setting("high", "Highest", "high", "No number that is drawn is above it", 1.0)
_DEVIATION = Setting("deviation", "Deviation", "deviation", "How far from 0 the numbers are as a rule", 1.0)

SETTINGS = (_LOW, _HIGH, _DEVIATION)
"""All that any initialiser has."""

_ROWS = (
    Initialiser(
        "zeros",
        "zeros",
        lambda random, fan_in, fan_out, of: np.zeros(fan_in.size),
        f"{Symbol.WEIGHT} = 0",
        "All hidden neurons of a layer begin alike, and then learn the same",
    ),
    Initialiser(
        "uniform",
        "uniform",
        lambda random, fan_in, fan_out, of: _between(random, of["low"], of["high"], fan_in.size),
        f"{Symbol.WEIGHT} ~ U(low, high)",
        "Every number between two is as probable as the others; biases are drawn too",
        settings=(_LOW, _HIGH),
        draws_biases=True,
    ),
    Initialiser(
        "normal",
        "normal",
        lambda random, fan_in, fan_out, of: of["deviation"] * random.standard_normal(fan_in.size),
        f"{Symbol.WEIGHT} ~ N(0, deviation²)",
        "Small numbers are more probable than large ones; biases are drawn too",
        settings=(_DEVIATION,),
        draws_biases=True,
    ),
    Initialiser(
        "glorot-uniform",
        "Glorot (Xavier) uniform",
        lambda random, fan_in, fan_out, of: _symmetric(random, np.sqrt(6.0 / (fan_in + fan_out))),
        f"{Symbol.WEIGHT} ~ U(−r, r), r = √(6 / (fan_in + fan_out))",
        _GLOROT_SENTENCE,
        f"{_GLOROT}, equation 16",
    ),
    Initialiser(
        "glorot-normal",
        "Glorot (Xavier) normal",
        lambda random, fan_in, fan_out, of: _normal(random, np.sqrt(2.0 / (fan_in + fan_out))),
        f"{Symbol.WEIGHT} ~ N(0, 2 / (fan_in + fan_out))",
        _GLOROT_SENTENCE,
        f"{_GLOROT}, equation 12",
    ),
    Initialiser(
        "he-uniform",
        "He uniform",
        lambda random, fan_in, fan_out, of: _symmetric(random, np.sqrt(6.0 / fan_in)),
        f"{Symbol.WEIGHT} ~ U(−r, r), r = √(6 / fan_in)",
        _HE_SENTENCE,
        f"{_HE}, equation 10",
    ),
    Initialiser(
        "he-normal",
        "He normal",
        lambda random, fan_in, fan_out, of: _normal(random, np.sqrt(2.0 / fan_in)),
        f"{Symbol.WEIGHT} ~ N(0, 2 / fan_in)",
        _HE_SENTENCE,
        f"{_HE}, equation 10",
    ),
)

INITIALISERS: dict[str, Initialiser] = {row.name: row for row in _ROWS}
"""Every initialiser under the name by which files and commands know it."""


def settings_of(choice: InitialiserChoice) -> dict[str, float]:
    """Every setting of the chosen initialiser: what was chosen, or its default."""
    return values_of(choice, INITIALISERS[choice.name].settings)


def fans(network: Network) -> tuple[Array, Array]:
    """(fan_in, fan_out) of every connection, in the order of the file: arrays of shape (connections,)."""
    fan_in = [len(network.incoming[connection.dest]) for connection in network.connections]
    fan_out = [len(network.outgoing[connection.source]) for connection in network.connections]
    return np.array(fan_in, dtype=np.float64), np.array(fan_out, dtype=np.float64)


def first_weight(network: Network) -> float:
    """A weight for one more connection: uniform in ±1, to one decimal, never 0.

    Different for each connection that is drawn, or hidden neurons would all learn the same; the same for the
    same number of connections.
    """
    random = np.random.default_rng(len(network.connections))
    return float(random.choice([-1.0, 1.0]) * random.integers(1, 11) / 10)


def draw(network: Network, choice: InitialiserChoice) -> tuple[float, ...]:
    """A new value for each of `network.parameters`, the same for the same seed (numpy's PCG64).

    Weights are drawn first, then biases where the initialiser draws them; they are 0 otherwise. A neuron
    without a bias still has none, and what is fixed stays as it is; the others are drawn as if it were free.
    """
    return tuple(drawing(network, choice)(choice.seed).tolist())


def drawing(network: Network, choice: InitialiserChoice) -> Callable[[int], Array]:
    """What `draw` gives, as a function of the seed, for whoever draws many times: fans are counted once."""
    row, settings = INITIALISERS[choice.name], settings_of(choice)
    fan_in, fan_out = fans(network)
    present, are_fixed = np.array(network.parameter_values), np.array(network.are_fixed, dtype=np.bool_)
    bias_fans = np.ones(len(network.parameters) - fan_in.size)

    def drawn(seed: int) -> Array:
        random = np.random.Generator(np.random.PCG64(seed))
        with np.errstate(over="ignore"):  # whoever uses the numbers finds those that are too large
            weights = row.draw(random, fan_in, fan_out, settings)
            biases = np.zeros(bias_fans.size)
            if row.draws_biases:
                biases = row.draw(random, bias_fans, bias_fans, settings)
        return np.where(are_fixed, present, np.concatenate((weights, biases)))

    return drawn
