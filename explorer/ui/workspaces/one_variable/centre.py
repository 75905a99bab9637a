"""What does the learning rate do? The middle of the workspace One variable: descent on any f(x)."""

from dataclasses import fields
from decimal import Decimal
from math import floor, log10

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QSizePolicy, QSplitter, QVBoxLayout, QWidget

from explorer.descent.function import Function
from explorer.descent.landmark_words import destination, limits_exactly, limits_of, nearest_minimum
from explorer.descent.preset import Preset
from explorer.descent.reason import ALL_DIGITS, reason
from explorer.descent.settings import NEW
from explorer.descent.shown_descent import Descent
from explorer.descent.stability import creeping_limit, stability_limit
from explorer.number import exact, rounded
from explorer.symbol import Symbol
from explorer.ui.session.session import Session
from explorer.ui.session.throttle import Throttle
from explorer.ui.theme.theme import Theme, give_role
from explorer.ui.widgets.elided_label import ElidedLabel
from explorer.ui.widgets.written import WrittenTexts
from explorer.ui.workspaces.one_variable.card_scroller import CardScroller
from explorer.ui.workspaces.one_variable.form import FunctionForm, StartForm
from explorer.ui.workspaces.one_variable.kept import KeptDescents
from explorer.ui.workspaces.one_variable.model import DescentModel
from explorer.ui.workspaces.one_variable.plots import DescentPlots, Fit
from explorer.ui.workspaces.one_variable.rate_views import RateViews
from explorer.ui.workspaces.one_variable.reason_line import ReasonLine
from explorer.ui.workspaces.one_variable.transport import DescentTransport
from explorer.ui.workspaces.one_variable.verdict_pill import VerdictPill

_ROW, _COLUMN = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
_WIDE = 900
"""Pixels of width from which the words at the foot stand in one row."""
_ROW_HEIGHT = 34
"""Pixels of a row of the head."""
_SCALE = 1.8
"""The slider ends at so many times the α up to which the minimum is stable."""


