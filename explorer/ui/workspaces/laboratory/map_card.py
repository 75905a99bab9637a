"""Where can the network be trained? The trainability map: one pixel, one run."""

from dataclasses import replace

from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from explorer.job import in_thread
from explorer.plain_text import shown_name
from explorer.refusal import Refusal
from explorer.training.laboratory_settings import MapAxis, MapRange
from explorer.training.many.axis_offer import axis_offers
from explorer.training.many.border_dimension import BorderDimension, border_dimension
from explorer.training.many.map_question import (
    MapQuestion,
    is_same_map,
    map_axes,
    map_question,
    usual_axis,
)
from explorer.training.many.map_so_far import MapSoFar, last_bit, map_answer
from explorer.training.many.training_map import TrainingMap
from explorer.ui.session.job_runner import JobRunner
from explorer.ui.session.throttle import Throttle
from explorer.ui.theme.theme import Theme
from explorer.ui.widgets.question_card import QuestionCard
from explorer.ui.workspaces.laboratory.axis_button import AxisButton
from explorer.ui.workspaces.laboratory.map_plot import MapPlot
from explorer.ui.workspaces.laboratory.map_search import MapSearch
from explorer.ui.workspaces.laboratory.map_show_button import MapShowButton
from explorer.ui.workspaces.laboratory.map_view import MapViews, map_colours, map_legend
from explorer.ui.workspaces.laboratory.model import LaboratoryModel

_NO_RANGE = "An axis goes from one number to a larger one, by equal ratios from one above 0"


