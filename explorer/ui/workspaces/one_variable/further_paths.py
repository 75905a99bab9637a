"""How are the descents from further starts drawn in a plot? As lines in their colours. Imports pyqtgraph."""

from collections.abc import Sequence

import pyqtgraph as pg

from explorer.array import Array
from explorer.ui.plot import PlotItem, curve
from explorer.ui.plot.widget import Plot
from explorer.ui.theme.theme import LIGHT, Theme
from explorer.ui.workspaces.one_variable.start_handles import colour_of_start


class FurtherPaths:
    """The lines of one plot; the crosshair reads them off by their names."""

    def __init__(self, plot: Plot) -> None:
        self._plot = plot
        self._theme = LIGHT
        self.lines: list[PlotItem] = []

    def show(self, paths: Sequence[tuple[Array, Array]]) -> None:
        """Draw these, the first in the colour of the first further start."""
        while len(self.lines) > len(paths):
            self._plot.removeItem(self.lines.pop())
        while len(self.lines) < len(paths):
            line = curve(self._plot, LIGHT.muted, f"start {len(self.lines) + 2}")
            line.setClipToView(False)
            line.setZValue(9)
            self.lines.append(line)
            self.set_theme(self._theme)
        for line, (x, y) in zip(self.lines, paths, strict=True):
            line.setData(x, y)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._theme = theme
        for number, line in enumerate(self.lines, start=1):
            line.setPen(pg.mkPen(colour_of_start(number, theme), width=1.5))
