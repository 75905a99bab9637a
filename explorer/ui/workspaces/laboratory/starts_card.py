"""Do different starts end in different minima? The card that trains the network from many of them at once."""

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from explorer.array import Indices
from explorer.job import in_thread
from explorer.network.edits.training_edits import set_learning_rate
from explorer.number import counted
from explorer.symbol import Symbol
from explorer.training.laboratory_notes import DIFFERENT_ENDS
from explorer.training.many.answer_thumbnail import ThumbnailScale, answers_of, thumbnail_scale
from explorer.training.many.loss_level import starts_answer
from explorer.training.many.starts import ManyEnds, StartsQuestion, train_starts
from explorer.ui.session.job_runner import JobRunner
from explorer.ui.session.throttle import Throttle
from explorer.ui.theme.theme import Theme
from explorer.ui.widgets.labelled_combo_box import LabelledComboBox
from explorer.ui.widgets.question_card import QuestionCard
from explorer.ui.widgets.why_button import WhyButton
from explorer.ui.workspaces.laboratory.model import LaboratoryModel
from explorer.ui.workspaces.laboratory.starts_gallery import StartsGallery
from explorer.ui.workspaces.laboratory.starts_plot import StartsPlot

_COUNTS = (16, 64, 256)
_LOSS, _SEED = "loss", "seed"
_WIDE = 1.3
"""Times as wide as high: the thumbnails stand beside the plot."""


class StartsCard(QWidget):
    """Runs at the α line from many seeds; another question cancels the one before it."""

    def __init__(self, model: LaboratoryModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._asked: StartsQuestion | None = None
        self._ends: ManyEnds | None = None
        self._scale: ThumbnailScale | None = None
        self.plot, self.gallery = StartsPlot(), StartsGallery()
        self._runner = JobRunner(model.jobs, self)
        self._throttle = Throttle(self, self._draw, interval=60, share=3.0, budget=model.jobs.budget)
        self.count = LabelledComboBox("From how many starts", {str(n): f"{n} starts" for n in _COUNTS})
        self.order = LabelledComboBox(
            "In which order",
            {_LOSS: f"by {Symbol.LOSS}", _SEED: "by seed"},
            tips={_LOSS: f"The lowest {Symbol.LOSS} first"},
        )
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._lay_out()
        self._connect_parts()

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self.plot.set_colours(theme)
        self.gallery.set_theme(theme)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._on_changed()

    def hideEvent(self, event: QHideEvent) -> None:
        """Where nobody looks, no run is made; what is missing is made when somebody does."""
        super().hideEvent(event)
        if self._runner.is_running:
            self._asked = None
            self._runner.cancel()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_wide = self.width() > _WIDE * self.height()
        self._split.setOrientation(Qt.Orientation.Horizontal if is_wide else Qt.Orientation.Vertical)

    def _lay_out(self) -> None:
        self._split.setChildrenCollapsible(False)
        for part in (self.plot, self.gallery):
            self._split.addWidget(part)
            self._split.setStretchFactor(self._split.count() - 1, 1)
        self._split.setSizes([1000, 1000])
        why = WhyButton(DIFFERENT_ENDS.question, DIFFERENT_ENDS.text)
        question = "Do different starts end in different minima?"
        self.card = QuestionCard(question, self._split, (self.count, self.order, why))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.card)

    def _connect_parts(self) -> None:
        model = self._model
        self.plot.run_asked.connect(self._open)
        self.gallery.run_asked.connect(self._open)
        self.count.chosen.connect(lambda n: model.choose(f"Train from {n} starts", starts_count=int(n)))
        self.order.chosen.connect(
            lambda by: model.choose(f"Order the starts by {by}", starts_by_seed=by == _SEED)
        )
        self._runner.delivered.connect(self._on_delivered)
        self._runner.ended.connect(self._throttle.request)
        self._runner.cancelled.connect(self._throttle.request)
        model.changed.connect(self._on_changed)

    def _on_changed(self) -> None:
        """Show what holds now, and ask anew where that is another question."""
        model = self._model
        if not self.isVisible():
            return
        if model.why_not is not None:
            self._runner.cancel()
            self._asked = None
            return
        settings = model.settings
        self.count.show_values([str(settings.starts_count)])
        self.order.show_values([_SEED if settings.starts_by_seed else _LOSS])
        experiment = set_learning_rate(model.experiment, model.learning_rate)
        question = StartsQuestion(experiment, settings.steps, settings.starts_count)
        if self._asked is None or not question.is_same(self._asked):
            self._asked, self._ends, self._scale = question, None, None
            title = f"Training from {counted(settings.starts_count, 'start')}"
            self._runner.start(in_thread(train_starts(question)), title)
        elif self._ends is not None:
            self._throttle.request()

    def _on_delivered(self, ends: ManyEnds) -> None:
        self._ends = ends
        self._throttle.request()

    def _draw(self) -> None:
        ends, asked = self._ends, self._asked
        if ends is None or asked is None or not self.isVisible():
            return
        if self._scale is None:
            self._scale = thumbnail_scale(ends.question.experiment, ends.program)
        order, is_by_seed = self._order_of(ends), self._model.settings.starts_by_seed
        self.plot.show_ends(ends, order, is_by_seed)
        answers = answers_of(ends.question.experiment, self._scale, ends.parameters)
        self.gallery.show_ends(ends, order, self._scale, answers)
        is_cancelled = not (ends.is_complete or self._runner.is_running)
        self.card.say(("Cancelled. " if is_cancelled else "") + starts_answer(ends))

    def _order_of(self, ends: ManyEnds) -> Indices:
        return np.arange(len(ends)) if self._model.settings.starts_by_seed else ends.by_loss()

    def _open(self, run: int) -> None:
        """Let the document have this run, from its start to where it has come to."""
        ends = self._ends
        if ends is not None:
            self._model.open_run(ends.experiment(run), ends.question.steps, goes_there=False)
