"""What is known at a moment of a pass: which derivatives, which products, and what is on its way?"""

from itertools import pairwise
from math import floor

from msgspec import Struct

from explorer.chain.graph import Ends
from explorer.chain.graph_look import (
    UNKNOWN,
    EdgeLook,
    GraphLook,
    Progress,
    PulseLook,
    VariableLook,
)
from explorer.chain.shown_chain import ShownChain
from explorer.chain.sum_rule import symbol
from explorer.number import rounded

_RIM = 0.14
"""Part of an edge that lies under the variable at its end."""


class PassMoment(Struct, frozen=True):
    """After `made` steps: the derivative that each variable has so far, the complete ones, the used edges."""

    made: int
    totals: dict[str, float]
    complete: frozenset[str]
    used: frozenset[Ends]


def moment_of(chain: ShownChain, time: float) -> PassMoment:
    """The moment at `time`, in steps. `chain` is not empty."""
    made = min(floor(time + 1e-9), len(chain.passed.steps))
    totals, complete, used = {chain.passed.start: 1.0}, {chain.passed.start}, set()
    for step in chain.passed.steps[:made]:
        totals[step.arrives] = step.total
        used.add(step.edge.ends)
        if step.is_last:
            complete.add(step.arrives)
    return PassMoment(made, totals, frozenset(complete), frozenset(used))


def derivative_symbol(chain: ShownChain, name: str) -> str:
    """What the pass finds for a variable: ∂d/∂a in reverse, ∂b/∂a forward."""
    return symbol(name, chain.by) if chain.is_forward else symbol(chain.of, name)


def look_at(chain: ShownChain, time: float, lit_path: int | None) -> GraphLook:
    """What the graph looks like at `time`. `lit_path`: the path that is to be seen alone."""
    moment = moment_of(chain, time)
    in_pass = {step.edge.ends for step in chain.passed.steps}
    variables = {
        node.name: VariableLook(
            node.name,
            chain.formulas[node.name],
            rounded(node.value),
            repr(node.value).removesuffix(".0"),
            _derivative(chain, moment, node.name) if node.name in chain.reached else "",
            moment.totals.get(node.name, 0.0),
            _progress(moment, node.name),
            node.is_input,
            node.name in (chain.of, chain.by),
        )
        for node in chain.graph.nodes
    }
    edges = {
        edge.ends: EdgeLook(
            chain.local_formulas[edge.ends],
            UNKNOWN if edge.ends in in_pass - moment.used else rounded(edge.value),
            chain.only_path.get(edge.ends),
            not chain.between.issuperset(edge.ends),
        )
        for edge in chain.graph.edges
    }
    is_lit = lit_path is not None and lit_path < len(chain.paths.listed)
    lit = edges_of(chain.paths.listed[lit_path].names) if is_lit and lit_path is not None else frozenset()
    return GraphLook(variables, edges, _pulses(chain, time), chain.is_forward, lit, lit_path or 0)


def edges_of(names: tuple[str, ...]) -> frozenset[Ends]:
    """The edges of the path along these variables."""
    return frozenset(pairwise(names))


def _derivative(chain: ShownChain, moment: PassMoment, name: str) -> str:
    total = moment.totals.get(name)
    return f"{derivative_symbol(chain, name)} = {UNKNOWN if total is None else rounded(total)}"


def _progress(moment: PassMoment, name: str) -> Progress:
    if name in moment.complete:
        return Progress.KNOWN
    return Progress.PARTIAL if name in moment.totals else Progress.UNTOUCHED


def _pulses(chain: ShownChain, time: float) -> tuple[PulseLook, ...]:
    """The product of the step that is being made, on its way along its edge."""
    made = floor(time + 1e-9)
    part = time - made
    if part < 1e-6 or made >= len(chain.passed.steps):
        return ()
    step = chain.passed.steps[made]
    along = _RIM + (1 - 2 * _RIM) * part
    place = along if chain.is_forward else 1 - along
    return (PulseLook(step.edge.ends, place, rounded(step.product), step.product),)
