"""What does a small change of an input do, truly and by the derivative? The nudge of a value."""

from math import floor, isfinite, log10

from msgspec import Struct

from explorer.chain.accumulation import reverse
from explorer.chain.difference import small_change
from explorer.chain.graph import ComputationGraph
from explorer.number import rounded, signed

_PER_PIXEL = 0.005
"""Of the size of the value, at least of 1."""


class Nudge(Struct, frozen=True):
    """The input `name` was worth `base` in `graph`, and is now worth `epsilon` more."""

    name: str
    base: float
    epsilon: float
    graph: ComputationGraph


def nudged(value: float, pixels: int) -> float:
    """`value` moved by so many pixels, a two-hundredth of its size each, without digits that mean nothing.

    What is not finite, or would be, is moved from 0, or not at all.
    """
    if not isfinite(value):
        return nudged(0.0, pixels)
    unit = _PER_PIXEL * max(1.0, 10.0 ** floor(log10(abs(value)))) if value else _PER_PIXEL
    moved = round(value + pixels * unit, 2 - floor(log10(unit)))
    return moved if isfinite(moved) else value


def nudge_in_words(nudge: Nudge, of: str) -> str:
    """ε times the derivative beside the true change of `of`."""
    derivative = reverse(nudge.graph, of).derivatives.get(nudge.name, 0.0)
    change = small_change(nudge.graph.system, of, nudge.name, derivative, nudge.epsilon)
    return (
        f"ε = {signed(nudge.epsilon)} in {nudge.name}: ∂{of}/∂{nudge.name} · ε = "
        f"{rounded(change.predicted)}, true change {rounded(change.true)}"
    )
