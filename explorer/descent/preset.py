"""Which functions are worth descending first, and from where?"""

from dataclasses import dataclass
from typing import Literal

from explorer.symbol import Symbol

PresetGroup = Literal["One minimum", "Two and more minima", "No curvature at the minimum"]


@dataclass(frozen=True, slots=True)
class Preset:
    """A function with a start and an α at which there is something to see; `shows` says what."""

    name: str
    group: PresetGroup
    text: str
    start: float
    learning_rate: float
    shows: str


PRESETS = (
    Preset(
        name="x³ + 3x²",
        group="One minimum",
        text="x^3 + 3x^2",
        start=-1.99,
        learning_rate=0.04,
        shows=(
            f"Creeps off the maximum into the minimum; raise {Symbol.ALPHA} to 0.35 for a cycle, to 0.45 "
            "for chaos."
        ),
    ),
    Preset(
        name="x²",
        group="One minimum",
        text="x^2",
        start=1.0,
        learning_rate=0.3,
        shows=(
            f"Each step keeps 0.4 of the distance: 1, 0.4, 0.16, 0.064. From {Symbol.ALPHA} = 1 on it no "
            "longer settles."
        ),
    ),
    Preset(
        name="log cosh x",
        group="One minimum",
        text="log(cosh(x))",
        start=3.0,
        learning_rate=0.5,
        shows=(
            f"The slope is never above 1, so no {Symbol.ALPHA} escapes: beyond {Symbol.ALPHA} = 2 it hops "
            "between two values."
        ),
    ),
    Preset(
        name="x⁴ − 2x²",
        group="Two and more minima",
        text="x^4 - 2x^2",
        start=0.1,
        learning_rate=0.1,
        shows=(
            f"Two minima: the start decides which, until at {Symbol.ALPHA} = 0.45 the path wanders between "
            "both."
        ),
    ),
    Preset(
        name="½(x² − 1)²",
        group="Two and more minima",
        text="1/2 (x^2 - 1)^2",
        start=0.1,
        learning_rate=0.2,
        shows=(
            f"One weight used twice learns x·x = 1: the same descent as x⁴ − 2x² at half the {Symbol.ALPHA}."
        ),
    ),
    Preset(
        name="sin x + x²/10",
        group="Two and more minima",
        text="sin(x) + x^2/10",
        start=3.0,
        learning_rate=0.5,
        shows="Stops in the shallow minimum at 3.84 though a deeper one lies at −1.31: the start decides.",
    ),
    Preset(
        name="x² with ripples",
        group="Two and more minima",
        text="x^2 + 0.1 sin(20x)",
        start=2.0,
        learning_rate=0.03,
        shows=(
            f"Caught by a ripple at 0.816, far from the deepest at −0.075; {Symbol.ALPHA} = 0.1 never "
            "settles in any."
        ),
    ),
    Preset(
        name="Rosenbrock slice",
        group="Two and more minima",
        text="(1 - x)^2 + 100(1 - x^2)^2",
        start=-0.5,
        learning_rate=0.002,
        shows=(
            f"Rosenbrock's valley cut at y = 1: walls so steep that {Symbol.ALPHA} must stay below 1/400 "
            "to settle."
        ),
    ),
    Preset(
        name="x⁴",
        group="No curvature at the minimum",
        text="x^4",
        start=1.0,
        learning_rate=0.3,
        shows=(
            f"f″ = 0: no {Symbol.ALPHA} is too large near 0. It gets ever slower from |x₀| < "
            f"1/√(2·{Symbol.ALPHA}) ≈ 1.29, or escapes."
        ),
    ),
    Preset(
        name="|x|",
        group="No curvature at the minimum",
        text="|x|",
        start=1.0,
        learning_rate=0.3,
        shows="The slope never gets smaller, so the path ends up hopping to and fro across the kink.",
    ),
)
"""Those of a group follow one another."""
