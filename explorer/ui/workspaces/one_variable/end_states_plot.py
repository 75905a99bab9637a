"""Where do the iterates end, for every α? The picture of end states, to zoom into without end.

A box drawn with the left button zooms in; keys go back and forth, and show all of it again. The picture that
is there is moved and scaled at once, and computed anew soon. Imports pyqtgraph: make it after the first paint
of the window.
"""

from collections.abc import Callable

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu, QWidget

from explorer.descent.bifurcation.end_states import EndStates, EndStatesQuestion, RateWindow, end_states
from explorer.descent.bifurcation.tone import black_point, shades
from explorer.descent.bifurcation.zoom_history import Place, ZoomHistory
from explorer.descent.settings import RateRange
from explorer.descent.shown_descent import Descent
from explorer.drawing.offset_scale import offset_scale
from explorer.files.table import TableColumns
from explorer.job import in_thread
from explorer.number import rounded
from explorer.ui.session.job_runner import JobRunner, Jobs
from explorer.ui.session.throttle import Throttle
from explorer.ui.theme.theme import Theme
from explorer.ui.workspaces.one_variable.rate_plot import RatePlot

_ESCAPED = 1
"""The place of escape in the table of colours; 0 is nothing, above are the shades."""
_END_OF_PRECISION = (
    "Double precision ends here: neighbouring pixels would be the same number. Backspace goes back"
)


