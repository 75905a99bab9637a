"""How much is drawn from afar, and what is kept readable? The levels of detail, by the scale."""

LEAST_SCALE = 0.42
"""Below this many pixels a unit, numbers cannot be read: neurons and pulses are only colours."""

NEURON, TEXT, DOT = 0.72, 0.85, 0.6
"""The least scales of a neuron that is pointed at or explained, of single numbers, and of dots."""

DIMMED = 0.16
"""The opacity of what is not on a lit path."""


def is_far(scale: float) -> bool:
    """Whether the drawing is seen from too far for numbers, at `scale` pixels a unit."""
    return scale < LEAST_SCALE
