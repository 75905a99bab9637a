"""How does the chosen output depend on the chosen input? A plot of it with its tangent.

Imports pyqtgraph: make it after the window's first paint.
"""

from collections.abc import Callable
from math import hypot, isfinite

import numpy as np
import pyqtgraph as pg
from msgspec import Struct
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from explorer.array import Array
from explorer.descent.sampled_curve import without_poles
from explorer.files.table import TableColumns
from explorer.number import rounded
from explorer.ui.plot import curve, markers
from explorer.ui.plot.widget import Plot
from explorer.ui.theme.theme import Theme

_SAMPLES = 301
_TANGENT = 70.0
"""Half the length of the tangent, in pixels."""
_FEW = 0.1
"""The part of all samples that may lie far out, below and above: they do not flatten the others."""
_LARGEST, _FAR = 1e150, 1e3
"""What is larger has no place in a plot. So many heights of the view away is too far to draw a tangent."""
_LEAST_WIDTH = 1.5
_PART_OF_VALUE = 0.75
"""Half the width that is shown at first: at least the one, or this part of the input's value."""


class Dependence(Struct, frozen=True):
    """The output as a function of the input: `function` takes many inputs at once."""

    x_name: str
    y_name: str
    x: float
    y: float
    slope: float
    function: Callable[[Array], Array]


class DependencePlot(Plot):
    """The output against the input, and the tangent at the present value."""

    has_x_title = False

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, "input", "output")
        self.can_be_log = False
        self.plotItem.hideButtons()
        self.table = self._table
        self._shown: Dependence | None = None
        self._is_drawing = False
        self._curve = curve(self, "#000000", "output")
        self._curve.setClipToView(False)
        self.tangent = pg.PlotDataItem(antialias=True)
        """A piece of the tangent, as long as it can be told from the curve."""
        self.addItem(self.tangent)
        self._point = markers(self, "#000000", "now", size=9)
        self._words = pg.TextItem("", anchor=(0, 1))
        self.addItem(self._words, ignoreBounds=True)
        for level, item in enumerate((self._curve, self.tangent, self._point, self._words)):
            item.setZValue(10 + level)
        self.view.sigRangeChanged.connect(self._draw)
        self.view.sigResized.connect(self._draw)

    def show_dependence(self, shown: Dependence | None, is_held: bool) -> None:
        """Draw this one; the axes stand still while something is held."""
        before, self._shown = self._shown, shown
        if shown is None:
            for item in (self._curve, self.tangent, self._point):
                item.setData([], [])
            self._words.setText("")
            return
        if before is None or (before.x_name, before.y_name) != (shown.x_name, shown.y_name):
            self.set_labels(shown.x_name, shown.y_name)
            self.show_all()
        elif not is_held and before != shown:
            self.show_all()
        self._draw()

    def show_all(self) -> None:
        """Go back to the surroundings of the present value."""
        shown = self._shown
        if shown is None or not isfinite(shown.x):
            return
        half = max(_LEAST_WIDTH, _PART_OF_VALUE * abs(shown.x))
        low, high = shown.x - half, shown.x + half
        bottom, top = _heights(np.append(shown.function(np.linspace(low, high, _SAMPLES)), shown.y))
        if isfinite(high - low):
            self.view.setRange(xRange=(low, high), yRange=(bottom, top), padding=0, disableAutoRange=True)

    def set_colours(self, theme: Theme) -> None:
        """Take the colours of `theme`, all that is drawn included."""
        self.set_theme(theme)
        self._curve.setPen(pg.mkPen(theme.positive, width=2))
        self.tangent.setPen(pg.mkPen(theme.negative, width=2.5))
        self._point.setSymbolBrush(theme.negative)
        self._point.setSymbolPen(pg.mkPen(theme.surface, width=1))
        self._words.setColor(QColor(theme.negative))

    def _draw(self) -> None:
        shown = self._shown
        if shown is None or self._is_drawing:
            return
        self._is_drawing = True  # what is drawn may move the range, which would draw again
        (low, high), (bottom, top) = self.view.viewRange()
        x = np.linspace(low, high, _SAMPLES)
        self._curve.setData(x, without_poles(shown.function(x), bottom, top))
        self._draw_tangent(shown)
        self._is_drawing = False

    def _draw_tangent(self, shown: Dependence) -> None:
        width, height = self.view.viewPixelSize()
        _, (bottom, top) = self.view.viewRange()
        is_near = isfinite(shown.slope) and abs(shown.y - bottom) <= _FAR * (top - bottom)
        if not (is_near and width and height):
            self.tangent.setData([], [])
            self._point.setData([], [])
            self._words.setText("" if isfinite(shown.slope) else f"slope {rounded(shown.slope)}")
            return
        x, y, slope = shown.x, shown.y, shown.slope
        reach = _TANGENT / hypot(1 / width, slope / height)
        self.tangent.setData([x - reach, x + reach], [y - slope * reach, y + slope * reach])
        self._point.setData([x], [y])
        self._words.setText(f"slope {rounded(slope)}")
        self._words.setAnchor((0, 1) if slope <= 0 else (1, 1))
        self._words.setPos(x, y)

    def _table(self) -> TableColumns:
        """The output as it is sampled now, out of view or not."""
        if self._shown is None:
            return []
        (low, high), _ = self.view.viewRange()
        x = np.linspace(low, high, _SAMPLES)
        return [(self._shown.x_name, x), (self._shown.y_name, self._shown.function(x))]


def _heights(y: Array) -> tuple[float, float]:
    """From where to where the curve is shown: most of it, with its last value, where it has poles too."""
    y = y[np.isfinite(y) & (np.abs(y) < _LARGEST)]
    if not len(y):
        return -1.0, 1.0
    low, high = (float(each) for each in np.quantile(y, (_FEW, 1 - _FEW)))
    spare = 2.0 * (high - low)
    bottom, top = max(float(y.min()), low - spare), min(float(y.max()), high + spare)
    bottom, top = min(bottom, float(y[-1])), max(top, float(y[-1]))
    margin = 0.08 * (top - bottom) or max(1.0, 0.1 * abs(top))
    return bottom - margin, top + margin
