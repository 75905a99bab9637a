"""How is a basin shown on the x-axis of a plot? As a band along its foot. Imports pyqtgraph."""

from collections.abc import Callable

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontMetricsF

from explorer.array import Array
from explorer.ui.plot.widget import Plot
from explorer.ui.theme.theme import Theme

_THICK = 9
"""Pixels that the band is high."""
_ROOM = 60
"""Pixels that an interval is wide at least for the word to stand over it."""
_GAP = 5
"""Pixels at each side of the word."""
_PLACES = 129
"""So many are tried for the word."""


class BasinStrip:
    """The intervals of one basin of the f that has `heights`."""

    def __init__(self, plot: Plot, heights: Callable[[Array], Array]) -> None:
        self._plot = plot
        self._heights = heights
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
            low, high = seen[widest].tolist()
            letters = QFontMetricsF(self._plot.font()).horizontalAdvance("basin") + 2 * _GAP
            place = self._clearest(low, high, letters * width)
            self._word.setPos(place, y_low + (_THICK - 2) * height)

    def _clearest(self, low: float, high: float, width: float) -> float:
        """The middle of the stretch of this width, between low and high, above which the curve is highest."""
        y_low, y_high = self._plot.view.viewRange()[1]
        x = np.linspace(low, high, _PLACES)
        with np.errstate(all="ignore"):  # there may be poles
            heights = np.clip(np.nan_to_num(self._heights(x), nan=y_low), y_low, y_high)
        count = min(_PLACES, max(1, round(_PLACES * width / (high - low))))
        least = np.lib.stride_tricks.sliding_window_view(heights, count).min(axis=1)
        return float(x[int(np.argmax(least)) + count // 2])
