"""How is E after T steps drawn for every α? Dots in the colours of their verdicts, over what diverges.

Imports pyqtgraph: make it after the window's first paint.
"""

from collections.abc import Sequence
from math import isfinite, log10
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QWidget

from explorer.array import Array, Indices
from explorer.files.sweep import sweep_text
from explorer.files.table import TableColumns
from explorer.number import counted, exact
from explorer.symbol import Symbol
from explorer.training.curvature.stability import RATE_FORMULAS
from explorer.training.many.sweep_picture import SweepPicture
from explorer.training.range_test import RateRule
from explorer.training.verdict import RunOutcome
from explorer.ui.plot import PlotItem, curve, markers, recolour
from explorer.ui.plot.crosshair import PlotPoint
from explorer.ui.plot.rate_line import RateLine
from explorer.ui.plot.rate_shade import RateShade
from explorer.ui.plot.widget import Plot
from explorer.ui.plot.written_text import WrittenLineLabel
from explorer.ui.theme.theme import LIGHT, Theme

_FLOOR = 1e-16
"""Lower E are drawn here: beside a first E about 1 they are what rounding leaves."""
_OUTCOMES = tuple(RunOutcome)
_DOT, _MARGIN = 4, 0.01
_RULE_HEIGHTS = (0.78, 0.63, 0.48)
_TICKS = (0.0, 0.045)
"""Of the height of the plot, the ticks of the starts."""
_LEAST_WITH_LEGEND = 90
"""Pixels of height of the plot, at the usual type size, that leave room to a legend."""


def outcome_colour(outcome: RunOutcome, theme: Theme) -> str:
    """In which colour an outcome is drawn."""
    return {
        RunOutcome.CONVERGES: theme.good,
        RunOutcome.DIVERGES: theme.problem,
        RunOutcome.CYCLES: theme.target,
        RunOutcome.OSCILLATES: theme.negative,
        RunOutcome.CHAOTIC: theme.delta_positive,
        RunOutcome.STUCK: theme.muted,
        RunOutcome.PLATEAUS: theme.curves[5],
        RunOutcome.ENDLESS: theme.positive,
        RunOutcome.UNDECIDED: theme.text,
    }[outcome]


