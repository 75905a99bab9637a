"""What is looked at in one variable? The settings of its views, which are edited, undone and saved."""

from dataclasses import dataclass
from typing import Literal

from explorer.descent.preset import PRESETS

Quantity = Literal["x", "f", "slope"]
"""What is drawn against the step: x(t), f(x(t)) or f′(x(t))."""

MOST_STARTS = 8
LONGEST_ITERATE = 64
LARGEST_MOMENTUM = 0.999


@dataclass(frozen=True, slots=True)
class RateRange:
    """The part of the plane of learning rate and x in which end states are looked at."""

    rate_low: float
    rate_high: float
    x_low: float
    x_high: float


@dataclass(frozen=True, slots=True)
class DescentSettings:
    """The function, where and how it is descended, and what is shown of that.

    `further_starts`: those beside `start`, at most `MOST_STARTS` − 1. `iterate`: the step map is of so many
    steps at once. `seen`: the range of end states that was zoomed into; None: all of them. The others say
    what is drawn over the end states.
    """

    formula: str = PRESETS[0].text
    start: float = PRESETS[0].start
    learning_rate: float = 0.45
    momentum: float = 0.0
    steps: int = 50
    further_starts: tuple[float, ...] = ()
    iterate: int = 1
    quantity: Quantity = "x"
    seen: RateRange | None = None
    has_landmarks: bool = True
    has_critical_curves: bool = False
    from_every_start: bool = False
    as_logistic_map: bool = False
    explains_logistic_map: bool = False


NEW = DescentSettings()
"""What a new window shows."""
