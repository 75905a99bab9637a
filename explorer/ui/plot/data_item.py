"""What is drawn of the points of a plot, whatever they are? A PlotDataItem that expects NaN too.

Imports pyqtgraph: reach it through `explorer.ui.plot`.
"""

from typing import Any

import numpy as np
import pyqtgraph as pg
from numpy.typing import ArrayLike
from PySide6.QtGui import QPainter, QPen

Bounds = tuple[float | None, float | None]


class PlotData(pg.PlotDataItem):
    """A curve or symbols. Points that are not finite leave a gap in the one and are left out of the other."""

    curve: Any
    scatter: Any

    fits_height = True
    """Whether a vertical axis that fits itself to what is drawn has room for all of it."""

    ceiling = np.inf
    """How high a vertical axis that fits itself goes for it at most; a logarithmic one has room for all."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.curve.setParentItem(None)
        self.curve = _Curve()
        self.curve.setParentItem(self)
        self.scatter.setParentItem(None)
        self.scatter = _Symbols()
        self.scatter.setParentItem(self)

    def dataBounds(self, axis: int, *which: Any, **how: Any) -> Bounds:
        if axis == 1 and not self.fits_height:
            return None, None
        low, high = _as_floats(super().dataBounds(axis, *which, **how))
        if axis == 1 and high is not None and not self.opts["logMode"][1]:
            high = min(high, self.ceiling)
        return low, high

    def set_ceiling(self, ceiling: float) -> None:
        """Let what is higher leave the plot."""
        if ceiling != self.ceiling:
            self.ceiling = ceiling
            self.informViewBoundsChanged()

    def set_fits_height(self, does_fit: bool) -> None:
        """Let the vertical axis make room for all of it, or let it leave the plot."""
        if does_fit != self.fits_height:
            self.fits_height = does_fit
            self.informViewBoundsChanged()


class _Curve(pg.PlotCurveItem):
    """A line that is exported in pixels: SVG's numbers have six digits, too few for a step beyond 10⁶."""

    thickness = 1
    """By what the width of the pen is multiplied: lines are a pixel wide, however fine the pixels are."""

    def paint(self, painter: QPainter, *arguments: Any) -> None:
        """Draw the line, in the coordinates of the device where it is exported."""
        if self._exportOpts is False or self.opts["pen"] is None:
            pen = self.opts["pen"]
            if self.thickness != 1 and pen is not None:
                self.opts["pen"] = thickened(pen, self.thickness)
            super().paint(painter, *arguments)
            self.opts["pen"] = pen
            return
        path = painter.transform().map(self.getPath())
        painter.save()
        painter.resetTransform()
        painter.setPen(self.opts["pen"])
        painter.drawPath(path)
        painter.restore()


def thickened(pen: Any, times: int) -> QPen:
    """The same pen, so many times as wide."""
    wide: QPen = pg.mkPen(pen)
    wide.setWidthF(times * max(1.0, wide.widthF()))
    return wide


class _Symbols(pg.ScatterPlotItem):
    """Symbols where there is a place for them: pyqtgraph takes the bounds of NaN, and warns."""

    def setData(self, x: ArrayLike = (), y: ArrayLike = (), **style: Any) -> None:
        """Draw symbols at these points; `style` holds what pyqtgraph takes, for all or one for each."""
        x, y = np.asarray(x), np.asarray(y)
        has_place = np.isfinite(x) & np.isfinite(y)
        for name, value in style.items():
            if isinstance(value, list) and len(value) == len(x):
                style[name] = [each for each, is_kept in zip(value, has_place, strict=True) if is_kept]
        super().setData(x[has_place], y[has_place], **style)

    def dataBounds(self, *which: Any, **how: Any) -> Bounds:
        return _as_floats(super().dataBounds(*which, **how))


def _as_floats(bounds: tuple[Any, Any]) -> Bounds:
    """The bounds as numbers of Python: the differences of numpy's warn where they overflow."""
    low, high = (None if bound is None else float(bound) for bound in bounds)
    return low, high
