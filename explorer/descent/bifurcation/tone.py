"""How dark is a pixel of the picture of end states? From the share of steps that were spent there.

The root of the share, black from the black point on: thin lines of long cycles are seen beside those of short
ones, and the dark lines within chaos beside its haze.
"""

import numpy as np
from numpy.typing import NDArray

from explorer.descent.bifurcation.end_states import EndStates

_BLACK = 0.98
"""So large a part of what wandering orbits visit is lighter than black."""
_FAINTEST = 24


def black_point(states: EndStates) -> float:
    """The share from which on a pixel is black, of this picture. Held still while something is dragged."""
    wandering = states.density[(states.period == 0) & (states.escaped_at < 0)]
    visited = wandering[wandering > 0]
    return float(np.quantile(visited, _BLACK)) if len(visited) else 1.0


def shades(states: EndStates, black: float) -> NDArray[np.uint8]:
    """From 0, never visited, to 255, black, shape (columns, rows). Cycles are black, however long.

    What was ever visited is at least `_FAINTEST`: it can be seen.
    """
    shade = np.sqrt(np.minimum(states.density / np.float32(black), 1.0)) * 255
    shade = np.where(states.density > 0, np.maximum(shade, _FAINTEST), 0)
    shade[(states.period > 0)[:, None] & (states.density > 0)] = 255
    return shade.astype(np.uint8)


def attractor_hues(states: EndStates) -> NDArray[np.float32]:
    """Which attractor a pixel belongs to: from −1, its mean x is the lowest that is seen, to 1, the highest.

    Shape (columns, rows); 0 where there is one attractor alone, and where nothing was visited.
    """
    window = states.question.window
    if states.mean is None:
        return np.zeros_like(states.density)
    middle = (window.x_low + window.x_high) / 2
    hue = np.nan_to_num((states.mean - middle) / (window.x_high - middle))
    hues: NDArray[np.float32] = np.clip(hue, -1.0, 1.0).astype(np.float32)
    return hues
