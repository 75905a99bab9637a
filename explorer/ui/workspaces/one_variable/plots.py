"""How do the plots of a descent stand one under the other, and which part of the plane do they show?"""

from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QSpinBox, QSplitter, QWidget

from explorer.descent.bifurcation.basin import Basin
from explorer.descent.frame import framed_together, is_inside
from explorer.descent.landmark import CriticalPoint, PlotRange
from explorer.descent.marked import Marked, marked_around
from explorer.descent.quantity import NAMES
from explorer.descent.settings import LONGEST_ITERATE
from explorer.descent.shown_descent import Descent
from explorer.descent.step_map_words import meaning_exactly, meaning_of
from explorer.descent.step_words import cycle_sentence, step_sentence
from explorer.ui.plot.widget import Plot
from explorer.ui.session.job_runner import Jobs
from explorer.ui.theme.theme import LIGHT, Theme
from explorer.ui.widgets.question_card import QuestionCard
from explorer.ui.workspaces.one_variable.basin_search import BasinSearch
from explorer.ui.workspaces.one_variable.iterates_plot import IteratesPlot
from explorer.ui.workspaces.one_variable.kept import KeptDescents
from explorer.ui.workspaces.one_variable.model import DescentModel
from explorer.ui.workspaces.one_variable.plot import DescentPlot
from explorer.ui.workspaces.one_variable.step_map_plot import StepMapPlot

_BOX_WIDTH, _BOX_HEIGHT = 82, 20
"""Pixels at the usual type size, of what is set beside a question."""

_END_OF_ZOOM = 1e-9
"""Of the largest coordinate: in plots that have no origin of their own, Qt draws no finer."""


class Fit(IntEnum):
    """How far the axes may move when another descent is shown."""

    STILL = 0
    """Not at all, but that x(t) may need more room: something is being dragged."""
    SETTLED = 1
    """Only if the orbit would not be seen otherwise, and the person has not zoomed."""
    ANEW = 2
    """As suits this descent best."""


