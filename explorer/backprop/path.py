"""Along which paths does a parameter, or a neuron, reach E?"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from explorer.network.model import Ends, Kind, Network, Parameter


@dataclass(frozen=True)
class Paths:
    """All paths from one place of the network to E: what lies on any of them, and how many there are.

    `connections` and `neurons` are those that a change passes through on its way, the weight's own connection
    included and its source not. `first` are a few of the paths by the names of their neurons, from the source
    of the weight, or from the neuron, to the output that E is computed from.
    """

    connections: frozenset[Ends]
    neurons: frozenset[str]
    count: int
    first: tuple[tuple[str, ...], ...]


def paths_to_loss(network: Network, start: Parameter | str, shown: int = 8) -> Paths:
    """Every path from a weight, a bias or a neuron to E, of which the first `shown` are spelled out.

    E is computed from every output, so a path may end at an output that also feeds others, and another go on.
    """
    counts = _path_counts(network)
    neuron = start if isinstance(start, str) else start.dest
    if counts[neuron] == 0:
        return Paths(frozenset(), frozenset(), 0, ())
    neurons = _downstream(network, neuron, counts)
    connections = {c.ends for c in network.connections if c.source in neurons and c.dest in neurons}
    lead: tuple[str, ...] = ()
    if isinstance(start, Parameter) and start.source is not None:
        lead = (start.source,)
        connections.add((start.source, start.dest))
    first = tuple((*lead, *path) for path in islice(_spelled_out(network, neuron, counts), shown))
    return Paths(frozenset(connections), frozenset(neurons), counts[neuron], first)


def _path_counts(network: Network) -> dict[str, int]:
    """How many paths lead from every neuron to E: one if it is an output, and those of all that it feeds."""
    counts: dict[str, int] = {}
    for neuron in reversed(network.order):
        onwards = sum(counts[connection.dest] for connection in network.outgoing[neuron.name])
        counts[neuron.name] = onwards + (neuron.kind is Kind.OUTPUT)
    return counts


def _downstream(network: Network, neuron: str, counts: dict[str, int]) -> set[str]:
    """The neuron, and all that a change of it passes through on its way to E."""
    found, ahead = {neuron}, [neuron]
    while ahead:
        for connection in network.outgoing[ahead.pop()]:
            if counts[connection.dest] and connection.dest not in found:
                found.add(connection.dest)
                ahead.append(connection.dest)
    return found


def _spelled_out(network: Network, neuron: str, counts: dict[str, int]) -> Iterator[tuple[str, ...]]:
    """The paths one by one, shorter ends before what goes on from there."""
    ahead: list[tuple[str, ...]] = [(neuron,)]
    while ahead:
        path = ahead.pop()
        if network.by_name[path[-1]].kind is Kind.OUTPUT:
            yield path
        outgoing = [c.dest for c in network.outgoing[path[-1]] if counts[c.dest]]
        ahead += [(*path, dest) for dest in reversed(outgoing)]
