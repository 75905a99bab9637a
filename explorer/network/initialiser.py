"""From which distribution are random weights and biases drawn?

A table: name -> (distribution, formula, source). Fans are counted per connection, on any acyclic graph:
`fan_in` is the number of connections into its dest, `fan_out` the number of connections out of its source.
In a layered, fully connected network these are n of the layer before and n of the layer after, as Glorot
and Bengio count.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from explorer.array import Array
from explorer.network.model import InitialiserChoice, Network

Settings = Mapping[str, float]


@dataclass(frozen=True)
class Initialiser:
    """Draws weights from a distribution around their fans.

    `draw(random, fan_in, fan_out, settings)`: one number for each entry of `fan_in` and `fan_out`.
    `settings`: the names of the distribution's own settings, with their defaults.
    `draws_biases`: whether biases come from the same distribution; they are 0 otherwise.
    """

    name: str
    label: str
    draw: Callable[["np.random.Generator", Array, Array, Settings], Array]
    formula: str
    source: str | None = None
    settings: Settings = field(default_factory=dict)
    draws_biases: bool = False


_GLOROT = "Glorot and Bengio 2010"
_HE = "He, Zhang, Ren and Sun 2015"


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


_ROWS = (
    Initialiser("zeros", "zeros", lambda random, fan_in, fan_out, settings: np.zeros(fan_in.size), "w = 0"),
    Initialiser(
        "uniform",
        "uniform",
        lambda random, fan_in, fan_out, settings: _between(
            random, settings["low"], settings["high"], fan_in.size
        ),
        "w ~ U(low, high)",
        settings={"low": -1.0, "high": 1.0},
        draws_biases=True,
    ),
    Initialiser(
        "normal",
        "normal",
        lambda random, fan_in, fan_out, settings: settings["deviation"] * random.standard_normal(fan_in.size),
        "w ~ N(0, deviation²)",
        settings={"deviation": 1.0},
        draws_biases=True,
    ),
    Initialiser(
        "glorot-uniform",
        "Glorot (Xavier) uniform",
        lambda random, fan_in, fan_out, settings: _symmetric(random, np.sqrt(6.0 / (fan_in + fan_out))),
        "w ~ U(−r, r), r = √(6 / (fan_in + fan_out))",
        f"{_GLOROT}, equation 16",
    ),
    Initialiser(
        "glorot-normal",
        "Glorot (Xavier) normal",
        lambda random, fan_in, fan_out, settings: _normal(random, np.sqrt(2.0 / (fan_in + fan_out))),
        "w ~ N(0, 2 / (fan_in + fan_out))",
        f"{_GLOROT}, equation 12",
    ),
    Initialiser(
        "he-uniform",
        "He uniform",
        lambda random, fan_in, fan_out, settings: _symmetric(random, np.sqrt(6.0 / fan_in)),
        "w ~ U(−r, r), r = √(6 / fan_in)",
        f"{_HE}, equation 10",
    ),
    Initialiser(
        "he-normal",
        "He normal",
        lambda random, fan_in, fan_out, settings: _normal(random, np.sqrt(2.0 / fan_in)),
        "w ~ N(0, 2 / fan_in)",
        f"{_HE}, equation 10",
    ),
)

INITIALISERS: dict[str, Initialiser] = {row.name: row for row in _ROWS}
"""Every initialiser under the name by which files and commands know it."""


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
    without a bias still has none. `low`, `high` and `deviation` that are None are −1, 1 and 1.
    """
    return tuple(drawing(network, choice)(choice.seed).tolist())


def drawing(network: Network, choice: InitialiserChoice) -> Callable[[int], Array]:
    """What `draw` gives, as a function of the seed, for whoever draws many times: fans are counted once."""
    row = INITIALISERS[choice.name]
    given = {"low": choice.low, "high": choice.high, "deviation": choice.deviation}
    settings = {**row.settings, **{name: value for name, value in given.items() if value is not None}}
    fan_in, fan_out = fans(network)
    bias_fans = np.ones(len(network.parameters) - fan_in.size)

    def drawn(seed: int) -> Array:
        random = np.random.Generator(np.random.PCG64(seed))
        with np.errstate(over="ignore"):  # whoever uses the numbers finds those that are too large
            weights = row.draw(random, fan_in, fan_out, settings)
            biases = np.zeros(bias_fans.size)
            if row.draws_biases:
                biases = row.draw(random, bias_fans, bias_fans, settings)
        return np.concatenate((weights, biases))

    return drawn
