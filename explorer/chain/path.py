"""On which paths does one variable reach another, and what does each carry? Their products, and their sum.

The chain rule written out: ∂d/∂a is the sum over all paths from a to d of the product of their local
derivatives. There may be more paths than atoms: they are counted node by node, and listed only where they
are few.
"""

from dataclasses import dataclass
from math import prod

from explorer.chain.accumulation import reverse
from explorer.chain.graph import ComputationGraph, GraphEdge

MOST_LISTED_PATHS = 200


@dataclass(frozen=True)
class ProductPath:
    """The names on the way, the local derivative of each edge, and their product."""

    names: tuple[str, ...]
    factors: tuple[float, ...]

    @property
    def product(self) -> float:
        """What a small change of the first variable changes the last one by on this way, for each unit."""
        return prod(self.factors)


@dataclass(frozen=True)
class PathSum:
    """All paths: how many, and where they are at most MOST_LISTED_PATHS, which. `total`: the derivative."""

    count: int
    listed: tuple[ProductPath, ...]
    total: float


def paths(graph: ComputationGraph, of: str, by: str) -> PathSum:
    """The paths from `by` to `of`, in the order of their edges. Raises UnknownVariable.

    From a variable to itself there is one, without an edge.
    """
    graph.system.check_known(of)
    between = graph.below(by) & graph.above(of)
    counts = {by: 1}
    for node in graph.nodes:
        if node.name in between and node.name != by:
            counts[node.name] = sum(
                counts[e.source] for e in graph.incoming[node.name] if e.source in between
            )
    count = counts.get(of, 0)
    total = reverse(graph, of).derivatives.get(by, 0.0)
    return PathSum(count, _listed(graph, of, by, between) if 0 < count <= MOST_LISTED_PATHS else (), total)


def _listed(graph: ComputationGraph, of: str, by: str, between: frozenset[str]) -> tuple[ProductPath, ...]:
    """Depth first, without recursion."""
    found: list[ProductPath] = []
    waiting: list[tuple[GraphEdge, ...]] = [()]
    while waiting:
        edges = waiting.pop()
        end = edges[-1].dest if edges else by
        if end == of:
            names = (by, *(edge.dest for edge in edges))
            found.append(ProductPath(names, tuple(edge.value for edge in edges)))
        else:
            onwards = [edge for edge in graph.outgoing[end] if edge.dest in between]
            waiting.extend((*edges, edge) for edge in reversed(onwards))
    return tuple(found)
