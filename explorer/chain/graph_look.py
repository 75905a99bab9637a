"""What is drawn of a graph at one moment? The look of each variable and each edge, and what travels."""

from enum import Enum

from msgspec import Struct

from explorer.chain.graph import Ends

UNKNOWN = "–"
"""What stands where a number is not computed yet."""


class Progress(Enum):
    """How far a derivative has come."""

    UNTOUCHED = "untouched"
    """Nothing has arrived."""
    PARTIAL = "partial"
    """Something has arrived, and more will."""
    KNOWN = "known"


class VariableLook(Struct, frozen=True):
    """One variable: what it is called and is worth, and its derivative so far.

    `exact`: all the digits of the value. `derivative`: "∂d/∂b = −14"; "" where it takes no part in the pass.
    `sign`: that of the derivative.
    """

    name: str
    formula: str
    value: str
    exact: str = ""
    derivative: str = ""
    sign: float = 0.0
    progress: Progress = Progress.UNTOUCHED
    is_input: bool = False
    is_end: bool = False
    """Whether it is the chosen input or output."""


class EdgeLook(Struct, frozen=True):
    """One edge: its local derivative as symbol and number. `path`: the number of the only path through it."""

    symbol: str
    number: str
    path: int | None = None
    is_idle: bool = False
    """Whether no path from the chosen input to the chosen output runs through it."""


class PulseLook(Struct, frozen=True):
    """A product on its way along an edge: at `part` of it, 0 at its source."""

    edge: Ends
    part: float
    text: str
    sign: float


class GraphLook(Struct, frozen=True):
    """All of it. `is_forward`: which pair of colours derivatives have. `lit`: the edges of one path."""

    variables: dict[str, VariableLook]
    edges: dict[Ends, EdgeLook]
    pulses: tuple[PulseLook, ...] = ()
    is_forward: bool = False
    lit: frozenset[Ends] = frozenset()
    lit_path: int = 0


NOTHING = GraphLook({}, {})
