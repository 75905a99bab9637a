"""What else is known for every α? A strip beneath the end states: Λ, or αf″ at the minimum.

Imports pyqtgraph: make it after the window's first paint.
"""

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from explorer.array import Array
from explorer.descent.bifurcation.end_states import EndStates
from explorer.descent.frame import LEAST_RANGE
from explorer.drawing.offset_scale import OffsetScale
from explorer.files.table import TableColumns
from explorer.symbol import Symbol
from explorer.ui.plot import curve, recolour
from explorer.ui.theme.theme import Theme
from explorer.ui.workspaces.one_variable.rate_plot import RatePlot

_LEAST_EXPONENT, _MARGIN = -2.0, 0.1
"""Λ falls to −∞ where a cycle is superstable: below this it leaves the strip."""


class RateStrip(RatePlot):
    """A plot that has its rates from the end states above it, and moves those if the person moves it."""

    looked_at = Signal(float, float)
    """The person looks at other rates here: the least and the greatest."""
    left = Signal()
    """The person wants to see all rates again."""

    def __init__(self, parent: QWidget | None, y_label: str) -> None:
        super().__init__(parent, y_label)
        self._is_placing = False
        self.view.disableAutoRange(pg.ViewBox.XAxis)
        self.view.sigXRangeChanged.connect(self._on_rates_changed)

    def set_rates(self, low: float, high: float) -> None:
        self._is_placing = True
        super().set_rates(low, high)
        self._is_placing = False

    def show_all(self) -> None:
        self.left.emit()

    def _on_rates_changed(self) -> None:
        if not self._is_placing:
            self.looked_at.emit(*self.rate_range)


class LyapunovStrip(RateStrip):
    """Λ against α: below the zero line neighbours come nearer, above they part."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, "Λ")
        self.table = self._table
        self._rates: Array = np.zeros(0)
        self._exponents: Array = np.zeros(0)
        self.zero = pg.InfiniteLine(0.0, angle=0)
        self.addItem(self.zero, ignoreBounds=True)
        self._cold = curve(self, "#000000", "Λ below 0")
        self._warm = curve(self, "#000000", "Λ above 0")
        for line in (self._cold, self._warm):
            line.setClipToView(False)
        self.setAccessibleName("Lyapunov exponent Λ for every learning rate")

    def show_states(self, states: EndStates) -> None:
        """Draw the exponents of these end states."""
        self._rates, self._exponents = states.rates, states.lyapunov
        self._draw()
        finite = states.lyapunov[np.isfinite(states.lyapunov)]
        low = max(_LEAST_EXPONENT, float(finite.min(initial=-0.5)))
        high = max(0.2, float(finite.max(initial=0.2)))
        self.view.setYRange(low - _MARGIN, high + _MARGIN, padding=0)

    def set_rates(self, low: float, high: float) -> None:
        before = self.x_offsets
        super().set_rates(low, high)
        if self.x_offsets != before:
            self._draw()

    def set_colours(self, theme: Theme) -> None:
        super().set_colours(theme)
        self.zero.setPen(pg.mkPen(theme.muted))
        recolour(self._cold, theme.positive)
        recolour(self._warm, theme.negative)

    def _draw(self) -> None:
        rates, exponents = self._rates - self.x_offsets.origin, np.maximum(self._exponents, -1e3)
        self._cold.setData(rates, np.where(exponents <= 0, exponents, np.nan))
        self._warm.setData(rates, np.where(exponents > 0, exponents, np.nan))

    def _table(self) -> TableColumns:
        return [("learning rate", self._rates), ("lyapunov", self._exponents)]


class StabilityStrip(RateStrip):
    """αf″ at the minimum against α: at 1 one step is Newton's, at the limit, 2 or 2(1 + β), it lets go."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, f"{Symbol.ALPHA}·f″")
        self.table = self._table
        self._curvature, self._limit = float("nan"), 2.0
        self._line = curve(self, "#000000", f"{Symbol.ALPHA}·f″ at the minimum")
        self._marks = [pg.InfiniteLine(value, angle=0) for value in (1.0, 2.0)]
        for mark in self._marks:
            self.addItem(mark, ignoreBounds=True)
        self.setAccessibleName("Learning rate times f″ at the minimum")

    def show_curvature(self, curvature: float, momentum: float) -> None:
        """Draw α times this curvature; NaN where there is no minimum."""
        limit = 2.0 * (1.0 + momentum)
        if (curvature, limit) != (self._curvature, self._limit):
            self._curvature, self._limit = curvature, limit
            self._marks[1].setValue(limit)
            self._draw()

    def set_rates(self, low: float, high: float) -> None:
        super().set_rates(low, high)
        self._draw()

    def set_colours(self, theme: Theme) -> None:
        super().set_colours(theme)
        recolour(self._line, theme.text)
        for mark, colour in zip(self._marks, (theme.muted, theme.problem), strict=True):
            mark.setPen(pg.mkPen(colour))

    def _draw(self) -> None:
        low, high = self.rate_range
        self.set_offsets(self.x_offsets, OffsetScale())
        rates = np.array([low, high])
        is_drawable = LEAST_RANGE <= abs(self._curvature) <= 1 / LEAST_RANGE
        heights = self._heights(rates) if is_drawable else np.full(2, np.nan)
        if is_drawable:
            self._line.setData(rates - self.x_offsets.origin, heights)
        else:
            self._line.setData([], [])  # the answer above says why; words across the lines would hide them
        first, last = np.nan_to_num(heights).tolist()
        top = min(max(1.25 * self._limit, last), 2 * self._limit)
        self.view.setYRange(min(0.0, first), top)

    def _heights(self, rates: Array) -> Array:
        with np.errstate(over="ignore", invalid="ignore"):  # f″ may be infinite
            heights: Array = rates * self._curvature
        return heights

    def _table(self) -> TableColumns:
        rates = np.array(self.rate_range)
        return [("learning rate", rates), (f"{Symbol.ALPHA}·f″", self._heights(rates))]
