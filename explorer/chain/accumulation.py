"""In which order does the chain rule multiply and add? Forward from an input, or in reverse from an output.

Forward mode carries ∂(each variable)/∂a on, from a; reverse mode carries ∂d/∂(each variable) back, from d.
Both multiply once for each edge that they pass: also at their start, where the derivative is 1. Local
derivatives are not counted, as both need all of them.
(Griewank, Walther: Evaluating Derivatives, 2008, sections 3.1 and 3.2.)
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from explorer.chain.graph import ComputationGraph, GraphEdge


@dataclass(frozen=True, slots=True)
class Step:
    """One multiplication, and the addition of the product where it arrives.

    `carried`: the derivative at the end of the edge from which it comes; `product`: that times the edge's;
    `total`: the sum of what has arrived at `arrives` so far. `is_last`: nothing more will arrive there.
    """

    edge: GraphEdge
    carried: float
    product: float
    total: float
    arrives: str
    is_last: bool

    @property
    def leaves(self) -> str:
        """Where it comes from."""
        return self.edge.dest if self.arrives == self.edge.source else self.edge.source


@dataclass(frozen=True, eq=False)
class Accumulation:
    """All steps of a sweep through the graph from `start`, whose own derivative is 1."""

    start: str
    is_forward: bool
    steps: tuple[Step, ...]

    @property
    def multiplications(self) -> int:
        """One for each edge that was passed."""
        return len(self.steps)

    @cached_property
    def derivatives(self) -> dict[str, float]:
        """At the end: ∂(variable)/∂ start, or in reverse ∂ start/∂(variable), by the variable's name.

        Variables that are not reached are not in it: their derivative is 0.
        """
        return self.after(len(self.steps))

    def after(self, steps: int) -> dict[str, float]:
        """The derivatives that are complete after so many steps."""
        return {self.start: 1.0} | {step.arrives: step.total for step in self.steps[:steps] if step.is_last}


@dataclass(frozen=True, slots=True)
class Cost:
    """How many multiplications all derivatives of one variable by the inputs take, in either mode.

    `forward`: one sweep from each of the `inputs`, summed; `reverse`: one sweep.
    """

    forward: int
    reverse: int
    inputs: int


def forward(graph: ComputationGraph, by: str) -> Accumulation:
    """∂(each variable that depends on `by`)/∂ by. Raises UnknownVariable."""
    reached = graph.below(by)
    edges = [edge for node in graph.nodes for edge in graph.incoming[node.name] if edge.source in reached]
    return Accumulation(by, True, _steps(by, edges, is_forward=True))


def reverse(graph: ComputationGraph, of: str) -> Accumulation:
    """∂ of/∂(each variable on which `of` depends). Raises UnknownVariable."""
    reached = graph.above(of)
    edges = [
        edge for node in reversed(graph.nodes) for edge in graph.outgoing[node.name] if edge.dest in reached
    ]
    return Accumulation(of, False, _steps(of, edges, is_forward=False))


def cost(graph: ComputationGraph, of: str) -> Cost:
    """The multiplications of both modes on this graph. Raises UnknownVariable."""
    inputs = graph.system.inputs
    forwards = 0
    for name in inputs:
        reached = graph.below(name)
        forwards += sum(edge.source in reached for edge in graph.edges)
    reached = graph.above(of)
    return Cost(forwards, sum(edge.dest in reached for edge in graph.edges), len(inputs))


def _steps(start: str, edges: Sequence[GraphEdge], is_forward: bool) -> tuple[Step, ...]:
    """The steps along `edges`, of which those that arrive at one node follow each other."""
    derivatives = {start: 1.0}
    steps: list[Step] = []
    for arrives, arriving in groupby(edges, key=lambda edge: edge.dest if is_forward else edge.source):
        total, together = 0.0, list(arriving)
        for number, edge in enumerate(together, 1):
            carried = derivatives[edge.source if is_forward else edge.dest]
            product = carried * edge.value
            total += product
            steps.append(Step(edge, carried, product, total, arrives, number == len(together)))
        derivatives[arrives] = total
    return tuple(steps)
