"""How is the error of a finite difference drawn against its step size h? Two curves with two slopes each.

Imports pyqtgraph: make it after the window's first paint.
"""

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from explorer.array import Array
from explorer.backprop.difference_error import DifferenceErrors, PowerLaw
from explorer.files.table import TableColumns
from explorer.number import rounded
from explorer.ui.plot import PlotItem, curve, markers, recolour
from explorer.ui.plot.widget import Plot
from explorer.ui.theme.theme import Theme

_WAYS = {False: "forward", True: "central"}
_POWERS = {1: "h", 2: "h²", -1: "1/h"}


class ErrorPlot(Plot):
    """Error against h; dashed what it goes as, a disc at the best h, a line at the chosen one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, "step size h", "error of the estimate")
        self.scale_axes(is_x_log=True, is_log=True)
        self.add_legend()
        self._errors: DifferenceErrors | None = None
        self._number: int | None = None
        black = "#000000"  # until a theme comes
        self._curves = {way: curve(self, black, name) for way, name in _WAYS.items()}
        self._laws = {
            (way, is_rounding): curve(self, black, "", True) for way in _WAYS for is_rounding in (False, True)
        }
        self._best = {way: markers(self, black, f"best h, {name}", size=9) for way, name in _WAYS.items()}
        for item in (*self._laws.values(), *self._best.values()):
            self.plotItem.legend.removeItem(item)
        self.plotItem.legend.anchor((0.5, 0), (0.5, 0), (0, 0))  # errors are largest at both sides
        self._line = pg.InfiniteLine(angle=90)
        self.addItem(self._line, ignoreBounds=True)
        self.table = self._table
        self.setAccessibleName("Error of finite differences against their step size")

    def set_colours(self, theme: Theme) -> None:
        """Take the colours of `theme`, all that is drawn included."""
        self.set_theme(theme)
        for way, colour in ((False, theme.curves[1]), (True, theme.curves[0])):
            recolour(self._curves[way], colour)
            recolour(self._best[way], colour)
            for is_rounding in (False, True):
                recolour(self._laws[way, is_rounding], colour, dashed=True)
        self._line.setPen(pg.mkPen(theme.accent, style=Qt.PenStyle.DashLine))

    def show_errors(self, errors: DifferenceErrors, number: int | None) -> None:
        """Draw the errors of one parameter's estimates, or of those of the whole gradient."""
        is_other = self._errors is None or len(errors) != len(self._errors) or number != self._number
        self._errors, self._number = errors, number
        for way in _WAYS:
            self._curves[way].setData(errors.steps, _drawn(errors.errors(way, number)) if len(errors) else [])
            for is_rounding, law in zip((False, True), errors.laws(way, number), strict=True):
                _show_law(self._laws[way, is_rounding], law)
            best = errors.best(way, number)
            at = [] if best is None else [best]
            self._best[way].setData(errors.steps[at], errors.errors(way, number)[at] if len(errors) else [])
        if is_other:
            self.show_all()

    def show_step(self, h: float) -> None:
        """Let the line stand at this h."""
        self._line.setPos(np.log10(h))

    def _table(self) -> TableColumns:
        errors = self._errors
        if errors is None or not len(errors):
            return [("h", np.zeros(0))]
        return [
            ("h", errors.steps),
            *((f"error {name}", errors.errors(way, self._number)) for way, name in _WAYS.items()),
        ]


def slopes_in_words(errors: DifferenceErrors, number: int | None) -> str:
    """“Forward: best h = 1.8e−8, error 1.3e−8; it grows as h above and as 1/h below it.” and so on."""
    sentences = []
    for way, name in _WAYS.items():
        best = errors.best(way, number)
        if best is None:
            continue
        above, below = errors.laws(way, number)
        grows = [
            f"as {_POWERS[law.slope]} {side}" for law, side in ((above, "above"), (below, "below")) if law
        ]
        said = f"; it grows {' and '.join(grows)} it" if grows else ""
        least = rounded(float(errors.errors(way, number)[best]), 2)
        sentences.append(
            f"{name.capitalize()}: best h = {rounded(float(errors.steps[best]), 2)}, error {least}{said}."
        )
    return " ".join(sentences)


def _drawn(errors: Array) -> Array:
    """A gap where an estimate is right to the last digit: a logarithmic axis has no place for 0."""
    drawn: Array = np.where(errors > 0, errors, np.nan)
    return drawn


def _show_law(item: PlotItem, law: PowerLaw | None) -> None:
    ends = np.zeros(0) if law is None else np.array([law.low, law.high])
    item.setData(ends, np.zeros(0) if law is None else law.at(ends))
