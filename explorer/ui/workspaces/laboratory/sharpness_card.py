"""Is the curvature along each run below what its α allows? λ of all runs against the limit of stability."""

from __future__ import annotations

import numpy as np
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QComboBox, QMenu, QToolButton, QVBoxLayout, QWidget

from explorer.array import Array, Steps
from explorer.number import short
from explorer.symbol import Symbol
from explorer.training.curvature.run_readings import stride_of
from explorer.training.curvature.sharpness import Readings
from explorer.training.curvature.stability_curve import StabilityCurve, stability_curve
from explorer.training.curvature.stability_words import stability_words, unknown_words
from explorer.training.flow_time import flow_time
from explorer.training.laboratory_notes import NOT_THE_LAST_WORD
from explorer.ui.plot.run_plot import PlottedRun
from explorer.ui.session.throttle import Throttle
from explorer.ui.theme.theme import Theme
from explorer.ui.widgets.labelled_combo_box import LabelledComboBox
from explorer.ui.widgets.question_card import QuestionCard
from explorer.ui.widgets.why_button import WhyButton
from explorer.ui.workspaces.laboratory.compared import ComparedRun
from explorer.ui.workspaces.laboratory.curvature_strip import FURTHER, CurvatureStrip
from explorer.ui.workspaces.laboratory.model import LaboratoryModel
from explorer.ui.workspaces.laboratory.runs_card import LEFT_ROOM
from explorer.ui.workspaces.laboratory.sharpness_plot import PlottedSharpness, SharpnessPlot
from explorer.ui.workspaces.laboratory.sharpness_source import SharpnessSource

_STRIPS = {"none": "λ alone", "eigenvalues": "λ₁ … λ₅", "displacement": "swing"}
_STRIP_TIPS = {
    "none": "Nothing beneath λ of the runs",
    "eigenvalues": f"The largest eigenvalues along the run at the {Symbol.ALPHA} line",
    "displacement": (
        f"How far the run at the {Symbol.ALPHA} line swings from its middle, along its leading direction"
    ),
}