class SweepPlot(Plot):
    """One dot for each run. A click on it, or Enter for the one next to the α line, asks to open it."""

    run_asked = Signal(int)
    """The run of this number is to be opened."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, "learning rate", Symbol.LOSS)
        self._theme_now = LIGHT
        self.picture: SweepPicture | None = None
        self._dots: dict[RunOutcome, PlotItem] = {}
        self._runs: dict[int, Indices] = {}
        self.table = self._table
        self.set_log_x(True)
        self.set_log(True)
        self.plotItem.hideButtons()
        self.add_legend(at_left=True)
        self.shade = RateShade(self)
        self.median = curve(self, LIGHT.text, "")
        self.plotItem.legend.removeItem(self.median)  # its place is no run: the crosshair shall not read it
        self.median.opts["name"] = None
        self.median.setZValue(5)
        self.line = RateLine(self)
        self.limit_mark = _mark("2/λ at the start", 0.07)
        self.limit_ticks = pg.VTickGroup([], yrange=_TICKS)
        """The same of each start, where there are several."""
        self.addItem(self.limit_ticks, ignoreBounds=True)
        self.default_mark = _mark(f"{Symbol.ALPHA} of training", 0.93, is_left=True)
        self.escape_mark = _mark("diverges", 0.93)
        self.rule_marks = [_mark("", height) for height in _RULE_HEIGHTS]
        """What the rules of a range test read."""
        for mark in (self.limit_mark, self.default_mark, self.escape_mark, *self.rule_marks):
            self.addItem(mark, ignoreBounds=True)
        self.crosshair.words_of = self._words_of
        self.view.sigResized.connect(self._make_room)
        self.setAccessibleName(f"{Symbol.LOSS} after all steps, for every learning rate")
        self.setAccessibleDescription(
            "Enter opens the run next to the line of the learning rate. " + self.accessibleDescription()
        )

    def set_colours(self, theme: Theme) -> None:
        """Take the colours of `theme`, all that is drawn included."""
        self.set_theme(theme)
        self._theme_now = theme
        self.line.set_theme(theme)
        self.shade.set_colour(theme.problem_soft)
        recolour(self.median, theme.text)
        for outcome, dots in self._dots.items():
            _recolour_dots(dots, outcome_colour(outcome, theme))
        marks = (self.limit_mark, theme.accent), (self.default_mark, theme.muted)
        rules = [(mark, theme.delta_positive) for mark in self.rule_marks]
        for mark, colour in (*marks, (self.escape_mark, theme.problem), *rules):
            mark.setPen(pg.mkPen(colour, style=Qt.PenStyle.DashLine))
            mark.label.setColor(colour)
            mark.label.setFont(QGuiApplication.font())
        self.limit_ticks.setPen(pg.mkPen(theme.accent))
        self.escape_mark.setPen(pg.mkPen(None))  # the edge of what is shaded is enough

    def show_picture(self, picture: SweepPicture | None) -> None:
        """Draw the runs that are made; None: nothing."""
        is_other = picture is not None and (self.picture is None or picture.sweep is not self.picture.sweep)
        self.picture = picture
        self._runs = {}
        for dots in self._dots.values():
            dots.setData([], [])
        self.median.setData([], [])
        stretches = [] if picture is None else escapes(picture)
        self.shade.show_stretches(stretches)
        widest = max(stretches, key=lambda ends: ends[1] - ends[0], default=None)
        self._place(self.escape_mark, None if widest is None else 10.0 ** widest[0])
        if picture is None:
            return
        for number, outcome in enumerate(_OUTCOMES):
            runs = np.flatnonzero(picture.outcome == number)
            if outcome is not RunOutcome.DIVERGES and len(runs):
                dots = self._dots.get(outcome) or self._begin(outcome)
                self._runs[id(dots)] = runs
                dots.setData(picture.rates[runs], _drawn(picture.loss[runs]))
            elif outcome in self._dots:
                self.removeItem(self._dots.pop(outcome))  # and its name in the legend
        if picture.starts > 1:
            rates, medians = picture.medians()
            self.median.setData(rates, np.where(np.isfinite(medians), _drawn(medians), np.nan))
        self._mark_limits(picture)
        if is_other:
            self.show_all()

    def _mark_limits(self, picture: SweepPicture) -> None:
        """Mark up to which α the start is stable; of several a tick each, and the median across the plot."""
        limits = picture.start.limits
        is_cloud = picture.starts > 1
        drawn = np.log10(limits[np.isfinite(limits)]) if is_cloud else np.empty(0)
        self.limit_ticks.setXVals(drawn)
        self.limit_ticks.setVisible(len(drawn) > 0)
        self._place(self.limit_mark, picture.start.limit)
        where = f"at {counted(len(limits), 'start')}, median" if is_cloud else "at the start"
        self.limit_mark.label.setFormat(f"{RATE_FORMULAS.get(picture.sweep.optimiser)} {where}")

    def show_all(self) -> None:
        """Fit the axes: that of α to all of the sweep, for what diverged has no dots."""
        super().show_all()
        if self.picture is not None:
            rates = self.picture.sweep.learning_rates
            rates = rates[rates > 0]  # a logarithmic axis has no place for 0
            if len(rates):
                self.view.setXRange(log10(rates.min()), log10(rates.max()), padding=_MARGIN)

    def show_default(self, learning_rate: float) -> None:
        """Mark the α of training."""
        self._place(self.default_mark, learning_rate)

    def show_rules(self, rules: Sequence[RateRule]) -> None:
        """Mark the α that each of these rules reads, if it reads one."""
        for place, mark in enumerate(self.rule_marks):
            rule = rules[place] if place < len(rules) else None
            self._place(mark, None if rule is None else rule.learning_rate)
            if rule is not None:
                mark.label.setFormat(rule.name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the run next to the α line; Ctrl and left or right turn α."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if (run := self.run_at_line()) is not None:
                self.run_asked.emit(run)
            event.accept()
        elif not self.line.take_key(event):
            super().keyPressEvent(event)

    def run_at_line(self) -> int | None:
        """The number of the run, of those that are made, whose α is nearest to the line's by ratio."""
        picture, rate = self.picture, self.line.rate
        if picture is None or rate <= 0 or not picture.is_made.any():
            return None
        made = np.flatnonzero(picture.is_made)
        return int(made[np.argmin(np.abs(np.log(picture.rates[made] / rate)))])

    def words_of_run(self, run: int) -> list[str]:
        """“α 1.2”, “E 4.3e−5”, “converges”, and the seed where there are several."""
        assert self.picture is not None, "its run is drawn"
        made = self.picture.run(run)
        seed = [] if made.seed is None else [f"seed {made.seed}"]
        verdict = made.verdict.sentence.partition(":")[0]
        return [
            f"{Symbol.ALPHA} {exact(made.learning_rate)}",
            f"{Symbol.LOSS} {exact(made.loss)}",
            *seed,
            verdict,
        ]

    def _make_room(self) -> None:
        """Leave the legend away where it would cover most of the plot."""
        self.plotItem.legend.setVisible(self.view.height() >= self._theme_now.pixels(_LEAST_WITH_LEGEND))

    def _begin(self, outcome: RunOutcome) -> PlotItem:
        dots = markers(self, outcome_colour(outcome, self._theme_now), str(outcome), size=_DOT)
        self._dots[outcome] = dots
        return dots

    def _place(self, mark: PlotItem, rate: float | None) -> None:
        """Stand at this α, where a logarithmic axis has a place for it."""
        is_there = rate is not None and isfinite(rate) and rate > 0
        mark.setVisible(is_there)
        if rate is not None and is_there:
            mark.setValue(log10(rate))

    def _words_of(self, point: PlotPoint) -> list[str] | None:
        runs = self._runs.get(id(point.item))
        return None if runs is None or point.index >= len(runs) else self.words_of_run(int(runs[point.index]))

    def _on_scene_clicked(self, event: Any) -> None:
        """A click on a dot opens its run."""
        super()._on_scene_clicked(event)
        if event.button() != Qt.MouseButton.LeftButton or event.double():
            return
        self.crosshair.follow(self.mapFromScene(event.scenePos()).toPointF())
        point = self.crosshair.point
        runs = None if point is None else self._runs.get(id(point.item))
        if point is not None and runs is not None:
            self.run_asked.emit(int(runs[point.index]))

    def numbers(self) -> bytes:
        """A row for each run that is made, as the command line writes them."""
        runs = [] if self.picture is None else self.picture.runs()
        return sweep_text(runs).encode()

    def _table(self) -> TableColumns:
        runs = [] if self.picture is None else self.picture.runs()
        return [
            ("learning rate", [run.learning_rate for run in runs]),
            (Symbol.LOSS, [run.loss for run in runs]),
        ]


