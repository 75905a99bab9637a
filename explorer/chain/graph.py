"""How do the variables of a system depend on each other? Its computation graph, with every local derivative.

A node is a variable, an edge leads from what is needed to what needs it. The edge's derivative is that of the
one equation, in which all else stands still.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from explorer.chain.system import System
from explorer.formula.expression import Expression
from explorer.formula.kink import Kink, kinks_at
from explorer.formula.notation import latex, plain

Ends = tuple[str, str]
"""The names at which an edge begins and ends."""


@dataclass(frozen=True)
class GraphNode:
    """A variable. `line`: where its equation was typed; `level`: the longest way to it from an input.

    `kinks`: where its formula has no slope at the present values.
    """

    name: str
    expression: Expression
    value: float
    line: int
    level: int
    is_input: bool
    kinks: tuple[Kink, ...]

    @property
    def formula(self) -> str:
        """Its equation's right side as plain text."""
        return plain(self.expression)

    @property
    def latex(self) -> str:
        """The same as LaTeX."""
        return latex(self.expression)


@dataclass(frozen=True)
class GraphEdge:
    """∂ dest / ∂ source by the equation of `dest` alone, as a formula and as a number."""

    source: str
    dest: str
    derivative: Expression
    value: float

    @property
    def ends(self) -> Ends:
        """(source, dest), which names the edge: two nodes have at most one."""
        return (self.source, self.dest)

    @property
    def formula(self) -> str:
        """The derivative as plain text."""
        return plain(self.derivative)

    @property
    def latex(self) -> str:
        """The same as LaTeX."""
        return latex(self.derivative)


@dataclass(frozen=True, eq=False)
class ComputationGraph:
    """Nodes, each after those that it needs, and the edges in the order of their dests, then as read."""

    system: System
    nodes: tuple[GraphNode, ...]
    edges: tuple[GraphEdge, ...]

    @cached_property
    def by_name(self) -> dict[str, GraphNode]:
        """Each node under its name."""
        return {node.name: node for node in self.nodes}

    @cached_property
    def by_ends(self) -> dict[Ends, GraphEdge]:
        """Each edge under its ends."""
        return {edge.ends: edge for edge in self.edges}

    @cached_property
    def incoming(self) -> dict[str, tuple[GraphEdge, ...]]:
        """The edges into every node."""
        found: dict[str, list[GraphEdge]] = {node.name: [] for node in self.nodes}
        for edge in self.edges:
            found[edge.dest].append(edge)
        return {name: tuple(edges) for name, edges in found.items()}

    @cached_property
    def outgoing(self) -> dict[str, tuple[GraphEdge, ...]]:
        """The edges out of every node."""
        found: dict[str, list[GraphEdge]] = {node.name: [] for node in self.nodes}
        for edge in self.edges:
            found[edge.source].append(edge)
        return {name: tuple(edges) for name, edges in found.items()}

    def below(self, name: str) -> frozenset[str]:
        """The variables that depend on that one, and itself. Raises UnknownVariable."""
        self.system.check_known(name)
        found = {name}
        for node in self.nodes:
            if any(edge.source in found for edge in self.incoming[node.name]):
                found.add(node.name)
        return frozenset(found)

    def above(self, name: str) -> frozenset[str]:
        """The variables on which that one depends, and itself. Raises UnknownVariable."""
        self.system.check_known(name)
        found = {name}
        for node in reversed(self.nodes):
            if any(edge.dest in found for edge in self.outgoing[node.name]):
                found.add(node.name)
        return frozenset(found)


def graph_of(system: System) -> ComputationGraph:
    """The graph of a system, at its values."""
    values = system.values
    levels: dict[str, int] = {}
    nodes: list[GraphNode] = []
    edges: list[GraphEdge] = []
    for equation in system.order:
        name, expression = equation.name, equation.expression
        at = {need: values[need] for need in equation.needs}
        levels[name] = max((levels[need] + 1 for need in equation.needs), default=0)
        nodes.append(
            GraphNode(
                name,
                expression,
                values[name],
                equation.line,
                levels[name],
                equation.is_input,
                kinks_at(expression, at) if equation.can_have_kinks else (),
            )
        )
        slopes = equation.slope_function({need: np.float64(value) for need, value in at.items()})
        edges += [
            GraphEdge(need, name, equation.slopes[need], float(slope))
            for need, slope in zip(equation.needs, slopes, strict=True)
        ]
    return ComputationGraph(system, tuple(nodes), tuple(edges))
