"""What does the learning rate do? The middle of the workspace One variable: descent on any f(x)."""

from dataclasses import replace

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from explorer.descent.function import Function, parse_function
from explorer.descent.landmark_words import destination, limits_exactly, limits_of, nearest_minimum
from explorer.descent.preset import PRESETS, Preset
from explorer.descent.shown_descent import Descent
from explorer.number import exact, rounded
from explorer.ui.session.session import Session
from explorer.ui.session.throttle import Throttle
from explorer.ui.theme.theme import Theme, give_role
from explorer.ui.widgets.elided_label import ElidedLabel
from explorer.ui.workspaces.one_variable.form import FunctionForm, StartForm
from explorer.ui.workspaces.one_variable.kept import KeptDescents
from explorer.ui.workspaces.one_variable.plots import DescentPlots, Fit
from explorer.ui.workspaces.one_variable.transport import DescentTransport
from explorer.ui.workspaces.one_variable.verdict_pill import VerdictPill

_ROW, _COLUMN = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
_WIDE, _VERY_WIDE = 900, 1280
"""Pixels of width from which the controls stand in one row, and the verdict beside them."""
_SCALE = 1.8
"""The slider ends at so many times the α up to which the minimum is stable."""


class OneVariableCentre(QWidget):
    """One function, one start, one α, and beside them the descents that are kept in the document."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        jobs = session.jobs
        first = PRESETS[0]
        self.descent = Descent(parse_function(first.text), first.start, 0.45, steps=50)
        self.shown: Descent | None = None
        self._fit = Fit.ANEW
        self.function = FunctionForm(self.descent)
        self.start = StartForm()
        self.pill = VerdictPill(jobs)
        self.plots = DescentPlots(self.descent)
        self.transport = DescentTransport(self.descent.steps)
        self.kept = KeptDescents(session.document)
        self.status, self.limits = ElidedLabel(), ElidedLabel()
        self._throttle = Throttle(self, self._refresh, interval=6, share=1.0, budget=jobs.budget)
        self.setFocusProxy(self.start.slider)  # its arrow keys are what there is to play with first
        self._lay_out()
        self._connect_parts()
        self._refresh()

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        for part in (self.function, self.start, self.plots, self.transport, self.kept):
            part.set_theme(theme)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = self.width()
        is_wide = width >= _WIDE
        for box, is_row in ((self._form, is_wide), (self._foot, is_wide), (self._head, width >= _VERY_WIDE)):
            box.setDirection(_ROW if is_row else _COLUMN)
        self._head.setStretch(0, 3 if width >= _VERY_WIDE else 0)

    def _lay_out(self) -> None:
        self._form, self._head, self._foot = QBoxLayout(_COLUMN), QBoxLayout(_COLUMN), QBoxLayout(_COLUMN)
        self._form.addWidget(self.function)
        self._form.addWidget(self.start)
        self._head.addLayout(self._form)
        self._head.addWidget(self.pill)
        for box, spacing in ((self._form, 6), (self._head, 6), (self._foot, 2)):
            box.setSpacing(spacing)
        for label, name in ((self.status, "Where the descent is"), (self.limits, "Which α is too large")):
            give_role(label, "muted")
            label.setAccessibleName(name)
            self._foot.addWidget(label, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 10, 6)
        column.setSpacing(8)
        column.addLayout(self._head)
        column.addWidget(self.plots, 1)
        column.addWidget(self.kept)
        column.addWidget(self.transport)
        column.addLayout(self._foot)

    def _connect_parts(self) -> None:
        self.function.chosen.connect(self._on_function_chosen)
        self.function.preset_chosen.connect(self._on_preset_chosen)
        self.start.start_typed.connect(lambda x: self._change(replace(self.descent, start=x), Fit.ANEW))
        self.start.rate_typed.connect(lambda rate: self._turn(rate, Fit.SETTLED))
        self.start.rate_turned.connect(self._on_rate_turned)
        self.plots.start_dragged.connect(lambda x: self._change(replace(self.descent, start=x), Fit.STILL))
        for released in (self.start.released, self.plots.released):
            released.connect(lambda: self._change(self.descent, Fit.SETTLED))
        self.transport.moved.connect(self._show_step)
        self.transport.count_chosen.connect(
            lambda count: self._change(replace(self.descent, steps=count), Fit.SETTLED)
        )
        self.transport.kept.connect(self._on_kept)
        self.kept.changed.connect(lambda: self.plots.show_kept(self.kept))
        self.kept.chosen.connect(self._on_kept_chosen)

    def _on_function_chosen(self, function: Function) -> None:
        self._change(replace(self.descent, f=function), Fit.ANEW)

    def _on_preset_chosen(self, preset: Preset) -> None:
        function = parse_function(preset.text)
        self.transport.show_all()
        self._change(
            replace(self.descent, f=function, start=preset.start, learning_rate=preset.learning_rate),
            Fit.ANEW,
        )

    def _on_kept(self) -> None:
        is_judged = self.shown is not None and _fate(self.shown) == _fate(self.descent)
        self.kept.keep(self.descent, self.pill.verdict if is_judged else None)

    def _on_kept_chosen(self, descent: Descent) -> None:
        self.transport.count.setValue(descent.steps)
        self._change(descent, Fit.ANEW)

    def _on_rate_turned(self, rate: float) -> None:
        is_dragged = self.start.slider.isSliderDown()
        self._turn(rate, Fit.STILL if is_dragged else Fit.SETTLED)

    def _turn(self, rate: float, fit: Fit) -> None:
        self._change(replace(self.descent, learning_rate=rate), fit)

    def _change(self, descent: Descent, fit: Fit) -> None:
        """Show `descent` at the next frame."""
        self.descent = descent
        self._fit = max(self._fit, fit)
        self._throttle.request()

    def _refresh(self) -> None:
        descent, fit = self.descent, self._fit
        self._fit = Fit.STILL
        is_other_function = self.shown is None or self.shown.f is not descent.f
        if is_other_function:
            self.function.show_descent(descent)
            self.kept.set_present(descent)
        self.transport.set_last(descent.last)
        self.plots.show_descent(descent, self.transport.step, fit)
        if fit is not Fit.STILL:
            self._scale_slider()
        self.start.show_descent(descent)
        if is_other_function and self.kept.runs:
            self.plots.show_kept(self.kept)
        if self.shown is None or _fate(self.shown) != _fate(descent):
            self.pill.judge(descent)
        self.shown = descent
        self._show_words()

    def _scale_slider(self) -> None:
        """Let the slider end a little beyond the α at which the nearest minimum stops being stable."""
        minimum = nearest_minimum(self.descent.start, self.plots.points)
        if minimum is None or minimum.overshoot_rate is None or minimum.stability_limit is None:
            self.start.slider.set_scale(max(1.0, 2 * self.descent.learning_rate), ())
        else:
            limits = (minimum.overshoot_rate, minimum.stability_limit)
            self.start.slider.set_scale(_SCALE * minimum.stability_limit, limits)

    def _show_step(self, step: int) -> None:
        self.plots.show_step(step)
        self._show_words()

    def _show_words(self) -> None:
        descent, step = self.descent, self.transport.step
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
        self.limits.set_text(limits_of(descent.f, goal), limits_exactly(goal))


def _fate(descent: Descent) -> tuple[Function, float, float]:
    """All that the verdict depends on."""
    return descent.f, descent.start, descent.learning_rate