def escapes(picture: SweepPicture) -> list[tuple[float, float]]:
    """The stretches of log₁₀ α in which most starts diverge, each to halfway to its neighbours."""
    rates, medians = picture.medians()
    rates, medians = rates[rates > 0], medians[rates > 0]
    if not len(rates):
        return []
    places = np.log10(rates)
    middles = (places[1:] + places[:-1]) / 2
    edges = np.concatenate([places[:1], middles, places[-1:]])
    has_escaped = np.concatenate([[False], np.isinf(medians), [False]])
    turns = np.flatnonzero(has_escaped[1:] != has_escaped[:-1]).reshape(-1, 2)
    return [(float(edges[low]), float(edges[high])) for low, high in turns]


def _drawn(losses: Array) -> Array:
    heights: Array = np.maximum(losses, _FLOOR)
    return heights


def _mark(text: str, height: float, is_left: bool = False) -> PlotItem:
    """A dashed line across the axis of α, which says what it is at that share of the height of the plot."""
    anchors = [(1.0, 0.5), (1.0, 0.5)] if is_left else [(0.0, 0.5), (0.0, 0.5)]
    options: dict[str, Any] = {"position": height, "movable": False, "anchors": anchors}
    mark = pg.InfiniteLine(angle=90)
    mark.label = WrittenLineLabel(mark, text, **options)
    mark.setVisible(False)
    return mark


def _recolour_dots(dots: PlotItem, colour: str) -> None:
    dots.setSymbolBrush(colour)
    dots.setSymbolPen(colour)
