"""Which pattern do the incoming weights of a neuron make? Each one, and its ratio to the smallest.

A network that has learned mirror symmetry has weights in the ratio ±1 : ±2 : ±4, with opposite signs where
inputs mirror each other (Rumelhart, Hinton, Williams 1986): only so does every pattern that is not symmetric
give the neuron another sum than 0.
"""

import math

from msgspec import Struct

from explorer.network.model import Network


class IncomingWeight(Struct, frozen=True):
    """The weight of the connection from `source`; `ratio`: w / least |w|, None where that says nothing."""

    source: str
    weight: float
    ratio: float | None


def incoming_pattern(network: Network, neuron: str) -> tuple[IncomingWeight, ...]:
    """The weights into `neuron`, in the order of the neurons that they come from.

    A weight of 0 has the ratio 0, and the smallest is that of those that are not 0. Where a weight is not
    finite, or all are 0, there are no ratios.
    """
    weights = {connection.source: connection.weight for connection in network.incoming[neuron]}
    sizes = [abs(weight) for weight in weights.values() if weight]
    least = min(sizes) if sizes and all(map(math.isfinite, sizes)) else None
    return tuple(
        IncomingWeight(source.name, weights[source.name], _ratio(weights[source.name], least))
        for source in network.neurons
        if source.name in weights
    )


def _ratio(weight: float, least: float | None) -> float | None:
    if least is None:
        return None
    ratio = weight / least  # may be too large for a double, where the least is next to nothing
    return ratio if math.isfinite(ratio) else None
