"""How are the loss and the gradient's size of every run drawn against the step?"""

from collections.abc import Callable
from dataclasses import dataclass

from explorer.array import Array
from explorer.network.model import Experiment, Penalty, ScheduleChoice
from explorer.training.history import Columns
from explorer.ui.panels.loss.run_chip import Entry
from explorer.ui.plot.run_plot import PlottedRun, RunPlot
from explorer.ui.theme.theme import Theme

Column = Callable[[Columns], Array]


@dataclass(frozen=True, eq=False)
class Drawn:
    """One run as it is to be drawn."""

    entry: Entry
    history: Columns
    has_diverged: bool
    is_hidden: bool
    start: Experiment

    @property
    def has_penalty(self) -> bool:
        """Whether its E has a penalty in it."""
        return self.start.training.penalty != Penalty()

    @property
    def has_held_out(self) -> bool:
        """Whether the loss of held-out samples is drawn too."""
        return bool(self.start.held_out_samples)

    @property
    def is_scheduled(self) -> bool:
        """Whether its α changes by itself."""
        return self.start.training.schedule != ScheduleChoice()

    def colour(self, theme: Theme) -> str:
        """In which it is drawn everywhere."""
        return theme.curves[self.entry.colour % len(theme.curves)]


class RunCurves:
    """A plot of one column of the history for all runs, with another column dashed beside it."""

    def __init__(self, y_label: str, column: Column, held_out: Column | None = None) -> None:
        self._curves = RunPlot("step", y_label)
        self.plot = self._curves.plot
        self._column, self._held_out = column, held_out

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._curves.set_theme(theme)

    def show(self, runs: list[Drawn]) -> None:
        """Draw these runs and no others; one that is drawn already is only brought up to date."""
        self._curves.show([self._plotted(run) for run in runs])

    def _plotted(self, run: Drawn) -> PlottedRun:
        rows = run.history
        held_out = None if self._held_out is None else self._held_out(rows)
        return PlottedRun(
            run.entry,
            run.entry.name,
            run.colour,
            rows.step,
            self._column(rows),
            held_out,
            run.has_diverged,
            run.is_hidden,
        )