class DescentPlots(QSplitter):
    """f(x) with the path on it, the step map under it on the same x-axis, and x(t)."""

    def __init__(self, model: DescentModel, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        descent = model.descent
        self._model = model
        self._descent = descent
        self._theme = LIGHT
        self.curve, self.step_map = DescentPlot(descent), StepMapPlot(descent)
        self.iterates = IteratesPlot(descent)
        self.at_once, self.quantity = _steps_at_once(), _quantities()
        self.basins = BasinSearch(jobs, self)
        self.marked = Marked()
        self._frame = PlotRange(-1.0, 1.0, -1.0, 1.0)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(8)
        self.curve_card = QuestionCard("How does it go down on f?", self.curve)
        self.map_card = QuestionCard("Where does each step lead?", self.step_map, [self.at_once])
        self.iterates_card = QuestionCard("Where is it after each step?", self.iterates, [self.quantity])
        for card in (self.curve_card, self.map_card, self.iterates_card):
            self.addWidget(card)
        self.setSizes([1000, 1150, 950])
        self.setStyleSheet("QSplitter::handle { background: transparent; }")  # the gap is enough
        self._connect_parts()

    def _connect_parts(self) -> None:
        model = self._model
        self.curve.start_moved.connect(model.move_start)
        self.curve.handles.released.connect(model.release)
        self.curve.start_added.connect(model.add_start)
        self.curve.start_removed.connect(model.remove_start)
        self.at_once.valueChanged.connect(self._on_iterate_chosen)
        self.step_map.iterate_chosen.connect(self.at_once.setValue)
        self.quantity.currentIndexChanged.connect(self._on_quantity_chosen)
        self.iterates.quantity_chosen.connect(lambda name: self.quantity.setCurrentText(NAMES[name]))
        self.basins.found.connect(self._show_basin)
        self.basins.outdated.connect(lambda: self._show_basin(None))
        self.curve.view.sigXRangeChanged.connect(self._ask_for_basin)
        _align(self.curve, self.step_map)
        _align(self.step_map, self.curve)

    @property
    def points(self) -> tuple[CriticalPoint, ...]:
        """The minima and maxima around."""
        return self.marked.points

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`, and the room that its type needs."""
        self._theme = theme
        self.at_once.setFixedSize(theme.pixels(_BOX_WIDTH), theme.pixels(_BOX_HEIGHT))
        self.quantity.setFixedHeight(theme.pixels(_BOX_HEIGHT))
        self.curve.set_colours(theme)
        self.step_map.set_colours(theme)
        self.iterates.set_colours(theme)

    def show_descent(self, descent: Descent, step: int, fit: Fit) -> None:
        """Draw `descent` up to `step`, after moving the axes as far as `fit` allows."""
        self._descent = descent
        self.iterates.show_quantity(self._model.settings.quantity)
        runs = (descent, *self._model.others)
        if fit is Fit.ANEW or (fit is Fit.SETTLED and self._is_cut_off(runs)):
            self._frame = framed_together(runs)
            self.marked = marked_around(descent.f, self._frame)
            frame = self._frame
            _end_zoom(self.curve, (frame.x_low, frame.x_high), (frame.y_low, frame.y_high))
            _end_zoom(self.step_map, (frame.x_low, frame.x_high), (frame.x_low, frame.x_high))
            self.curve.set_frame(descent, self._frame, self.marked)
            self.step_map.set_frame(self._frame)
        self.iterates.fit(runs, self._frame.x_low, self._frame.x_high, fit is not Fit.STILL)
        self.show_step(step)
        self._ask_for_basin()

    def show_step(self, step: int) -> None:
        """Draw the same descent up to another step."""
        self.curve.show_descents(self._descent, self._model.others, step)
        self.iterates.show_descents(self._descent, self._model.others, step)
        settings = self._model.settings
        if settings.iterate != self.at_once.value():  # or Qt paints it anew
            self.at_once.setValue(settings.iterate)
        self.quantity.setCurrentText(NAMES[settings.quantity])
        self.step_map.show_descents(self._descent, self._model.others, step, settings.iterate)
        point = self.step_map.point
        meaning = meaning_of(point, settings.iterate, self._descent.momentum)
        self.map_card.say(meaning, meaning_exactly(point))
        self.curve_card.say(step_sentence(self._descent, step, self.marked.barriers))

    def show_kept(self, kept: KeptDescents) -> None:
        """Draw the kept runs beside the present one."""
        self.iterates.show_kept(kept.runs)
        runs = (self._descent, *self._model.others)
        self.iterates.fit(runs, self._frame.x_low, self._frame.x_high)

    def _on_iterate_chosen(self, iterate: int) -> None:
        self._model.turn(_iterate_text(iterate), is_held=False, iterate=iterate)

    def _on_quantity_chosen(self, number: int) -> None:
        quantity = list(NAMES)[number]
        self._model.turn(f"Look at {NAMES[quantity]} against the step", is_held=False, quantity=quantity)

    def _ask_for_basin(self) -> None:
        low, high = self.curve.view.viewRange()[0]
        self.basins.ask(self._descent, low, high)

    def _show_basin(self, basin: Basin | None) -> None:
        """Shade the basin, and name what its descents settle on; None: it is not known."""
        self.curve.basin.show([] if basin is None else basin.intervals)
        self.iterates.show_cycle(() if basin is None else basin.cycle)
        self.iterates_card.say("" if basin is None else cycle_sentence(basin.cycle))

    def _is_cut_off(self, runs: Sequence[Descent]) -> bool:
        """Whether a start, or a bounded orbit, is out of the frame, which is still where it was put."""
        if self.curve.is_held:
            return False
        seen = [is_inside(each.iterates, each.heights, self._frame) for each in runs]
        return any(
            not (inside[0] if each.has_diverged else inside.all())
            for each, inside in zip(runs, seen, strict=True)
        )


def _steps_at_once() -> QSpinBox:
    box = QSpinBox()
    box.setRange(1, LONGEST_ITERATE)
    box.setPrefix("p = ")
    box.setAccessibleName("Steps at once p")
    box.setToolTip(
        f"How many steps the map makes at once, 1 to {LONGEST_ITERATE}: those of a cycle of period p "
        "lead back to where they began, and where such a cycle is born the map touches the diagonal"
    )
    box.setStyleSheet("padding: 0px 4px;")  # as high as the question beside it
    return box


def _quantities() -> QComboBox:
    box = QComboBox()
    box.addItems(list(NAMES.values()))
    box.setAccessibleName("What is drawn against the step")
    box.setToolTip("Draw x, f or f′ against the step")
    box.setStyleSheet("padding: 0px 4px;")
    return box


def _align(leader: Plot, follower: Plot) -> None:
    """Let `follower` show the same x as `leader`."""

    def follow() -> None:
        low, high = leader.view.viewRange()[0]
        if follower.view.viewRange()[0] != [low, high]:
            follower.view.setXRange(low, high, padding=0)

    leader.view.sigXRangeChanged.connect(follow)


def _end_zoom(plot: Plot, x: tuple[float, float], y: tuple[float, float]) -> None:
    """Let `plot`, which frames these x and y, be zoomed as far as its coordinates are told apart."""
    least = [_END_OF_ZOOM * max(map(abs, ends)) for ends in (x, y)]
    plot.view.setLimits(minXRange=least[0], minYRange=least[1])


def _iterate_text(iterate: int) -> str:
    return "Look at one step" if iterate == 1 else f"Look at {iterate} steps at once"
