"""How are end states drawn as an image? Shades from the surface to the text, or a colour for each attractor.

Imports pyqtgraph: use it from plots only.
"""

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor

from explorer.descent.bifurcation.end_states import EndStates
from explorer.descent.bifurcation.tone import attractor_hues, shades
from explorer.ui.plot.widget import Plot
from explorer.ui.theme.theme import LIGHT, Theme

_ESCAPED = 1
"""The place of escape in the table of colours; 0 is nothing, above are the shades."""


class EndStatesImage:
    """The image of the end states that were shown last, where they belong in `plot`."""

    def __init__(self, plot: Plot) -> None:
        self._plot = plot
        self._states: EndStates | None = None
        self._black = 1.0
        self._colours, self._hues = _colour_table(LIGHT), _hue_ends(LIGHT)
        self._item = pg.ImageItem(axisOrder="row-major")
        self._item.setZValue(-2)
        plot.addItem(self._item, ignoreBounds=True)

    def show(self, states: EndStates, black: float) -> None:
        """Draw these end states; a share of `black` and more is as dark as can be."""
        self._states, self._black = states, black
        self._draw()
        self.place()

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._colours, self._hues = _colour_table(theme), _hue_ends(theme)
        self._draw()

    def place(self) -> None:
        """Put the image where it belongs in what is visible now, scaled as that is."""
        states = self._states
        if states is None:
            return
        window = states.question.window
        width = (window.rate_high - window.rate_low) / window.columns
        left = window.rate_low - self._plot.x_offsets.origin
        bottom = window.x_low - self._plot.y_offsets.origin
        columns = len(states.columns) * states.spacing
        self._item.setRect(QRectF(left, bottom, width * columns, window.x_high - window.x_low))

    def _draw(self) -> None:
        states = self._states
        if states is None:
            return
        shade = shades(states, self._black).T
        if states.mean is None:
            picture = np.ascontiguousarray(shade)
            picture[:, states.escaped_at >= 0] = _ESCAPED
            self._item.setImage(picture, autoLevels=False, levels=(0, 255), lut=self._colours)
        else:
            picture = _hued(shade, attractor_hues(states).T, self._colours[0], self._hues)
            picture[:, states.density.sum(axis=1) == 0] = self._colours[_ESCAPED]
            self._item.setImage(picture, autoLevels=False, levels=None, lut=None)


def _hued(
    shade: NDArray[np.uint8], hue: NDArray[np.float32], surface: NDArray[np.uint8], ends: NDArray[np.uint8]
) -> NDArray[np.uint8]:
    """RGBA: from the surface to the colour of the hue, −1 the first of `ends`, 0 the second, 1 the third."""
    low, middle, high = (end.astype(np.float32) for end in ends)
    side = np.where(hue[..., None] < 0, low, high)
    colour = middle + np.abs(hue[..., None]) * (side - middle)
    share = shade[..., None].astype(np.float32) / 255
    picture: NDArray[np.uint8] = (surface + share * (colour - surface)).astype(np.uint8)
    return picture


def _hue_ends(theme: Theme) -> NDArray[np.uint8]:
    """The colours of attractors low, amid and high."""
    names = (theme.positive, theme.text, theme.negative)
    return np.array([QColor(name).getRgb() for name in names], dtype=np.uint8)


def _colour_table(theme: Theme) -> NDArray[np.uint8]:
    """RGBA for each shade: from the surface to the text, and that of escape."""
    surface, text, escaped = (QColor(name) for name in (theme.surface, theme.text, theme.problem_soft))
    share = np.linspace(0.0, 1.0, 256)[:, None]
    low, high = np.array(surface.getRgb()), np.array(text.getRgb())
    table: NDArray[np.uint8] = np.round(low + share * (high - low)).astype(np.uint8)
    table[_ESCAPED] = np.array(escaped.getRgb(), dtype=np.uint8)
    return table
