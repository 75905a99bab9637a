"""Which α trains, and which diverges? E after all steps for hundreds of α, as they are made."""

from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from explorer.job import in_thread
from explorer.number import counted, rounded
from explorer.symbol import Symbol
from explorer.training.compared_runs import with_start
from explorer.training.laboratory_notes import RULES_DISAGREE
from explorer.training.many.sweep_picture import SweepPicture, SweepQuestion, compute_sweep
from explorer.training.many.sweep_words import all_sweep_words, sweep_words
from explorer.training.run_state import is_same_task
from explorer.ui.session.job_runner import JobRunner
from explorer.ui.session.throttle import Throttle
from explorer.ui.theme.theme import Theme
from explorer.ui.widgets.labelled_combo_box import LabelledComboBox
from explorer.ui.widgets.question_card import QuestionCard
from explorer.ui.widgets.why_button import WhyButton
from explorer.ui.workspaces.laboratory.model import LaboratoryModel
from explorer.ui.workspaces.laboratory.range_button import RangeButton
from explorer.ui.workspaces.laboratory.sweep_plot import SweepPlot

_COUNTS, _SEEDS = (100, 400, 1000, 4000), (0, 10, 30, 100)


class SweepCard(QWidget):
    """A sweep from the chosen start, or from many; another question cancels the one before it."""

    def __init__(self, model: LaboratoryModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._asked: SweepQuestion | None = None
        self._picture: SweepPicture | None = None
        self.plot = SweepPlot()
        self._runner = JobRunner(model.jobs, self)
        self._throttle = Throttle(self, self._draw, interval=40, share=3.0, budget=model.jobs.budget)
        self.range, self.rules = RangeButton(), QToolButton()
        self.count = LabelledComboBox("How many learning rates", {str(n): f"{n} rates" for n in _COUNTS})
        seeds = {str(n): counted(n, "seed") if n else "this start" for n in _SEEDS}
        self.seeds = LabelledComboBox("From how many starts", seeds)
        self._lay_out()
        self._connect_parts()

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self.plot.set_colours(theme)
        self.range.set_theme(theme)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._on_changed()

    def hideEvent(self, event: QHideEvent) -> None:
        """Where nobody looks, no run is made; what is missing is made when somebody does."""
        super().hideEvent(event)
        if self._runner.is_running:
            self._asked = None
            self._runner.cancel()

    def _lay_out(self) -> None:
        self.rules.setText("Range test")
        self.rules.setCheckable(True)
        self.rules.setToolTip(
            f"Mark the {Symbol.ALPHA} that the rules of a range test read, one run in "
            f"which {Symbol.ALPHA} rises"
        )
        why = WhyButton(RULES_DISAGREE.question, RULES_DISAGREE.text)
        controls = (self.range, self.count, self.seeds, self.rules, why)
        self.card = QuestionCard(f"Which {Symbol.ALPHA} trains?", self.plot, controls)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.card)

    def _connect_parts(self) -> None:
        model, plot = self._model, self.plot
        plot.line.turned.connect(model.turn_rate)
        plot.line.released.connect(model.release)
        plot.run_asked.connect(self._open)
        self.range.chosen.connect(self._choose_range)
        self.range.seen_asked.connect(lambda: self._choose_range(*plot.line.range))
        self.count.chosen.connect(lambda n: model.choose(f"Sweep {n} rates", sweep_count=int(n)))
        self.seeds.chosen.connect(lambda n: model.choose("Sweep from other starts", sweep_seeds=int(n)))
        self.rules.clicked.connect(lambda is_on: model.choose("Range test", has_range_test=is_on))
        self._runner.delivered.connect(self._on_delivered)
        self._runner.ended.connect(self._throttle.request)
        self._runner.cancelled.connect(self._throttle.request)
        model.changed.connect(self._on_changed)

    @property
    def _range(self) -> tuple[float, float]:
        """That of the sweep, chosen or found."""
        settings, picture = self._model.settings, self._picture
        if settings.sweep_low is not None and settings.sweep_high is not None:
            return settings.sweep_low, settings.sweep_high
        if picture is None:
            return 1e-3, 10.0
        return float(picture.rates.min()), float(picture.rates.max())

    def _choose_range(self, low: float | None, high: float | None) -> None:
        if low is not None and high is not None and not 0 < low < high:
            self._model.session.document.refused.emit("A sweep goes from one rate above 0 to a larger one")
            self._show_settings()
            return
        words = (
            ("what fits")
            if low is None or high is None
            else f"{Symbol.ALPHA} from {rounded(low)} to {rounded(high)}"
        )
        self._model.choose(f"Sweep {words}", sweep_low=low, sweep_high=high)

    def _on_changed(self) -> None:
        """Show what holds now, and ask anew where that is another question."""
        model = self._model
        if not self.isVisible():
            return
        self.plot.line.show_rate(model.learning_rate)
        self.plot.show_default(model.default_rate)
        if model.why_not is not None:
            self._runner.cancel()
            self._asked = None
            return
        settings = model.settings
        question = SweepQuestion(
            model.experiment,
            settings.steps,
            settings.sweep_low,
            settings.sweep_high,
            settings.sweep_count,
            settings.sweep_seeds,
        )
        if self._asked is None or not is_same_question(question, self._asked):
            self._asked, self._picture = question, None
            self._throttle.cancel()  # what was to be drawn is of another question
            self.card.say("Finding the curvature at the start …")
            title = f"Training {counted(settings.sweep_count, 'rate')}"
            self._runner.start(in_thread(compute_sweep(question)), title)
        self._show_settings()

    def _show_settings(self) -> None:
        settings = self._model.settings
        self.range.show_range(*self._range, is_fitting=settings.sweep_low is None)
        self.rules.setChecked(settings.has_range_test)
        rules = () if self._picture is None else self._picture.start.rules
        self.plot.show_rules(rules if settings.has_range_test else ())
        self.count.show_values([str(settings.sweep_count)])
        self.seeds.show_values([str(settings.sweep_seeds)])

    def _on_delivered(self, picture: SweepPicture) -> None:
        self._picture = picture
        self._throttle.request()

    def _draw(self) -> None:
        picture = self._picture
        if picture is not None:
            self.plot.show_picture(picture)
            self._show_settings()
            self._say(picture)

    def _say(self, picture: SweepPicture) -> None:
        """The answer: what is fastest, and up to which α the start is stable."""
        made, whole = int(picture.is_made.sum()), len(picture.loss)
        if made < whole:
            is_going_on = self._runner.is_running
            left = "…" if is_going_on else "are made: cancelled; another range or number sweeps anew"
            self.card.say(f"{made} of {counted(whole, 'run')} {left}")
            return
        training = self._model.experiment.training
        said = "; ".join(sweep_words(picture, training))
        self.card.say(said[:1].upper() + said[1:], "\n".join(all_sweep_words(picture, training)))

    def _open(self, run: int) -> None:
        """Let the document have this run, at the α line."""
        picture, drawn = self._picture, self.plot.picture
        if picture is not None and drawn is not None and picture.sweep is drawn.sweep:
            rate = float(picture.rates[run])
            start = with_start(self._model.experiment, picture.sweep.start(run), rate)
            self._model.open_run(start, picture.sweep.steps, goes_there=False, learning_rate=rate)


def is_same_question(one: SweepQuestion, other: SweepQuestion) -> bool:
    """Whether both ask for the same runs: α of training and the places of neurons tell nothing of those."""
    chosen = [(each.steps, each.low, each.high, each.count, each.seeds) for each in (one, other)]
    return chosen[0] == chosen[1] and is_same_task(one.experiment, other.experiment)
