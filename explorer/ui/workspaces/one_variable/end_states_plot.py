"""Where do the iterates end, for every α? The picture of end states, to zoom into without end.

The picture that is there is moved and scaled at once when another range is looked at (`end_states_zoom`),
and computed anew soon. Imports pyqtgraph: make it after the first paint of the window.
"""

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu, QWidget

from explorer.descent.bifurcation.bifurcation_points import (
    LONGEST_PERIOD,
    BifurcationPoint,
    search_cycles,
)
from explorer.descent.bifurcation.critical_curves import critical_curves
from explorer.descent.bifurcation.end_states import EndStates, EndStatesQuestion, end_states
from explorer.descent.bifurcation.point_words import label_exactly, told_points
from explorer.descent.bifurcation.tone import black_point
from explorer.descent.function import Function
from explorer.descent.settings import DescentSettings, RateRange
from explorer.descent.shown_descent import Descent
from explorer.files.table import TableColumns
from explorer.job import Job, JobStep, in_thread, part
from explorer.number import rounded
from explorer.ui.plot import curve, recolour
from explorer.ui.session.job_runner import JobRunner, Jobs
from explorer.ui.session.throttle import Throttle
from explorer.ui.theme.theme import Theme
from explorer.ui.workspaces.one_variable.bifurcation_layer import BifurcationLayer
from explorer.ui.workspaces.one_variable.end_states_image import EndStatesImage
from explorer.ui.workspaces.one_variable.end_states_zoom import EndStatesZoom
from explorer.ui.workspaces.one_variable.rate_plot import RatePlot

FURTHER_STARTS = 16
"""From so many starts besides, if every start is asked for."""
_NEAR = 4.0
"""Pixels from a line at which the pointer is on it."""
_LONGEST = ((1e4, 128), (1e2, 64), (10, 16))
"""The longest period that is looked for where the range is so many times narrower than all there is."""
_MOST_CYCLES = 32
"""More of one length than that are not told apart."""