class OneVariableCentre(QWidget):
    """One function, one start, one α, and beside them the descents that are kept in the document."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        jobs = session.jobs
        self.model = DescentModel(session.document, self)
        self.shown: Descent | None = None
        self._fit = Fit.ANEW
        self.function = FunctionForm(self.descent)
        self.start = StartForm()
        self.pill, self.reason = VerdictPill(jobs), ReasonLine()
        self.plots = DescentPlots(self.model, jobs)
        self.rates = RateViews(self.model, jobs)
        self.transport = DescentTransport(self.descent.steps)
        self.kept = KeptDescents(session.document)
        self.status, self.limits = ElidedLabel(), ElidedLabel()
        self._throttle = Throttle(self, self._refresh, interval=6, share=1.0, budget=jobs.budget)
        self._lay_out()
        self._connect_parts()
        self._refresh()
        self._written = WrittenTexts(self, session.notation)

    @property
    def descent(self) -> Descent:
        """The descent that is looked at."""
        return self.model.descent

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        for part in (self.function, self.start, self.plots, self.rates, self.transport, self.kept):
            part.set_theme(theme)
        for row in (0, 1):
            self._head.setRowMinimumHeight(row, theme.pixels(_ROW_HEIGHT))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of the transport, as on the canvas, and R, where nothing else takes them."""
        if event.key() == Qt.Key.Key_R and not event.modifiers() and self.rates.why_action.isVisible():
            self.rates.why_action.trigger()
        else:
            self.transport.keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The arrow keys of α are what there is to play with first."""
        super().focusInEvent(event)
        self.start.slider.setFocus(event.reason())  # no focus proxy: Tab would go to it past f and start

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._foot.setDirection(_ROW if self.width() >= _WIDE else _COLUMN)

    def _lay_out(self) -> None:
        head = self._head = QGridLayout()  # of a height and widths that depend on nothing that is shown in it
        head.setHorizontalSpacing(12)
        head.setVerticalSpacing(6)
        for row, (control, word) in enumerate(((self.function, self.pill), (self.start, self.reason))):
            control.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            head.addWidget(control, row, 0)
            head.addWidget(word, row, 1)
        head.setColumnStretch(0, 3)
        head.setColumnStretch(1, 2)
        self._foot = QBoxLayout(_COLUMN)
        self._foot.setSpacing(2)
        for label, name in (
            (self.status, "Where the descent is"),
            (self.limits, (f"Which {Symbol.ALPHA} is too large")),
        ):
            give_role(label, "muted")
            label.setAccessibleName(name)
            self._foot.addWidget(label, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 10, 6)
        column.setSpacing(8)
        column.addLayout(head)
        views = QSplitter(Qt.Orientation.Horizontal)
        views.setChildrenCollapsible(False)
        views.setHandleWidth(8)
        views.setStyleSheet("QSplitter::handle { background: transparent; }")  # the gap is enough
        views.addWidget(self.plots)
        views.addWidget(self.rates)
        views.setSizes([2000, 3000])
        self.scroller = CardScroller(views)
        column.addWidget(self.scroller, 1)
        column.addWidget(self.kept)
        column.addWidget(self.transport)
        column.addLayout(self._foot)

    def _connect_parts(self) -> None:
        model = self.model
        model.changed.connect(self._on_changed)
        self.function.chosen.connect(lambda f: model.choose(f"Descend {f.formula}", formula=f.text))
        self.function.preset_chosen.connect(self._on_preset_chosen)
        self.function.reset.connect(self._on_reset)
        self.function.field.refused.connect(self.reason.show_problem)
        self.pill.told.connect(self._say_why)
        self.start.start_turned.connect(lambda x, is_held: model.turn(_start_text(x), is_held, start=x))
        self.start.rate_turned.connect(
            lambda rate, is_held: model.turn(_rate_text(rate), is_held, learning_rate=rate)
        )
        self.start.momentum_turned.connect(
            lambda momentum, is_held: model.turn(f"Set β to {rounded(momentum)}", is_held, momentum=momentum)
        )
        self.rates.rate_turned.connect(
            lambda rate, is_held: model.turn(_rate_text(rate), is_held, learning_rate=rate)
        )
        for released in (self.start.released, self.rates.released):
            released.connect(model.release)
        self.transport.moved.connect(self._show_step)
        self.transport.count_chosen.connect(lambda count: model.choose(f"Make {count} steps", steps=count))
        self.transport.kept.connect(self._on_kept)
        self.kept.changed.connect(lambda: self.plots.show_kept(self.kept))
        self.kept.chosen.connect(self._on_kept_chosen)

    def _on_preset_chosen(self, preset: Preset) -> None:
        self.transport.show_all()
        self.model.choose(
            f"Descend {preset.name}",
            formula=preset.text,
            start=preset.start,
            learning_rate=preset.learning_rate,
            momentum=0.0,
            further_starts=(),
            seen=None,
            as_logistic_map=False,
        )
        self.function.field.set_function(self.descent.f)

    def _on_reset(self) -> None:
        self.transport.show_all()
        self.model.choose(
            "Reset the workspace", **{part.name: getattr(NEW, part.name) for part in fields(NEW)}
        )
        self.function.field.set_function(self.descent.f)

    def _on_kept(self) -> None:
        is_judged = self.shown is not None and _fate(self.shown) == _fate(self.descent)
        self.kept.keep(self.descent, self.pill.verdict if is_judged else None)

    def _on_kept_chosen(self, descent: Descent) -> None:
        self.model.choose(
            f"Bring back {descent.name}",
            formula=descent.f.text,
            start=descent.start,
            learning_rate=descent.learning_rate,
            momentum=descent.momentum,
            steps=descent.steps,
        )

    def _on_changed(self) -> None:
        """Show what is looked at now, at the next frame."""
        self._fit = max(self._fit, self._fit_for(self.descent))
        self._throttle.request()

    def _fit_for(self, descent: Descent) -> Fit:
        if self.model.is_held:
            return Fit.STILL
        shown = self.shown
        is_like = shown is not None and shown.f is descent.f and shown.start == descent.start
        return Fit.SETTLED if is_like else Fit.ANEW

    def _refresh(self) -> None:
        descent, fit = self.descent, self._fit
        self._fit = Fit.STILL
        is_other_function = self.shown is None or self.shown.f is not descent.f
        if is_other_function:
            self.function.show_descent(descent)
            self.kept.set_present(descent)
        self.transport.show_count(descent.steps)
        self.transport.set_last(descent.last)
        self.plots.show_descent(descent, self.transport.step, fit)
        if fit is not Fit.STILL:
            self._scale_slider()
        self.start.show_descent(descent)
        self.rates.show_descent(self.plots.points)
        if is_other_function and self.kept.runs:
            self.plots.show_kept(self.kept)
        if self.shown is None or _fate(self.shown) != _fate(descent):
            self.pill.judge(descent)
        self.shown = descent
        self._show_words(descent)

    def _scale_slider(self) -> None:
        """Let the slider end a little beyond the α at which the nearest minimum stops being stable."""
        descent, frame = self.descent, self.plots.curve.shown_frame
        self.start.set_start_step(Decimal(1).scaleb(floor(log10((frame.x_high - frame.x_low) / 400))))
        minimum = nearest_minimum(descent.start, self.plots.points)
        if minimum is None or minimum.stability_limit is None:
            self.start.set_scale(max(1.0, 2 * descent.learning_rate), ())
        else:
            of_minimum = minimum.curvature, descent.momentum
            limit = stability_limit(*of_minimum)
            self.start.set_scale(_SCALE * limit, (creeping_limit(*of_minimum), limit))

    def _say_why(self) -> None:
        """Say the reason for the verdict, as soon as there is one; its period is one to step by."""
        verdict, descent = self.pill.verdict, self.pill.descent
        self.transport.set_period(None if verdict is None else verdict.period)
        if verdict is None or descent is None:
            self.reason.show_reason("", "")
            return
        why, in_full = (reason(descent, verdict, self.plots.points, digits) for digits in (4, ALL_DIGITS))
        self.reason.show_reason(f"Why: {why}." if why else "", f"Why: {in_full}.")

    def _show_step(self, step: int) -> None:
        """Of the descent that is drawn, which may be another one from the next frame on."""
        self.plots.show_step(step)
        if self.shown is not None:
            self._show_words(self.shown)

    def _show_words(self, descent: Descent) -> None:
        step = self.transport.step
        x, height = float(descent.iterates[step]), float(descent.heights[step])
        slope = descent.f.derivative()(x)
        if descent.has_diverged and step == descent.last:
            place = f"diverged at step {step}"
        elif step < descent.last:
            place = f"step {step} of {descent.last}"
        else:
            place = "1 step" if step == 1 else f"{step:,} steps"
        numbers = (("x", x), ("f", height), ("f′", slope))
        self.status.set_text(
            " · ".join([place, *(f"{name} = {rounded(value)}" for name, value in numbers)]),
            "\n".join([place, *(f"{name} = {exact(value)}" for name, value in numbers)]),
        )
        goal = destination(descent.f, descent.start, self.plots.points)
        beta = descent.momentum
        self.limits.set_text(limits_of(descent.f, goal, beta), limits_exactly(goal, beta))


def _fate(descent: Descent) -> tuple[Function, float, float, float]:
    """All that the verdict depends on."""
    return descent.f, descent.start, descent.learning_rate, descent.momentum


def _start_text(x: float) -> str:
    return f"Start at {rounded(x)}"


def _rate_text(rate: float) -> str:
    return f"Set {Symbol.ALPHA} to {rounded(rate)}"
