"""What does a whole gradient cost, by each way? Multiplications along connections, counted as they are made.

A pass forward multiplies once on every connection. Forward differences need n + 1 of them and central ones
2n, for n parameters. Forward-mode differentiation carries a tangent for each parameter, which multiplies on
every connection downstream of it. Reverse mode, which is backpropagation, goes back once: a product for each
weight on the way, and one for its gradient (Baydin et al., 2018). Slopes φ′ and losses are not counted: no
way has more than one of them for each neuron and tangent.
"""

from collections import Counter
from dataclasses import dataclass
from functools import cache

from explorer.network.builder import new_experiment
from explorer.network.model import Connection, Network

GROWING = (1, 2, 3, 4, 6, 8, 12, 16, 24, 32)
"""Neurons in each of the three hidden layers of the networks with which the cost is shown to grow."""


@dataclass(frozen=True)
class GradientCost:
    """Multiplications for the gradient of one sample in all `parameters`, by each way."""

    parameters: int
    one_pass: int
    forward_differences: int
    central_differences: int
    forward_mode: int
    reverse_mode: int

    @property
    def advantage(self) -> float:
        """How many times more the next best way needs than backpropagation."""
        others = (self.forward_differences, self.central_differences, self.forward_mode)
        return min(others) / self.reverse_mode if self.reverse_mode else 1.0


def gradient_cost(network: Network) -> GradientCost:
    """The cost of each way on `network`; 0 of everything where nothing is connected."""
    one_pass, n = _forward_products(network), len(network.parameters)
    tangents = _tangent_products(network)
    return GradientCost(
        n,
        one_pass,
        (n + 1) * one_pass,
        2 * n * one_pass,
        one_pass + tangents,
        one_pass + _backward_products(network),
    )


@cache
def growing_costs() -> tuple[GradientCost, ...]:
    """The costs for networks 2-k-k-k-1 of growing k."""
    return tuple(gradient_cost(new_experiment((2, k, k, k, 1)).network) for k in GROWING)


def _forward_products(network: Network) -> int:
    """One pass forward: a w on each connection that is met on the way."""
    return sum(1 for neuron in network.order for _ in network.incoming[neuron.name])


def _backward_products(network: Network) -> int:
    """One pass back from E: w δ to each source that has a δ of its own, and a δ for each weight."""
    products = 0
    for neuron in reversed(network.order):
        for connection in network.incoming[neuron.name]:
            products += 1  # its gradient
            products += network.by_name[connection.source].kind.is_computed  # what it carries back
    return products


def _tangent_products(network: Network) -> int:
    """A tangent for each parameter: the product with its signal, and one on each connection downstream.

    Parameters into one neuron carry the same tangents from there on, which are walked once.
    """
    into: Counter[str] = Counter(parameter.dest for parameter in network.parameters)
    weights: Counter[str] = Counter(connection.dest for connection in network.connections)
    return sum(weights[name] + count * _downstream(network, name) for name, count in into.items())


def _downstream(network: Network, name: str) -> int:
    """On how many connections a tangent that begins in that neuron is multiplied."""
    reached, products = {name}, 0
    for neuron in network.order:
        crossed: list[Connection] = [c for c in network.incoming[neuron.name] if c.source in reached]
        products += len(crossed)
        if crossed:
            reached.add(neuron.name)
    return products
