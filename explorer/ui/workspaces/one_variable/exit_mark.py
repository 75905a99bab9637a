"""How is it shown that an orbit leaves the plot? Imports pyqtgraph: use it from plots only."""

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor

from explorer.descent.frame import FrameExit
from explorer.ui.plot import markers
from explorer.ui.plot.widget import Plot
from explorer.ui.theme.theme import LIGHT, Theme


class ExitMark:
    """A cross on the border where the orbit goes out, with the step at which it does."""

    def __init__(self, plot: Plot) -> None:
        self._plot = plot
        self._cross = markers(plot, LIGHT.problem, "", symbol="d", size=11)
        self._cross.opts["name"] = None  # its place is no data: the crosshair shall not read it
        self._text = pg.TextItem()
        self._text.setZValue(30)
        self._cross.setZValue(29)
        plot.addItem(self._text, ignoreBounds=True)
        self.step: int | None = None
        self._cross.setVisible(False)
        self._text.setVisible(False)

    @property
    def text(self) -> str:
        """What stands beside the cross."""
        return "" if self.step is None else f"leaves the plot at step {self.step}"

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._cross.setSymbolBrush(theme.problem)
        self._cross.setSymbolPen(theme.problem)
        self._text.setColor(theme.problem)
        backdrop = QColor(theme.surface)
        backdrop.setAlphaF(0.8)
        self._text.fill = pg.mkBrush(backdrop)

    def show(self, leaving: FrameExit | None, begin: int = 0) -> None:
        """Mark this exit, whose steps are counted from `begin`; None: nothing leaves."""
        self.step = None if leaving is None else begin + leaving.step
        self._cross.setVisible(leaving is not None)
        self._text.setVisible(leaving is not None)
        if leaving is None:
            return
        (x_low, x_high), (y_low, y_high) = self._plot.view.viewRange()
        right = (leaving.x - x_low) / (x_high - x_low)
        up = (leaving.y - y_low) / (y_high - y_low)
        self._cross.setData([leaving.x], [leaving.y])
        self._text.setText(self.text)
        # Inside the plot, on whichever side of the cross there is room.
        self._text.setAnchor(QPointF(float(np.clip(right, 0.0, 1.0)), -0.2 if up > 0.5 else 1.2))
        self._text.setPos(leaving.x, leaving.y)
