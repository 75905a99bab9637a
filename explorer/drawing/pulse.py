"""What is drawn of a number on its way, a pulse, and of one that comes to be, a glow?"""

from enum import StrEnum

from msgspec import Struct

from explorer.drawing.hit_target import Part


class PulseDirection(StrEnum):
    """Which pair of colours a number takes."""

    FORWARD = "forward"
    BACKWARD = "backward"


class Pulse(Struct, frozen=True):
    """`value` on its way, now centred at (`x`, `y`); None: a dot that has arrived and waits."""

    x: float
    y: float
    colour_of: float
    direction: PulseDirection
    value: float | None


class Glow(Struct, frozen=True):
    """A part of a neuron, or a parameter, whose number comes to be; strongest halfway through."""

    x: float
    y: float
    part: Part
    strength: float
