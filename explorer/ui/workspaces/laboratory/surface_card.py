"""Where is E low around the weights? The loss surface on a plane through them, with the path of the run."""

import numpy as np
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from explorer.drawing.map_colours import loss_legend
from explorer.job import in_thread
from explorer.number import rounded
from explorer.symbol import Symbol
from explorer.training.laboratory_settings import MapRange
from explorer.training.program import parameters_of
from explorer.training.run_state import is_same_task
from explorer.training.surface.surface_picture import (
    SurfacePicture,
    SurfaceQuestion,
    chosen_parameters,
    compute_surface,
)
from explorer.ui.session.job_runner import JobRunner
from explorer.ui.theme.theme import LIGHT, Theme
from explorer.ui.widgets.labelled_combo_box import LabelledComboBox
from explorer.ui.widgets.question_card import QuestionCard
from explorer.ui.workspaces.laboratory.map_legend import MapLegend
from explorer.ui.workspaces.laboratory.model import LaboratoryModel
from explorer.ui.workspaces.laboratory.surface_plot import SurfacePlot

_KINDS = {
    "sharpest": "sharpest",
    "run": "run’s axes",
    "parameters": "two weights",
}
_KIND_TIPS = {
    "sharpest": f"The two directions in which {Symbol.LOSS} is curved most at the start",
    "run": "The two directions in which the run moves most: its principal axes",
    "parameters": "Two weights or biases; all others stand still",
}
_MOST_PARAMETERS = 500
"""In the lists of what may lie along an axis."""


