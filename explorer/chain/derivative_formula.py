"""How is the derivative of one variable by another written as one formula? The chain rule in symbols.

Local derivatives are multiplied along the edges and added up where paths meet, as in reverse mode, and
shortened on the way. What is in between keeps its name: ∂d/∂a is 2a·c − 7b, where b and c are variables.
"""

from explorer.chain.graph import ComputationGraph
from explorer.formula.algebra import ONE, ZERO, product, total
from explorer.formula.expression import Expression, tree_depth, tree_size
from explorer.formula.notation import LONGEST_WRITTEN

_DEEPEST = 60


def derivative_formula(graph: ComputationGraph, of: str, by: str) -> Expression | None:
    """∂ of/∂ by in the variables of the graph; None where nobody would read so long a formula.

    0 where `of` does not depend on `by`. Raises UnknownVariable.
    """
    between = graph.below(by) & graph.above(of)
    if of not in between:
        return ZERO
    found: dict[str, Expression | None] = {of: ONE}
    for node in reversed(graph.nodes):
        if node.name in between and node.name != of:
            edges = [edge for edge in graph.outgoing[node.name] if edge.dest in between]
            found[node.name] = _sum([(edge.derivative, found[edge.dest]) for edge in edges])
    return found[by]


def _sum(terms: list[tuple[Expression, Expression | None]]) -> Expression | None:
    """Σ local · carried; None where a part is missing, or too much comes together."""
    size, products = 0, []
    for local, carried in terms:
        if carried is None:
            return None
        size += tree_size(local) + tree_size(carried)
        if size > LONGEST_WRITTEN or max(tree_depth(local), tree_depth(carried)) > _DEEPEST:
            return None
        products.append(product(local, carried))
    summed = total(products)
    return summed if tree_size(summed) <= LONGEST_WRITTEN else None
