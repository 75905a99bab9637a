"""Which of many orbits leave the domain of f? Those have escaped, though f′ may have a value where they went.

The slope of log x is 1/x, on both sides of 0: only f itself tells that there is nothing to descend on one.
"""

import numpy as np

from explorer.descent.bifurcation.orbits import OrbitEngine, Orbits
from explorer.descent.function import Function
from explorer.descent.orbit import BOUND
from explorer.formula.elementary import FUNCTIONS
from explorer.formula.expression import Call, Constant, Expression, Power, bottom_up

_AT_ONCE = 256
"""Steps whose iterates are kept to be looked at."""


def may_leave_domain(f: Function) -> bool:
    """Whether f has parts that are numbers for some arguments only: log, √, powers that are not whole."""
    for node in bottom_up(f.expression):
        if isinstance(node, Call) and FUNCTIONS[node.function].domain:
            return True
        if isinstance(node, Power) and not _is_whole(node.exponent):
            return True
    return False


def advance_within_domain(engine: OrbitEngine, f: Function, orbits: Orbits, steps: int) -> None:
    """Let `orbits` go on by so many steps; one has escaped with the first at which f has no value."""
    if not may_leave_domain(f):
        engine.advance(orbits, steps)
        return
    for first in range(0, steps, _AT_ONCE):
        begin = orbits.steps
        path = engine.trail(orbits, min(_AT_ONCE, steps - first))
        has_no_value = np.isnan(f.values(path)) & (np.abs(path) <= BOUND)
        left = np.where(has_no_value.any(axis=0), begin + 1 + has_no_value.argmax(axis=0), -1)
        # Where f′ has no value either, the orbit ends with the next step, as the engine says.
        is_first = (left >= 0) & ((orbits.escaped_at < 0) | (left + 1 < orbits.escaped_at))
        orbits.escaped_at[is_first] = left[is_first]


def _is_whole(exponent: Expression) -> bool:
    return isinstance(exponent, Constant) and float(exponent.value).is_integer()