class MapCard(QWidget):
    """The map of the network, that of the bowl with the same Hessian, and what is chosen of both."""

    def __init__(self, model: LaboratoryModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.plot, self.bowl_plot = MapPlot("Trainability map"), MapPlot("Map of the bowl")
        self.search, self.bowl_search, self.nudged_search = (
            MapSearch(model.jobs, title, self)
            for title in ("Trainability map", "Map of the bowl", "Map from the next start")
        )
        self._question: MapQuestion | None = None
        self._border: BorderDimension | None = None
        self._border_of: MapQuestion | None = None
        self._border_search = JobRunner(model.jobs, self)
        self.right, self.up = AxisButton("→", "to the right"), AxisButton("↑", "upwards")
        self.show_button, self.go_on_button = MapShowButton(), QToolButton()
        self.views = MapViews({"the network": self.plot, "the bowl": self.bowl_plot})
        self.views.show_plots((self.plot,))
        self._asking = Throttle(self, self._ask, interval=30, share=1.0, budget=model.jobs.budget)
        self._drawing = Throttle(self, self._draw, interval=30, share=3.0, budget=model.jobs.budget)
        self._lay_out()
        self._connect_parts()

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        for plot in (self.plot, self.bowl_plot):
            plot.set_colours(theme)
        for button in (self.right, self.up):
            button.set_theme(theme)
        self.views.legend.set_theme(theme)

    @property
    def is_due(self) -> bool:
        """Whether another map, or a finer one, is on its way."""
        searches = (self.search, self.bowl_search, self.nudged_search)
        return any(each.is_running for each in searches) or self._asking.is_due or self._drawing.is_due

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._on_changed()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        for search in (self.search, self.bowl_search, self.nudged_search):
            search.pause()
        self._border_search.cancel()

    def _lay_out(self) -> None:
        self.go_on_button.setText("Go on")
        self.go_on_button.setToolTip("Compute the rest of the map, which was cancelled")
        self.go_on_button.hide()
        controls = (self.go_on_button, self.right, self.up, self.show_button)
        self.card = QuestionCard("Where can it be trained?", self.views, controls)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.card)

    def _connect_parts(self) -> None:
        model = self._model
        for plot in (self.plot, self.bowl_plot):
            plot.rate_turned.connect(model.turn_rate)
            plot.rate_released.connect(model.release)
            plot.ranges.seen.connect(self._on_seen)
            plot.ranges.stopped.connect(self.card.say)
        self.plot.run_asked.connect(self._open)
        for search in (self.search, self.bowl_search, self.nudged_search):
            search.changed.connect(self._drawing.request)
        for field, button in (("map_x", self.right), ("map_y", self.up)):
            button.named.connect(lambda name, field=field: self._choose_axis(field, name))
            button.ranged.connect(
                lambda low, high, is_log, field=field: self._choose_range(field, low, high, is_log)
            )
        self.show_button.chosen.connect(lambda text, field, value: model.choose(text, **{field: value}))
        self.show_button.dimension_asked.connect(self._ask_dimension)
        self.go_on_button.clicked.connect(self._go_on)
        self._border_search.delivered.connect(self._on_border)
        model.changed.connect(self._on_changed)
        model.session.selection.changed.connect(self._show_axes)

    def _on_changed(self) -> None:
        """Show what holds now at once, and ask for what it means as soon as there is time."""
        model = self._model
        if not self.isVisible():
            return
        settings = model.settings
        self.show_button.show_settings(settings)
        self._show_axes()
        x, y = map_axes(model.experiment, settings)
        for plot in (self.plot, self.bowl_plot):
            plot.ranges.show_axes(x, y, settings.map_size, settings.map_seen)
            plot.show_rate(model.learning_rate)
        shown = {"network": (self.plot,), "bowl": (self.bowl_plot,), "both": (self.plot, self.bowl_plot)}
        self.views.show_plots(shown[settings.map_of])
        self._asking.request()

    def _ask(self) -> None:
        """Ask for the maps that are to be seen."""
        model, settings = self._model, self._model.settings
        if not self.isVisible():
            return
        self._question = None
        if model.why_not is None:
            self._question = map_question(model.experiment, settings, model.learning_rate)
        question = self._question
        if question is None or not self._is_of_border(question):
            self._border_search.cancel()
        is_seen, has_bowl = settings.map_of != "bowl", settings.map_of != "network"
        self.search.ask(question if is_seen else None)
        is_nudged = is_seen and settings.map_has_last_bit
        bowl = None if question is None else replace(question, is_bowl=True, finds_solutions=False)
        self.bowl_search.ask(bowl if has_bowl else None)
        nudged = None if question is None else replace(question, is_nudged=True, finds_solutions=False)
        self.nudged_search.ask(nudged if is_nudged else None)
        if (present := self._present_map()) is not None:
            for plot in (self.plot, self.bowl_plot):
                plot.show_axes_of(present)
        self._drawing.request()

    def _present_map(self) -> TrainingMap | None:
        """The map that is asked for now; None where there is none, and then it is said why."""
        if self._question is None:
            return None
        try:
            return self._question.training_map()
        except Refusal as refusal:
            self.card.say(str(refusal))
            return None

    def _draw(self) -> None:
        """Draw what is known of the maps, and say the answer."""
        settings = self._model.settings
        bits = None
        so_far = self.search.so_far
        if so_far is not None and settings.map_has_last_bit:
            bits = last_bit(so_far, self.nudged_search.so_far)
        colour = settings.map_colour
        colours = None if so_far is None else map_colours(so_far, colour, bits)
        self.plot.show_map(so_far, colours)
        bowl = self.bowl_search.so_far
        of_bowl = "steps" if colour == "solution" else colour
        self.bowl_plot.show_map(bowl, None if bowl is None else map_colours(bowl, of_bowl))
        if so_far is not None:
            self.views.legend.show_scales(map_legend(so_far, colour, bits is not None))
        elif bowl is not None:
            self.views.legend.show_scales(map_legend(bowl, of_bowl, False))
        searches = (self.search, self.bowl_search, self.nudged_search)
        self.go_on_button.setVisible(any(search.is_cancelled for search in searches))
        self._say(so_far, bowl, None if bits is None else float(bits.mean()))

    def _say(self, so_far: MapSoFar | None, bowl: MapSoFar | None, bits: float | None) -> None:
        """The answer, or why there is none."""
        problem = self.search.problem or self.bowl_search.problem
        told = so_far or bowl
        if problem:
            self.card.say(problem)
        elif told is not None:
            is_of_border = so_far is not None and self._is_of_border(so_far.question)
            words = map_answer(told, bits, self._border if is_of_border else None)
            if not told.is_whole:
                state = "cancelled" if self.search.is_cancelled else "refining"
                words = f"{words}; {state}"
            self.card.say(words)
        elif self.search.is_cancelled or self.bowl_search.is_cancelled:
            self.card.say("Cancelled")
        elif self.search.is_running or self.bowl_search.is_running:
            self.card.say("Training the first runs …")

    def _is_of_border(self, question: MapQuestion) -> bool:
        """Whether the dimension of the border that was asked for is that of this map."""
        of = self._border_of
        return of is not None and is_same_map(replace(question, finds_solutions=of.finds_solutions), of)

    def _show_axes(self) -> None:
        """Say which axes are chosen, and offer the others."""
        model, selection = self._model, self._model.session.selection
        if not self.isVisible():
            return
        neurons = [neuron.name for neuron in selection.computed]
        offers = axis_offers(model.experiment, neurons, selection.parameters)
        for axis, button in zip(
            map_axes(model.experiment, model.settings), (self.right, self.up), strict=True
        ):
            words = next((offer.text for offer in offers if offer.name == axis.name), shown_name(axis.name))
            button.show_axis(axis, words, offers)

    def _choose_axis(self, field: str, name: str) -> None:
        """Another axis; where the other one is that already, they change places."""
        x, y = map_axes(self._model.experiment, self._model.settings)
        own, other = (x, y) if field == "map_x" else (y, x)
        changes: dict[str, object] = {field: usual_axis(self._model.experiment, name), "map_seen": None}
        if name == other.name:
            changes = {field: other, "map_y" if field == "map_x" else "map_x": own, "map_seen": None}
        self._model.choose("Map over another axis", **changes)

    def _choose_range(self, field: str, low: float, high: float, is_log: bool) -> None:
        x, y = map_axes(self._model.experiment, self._model.settings)
        axis = x if field == "map_x" else y
        if not low < high or (is_log and low <= 0):
            self._model.session.document.refused.emit(_NO_RANGE)
            self._show_axes()
            return
        chosen = MapAxis(axis.name, low, high, is_log)
        self._model.choose("Map over another range", **{field: chosen, "map_seen": None})

    def _on_seen(self, place: MapRange | None) -> None:
        self._model.turn("Look at another part of the map", False, map_seen=place)

    def _go_on(self) -> None:
        for search in (self.search, self.bowl_search, self.nudged_search):
            search.go_on()

    def _ask_dimension(self) -> None:
        """Look for the dimension of the border in the map that is seen, once that is there."""
        so_far = self.search.so_far
        if so_far is not None:
            self._border_of, self._border = so_far.question, None
            job = border_dimension(so_far.training_map.classes_at)
            self._border_search.start(in_thread(job), "Dimension of the border")

    def _on_border(self, border: BorderDimension) -> None:
        self._border = border
        self._drawing.request()

    def _open(self, pixel: int) -> None:
        """Let the document have the run of that pixel, at the α line where α is an axis."""
        drawn = self.plot.drawn
        if drawn is None:
            return
        run = drawn.training_map.experiment(pixel)
        has_rate = "learning-rate" in (drawn.training_map.x.name, drawn.training_map.y.name)
        rate = run.training.learning_rate if has_rate else None
        self._model.open_run(run, drawn.training_map.steps, goes_there=False, learning_rate=rate)
