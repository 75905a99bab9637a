"""How is λ of every run drawn, with what each may be? Curves, and dashed limits of the same colour.

Imports pyqtgraph: make it after the window's first paint.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyqtgraph as pg
from PySide6.QtGui import QColor

from explorer.files.table import TableColumns
from explorer.training.curvature.stability_curve import StabilityCurve
from explorer.ui.plot import PlotItem, markers, recolour
from explorer.ui.plot.long_curve import LongCurve
from explorer.ui.plot.run_plot import PlottedRun, RunPlot
from explorer.ui.plot.written_text import WrittenText
from explorer.ui.theme.theme import LIGHT, Theme

_MOST, _LEAP, _ROOM = 0.97, 5.0, 1.5
"""A λ that is `_LEAP` times that which `_MOST` of the steps do not exceed leaves the plot, which has room for
`_ROOM` times that: Adam's is huge in the first steps, where it has hardly seen a gradient."""
_NEAR = 1.6
"""Times the largest λ that is drawn: a limit higher than that would flatten the curves."""


@dataclass(frozen=True, eq=False)
class PlottedSharpness:
    """One run as it is to be drawn, and its λ against its limit."""

    run: PlottedRun
    curve: StabilityCurve


@dataclass(frozen=True, eq=False)
class _Limit:
    """What is drawn of the limit of one run: dashed line, its label, and where λ crosses it."""

    plotted: PlottedSharpness
    line: LongCurve
    label: PlotItem
    marks: PlotItem


