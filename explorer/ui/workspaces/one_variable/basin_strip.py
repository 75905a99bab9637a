"""How is a basin shown on the x-axis of a plot? As a band along its foot. Imports pyqtgraph."""

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from explorer.ui.plot.widget import Plot
from explorer.ui.theme.theme import Theme

_THICK = 9
"""Pixels that the band is high."""
_ROOM = 60
"""Pixels that an interval is wide at least for the word to stand over it."""


class BasinStrip:
    """The intervals of one basin."""

    def __init__(self, plot: Plot) -> None:
        self._plot = plot
        self.intervals: list[tuple[float, float]] = []
        self._band = pg.PlotDataItem(connect="finite")
        self._band.setZValue(3)
        self._word = pg.TextItem("basin", anchor=(0.5, 1))
        self._word.setZValue(4)
        for item in (self._band, self._word):
            plot.addItem(item, ignoreBounds=True)
        self._word.setVisible(False)

    def show(self, intervals: list[tuple[float, float]]) -> None:
        """Shade these starts, and no others."""
        self.intervals = intervals
        self.place()

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        colour = QColor(theme.accent)
        colour.setAlphaF(0.4)
        self._band.setPen(pg.mkPen(colour, width=_THICK, capStyle=Qt.PenCapStyle.FlatCap))
        self._word.setColor(theme.muted)

    def place(self) -> None:
        """Lie at the foot of what is visible now."""
        (x_low, x_high), (y_low, _) = self._plot.view.viewRange()
        width, height = self._plot.view.viewPixelSize()
        ends = np.array(self.intervals).reshape(-1, 2)
        x = np.column_stack([ends, np.full(len(ends), np.nan)]).ravel()
        self._band.setData(x, np.where(np.isfinite(x), y_low + _THICK / 2 * height, np.nan))
        seen = np.clip(ends, x_low, x_high)
        widest = int(np.argmax(seen[:, 1] - seen[:, 0])) if len(seen) else -1
        has_room = widest >= 0 and float(seen[widest, 1] - seen[widest, 0]) > _ROOM * width
        self._word.setVisible(has_room)
        if has_room:
            self._word.setPos(float(seen[widest].mean()), y_low + (_THICK - 2) * height)
