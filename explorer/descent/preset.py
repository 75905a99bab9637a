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
        name="x³ + 3x²",
        text="x^3 + 3x^2",
        start=-1.99,
        learning_rate=0.04,
        shows="Creeps off the maximum into the minimum; raise α to 0.35 for a cycle, to 0.45 for chaos.",
    ),
    Preset(
        name="x²",
        text="x^2",
        start=1.0,
        learning_rate=0.3,
        shows="Each step keeps 0.4 of the distance: 1, 0.4, 0.16, 0.064. From α = 1 on it no longer settles.",
    ),
    Preset(
        name="x⁴ − 2x²",
        text="x^4 - 2x^2",
        start=0.1,
        learning_rate=0.1,
        shows="Two minima: the start decides which, until at α = 0.45 the path wanders between both.",
    ),
    Preset(
        name="0.1x⁴",
        text="0.1x^4",
        start=3.0,
        learning_rate=0.1,
        shows="A flat minimum: quick at first, then ever slower, for f″ is 0 there.",
    ),
    Preset(
        name="Rosenbrock slice",
        text="(1 - x)^2 + 100(1 - x^2)^2",
        start=-0.5,
        learning_rate=0.002,
        shows="Rosenbrock's valley cut at y = 1: walls so steep that α must stay below 1/400 to settle.",
    ),
    Preset(
        name="sin x + 0.1x²",
        text="sin(x) + 0.1x^2",
        start=3.0,
        learning_rate=0.5,
        shows="Stops in the shallow minimum at 3.84 though a deeper one lies at −1.31: the start decides.",
    ),
    Preset(
        name="|x|",
        text="|x|",
        start=1.0,
        learning_rate=0.3,
        shows="The slope never gets smaller, so the path ends up hopping to and fro across the kink.",
    ),
)