class EndStatesPlot(RatePlot):
    """The density of end states over α and x."""

    computed = Signal(object)
    """The EndStates that are drawn now; coarser ones come first."""
    marked = Signal()
    """Other bifurcation points are marked."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent, "x")
        self.table = self._table
        self.states: EndStates | None = None
        self._descent: Descent | None = None
        self._black: float | None = None
        self.ranges = EndStatesZoom(self)
        self._image = EndStatesImage(self)
        self._search = JobRunner(jobs, self)
        self._search.delivered.connect(self._keep)
        self._throttle = Throttle(self, self._compute, interval=30, share=1.0, budget=jobs.budget)
        self._points_search = JobRunner(jobs, self)
        self._points_search.delivered.connect(self._mark)
        self._solved: tuple[Function, RateRange] | None = None
        self.landmarks = BifurcationLayer(self)
        self._critical = curve(self, "#000000", "critical curves")
        self._critical.opts["name"] = None  # the crosshair reads the picture
        self._critical.setZValue(5)
        self._has_landmarks, self._has_critical_curves, self._further_starts = True, False, 0
        self.crosshair.value_at = self._value_at
        self.ranges.moved.connect(self._on_moved)
        self.view.sigResized.connect(self._on_resized)
        self.setAccessibleName("Where the iterates end, for every learning rate")

    @property
    def is_due(self) -> bool:
        """Whether another picture, or a finer one, is on its way."""
        return self._search.is_running or self._throttle.is_due

    @property
    def seen_range(self) -> RateRange:
        """What is visible."""
        return self.ranges.present

    @property
    def _is_complete(self) -> bool:
        """Whether the picture is that of what is visible, with every column: nothing moves."""
        states = self.states
        if states is None or states.spacing > 1:
            return False
        return states.question.window == self.ranges.window

    def show_settings(self, settings: DescentSettings) -> None:
        """Draw over the end states what `settings` say, from every start if they say so."""
        self._has_landmarks, self._has_critical_curves = settings.has_landmarks, settings.has_critical_curves
        starts = FURTHER_STARTS if settings.from_every_start else 0
        if starts != self._further_starts:
            self._further_starts = starts
            self._throttle.request()
        self._draw_over()

    def show_descent(self, descent: Descent, whole: RateRange, is_held: bool) -> None:
        """Show the end states from the start of `descent`; `whole`: all there is to see.

        While something `is_held`, the shades keep their meaning.
        """
        if not is_held:
            self._black = None
        before, self._descent = self._descent, descent
        is_other = before is None or _asked(before) != _asked(descent)
        self.ranges.show_whole(whole)
        if is_other:
            self._throttle.request()
            self._draw_over()
        self.show_rate(descent.learning_rate)

    def show_all(self) -> None:
        """Look at all of it again."""
        self.ranges.show_all()

    def set_colours(self, theme: Theme) -> None:
        super().set_colours(theme)
        self._image.set_theme(theme)
        recolour(self._critical, theme.delta_negative)
        self.landmarks.set_theme(theme)

    def menu(self) -> QMenu:
        menu = super().menu()
        self.ranges.put_into(menu)
        return menu

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Backspace goes back, with Shift forth; the other keys are those of plots over α."""
        if not self.ranges.take_key(event):
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The buttons at the side of a mouse go back and forth."""
        if not self.ranges.take_button(event):
            super().mousePressEvent(event)

    def _on_moved(self) -> None:
        """The picture that is there moves along, and all that is drawn over it."""
        self._image.place()
        self.show_rate(self.alpha.rate)
        self.landmarks.place()
        self._throttle.request()

    def _on_resized(self) -> None:
        self.landmarks.place()
        self._throttle.request()

    def _compute(self) -> None:
        descent = self._descent
        if descent is None or not self.isVisible():
            return
        question = EndStatesQuestion(
            descent.f,
            descent.start,
            self.ranges.window,
            descent.momentum,
            further_starts=self._further_starts,
        )
        if self.states is None or self.states.question != question or self.states.spacing > 1:
            self._search.start(in_thread(end_states(question)))
        else:
            self._search.cancel()  # of a range that was left before its picture came

    def showEvent(self, event: object) -> None:
        super().showEvent(event)
        self._throttle.request()

    def _keep(self, states: EndStates) -> None:
        self.states = states
        if self._black is None or states.spacing == 1:
            self._black = black_point(states)
        self._image.show(states, self._black)
        self.landmarks.keep_clear_of(states)
        if states.spacing == 1:
            self._draw_over()
        self.computed.emit(states)

    def _draw_over(self) -> None:
        """Critical curves at once, bifurcation points as soon as they are solved for."""
        descent, place = self._descent, self.ranges.present
        if descent is None:
            return
        has_map = not descent.momentum  # with a momentum the map is of two numbers
        rates, places = (place.rate_low, place.rate_high), (place.x_low, place.x_high)
        curves = critical_curves(descent.f, rates, places) if self._has_critical_curves and has_map else ()
        gap = np.array([np.nan])
        x = [part for each in curves for part in (each.rates - self.x_offsets.origin, gap)]
        y = [part for each in curves for part in (each.x - self.y_offsets.origin, gap)]
        self._critical.setData(*((np.concatenate(x), np.concatenate(y)) if curves else ([], [])))
        if not (self._has_landmarks and has_map):
            self._solved = None
            self._points_search.cancel()
            self._mark(())
        elif self._is_complete and self._solved != (descent.f, place):
            self._solved = (descent.f, place)
            whole = self.ranges.whole or place
            self._points_search.start(in_thread(_points(descent.f, place, whole)))

    def _mark(self, points: tuple[BifurcationPoint, ...]) -> None:
        self.landmarks.show(points)
        self.marked.emit()

    def _value_at(self, x: float, y: float) -> str:
        """What is known of the column under the pointer."""
        states = self.states
        if states is None:
            return ""
        rate = self.x_offsets.origin + x
        width, _ = self.view.viewPixelSize()
        if (point := self.landmarks.nearest(rate, _NEAR * width)) is not None:
            return label_exactly(point)
        column = int(np.argmin(np.abs(states.rates - rate)))
        if states.escaped_at[column] >= 0:
            return f"escapes at step {states.escaped_at[column]}"
        if states.period[column]:
            multiplier = rounded(float(states.multiplier[column]), 3)
            return f"period {states.period[column]}, multiplier {multiplier}"
        return f"Λ ≈ {rounded(float(states.lyapunov[column]), 3)}"

    def _table(self) -> TableColumns:
        """A row for each column of the picture."""
        states = self.states
        if states is None:
            return []
        return [
            ("learning rate", states.rates),
            ("period", states.period.astype(float)),
            ("multiplier", states.multiplier),
            ("lyapunov", states.lyapunov),
            ("escaped at", states.escaped_at.astype(float)),
            ("minimum", states.low),
            ("maximum", states.high),
        ]


def _points(f: Function, place: RateRange, whole: RateRange) -> Job[tuple[BifurcationPoint, ...]]:
    """The landmarks in a range; the narrower it is, the longer are the cycles that are looked for."""
    zoom = (whole.rate_high - whole.rate_low) / (place.rate_high - place.rate_low)
    longest = next((period for least, period in _LONGEST if zoom >= least), LONGEST_PERIOD)
    rates = place.rate_low, place.rate_high
    places = min(place.x_low, whole.x_low), max(place.x_high, whole.x_high)
    windows = yield from part(search_cycles(f, rates, places, longest, _MOST_CYCLES), 0.0, 0.99)
    yield JobStep(1.0, told_points(windows, *rates))


def _asked(descent: Descent) -> tuple[object, ...]:
    """All that the end states depend on."""
    return descent.f, descent.start, descent.momentum
