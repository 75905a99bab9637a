"""How is a curve of a million steps drawn sixty times a second?

From its envelope: all that is visible in a few thousand points, all that is not in a few hundred, so that the
axes still fit themselves to the whole of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from explorer.array import Array
from explorer.drawing.blank_axis import has_place
from explorer.drawing.envelope import CurveSteps, Envelope
from explorer.ui.plot import curve, recolour

if TYPE_CHECKING:
    from explorer.ui.plot.widget import Plot

VISIBLE, OUTSIDE = 1500, 300
"""At most about how many points are drawn inside the view, and on either side of it."""

FEW_POINTS = 40
"""Up to so many points each has a dot."""


class LongCurve:
    """A curve that grows at its end, at ascending steps. All but its last point stay as they are.

    Where that is not so, because every second point was dropped, it is drawn anew.
    """

    def __init__(self, plot: Plot, colour: str, name: str, dashed: bool = False) -> None:
        self._plot = plot
        self._steps: CurveSteps = np.empty(0)
        self._values: Array = np.empty(0)
        self._envelope = Envelope()
        # Remembered, for the arrays may be views of a history that is written on.
        self._settled_count, self._settled_step = 0, 0.0
        self._is_zoomed = False
        self._dashed = dashed
        self.name = name
        self.item = curve(plot, colour, name, dashed)
        self.item.setClipToView(False)
        plot.view.sigXRangeChanged.connect(self._on_range_changed)
        plot.log_changed.connect(self._draw)

    @property
    def steps(self) -> CurveSteps:
        """Where the values stand on the horizontal axis, drawn or not."""
        return self._steps

    @property
    def values(self) -> Array:
        """Every value, drawn or not."""
        return self._values

    def show(self, steps: CurveSteps, values: Array) -> None:
        """Draw these values at these steps."""
        count = self._settled_count
        if len(steps) < count or (count and steps[count - 1] != self._settled_step):
            self._envelope = Envelope()
        self._steps, self._values = steps, values
        self._settled_count = max(len(steps) - 1, 0)
        self._settled_step = float(steps[-2]) if len(steps) > 1 else 0.0
        self._envelope.extend(values[:-1])
        self._draw()

    def recolour(self, colour: str) -> None:
        """Draw it in another colour."""
        recolour(self.item, colour, self._dashed)

    def set_visible(self, is_visible: bool) -> None:
        """Show it, or hide it from the eye, the crosshair and the axes."""
        self.item.setVisible(is_visible)

    def set_fits_height(self, does_fit: bool) -> None:
        """Let the vertical axis make room for all of it, or let it leave the plot."""
        self.item.set_fits_height(does_fit)

    def remove(self) -> None:
        """Take it out of its plot."""
        self._plot.view.sigXRangeChanged.disconnect(self._on_range_changed)
        self._plot.log_changed.disconnect(self._draw)
        self._plot.removeItem(self.item)

    def _on_range_changed(self) -> None:
        # While the axis fits itself to the data, its range follows from what is drawn already.
        if len(self._values) and (self._is_zoomed or not self._fits_itself()):
            self._draw()

    def _fits_itself(self) -> bool:
        return bool(self._plot.view.autoRangeEnabled()[0])

    def _draw(self) -> None:
        count = len(self._values)
        self._is_zoomed = not self._fits_itself()
        if self._is_zoomed:
            low, high = self._plot.view.viewRange()[0]
            begin = max(int(np.searchsorted(self._steps, low)) - 1, 0)
            end = max(min(int(np.searchsorted(self._steps, high)) + 1, count), begin)
            pieces = [(0, begin, OUTSIDE), (begin, end, VISIBLE), (end, count, OUTSIDE)]
            picked = np.concatenate([self._envelope.between(*piece) for piece in pieces])
        else:
            picked = self._envelope.between(0, count, VISIBLE)
        steps, values = self._steps[picked].astype(np.float64), self._values[picked]
        has_dots = count <= FEW_POINTS and not self._dashed and has_place(values, self._plot.is_log).any()
        self.item.setData(steps, values, symbol="o" if has_dots else None, symbolSize=5)
