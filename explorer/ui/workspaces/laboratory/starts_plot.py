"""How is E of many starts drawn? A dot for each run, by ascending E or by its seed, in its verdict's colour.

Imports pyqtgraph: make it after the window's first paint.
"""

from typing import Any

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from explorer.array import Indices
from explorer.files.starts import starts_text
from explorer.files.table import TableColumns
from explorer.number import rounded
from explorer.symbol import Symbol
from explorer.training.many.starts import ManyEnds
from explorer.training.verdict import RunOutcome
from explorer.ui.plot import PlotItem, markers, recolour
from explorer.ui.plot.crosshair import PlotPoint
from explorer.ui.plot.widget import Plot
from explorer.ui.theme.theme import LIGHT, Theme
from explorer.ui.workspaces.laboratory.sweep_plot import outcome_colour

_FLOOR = 1e-16
"""Lower E are drawn here, as in a sweep."""

_DOT, _DIGITS = 6, 10
_LEAST_WITH_LEGEND = 90
"""Pixels of height of the plot, at the usual type size, that leave room to a legend."""


class StartsPlot(Plot):
    """E of every run that did not diverge, on a logarithmic axis. A click on a dot asks to open its run."""

    run_asked = Signal(int)
    """The run of this number is to be opened."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, f"start, by ascending {Symbol.LOSS}", Symbol.LOSS)
        self._colours = LIGHT
        self.ends: ManyEnds | None = None
        self._dots: dict[RunOutcome | None, PlotItem] = {}
        self._runs: dict[int, Indices] = {}
        self.table = self._table
        self.set_log(True)
        self.add_legend()
        self.plotItem.legend.setOffset((-8, -8))  # by ascending E no dot is in that corner
        self.view.sigResized.connect(self._make_room)
        self.crosshair.words_of = self._words_of
        self._name()

    def set_colours(self, theme: Theme) -> None:
        """Take the colours of `theme`, all that is drawn included."""
        self.set_theme(theme)
        self._colours = theme
        for outcome, dots in self._dots.items():
            recolour(dots, fate_colour(outcome, theme))

    def show_ends(self, ends: ManyEnds, order: Indices, is_by_seed: bool) -> None:
        """Draw the runs, `order` of them from left to right; or each at its seed."""
        is_other = self.ends is None or ends.question is not self.ends.question
        self.ends = ends
        if is_by_seed != self.x_label.startswith("seed"):
            self.set_labels(
                "seed of the start" if is_by_seed else f"start, by ascending {Symbol.LOSS}", Symbol.LOSS
            )
            self._name()
        places = np.empty(len(ends))
        places[order] = np.arange(1, len(ends) + 1)
        if is_by_seed:
            places = np.array(ends.question.seeds, dtype=np.float64)
        self._runs = {}
        outcomes = np.array([_number(ends.outcome(run)) for run in range(len(ends))])
        for outcome in (*RunOutcome, None):
            runs = np.flatnonzero((outcomes == _number(outcome)) & ~ends.has_diverged)
            if len(runs):
                dots = self._dots.get(outcome) or self._begin(outcome)
                self._runs[id(dots)] = runs
                dots.setData(places[runs], np.maximum(ends.loss[runs], _FLOOR))
            elif outcome in self._dots:
                self.removeItem(self._dots.pop(outcome))  # and its name in the legend
        if is_other:
            self.show_all()

    def numbers(self) -> bytes:
        """A row for each run, as the command line writes them."""
        return b"" if self.ends is None else starts_text(self.ends).encode()

    def _make_room(self) -> None:
        """Leave the legend away where it would cover most of the plot."""
        self.plotItem.legend.setVisible(self.view.height() >= self._colours.pixels(_LEAST_WITH_LEGEND))

    def _begin(self, outcome: RunOutcome | None) -> PlotItem:
        name = "on its way" if outcome is None else str(outcome)
        dots = markers(self, fate_colour(outcome, self._colours), name, size=_DOT)
        self._dots[outcome] = dots
        return dots

    def _name(self) -> None:
        self.setAccessibleName(f"{Symbol.LOSS} at the end, for every start")

    def _table(self) -> TableColumns:
        if self.ends is None:
            return []
        return [("seed", list(self.ends.question.seeds)), (Symbol.LOSS, self.ends.loss)]

    def _words_of(self, point: PlotPoint) -> list[str] | None:
        runs = self._runs.get(id(point.item))
        if self.ends is None or runs is None or point.index >= len(runs):
            return None
        run = int(runs[point.index])
        outcome = self.ends.outcome(run)
        words = [] if outcome is None else [str(outcome)]
        return [
            f"seed {self.ends.seed(run)}",
            f"{Symbol.LOSS} {rounded(float(self.ends.loss[run]), _DIGITS)}",
            *words,
        ]

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


def fate_colour(outcome: RunOutcome | None, theme: Theme) -> str:
    """In which colour an outcome is drawn; None: of what is on its way."""
    return theme.accent if outcome is None else outcome_colour(outcome, theme)


def _number(outcome: RunOutcome | None) -> int:
    return -1 if outcome is None else list(RunOutcome).index(outcome)