class EndStatesPlot(RatePlot):
    """The density of end states over α and x."""

    seen = Signal(object)
    """The person looks at another RateRange; None: at all of it."""
    computed = Signal(object)
    """The EndStates that are drawn now; coarser ones come first."""
    stopped = Signal(str)
    """The zoom goes no deeper; the text says why."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent, "x")
        self.table = self._table
        self.states: EndStates | None = None
        self.history = ZoomHistory()
        self._descent: Descent | None = None
        self._whole = RateRange(0.0, 1.0, -1.0, 1.0)
        self._range = self._whole
        self._black: float | None = None
        self._is_moving = False
        self._colours: NDArray[np.uint8] = np.zeros((256, 4), dtype=np.uint8)
        self._image = pg.ImageItem(axisOrder="row-major")
        self._image.setZValue(-2)
        self.addItem(self._image, ignoreBounds=True)
        self.view.setMouseMode(pg.ViewBox.RectMode)
        self._search = JobRunner(jobs, self)
        self._search.delivered.connect(self._keep)
        self._throttle = Throttle(self, self._compute, interval=30, share=1.0, budget=jobs.budget)
        self.crosshair.value_at = self._value_at
        self.view.sigRangeChanged.connect(self._on_range_changed)
        self.view.sigResized.connect(self._throttle.request)
        self.setAccessibleName("Where the iterates end, for every learning rate")
        self.setAccessibleDescription(
            "Backspace goes back to the range before, Shift with Backspace forth. "
            + self.accessibleDescription()
        )

    @property
    def is_computing(self) -> bool:
        """Whether a finer picture is on its way."""
        return self._search.is_running

    @property
    def seen_range(self) -> RateRange:
        """What is visible."""
        return self._range

    def show_descent(self, descent: Descent, whole: RateRange, is_held: bool) -> None:
        """Show the end states from the start of `descent`; `whole`: all there is to see.

        While something `is_held`, the shades keep their meaning.
        """
        if not is_held:
            self._black = None
        before, self._descent = self._descent, descent
        is_other = before is None or _asked(before) != _asked(descent)
        if whole != self._whole:
            self._whole = whole
            if self.history.present is None:
                self._look_at(whole)
        if is_other:
            self._throttle.request()
        self.show_rate(descent.learning_rate)

    def show_place(self, place: Place) -> None:
        """Look at this range, as the document says; tells nobody."""
        if place != self.history.present:
            self.history = self.history.visit(place)
            self._look_at(place or self._whole)

    def forget_history(self) -> None:
        """Another function is looked at: there is nothing to go back to."""
        self.history = ZoomHistory(self.history.present)

    def show_all(self) -> None:
        """Look at all of it again."""
        self._go(self.history.visit(None))

    def go_back(self) -> None:
        """Look at the range before."""
        self._go(self.history.back())

    def go_forth(self) -> None:
        """Look at the range that one has come back from."""
        self._go(self.history.forth())

    def set_colours(self, theme: Theme) -> None:
        super().set_colours(theme)
        self._colours = _colour_table(theme)
        self._image.setLookupTable(self._colours)

    def menu(self) -> QMenu:
        menu = super().menu()
        first = menu.actions()[0]
        for text, act, is_possible in (
            ("Back\tBackspace", self.go_back, bool(self.history.before)),
            ("Forth\tShift+Backspace", self.go_forth, bool(self.history.after)),
        ):
            action = menu.addAction(text, act)
            action.setEnabled(is_possible)
            menu.removeAction(action)
            menu.insertAction(first, action)
        return menu

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Backspace goes back, with Shift forth; the other keys are those of plots over α."""
        if Qt.Key(event.key()) is Qt.Key.Key_Backspace:
            is_forth = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.go_forth() if is_forth else self.go_back()
            event.accept()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The buttons at the side of a mouse go back and forth."""
        acts: dict[Qt.MouseButton, Callable[[], None]] = {
            Qt.MouseButton.BackButton: self.go_back,
            Qt.MouseButton.ForwardButton: self.go_forth,
        }
        if (act := acts.get(event.button())) is not None:
            act()
            event.accept()
        else:
            super().mousePressEvent(event)

    def _go(self, history: ZoomHistory) -> None:
        if history != self.history:
            self.history = history
            self._look_at(history.present or self._whole)
            self.seen.emit(history.present)

    def _look_at(self, place: RateRange) -> None:
        """Move the axes; the picture that is there moves along."""
        self._range = place
        y_offsets = offset_scale(place.x_low, place.x_high)
        self._is_moving = True
        self.set_offsets(offset_scale(place.rate_low, place.rate_high), y_offsets)
        x, y = self.x_offsets.origin, self.y_offsets.origin
        self.view.setRange(
            xRange=(place.rate_low - x, place.rate_high - x),
            yRange=(place.x_low - y, place.x_high - y),
            padding=0,
            disableAutoRange=True,
        )
        self._is_moving = False
        self._place_image()
        self.show_rate(self._rate)
        self._throttle.request()

    def _on_range_changed(self) -> None:
        """The person has moved the axes."""
        if self._is_moving or self._descent is None:
            return
        (rate_low, rate_high), (x_low, x_high) = self.view.viewRange()
        x, y = self.x_offsets.origin, self.y_offsets.origin
        place = RateRange(x + float(rate_low), x + float(rate_high), y + float(x_low), y + float(x_high))
        if not self._window(place).is_resolved:
            self._look_at(self._range)
            self.stopped.emit(_END_OF_PRECISION)
            return
        self.history = self.history.visit(place)
        self._look_at(place)
        self.seen.emit(place)

    def _window(self, place: RateRange) -> RateWindow:
        """The range, in as many pixels as the screen has for it."""
        ratio, area = self.devicePixelRatioF(), self.view.sceneBoundingRect()
        columns, rows = (max(8, round(ratio * length)) for length in (area.width(), area.height()))
        return RateWindow(place.rate_low, place.rate_high, place.x_low, place.x_high, columns, rows)

    def _compute(self) -> None:
        descent = self._descent
        if descent is None or not self.isVisible():
            return
        question = EndStatesQuestion(descent.f, descent.start, self._window(self._range), descent.momentum)
        if self.states is None or self.states.question != question or self.states.spacing > 1:
            self._search.start(in_thread(end_states(question)))

    def showEvent(self, event: object) -> None:
        super().showEvent(event)
        self._throttle.request()

    def _keep(self, states: EndStates) -> None:
        self.states = states
        if self._black is None or states.spacing == 1:
            self._black = black_point(states)
        picture = shades(states, self._black).T.copy()
        picture[:, states.escaped_at >= 0] = _ESCAPED
        self._image.setImage(picture, autoLevels=False, levels=(0, 255), lut=self._colours)
        self._place_image()
        self.computed.emit(states)

    def _place_image(self) -> None:
        if self.states is None:
            return
        window = self.states.question.window
        width = (window.rate_high - window.rate_low) / window.columns
        left = window.rate_low - self.x_offsets.origin
        bottom = window.x_low - self.y_offsets.origin
        columns = len(self.states.columns) * self.states.spacing
        self._image.setRect(QRectF(left, bottom, width * columns, window.x_high - window.x_low))

    def _value_at(self, x: float, y: float) -> str:
        """What is known of the column under the pointer."""
        states = self.states
        if states is None:
            return ""
        rate = self.x_offsets.origin + x
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


def _asked(descent: Descent) -> tuple[object, ...]:
    """All that the end states depend on."""
    return descent.f, descent.start, descent.momentum


def _colour_table(theme: Theme) -> NDArray[np.uint8]:
    """RGBA for each shade: from the surface to the text, and that of escape."""
    surface, text, escaped = (QColor(name) for name in (theme.surface, theme.text, theme.problem_soft))
    share = np.linspace(0.0, 1.0, 256)[:, None]
    low, high = np.array(surface.getRgb()), np.array(text.getRgb())
    table: NDArray[np.uint8] = np.round(low + share * (high - low)).astype(np.uint8)
    table[_ESCAPED] = np.array(escaped.getRgb(), dtype=np.uint8)
    return table