class SharpnessPlot(RunPlot):
    """λ of all runs, or λ over its limit, against the step or α·step."""

    def __init__(self) -> None:
        super().__init__("step", "λ")
        self._limit_theme = LIGHT
        self._limits: dict[Hashable, _Limit] = {}
        self._order: list[Hashable] = []
        self.plot.view.sigRangeChanged.connect(self._place_labels)
        self.plot.view.sigResized.connect(self._place_labels)

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self._limit_theme = theme
        for limit in self._limits.values():
            self._colour(limit)

    @property
    def labels(self) -> list[str]:
        """Those of the limits that are written, from the lowest to the highest."""
        shown = [limit for limit in self._limits.values() if limit.label.isVisible()]
        shown.sort(key=lambda limit: _height_of(limit.plotted.curve))
        return [limit.label.toPlainText() for limit in shown]

    def show_sharpness(self, plotted: Sequence[PlottedSharpness], x_label: str, y_label: str) -> None:
        """Draw these runs and no others."""
        if (x_label, y_label) != (self.plot.x_label, self.plot.y_label):
            self.plot.set_labels(x_label, y_label)
            self.plot.show_all()
        self.show([each.run for each in plotted])
        self._order = [each.run.key for each in plotted]
        wanted = {each.run.key: each for each in plotted if not each.run.is_hidden and each.curve.label}
        for key in set(self._limits) - wanted.keys():
            self._remove_limit(self._limits.pop(key))
        for each in plotted:
            self._drawings[each.run.key].curve.item.set_ceiling(_ceiling_of(each.curve))
        top = _top_of(plotted)
        for key, each in wanted.items():
            before = self._limits.get(key)
            if before is None or before.plotted.curve is not each.curve:
                self._limits[key] = self._draw(each, before)
            self._limits[key].line.set_fits_height(_lowest(each.curve) <= _NEAR * top)
        self._place_labels()

    def name_x(self, is_named: bool) -> None:
        """Write numbers and name at the horizontal axis, or leave that to a plot beneath."""
        if self.plot.has_x_title is not is_named:
            self.plot.has_x_title = is_named
            self.plot.plotItem.getAxis("bottom").setStyle(showValues=is_named)
            self.plot.set_labels(self.plot.x_label, self.plot.y_label)

    def key_of(self, item: PlotItem) -> Hashable | None:
        """The run whose λ is drawn by this item; None where it is something else."""
        return next((key for key, each in self._drawings.items() if each.curve.item is item), None)

    def _draw(self, plotted: PlottedSharpness, before: _Limit | None) -> _Limit:
        """The limit of a run, with what was drawn of it before where its label stays the same."""
        curve = plotted.curve
        if before is not None and before.plotted.curve.label == curve.label:
            limit = replace(before, plotted=plotted)
        else:
            if before is not None:
                self._remove_limit(before)
            limit = self._begin_limit(plotted)
        limit.line.show(curve.x, curve.limit)
        limit.marks.setData(curve.marked, curve.marked_limit)
        return limit

    def _begin_limit(self, plotted: PlottedSharpness) -> _Limit:
        line = LongCurve(self.plot, "#000000", plotted.curve.label, dashed=True)
        label = WrittenText(plotted.curve.label, write=self.plot.write)
        label.setZValue(18)
        self.plot.addItem(label, ignoreBounds=True)
        marks = markers(self.plot, "#000000", f"{plotted.run.name} crosses", size=7)
        marks.setZValue(2)
        marks.set_fits_height(False)
        limit = _Limit(plotted, line, label, marks)
        self._colour(limit)
        return limit

    def _colour(self, limit: _Limit) -> None:
        theme = self._limit_theme
        colour = limit.plotted.run.colour(theme)
        limit.line.recolour(colour)
        recolour(limit.marks, colour)
        limit.marks.setSymbolBrush(theme.surface)
        backdrop = QColor(theme.surface)
        backdrop.setAlphaF(0.6)
        limit.label.setColor(colour)
        limit.label.fill = pg.mkBrush(backdrop)

    def _place_labels(self) -> None:
        """Write each label once, above the right end of its line or, where another stands, below it."""
        (_, right), (low, high) = self.plot.view.viewRange()
        least = self.plot.fontMetrics().height() * self.plot.view.viewPixelSize()[1]
        taken: list[tuple[float, float]] = []
        written: set[str] = set()
        for limit in self._by_importance():
            height = self._on_axis(_height_of(limit.plotted.curve))
            is_new = limit.plotted.curve.label not in written
            place = self._free_place(height, least, (low, high), taken) if is_new else None
            limit.label.setVisible(place is not None)
            if place is not None:
                taken.append(place)
                written.add(limit.plotted.curve.label)
                limit.label.setAnchor((1, 1 if place[0] >= height else 0))
                limit.label.setPos(right, height)

    def _by_importance(self) -> list[_Limit]:
        """The run that is shown last, that at the α line, has its label first."""
        return [self._limits[key] for key in reversed(self._order) if key in self._limits]

    def _on_axis(self, height: float) -> float:
        """In the units of the view, which are logarithms where the axis is logarithmic."""
        with np.errstate(divide="ignore", invalid="ignore"):
            return float(np.log10(height)) if self.plot.is_log else height

    def _free_place(
        self, height: float, least: float, view: tuple[float, float], taken: Sequence[tuple[float, float]]
    ) -> tuple[float, float] | None:
        """Between which heights the label is written; None where there is no room."""
        for place in ((height, height + least), (height - least, height)):
            is_seen = view[0] <= place[0] and place[1] <= view[1]
            if is_seen and all(place[1] <= low or place[0] >= high for low, high in taken):
                return place
        return None

    def _remove_limit(self, limit: _Limit) -> None:
        limit.line.remove()
        for item in (limit.label, limit.marks):
            self.plot.removeItem(item)

    def _table(self) -> TableColumns:
        table = super()._table()
        for limit in self._limits.values():
            name = f"{limit.plotted.run.name} limit"
            table += [(f"{name} {self.plot.x_label}", limit.line.steps), (name, limit.line.values)]
        return table


def _height_of(curve: StabilityCurve) -> float:
    """Where the limit is in the end."""
    return float(curve.limit[-1])


def _lowest(curve: StabilityCurve) -> float:
    return float(np.nanmin(curve.limit, initial=np.inf))


def _top_of(plotted: Sequence[PlottedSharpness]) -> float:
    """The largest λ of the runs for which the axis has room."""
    seen = [each for each in plotted if not each.run.is_hidden]
    healthy = [each for each in seen if not each.run.has_diverged] or seen
    tops = [min(_largest(each.curve), _ceiling_of(each.curve)) for each in healthy]
    return max(tops, default=0.0)


def _largest(curve: StabilityCurve) -> float:
    return float(np.max(curve.sharpness[np.isfinite(curve.sharpness)], initial=0.0))


def _ceiling_of(curve: StabilityCurve) -> float:
    """How high the axis goes for it at most: ∞ but where a few λ would flatten all others."""
    finite = curve.sharpness[np.isfinite(curve.sharpness)]
    most = float(np.quantile(finite, _MOST)) if len(finite) else 0.0
    return _ROOM * most if 0.0 < _LEAP * most < _largest(curve) else np.inf
