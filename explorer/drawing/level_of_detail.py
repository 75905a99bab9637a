"""How much is drawn from afar, and what is kept readable? The levels of detail, by the scale."""

import math

LEAST_SCALE = 0.42
"""Below this many pixels a unit, numbers cannot be read: neurons and pulses are only colours."""

NEURON, TEXT, DOT = 0.72, 0.85, 0.6
"""The least scales of a neuron that is pointed at or explained, of single numbers, and of dots."""

DIMMED = 0.16
"""The opacity of what is not on a lit path."""

_CLOSE = 1.02
"""So near to the least scale it is not clear on which side of it a number that was rounded will be."""

_LARGEST_LETTERS = 1.3
_LARGEST_LOSS = 1.9
_STEPS_PER_DOUBLING = 8


def is_far(scale: float) -> bool:
    """Whether the drawing is seen from too far for numbers, at `scale` pixels a unit."""
    return scale < LEAST_SCALE


def enlarged_scale(scale: float, room: float) -> float:
    """The scale of a neuron that is pointed at or explained, where the drawing is seen at `scale`.

    It is `NEURON`, or less where less can still be read and leaves its neighbours free: `room` is how many
    times as large as these it may be (`explorer.drawing.neuron_room`).
    """
    free = scale * room
    return NEURON if free < _CLOSE * LEAST_SCALE else min(NEURON, free)


def label_magnification(scale: float) -> float:
    """How much larger than at 100 % labels of connections are laid out, so that they can be read.

    In steps, so that a window that is resized does not lay them out anew at every pixel.
    """
    wanted = max(1.0, TEXT / max(scale, LEAST_SCALE))
    return float(2 ** (math.ceil(_STEPS_PER_DOUBLING * math.log2(wanted) - 1e-9) / _STEPS_PER_DOUBLING))


def letter_size(size: float, scale: float) -> float:
    """The size of letters in a neuron that is `size` at 100 %, in scene units: they grow into its room."""
    return size * min(max(1.0, TEXT / scale), _LARGEST_LETTERS)


def loss_magnification(scale: float) -> float:
    """How much larger E is drawn from afar: so much that it never reaches what stands left of it."""
    return min(max(1.0, NEURON / scale), _LARGEST_LOSS)
