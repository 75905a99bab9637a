"""Which part of the end states is looked at? The zoom: its range, its history, and where it ends.

A box that is drawn, a turn of the wheel and the keys move the axes of the plot; from there the range is read,
kept within what makes sense, and told. Imports pyqtgraph: make it after the first paint of the window.
"""

from dataclasses import replace

import pyqtgraph as pg
from PySide6.QtCore import QObject, Signal

from explorer.descent.bifurcation.end_states import RateWindow
from explorer.descent.bifurcation.zoom_history import Place, ZoomHistory, within_reach
from explorer.descent.settings import RateRange
from explorer.drawing.offset_scale import offset_scale
from explorer.ui.workspaces.one_variable.rate_plot import RatePlot

_END_OF_PRECISION = (
    "Double precision ends here: neighbouring pixels would be the same number. Backspace goes back"
)


class EndStatesZoom(QObject):
    """Owns the range that `plot` shows, and those that were looked at before."""

    seen = Signal(object)
    """The person looks at another RateRange; None: at all of it."""
    moved = Signal()
    """Another `present` is visible, whoever moved it."""
    stopped = Signal(str)
    """The zoom goes no deeper; the text says why."""

    def __init__(self, plot: RatePlot) -> None:
        super().__init__(plot)
        self._plot = plot
        self.history = ZoomHistory()
        self.whole: RateRange | None = None
        """All there is to see, as soon as that is known."""
        self.present = RateRange(0.0, 1.0, -1.0, 1.0)
        """What is visible."""
        self._is_moving = False
        plot.view.setMouseMode(pg.ViewBox.RectMode)
        self._look_at(self.present)
        plot.view.sigRangeChanged.connect(self._on_range_changed)

    @property
    def window(self) -> RateWindow:
        """What is visible, in as many pixels as the screen has for it."""
        return self._window(self.present)

    def show_whole(self, whole: RateRange) -> None:
        """All there is to see is this; it is what one sees, unless one has zoomed."""
        if whole != self.whole:
            self.whole = whole
            if self.history.present is None:
                self._look_at(whole)

    def show_place(self, place: Place) -> None:
        """Look at this range, as the document says; tells nobody."""
        if place != self.history.present:
            self.history = self.history.visit(place)
            self._look_at(place or self.whole or self.present)

    def forget_history(self) -> None:
        """Another function is looked at: there is nothing to go back to."""
        self.history = ZoomHistory(self.history.present)

    def look_at_rates(self, low: float, high: float) -> None:
        """The person looks at these rates in a plot beneath, at the same x."""
        self._visit(replace(self.present, rate_low=low, rate_high=high))

    def show_all(self) -> None:
        """Look at all of it again."""
        self._go(self.history.visit(None))

    def go_back(self) -> None:
        """Look at the range before."""
        self._go(self.history.back())

    def go_forth(self) -> None:
        """Look at the range that one has come back from."""
        self._go(self.history.forth())

    def _go(self, history: ZoomHistory) -> None:
        if history != self.history:
            self.history = history
            self._look_at(history.present or self.whole or self.present)
            self.seen.emit(history.present)

    def _look_at(self, place: RateRange) -> None:
        """Move the axes."""
        plot = self._plot
        self.present = place
        self._is_moving = True
        plot.set_offsets(
            offset_scale(place.rate_low, place.rate_high), offset_scale(place.x_low, place.x_high)
        )
        x, y = plot.x_offsets.origin, plot.y_offsets.origin
        plot.view.setRange(
            xRange=(place.rate_low - x, place.rate_high - x),
            yRange=(place.x_low - y, place.x_high - y),
            padding=0,
            disableAutoRange=True,
        )
        self._is_moving = False
        self.moved.emit()

    def _on_range_changed(self) -> None:
        """The person has moved the axes."""
        if self._is_moving:
            return
        (rate_low, rate_high), (x_low, x_high) = self._plot.view.viewRange()
        x, y = self._plot.x_offsets.origin, self._plot.y_offsets.origin
        self._visit(RateRange(x + float(rate_low), x + float(rate_high), y + float(x_low), y + float(x_high)))

    def _visit(self, place: RateRange) -> None:
        """Look at what the person wants to see, as far as there is something to see.

        Not at all where doubles do not tell its pixels apart.
        """
        if self.whole is not None:
            place = within_reach(place, self.whole)
        if not self._window(place).is_resolved:
            self._look_at(self.present)
            self.stopped.emit(_END_OF_PRECISION)
            return
        is_other = place != self.present
        if is_other:
            self.history = self.history.visit(place)
        self._look_at(place)
        if is_other:
            self.seen.emit(place)

    def _window(self, place: RateRange) -> RateWindow:
        ratio, area = self._plot.devicePixelRatioF(), self._plot.view.sceneBoundingRect()
        columns, rows = (max(8, round(ratio * length)) for length in (area.width(), area.height()))
        return RateWindow(place.rate_low, place.rate_high, place.x_low, place.x_high, columns, rows)
