"""How do the plots over the learning rate stand together? End states above, strips beneath, one α line.

Each is a card under the question that it answers, and says its answer in a sentence.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSplitter, QToolButton, QWidget

from explorer.descent.bifurcation.answer import answer
from explorer.descent.bifurcation.end_states import EndStates
from explorer.descent.bifurcation.whole_range import whole_range
from explorer.descent.function import Function
from explorer.descent.landmark import CriticalPoint
from explorer.descent.landmark_words import nearest_minimum
from explorer.descent.logistic import LogisticMap, logistic_map
from explorer.descent.settings import RateRange
from explorer.symbol import Symbol
from explorer.ui.session.job_runner import JobRunner, Jobs
from explorer.ui.theme.theme import Theme, give_role
from explorer.ui.widgets.question_card import QuestionCard
from explorer.ui.widgets.written import Write, usual_write
from explorer.ui.workspaces.one_variable.end_states_plot import EndStatesPlot
from explorer.ui.workspaces.one_variable.logistic_panel import LogisticPanel
from explorer.ui.workspaces.one_variable.model import DescentModel
from explorer.ui.workspaces.one_variable.rate_plot import RatePlot
from explorer.ui.workspaces.one_variable.strip_plot import LyapunovStrip, StabilityStrip

_STRETCHES = (6, 2, 2)
_OVERLAYS = {
    "has_landmarks": "Births and doublings",
    "has_critical_curves": "Critical curves: the images of the step map's critical point",
    "from_every_start": "From every start: each attractor in its colour",
}
"""What can be drawn over the end states: the setting, and its words."""


class RateViews(QSplitter):
    """All that is drawn against α, for the descent of the model."""

    rate_turned = Signal(float, bool)
    released = Signal()

    def __init__(self, model: DescentModel, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._model = model
        self._points: tuple[CriticalPoint, ...] = ()
        self._whole: RateRange | None = None
        self._asked: tuple[Function, float, float] | None = None
        self._asked_logistic: Function | None = None
        self._logistic: LogisticMap | None = None
        self._shown_logistic: LogisticMap | None = None
        self._write: Write = usual_write
        self._search = JobRunner(jobs, self)
        self._search.delivered.connect(self._on_whole_range)
        self.end_states = EndStatesPlot(jobs)
        self.lyapunov, self.stability = LyapunovStrip(), StabilityStrip()
        self.plots: tuple[RatePlot, ...] = (self.end_states, self.lyapunov, self.stability)
        titles = (
            (f"Where do the iterates end, for every {Symbol.ALPHA}?"),
            "Do neighbours part?",
            "How far is a step?",
        )
        self.actions_shown = [self._overlay(key, text) for key, text in _OVERLAYS.items()]
        self.show_button = QToolButton()
        self.show_button.setText("Show")
        self.show_button.setAccessibleName("What is drawn over the end states")
        self.show_button.setToolTip("What is drawn over the end states")
        self.show_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self.show_button)
        menu.addActions(self.actions_shown)
        self.logistic_action = self._overlay("as_logistic_map", "r of the logistic map beside the axis")
        menu.addAction(self.logistic_action)
        self._make_why()
        menu.addAction(self.why_action)
        menu.setToolTipsVisible(True)
        self.show_button.setMenu(menu)
        first = QuestionCard(
            titles[0],
            self.end_states,
            (self.why_button, self.show_button),
            self.why_panel,
            kept_lines=8,
        )
        strips = map(QuestionCard, titles[1:], self.plots[1:])
        self.cards: tuple[QuestionCard, ...] = (first, *strips)
        for card, plot, stretch in zip(self.cards, self.plots, _STRETCHES, strict=True):
            self.addWidget(card)
            self.setStretchFactor(self.count() - 1, stretch)
            plot.rate_turned.connect(self.rate_turned)
            plot.released.connect(self.released)
        for plot in self.plots[:-1]:  # the lowest names the axis for all
            plot.leave_rates_unnamed()
        self.setChildrenCollapsible(False)
        self.setHandleWidth(8)
        self.setStyleSheet("QSplitter::handle { background: transparent; }")  # the gap is enough
        self._connect_parts()

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        for plot in self.plots:
            plot.set_colours(theme)

    def show_descent(self, points: tuple[CriticalPoint, ...]) -> None:
        """Show the descent of the model; `points`: the minima and maxima around."""
        model, descent = self._model, self._model.descent
        self._points = points
        asked = descent.f, descent.start, descent.momentum
        if self._asked is not None and self._asked[0] is not descent.f:
            self.end_states.ranges.forget_history()
        is_in_sight = self._whole is None or descent.learning_rate <= self._whole.rate_high
        if (self._asked != asked or not (is_in_sight or model.settings.seen)) and not model.is_held:
            self._asked = asked
            job = whole_range(descent.f, descent.start, points, descent.momentum, descent.learning_rate)
            self._search.start(job)
        self.end_states.ranges.show_place(model.settings.seen)
        self.end_states.show_settings(model.settings)  # which draws over what is seen now
        for action, key in zip(self.actions_shown, _OVERLAYS, strict=True):
            action.setChecked(getattr(model.settings, key))
        self._show_logistic()
        if self._whole is not None:
            self.end_states.show_descent(descent, self._whole, model.is_held)
        for plot in self.plots:
            plot.show_rate(descent.learning_rate)
        minimum = nearest_minimum(descent.start, points)
        curvature = float("nan") if minimum is None else minimum.curvature
        self.stability.show_curvature(curvature, descent.momentum)
        self._say_stability(curvature)

    def set_write(self, write: Write) -> None:
        """Write the symbols in what is said of the logistic map so from now on."""
        self._write = write
        if self._asked_logistic is not None:
            self._show_logistic()

    def _show_logistic(self) -> None:
        """Offer r where a step is one of the logistic map, write it and say why where that was asked for."""
        descent = self._model.descent
        if self._asked_logistic is not descent.f:
            self._asked_logistic, self._logistic = descent.f, logistic_map(descent.f)
        found = None if descent.momentum else self._logistic
        settings = self._model.settings
        for action, is_on in (
            (self.logistic_action, settings.as_logistic_map),
            (self.why_action, settings.explains_logistic_map),
        ):
            action.setVisible(found is not None)
            action.setChecked(is_on)
        self.why_button.setVisible(found is not None)
        if found is not None:
            self.logistic_action.setText(f"{found.name}, the logistic map's parameter, beside the axis")
            self.logistic_action.setToolTip(self._write(found.sentence))
            self.why_panel.show_map(found, descent.learning_rate)
        self.why_panel.setVisible(found is not None and settings.explains_logistic_map)
        self._shown_logistic = found if settings.as_logistic_map else None
        for plot in self.plots:
            plot.show_logistic(self._shown_logistic)

    def _make_why(self) -> None:
        """The panel that says why, with the button and the entry that open it."""
        self.why_action = self._overlay("explains_logistic_map", "Why: the logistic map")
        self.why_action.setToolTip("Say with which r each step is one of the logistic map (R)")
        self.why_button = QToolButton()
        self.why_button.setDefaultAction(self.why_action)
        give_role(self.why_button, "switch")
        self.why_panel = LogisticPanel(self.logistic_action, self.why_action)

    def _overlay(self, key: str, text: str) -> QAction:
        """A check mark for one of the settings of what is drawn over the end states."""
        action = QAction(text, self)
        action.setCheckable(True)
        action.triggered.connect(lambda is_on: self._model.choose(text.split(":")[0], **{key: is_on}))
        return action

    def _connect_parts(self) -> None:
        plot = self.end_states
        plot.computed.connect(self._on_computed)
        plot.ranges.seen.connect(self._on_seen)
        plot.ranges.stopped.connect(self.cards[0].say)
        plot.ranges.moved.connect(self._align)
        for strip in (self.lyapunov, self.stability):
            strip.looked_at.connect(plot.ranges.look_at_rates)
            strip.left.connect(plot.ranges.show_all)

    def _on_whole_range(self, whole: RateRange) -> None:
        self._whole = whole
        self.end_states.show_descent(self._model.descent, whole, self._model.is_held)

    def _on_seen(self, place: RateRange | None) -> None:
        self._model.turn("Look at other learning rates", is_held=False, seen=place)

    def _on_computed(self, states: EndStates) -> None:
        self.lyapunov.show_states(states)
        self.cards[0].say(answer(states))
        self.cards[1].say("Below 0 they come nearer, above 0 they part: chaos")

    def _align(self) -> None:
        place = self.end_states.seen_range
        for plot in (self.lyapunov, self.stability):
            plot.set_rates(place.rate_low, place.rate_high)

    def _say_stability(self, curvature: float) -> None:
        momentum = self._model.descent.momentum
        limit = "2" if not momentum else f"2(1 + β) = {2 * (1 + momentum):.4g}"
        text = f"{Symbol.ALPHA}·f″ = 1: one step is Newton's; beyond {limit} the minimum lets go"
        self.cards[2].say(text if curvature > 0 else "No curved minimum is near")
