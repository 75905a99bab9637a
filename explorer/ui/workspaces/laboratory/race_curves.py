"""How does E fall for each optimiser of a race, and where is the goal? A plot of curves, on a log axis."""

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt

from explorer.race.racer import RaceOutcome, Racer, RaceSoFar
from explorer.symbol import Symbol
from explorer.ui.plot.run_plot import PlottedRun, RunPlot
from explorer.ui.theme.theme import Theme
from explorer.ui.workspaces.laboratory.race_colour import racer_colour


class RaceCurves(RunPlot):
    """E of every racer against the step, on a logarithmic axis, and a line below which one has arrived."""

    def __init__(self) -> None:
        super().__init__("step", Symbol.LOSS)
        self.plot.set_log(True)
        self._goal = 1.0
        self.goal = pg.InfiniteLine(angle=0)
        self.plot.addItem(self.goal, ignoreBounds=True)
        self.plot.log_changed.connect(self._place_goal)

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self.goal.setPen(pg.mkPen(theme.muted, style=Qt.PenStyle.DashLine))

    def show_race(self, race: RaceSoFar) -> None:
        """Draw these racers and no others."""
        self._goal = race.goal
        self._place_goal(self.plot.is_log)
        self.show([plotted(racer) for racer in race.racers])

    def _place_goal(self, is_log: bool) -> None:
        """On the axis as it is or is about to be."""
        self.goal.setValue(float(np.log10(self._goal)) if is_log else self._goal)


def plotted(racer: Racer) -> PlottedRun:
    """Its curve of E; another racer is another curve."""
    name = racer.optimiser.name
    return PlottedRun(
        racer,
        racer.label,
        lambda theme: racer_colour(name, theme),
        np.arange(float(len(racer.losses))),
        racer.losses,
        has_diverged=racer.outcome is RaceOutcome.DIVERGED,
    )
