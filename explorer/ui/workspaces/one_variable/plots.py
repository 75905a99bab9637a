"""How do the plots of a descent stand one under the other, and which part of the plane do they show?"""

from enum import IntEnum

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSpinBox, QSplitter, QWidget

from explorer.descent.frame import framed, is_inside
from explorer.descent.landmark import CriticalPoint, PlotRange, critical_points
from explorer.descent.settings import LONGEST_ITERATE
from explorer.descent.shown_descent import Descent
from explorer.descent.step_map_words import meaning_exactly, meaning_of
from explorer.ui.plot.widget import Plot
from explorer.ui.theme.theme import LIGHT, Theme
from explorer.ui.workspaces.one_variable.iterates_plot import IteratesPlot
from explorer.ui.workspaces.one_variable.kept import KeptDescents
from explorer.ui.workspaces.one_variable.model import DescentModel
from explorer.ui.workspaces.one_variable.plot import DescentPlot
from explorer.ui.workspaces.one_variable.question_card import QuestionCard
from explorer.ui.workspaces.one_variable.step_map_plot import StepMapPlot


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

    def __init__(self, model: DescentModel, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        descent = model.descent
        self._model = model
        self._descent = descent
        self._theme = LIGHT
        self.curve, self.step_map = DescentPlot(descent), StepMapPlot(descent)
        self.iterates = IteratesPlot(descent)
        self.at_once = self._steps_at_once()
        self.points: tuple[CriticalPoint, ...] = ()
        self._frame = PlotRange(-1.0, 1.0, -1.0, 1.0)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(8)
        self.curve_card = QuestionCard("How does it go down on f?", self.curve)
        self.map_card = QuestionCard("Where does each step lead?", self.step_map, [self.at_once])
        self.iterates_card = QuestionCard("Where is it after each step?", self.iterates)
        for card, stretch in ((self.curve_card, 5), (self.map_card, 6), (self.iterates_card, 4)):
            self.addWidget(card)
            self.setStretchFactor(self.count() - 1, stretch)
        self.setStyleSheet("QSplitter::handle { background: transparent; }")  # the gap is enough
        self.curve.start_moved.connect(model.move_start)
        self.curve.handles.released.connect(model.release)
        self.curve.start_added.connect(model.add_start)
        self.curve.start_removed.connect(model.remove_start)
        self.at_once.valueChanged.connect(self._on_iterate_chosen)
        self.step_map.iterate_chosen.connect(self.at_once.setValue)
        _align(self.curve, self.step_map)
        _align(self.step_map, self.curve)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._theme = theme
        self.curve.set_colours(theme)
        self.step_map.set_colours(theme)
        self.iterates.set_colours(theme)

    def show_descent(self, descent: Descent, step: int, fit: Fit) -> None:
        """Draw `descent` up to `step`, after moving the axes as far as `fit` allows."""
        self._descent = descent
        if fit is Fit.ANEW or (fit is Fit.SETTLED and self._is_cut_off(descent)):
            self._frame = framed(descent)
            self.points = _points_around(descent, self._frame)
            self.curve.set_frame(descent, self._frame, self.points)
            self.step_map.set_frame(self._frame)
        runs = (descent, *self._model.others)
        self.iterates.fit(runs, self._frame.x_low, self._frame.x_high, fit is not Fit.STILL)
        self.show_step(step)

    def show_step(self, step: int) -> None:
        """Draw the same descent up to another step."""
        self.curve.show_descents(self._descent, self._model.others, step)
        self.iterates.show_descents(self._descent, self._model.others, step)
        iterate = self._model.settings.iterate
        self.at_once.setValue(iterate)
        self.step_map.show_descents(self._descent, self._model.others, step, iterate)
        point = self.step_map.point
        self.map_card.say(meaning_of(point, iterate, self._descent.momentum), meaning_exactly(point))

    def show_kept(self, kept: KeptDescents) -> None:
        """Draw the kept runs beside the present one."""
        self.iterates.show_kept(kept.runs)
        runs = (self._descent, *self._model.others)
        self.iterates.fit(runs, self._frame.x_low, self._frame.x_high)

    def _on_iterate_chosen(self, iterate: int) -> None:
        self._model.turn(_iterate_text(iterate), is_held=False, iterate=iterate)

    def _steps_at_once(self) -> QSpinBox:
        box = QSpinBox()
        box.setRange(1, LONGEST_ITERATE)
        box.setPrefix("p = ")
        box.setStyleSheet("padding: 0px 4px;")  # as high as the question beside it
        box.setFixedSize(box.fontMetrics().horizontalAdvance("p = 64") + 40, box.fontMetrics().height() + 6)
        box.setAccessibleName("Steps at once p")
        box.setToolTip(
            f"How many steps the map makes at once, 1 to {LONGEST_ITERATE}: those of a cycle of period p "
            "lead back to where they began, and where such a cycle is born the map touches the diagonal"
        )
        return box

    def _is_cut_off(self, descent: Descent) -> bool:
        """Whether a bounded orbit leaves the frame, which is still where it was put."""
        if descent.has_diverged or self.curve.is_held:
            return False
        return not is_inside(descent.iterates, descent.heights, self._frame).all()


def _align(leader: Plot, follower: Plot) -> None:
    """Let `follower` show the same x as `leader`."""

    def follow() -> None:
        low, high = leader.view.viewRange()[0]
        if follower.view.viewRange()[0] != [low, high]:
            follower.view.setXRange(low, high, padding=0)

    leader.view.sigXRangeChanged.connect(follow)


def _iterate_text(iterate: int) -> str:
    return "Look at one step" if iterate == 1 else f"Look at {iterate} steps at once"


def _points_around(descent: Descent, frame: PlotRange) -> tuple[CriticalPoint, ...]:
    """The minima and maxima in the frame, and one frame farther to either side."""
    width = frame.x_high - frame.x_low
    return critical_points(descent.f, frame.x_low - width, frame.x_high + width)