class SharpnessCard(QWidget):
    """λ of all runs and, on request, a strip beneath it about the run at the α line."""

    def __init__(self, model: LaboratoryModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.source = SharpnessSource(model.jobs, self)
        self.curves, self.strip = SharpnessPlot(), CurvatureStrip()
        self._drawn: dict[tuple[Readings, bool, bool], StabilityCurve] = {}
        self.over_limit = QToolButton()
        self.strips = LabelledComboBox("What is drawn beneath λ", _STRIPS, tips=_STRIP_TIPS)
        self.why = WhyButton(NOT_THE_LAST_WORD.question, NOT_THE_LAST_WORD.text)
        self.throttle = Throttle(self, self._refresh, interval=16, share=2.0, budget=model.jobs.budget)
        self._lay_out()
        self.over_limit.toggled.connect(self._on_over_limit_toggled)
        self.strips.chosen.connect(self._on_strip_chosen)
        self.curves.plot.add_actions = self._add_actions
        for signal in (model.changed, model.compared.changed, self.source.changed):
            signal.connect(self.throttle.request)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self.curves.set_theme(theme)
        self.strip.set_theme(theme)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.throttle.request()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.source.cancel()

    def _lay_out(self) -> None:
        self.over_limit.setText("÷ limit")
        self.over_limit.setCheckable(True)
        self.over_limit.setAccessibleName("λ over its limit")
        self.over_limit.setToolTip(
            f"λ over its limit, λ·{Symbol.ALPHA}/2 of plain descent: every run against 1"
        )
        self.strips.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.strips.setMinimumContentsLength(6)
        self.card = QuestionCard(
            f"Is λ below what {Symbol.ALPHA} allows?",
            self._body(),
            (self.over_limit, self.strips, self.why),
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.card)

    def _body(self) -> QWidget:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for plot in (self.curves.plot, self.strip.plot):
            plot.keep_left(LEFT_ROOM)
        self.strip.plot.plotItem.setXLink(self.curves.plot.plotItem)
        column.addWidget(self.curves.plot, 3)
        column.addWidget(self.strip.plot, 2)
        return body

    def _on_over_limit_toggled(self, is_on: bool) -> None:
        if is_on != self._model.settings.sharpness_over_limit:
            text = "Draw λ over its limit" if is_on else "Draw λ beside its limit"
            self._model.choose(text, sharpness_over_limit=is_on)

    def _on_strip_chosen(self, strip: str) -> None:
        self._model.choose(f"Draw {_STRIPS[strip]}", curvature_strip=strip)

    def _add_actions(self, menu: QMenu) -> None:
        """Halving α from the step of the run that the pointer is at."""
        point = self.curves.plot.crosshair.point
        key = None if point is None else self.curves.key_of(point.item)
        for run in self._model.compared.runs:
            readings = self.source.readings(run)
            if point is not None and readings is not None and _key(run) == key:
                x = self._curve(run, readings).x
                step = int(readings.step[np.abs(x - point.x).argmin()])
                text = f"Halve {Symbol.ALPHA} of {run.name} from step {step}"
                menu.addAction(text, lambda run=run, step=step: self._model.halve_from(run, step))
                menu.addSeparator()

    def _refresh(self) -> None:
        if not self.isVisible():
            return
        model, settings = self._model, self._model.settings
        runs, at_line = model.compared.runs, model.compared.at_line
        strip = settings.curvature_strip
        self.source.ask(runs[::-1])  # the one at the α line first
        self.source.ask_further(at_line if strip == "eigenvalues" else None, FURTHER)
        self.source.ask_displacement(at_line if strip == "displacement" else None)
        self.over_limit.setChecked(settings.sharpness_over_limit)
        self.strips.show_values([strip])
        x_label = f"{Symbol.ALPHA} · step" if settings.over_flow else "step"
        known = [(run, found) for run in runs if (found := self.source.readings(run)) is not None]
        plotted = [self._plotted(run, readings) for run, readings in known]
        latest = [readings for _, readings in known]
        self._drawn = {key: curve for key, curve in self._drawn.items() if key[0] in latest}
        self._make_room(strip != "none")
        self.curves.show_sharpness(plotted, x_label, self._y_label(runs))
        self._show_strip(at_line, x_label)
        self.card.say(*self._answer(known))

    def _make_room(self, for_strip: bool) -> None:
        """Show the strip, or hide it; the lower of the plots has the name of the axis that they share."""
        self.strip.plot.setVisible(for_strip)
        self.curves.name_x(not for_strip)

    def _y_label(self, runs: tuple[ComparedRun, ...]) -> str:
        if not self._model.settings.sharpness_over_limit:
            return "λ"
        is_plain = all(run.plan.start.training.optimiser.name == "gradient-descent" for run in runs)
        return f"λ·{Symbol.ALPHA}/2" if is_plain else "λ over its limit"

    def _curve(self, run: ComparedRun, readings: Readings) -> StabilityCurve:
        settings = self._model.settings
        key = (readings, settings.sharpness_over_limit, settings.over_flow)
        if key not in self._drawn:
            self._drawn[key] = stability_curve(run.plan, *key)
        return self._drawn[key]

    def _plotted(self, run: ComparedRun, readings: Readings) -> PlottedSharpness:
        curve, is_hidden = self._curve(run, readings), run.choice.is_hidden
        drawn = PlottedRun(
            _key(run), run.name, run.colour, curve.x, curve.sharpness, None, run.has_diverged, is_hidden
        )
        return PlottedSharpness(drawn, curve)

    def _show_strip(self, run: ComparedRun | None, x_label: str) -> None:
        strip = self._model.settings.curvature_strip
        if run is None or strip == "none":
            self.strip.clear()
        elif strip == "displacement":
            found = self.source.displacements(run)
            steps = np.concatenate([each.step for each in found]) if found else np.empty(0, np.int64)
            self.strip.show_displacement(self._x(run, steps), found, x_label)
        elif (readings := self.source.further(run)) is not None:
            self.strip.show_eigenvalues(self._x(run, readings.step), readings, x_label)

    def _x(self, run: ComparedRun, steps: Steps) -> Array:
        if self._model.settings.over_flow:
            return flow_time(run.plan.start.training, run.plan.changes, steps)
        return steps.astype(np.float64)

    def _answer(self, known: list[tuple[ComparedRun, Readings]]) -> tuple[str, str]:
        """A sentence about the run at the α line, or the last that is known; and one about each."""
        if not known:
            if self.source.problem:
                return f"There is none: {self.source.problem}", ""
            return ("Reading λ along the runs …", "") if self._model.compared.runs else ("", "")
        told = [_sentence(run, readings) for run, readings in known if not run.choice.is_hidden]
        steps = self._model.settings.steps
        if (stride := stride_of(steps)) > 1:
            told.append(f"λ is read at every {stride}th step")
        others = [run.plan.start.training for run, _ in known[:-1] if not run.choice.is_hidden]
        return "; ".join(filter(None, [_sentence(*known[-1]), unknown_words(others)])), "\n".join(told)


def _key(run: ComparedRun) -> tuple[object, int, str]:
    return run.plan, run.choice.colour, run.name


def _sentence(run: ComparedRun, readings: Readings) -> str:
    divergence = None if run.snapshot is None else run.snapshot.divergence
    diverged_at = None if divergence is None else divergence.step
    words = stability_words(readings, run.plan.start.training, diverged_at)
    return f"{Symbol.ALPHA} = {short(run.choice.learning_rate)}: {words}"
