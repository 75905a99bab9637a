"""Which functions are worth descending first, and from where?"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Preset:
    """A function with a start and an α at which there is something to see; `shows` says what."""

    name: str
    text: str
    start: float
    learning_rate: float
    shows: str


PRESETS = (
    Preset(
        "x³ + 3x²",
        "x^3 + 3x^2",
        -1.99,
        0.04,
        "Creeps away from the maximum and settles in the minimum; raise α to 0.35 for a cycle, 0.45 for chaos.",
    ),
    Preset(
        "x²",
        "x^2",
        1.0,
        0.3,
        "Each step keeps 0.4 of the distance: 1, 0.4, 0.16, 0.064; from α = 1 on it fails.",
    ),
    Preset(
        "x⁴ − 2x²",
        "x^4 - 2x^2",
        0.1,
        0.1,
        "Two minima: the start decides which, until at α = 0.45 the path wanders between both.",
    ),
    Preset(
        "0.1x⁴", "0.1x^4", 3.0, 0.1, "A flat minimum: quick at first, then ever slower, for f″ is 0 there."
    ),
    Preset(
        "Rosenbrock slice",
        "(1 - x)^2 + 100(1 - x^2)^2",
        -0.5,
        0.002,
        "Steep walls: α must stay below 1/400, and the path ends in the worse of two minima.",
    ),
    Preset(
        "sin x + 0.1x²",
        "sin(x) + 0.1x^2",
        3.0,
        0.5,
        "Stops in a shallow local minimum beside the deep one; a larger start or α finds other places.",
    ),
    Preset(
        "|x|",
        "|x|",
        1.0,
        0.3,
        "The slope never gets smaller, so the path ends up hopping to and fro across the kink.",
    ),
)
