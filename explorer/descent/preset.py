"""Which functions are worth descending first, and from where?"""

from dataclasses import dataclass
from typing import Literal

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
        shows="Creeps off the maximum into the minimum; raise α to 0.35 for a cycle, to 0.45 for chaos.",
    ),
    Preset(
        name="x²",
        group="One minimum",
        text="x^2",
        start=1.0,
        learning_rate=0.3,
        shows="Each step keeps 0.4 of the distance: 1, 0.4, 0.16, 0.064. From α = 1 on it no longer settles.",
    ),
    Preset(
        name="log cosh x",
        group="One minimum",
        text="log(cosh(x))",
        start=3.0,
        learning_rate=0.5,
        shows="The slope is never above 1, so no α escapes: beyond α = 2 it hops between two values.",
    ),
    Preset(
        name="x⁴ − 2x²",
        group="Two and more minima",
        text="x^4 - 2x^2",
        start=0.1,
        learning_rate=0.1,
        shows="Two minima: the start decides which, until at α = 0.45 the path wanders between both.",
    ),
    Preset(
        name="½(x² − 1)²",
        group="Two and more minima",
        text="1/2 (x^2 - 1)^2",
        start=0.1,
        learning_rate=0.2,
        shows="One weight used twice learns x·x = 1: the same descent as x⁴ − 2x² at half the α.",
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
        shows="Caught by a ripple at 0.816, far from the deepest at −0.075; α = 0.1 never settles in any.",
    ),
    Preset(
        name="Rosenbrock slice",
        group="Two and more minima",
        text="(1 - x)^2 + 100(1 - x^2)^2",
        start=-0.5,
        learning_rate=0.002,
        shows="Rosenbrock's valley cut at y = 1: walls so steep that α must stay below 1/400 to settle.",
    ),
    Preset(
        name="x⁴",
        group="No curvature at the minimum",
        text="x^4",
        start=1.0,
        learning_rate=0.3,
        shows="f″ = 0: no α is too large near 0. It gets ever slower from |x₀| < 1/√(2α) ≈ 1.29, or escapes.",
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
