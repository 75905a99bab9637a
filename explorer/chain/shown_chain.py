"""Which system is shown, and which derivative of it? All that the views of the workspace are about, pure."""

from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise

from explorer.chain.accumulation import Accumulation, Cost, cost, forward, reverse
from explorer.chain.chosen_pair import chosen_pair
from explorer.chain.difference import Difference, difference
from explorer.chain.formula_texts import FormulaTexts
from explorer.chain.graph import ComputationGraph, graph_of
from explorer.chain.opening import opened
from explorer.chain.path import PathSum, paths
from explorer.chain.settings import ChainSettings
from explorer.chain.sum_rule import symbol
from explorer.chain.system import Reading, System, read_system
from explorer.formula.expression import Constant


@dataclass(frozen=True, eq=False)
class ShownChain:
    """What follows from the settings; each part is computed when it is first asked for."""

    settings: ChainSettings
    texts: FormulaTexts = field(default_factory=FormulaTexts)
    read: Reading | None = None
    """What the lines say, where that is known already."""

    @cached_property
    def reading(self) -> Reading:
        """What the lines say, and what is wrong with them."""
        return read_system(self.settings.lines) if self.read is None else self.read

    def with_input(self, name: str, value: float) -> "ShownChain":
        """The same where the line of the input `name` gives it another value; no line is read again.

        What was derived of the other equations stays known, so that it can be asked for many times a second.
        """
        before, lines = self.reading, self.settings.lines
        equation = before.system.by_name[name]
        given = f"{name} = {value!r}".removesuffix(".0")
        moved = replace(equation, expression=Constant(value))
        equations = tuple(moved if each is equation else each for each in before.system.equations)
        settings = replace(self.settings, lines=(*lines[: equation.line], given, *lines[equation.line + 1 :]))
        return ShownChain(settings, self.texts, Reading(System(equations), before.problems))

    @cached_property
    def system(self) -> System:
        """The equations, with those opened up that are to be."""
        system = self.reading.system
        return opened(system, [name for name in self.settings.opened if name in system.by_name])

    @cached_property
    def graph(self) -> ComputationGraph:
        """What needs what."""
        return graph_of(self.system)

    @cached_property
    def pair(self) -> tuple[str, str]:
        """(of, by): the derivative of which variable by which is looked at; two times "" without any."""
        return chosen_pair(self.settings, self.system) or ("", "")

    @property
    def of(self) -> str:
        """The output that is looked at."""
        return self.pair[0]

    @property
    def by(self) -> str:
        """The input that is looked at."""
        return self.pair[1]

    @property
    def is_forward(self) -> bool:
        """Whether derivatives are carried from the input on."""
        return self.settings.is_forward

    @property
    def is_empty(self) -> bool:
        """Whether there is no equation that was understood."""
        return not self.system.equations

    @cached_property
    def shape(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Each variable with those that it needs: graphs with the same are laid out alike."""
        incoming = self.graph.incoming
        return tuple(
            (node.name, tuple(edge.source for edge in incoming[node.name])) for node in self.graph.nodes
        )

    @cached_property
    def passed(self) -> Accumulation:
        """The pass that is animated. Not where `is_empty`."""
        return forward(self.graph, self.by) if self.is_forward else reverse(self.graph, self.of)

    @cached_property
    def cost(self) -> Cost:
        """How many multiplications each direction takes. Not where `is_empty`."""
        return cost(self.graph, self.of)

    @cached_property
    def paths(self) -> PathSum:
        """Those from the input to the output. Not where `is_empty`."""
        return paths(self.graph, self.of, self.by)

    @cached_property
    def difference(self) -> Difference:
        """What finite differences say. Not where `is_empty`."""
        return difference(self.system, self.of, self.by)

    @cached_property
    def between(self) -> frozenset[str]:
        """The variables on paths from the input to the output, both among them where there is a path."""
        return self.graph.below(self.by) & self.graph.above(self.of)

    @cached_property
    def formulas(self) -> dict[str, str]:
        """Each variable's equation as text."""
        return {
            node.name: f"{node.name} = {self.texts.of_expression(node.expression)}"
            for node in self.graph.nodes
        }

    @cached_property
    def local_formulas(self) -> dict[tuple[str, str], str]:
        """The local derivative on each edge as text, by the ends of the edge."""
        return {
            edge.ends: f"{symbol(edge.dest, edge.source)} = {self.texts.of_expression(edge.derivative)}"
            for edge in self.graph.edges
        }

    @cached_property
    def reached(self) -> frozenset[str]:
        """The variables whose derivatives the pass finds. Not where `is_empty`."""
        return frozenset((self.passed.start, *(step.arrives for step in self.passed.steps)))

    @cached_property
    def only_path(self) -> dict[tuple[str, str], int]:
        """For the ends of each edge that one path alone runs through, the number of that path."""
        through: dict[tuple[str, str], list[int]] = {}
        for number, path in enumerate(self.paths.listed):
            for ends in pairwise(path.names):
                through.setdefault(ends, []).append(number)
        return {ends: numbers[0] for ends, numbers in through.items() if len(numbers) == 1}

    def formula(self, of: str, by: str) -> str:
        """The derivative of one variable by another as text; "" where nobody would read it."""
        return self.texts.of_derivative(self.graph, of, by)
