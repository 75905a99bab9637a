"""What is drawn of the points of a plot, whatever they are? A PlotDataItem that expects NaN too.

Imports pyqtgraph: reach it through `explorer.ui.plot`.
"""

from typing import Any

import numpy as np
import pyqtgraph as pg
from numpy.typing import ArrayLike

Bounds = tuple[float | None, float | None]


class PlotData(pg.PlotDataItem):
    """A curve or symbols. Points that are not finite leave a gap in the one and are left out of the other."""

    scatter: Any

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.scatter.setParentItem(None)
        self.scatter = _Symbols()
        self.scatter.setParentItem(self)

    def dataBounds(self, *which: Any, **how: Any) -> Bounds:
        return _as_floats(super().dataBounds(*which, **how))


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