class SurfaceCard(QWidget):
    """The surface about the start, and on it the run that is selected."""

    def __init__(self, model: LaboratoryModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model, self._theme = model, LIGHT
        self._asked: SurfaceQuestion | None = None
        self.plot = SurfacePlot()
        self._runner = JobRunner(model.jobs, self)
        self.kind = LabelledComboBox("Which plane", _KINDS, tips=_KIND_TIPS)
        self.across, self.up, self.take = QComboBox(), QComboBox(), QToolButton()
        self._labels: tuple[str, ...] = ()
        self.legend = MapLegend()
        self.legend.show_scales(loss_legend())
        self._lay_out()
        self._connect_parts()

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._theme = theme
        self.plot.set_colours(theme)
        self._colour_path()
        self.legend.set_theme(theme)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._on_changed()

    def _lay_out(self) -> None:
        for box, way in ((self.across, "across"), (self.up, "up")):
            box.setAccessibleName(f"Parameter that lies {way}")
            box.setToolTip(f"Which parameter lies {way}")
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(6)
        self.take.setText("Take")
        self.take.setToolTip("Give the canvas the weights of the place that is chosen: click into the plane")
        self.take.setAccessibleName("Use the weights of the chosen place")
        self.parameters = QWidget()
        row = QHBoxLayout(self.parameters)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.across, 1)
        row.addWidget(self.up, 1)
        body = QWidget()
        inside = QVBoxLayout(body)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(2)
        inside.addWidget(self.plot, 1)
        inside.addWidget(self.legend)
        controls = (self.kind, self.take)
        self.card = QuestionCard(f"Where is {Symbol.LOSS} low?", body, controls, self.parameters)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.card)

    def _connect_parts(self) -> None:
        model = self._model
        self.kind.chosen.connect(
            lambda kind: model.choose(f"Surface: {_KINDS[kind]}", surface_plane=kind, surface_seen=None)
        )
        self.across.activated.connect(lambda index: self._choose("surface_across", self.across, index))
        self.up.activated.connect(lambda index: self._choose("surface_up", self.up, index))
        self.take.clicked.connect(self._take)
        self.plot.chosen.connect(self._show_take)
        self.plot.ranges.seen.connect(self._on_seen)
        self.plot.ranges.stopped.connect(model.session.status_message)
        self._runner.delivered.connect(self._on_delivered)
        self._runner.refused.connect(self._on_refused)
        model.changed.connect(self._on_changed)
        model.compared.changed.connect(self._on_changed)

    def _choose(self, field: str, box: QComboBox, index: int) -> None:
        self._model.choose(
            f"Look along {box.itemText(index)}", surface_seen=None, **{field: box.itemData(index)}
        )

    def _on_seen(self, seen: MapRange | None) -> None:
        self._model.choose("Zoom" if seen else "Look at all of the surface", surface_seen=seen)

    def _on_changed(self) -> None:
        """Show what holds now, and ask anew where that is another question."""
        if not self.isVisible():
            return
        model, settings = self._model, self._model.settings
        self._show_settings()
        self.plot.ranges.show_place(settings.surface_seen)
        self._show_weights()
        if model.why_not is not None:
            self._runner.cancel()
            self._asked = None
            return
        run = model.compared.selected
        has_ended = run is not None and run.trainer is not None
        question = SurfaceQuestion(
            model.experiment,
            settings.surface_plane,
            settings.surface_across,
            settings.surface_up,
            run.snapshot if run is not None and has_ended else None,
            settings.surface_seen,
        )
        if self._asked is not None and is_same_surface(question, self._asked):
            return
        if run is not None and not has_ended and self._asked is not None:
            return  # it will be another path in a moment
        self._asked = question
        self._runner.start(in_thread(compute_surface(question)), "Computing the loss on a plane")

    def _show_settings(self) -> None:
        model, settings = self._model, self._model.settings
        self.kind.show_values([settings.surface_plane])
        parameters = model.experiment.network.parameters[:_MOST_PARAMETERS]
        labels = tuple(parameter.label for parameter in parameters)
        self.parameters.setVisible(settings.surface_plane == "parameters")
        for box in (self.across, self.up):
            if labels != self._labels:
                box.clear()
                for parameter in parameters:
                    box.addItem(parameter.shown, parameter.label)
        self._labels = labels
        if len(labels) > 1:
            asked = SurfaceQuestion(
                model.experiment, "parameters", settings.surface_across, settings.surface_up
            )
            for box, parameter in zip((self.across, self.up), chosen_parameters(asked), strict=True):
                box.setCurrentIndex(box.findData(parameter.label))
        self._show_take()

    def _colour_path(self) -> None:
        """Give the path the colour that its run has everywhere."""
        if (run := self._model.compared.selected) is not None:
            self.plot.path.set_colour(run.colour(self._theme))

    def _on_delivered(self, picture: SurfacePicture) -> None:
        self.plot.show_picture(picture)
        self._colour_path()
        self._show_weights()
        self.card.say(answer(picture))

    def _on_refused(self, why: str) -> None:
        self.plot.show_picture(None)
        self.card.say(why[:1].upper() + why[1:])

    def _show_weights(self) -> None:
        """Mark the weights that the canvas has: they move while one scrubs, and the surface stays."""
        self.plot.show_weights(parameters_of(self._model.session.document.experiment.network))

    def _show_take(self) -> None:
        self.take.setEnabled(self.plot.place is not None and self._model.why_not is None)

    def _take(self) -> None:
        """Give the canvas the weights of the chosen place, in one undo step."""
        picture, place = self.plot.picture, self.plot.place
        if picture is not None and place is not None:
            self._model.show_on_canvas("Take weights of the surface", picture.experiment_at(*place))
            self._model.release()


def is_same_surface(one: SurfaceQuestion, other: SurfaceQuestion) -> bool:
    """Whether both ask for the same picture."""
    return (one.kind, one.across, one.up, one.run, one.seen) == (
        other.kind,
        other.across,
        other.up,
        other.run,
        other.seen,
    ) and is_same_task(one.experiment, other.experiment)


def answer(picture: SurfacePicture) -> str:
    """What chose the plane, between which E it lies there, and how far the run leaves it."""
    grid = picture.grid
    sentence = grid.plane.sentence
    words = [sentence[:1].upper() + sentence[1:]]
    finite = grid.losses[np.isfinite(grid.losses)]
    if finite.size:
        words.append(f"{Symbol.LOSS} from {rounded(float(finite.min()))} to {rounded(float(finite.max()))}")
    if picture.path is not None and len(picture.path.distance):
        farthest = float(picture.path.distance.max())
        words.append(f"the run is up to {rounded(farthest)} away from the plane")
    return "; ".join(words)
