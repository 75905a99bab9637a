"""Which optimiser is down first, on the drawn network or on a function of two variables? The race card."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from explorer.formula.lexer import FormulaError
from explorer.job import in_thread
from explorer.network.optimiser import OPTIMISERS
from explorer.number import rounded
from explorer.race.race_course import RaceCourse, course_of
from explorer.race.racer import Racer, RaceSoFar
from explorer.symbol import Symbol
from explorer.ui.session.job_runner import JobRunner
from explorer.ui.session.throttle import Throttle
from explorer.ui.theme.theme import Theme
from explorer.ui.widgets.labelled_combo_box import LabelledComboBox
from explorer.ui.widgets.question_card import QuestionCard
from explorer.ui.workspaces.laboratory.model import LaboratoryModel
from explorer.ui.workspaces.laboratory.race_course_box import RaceCourseBox
from explorer.ui.workspaces.laboratory.race_curves import RaceCurves
from explorer.ui.workspaces.laboratory.race_fields import RaceFields
from explorer.ui.workspaces.laboratory.race_plane import RacePlane
from explorer.ui.workspaces.laboratory.race_table import RaceTable

_QUESTION = "Which optimiser is down first?"
_BEST, _LINE = "best", "line"
_WIDE = 1.3
"""Times as wide as high: the table stands beside the plot."""

_STRETCHES = (5, 4)
"""Of the plot and the table."""


class RaceCard(QWidget):
    """A race of all optimisers that are not left out. Who has run need not run again for one more."""

    def __init__(self, model: LaboratoryModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._course: RaceCourse | None = None
        self._racers: dict[str, Racer] = {}
        self._asked: set[str] = set()
        self.course = RaceCourseBox()
        self.rates = LabelledComboBox(
            f"At which {Symbol.ALPHA}",
            {_BEST: f"best {Symbol.ALPHA} each", _LINE: f"{Symbol.ALPHA} of the line"},
            tips={
                _BEST: f"Each optimiser at the best {Symbol.ALPHA} of a sweep of its own",
                _LINE: f"All optimisers at the {Symbol.ALPHA} of the line",
            },
        )
        self.fields, self.table = RaceFields(self.rates), RaceTable()
        self.curves, self.plane = RaceCurves(), RacePlane()
        self._plots = QStackedWidget()
        self._split = QSplitter(Qt.Orientation.Vertical)
        self._runner = JobRunner(model.jobs, self)
        self._throttle = Throttle(self, self._draw, interval=40, share=3.0, budget=model.jobs.budget)
        self._lay_out()
        self._connect_parts()

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self.curves.set_theme(theme)
        self.plane.set_colours(theme)
        self.table.set_theme(theme)
        self.fields.set_theme(theme)

    @property
    def is_due(self) -> bool:
        """Whether somebody still races, or something is still to be drawn."""
        return self._runner.is_running or self._throttle.is_due

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._on_changed()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_wide = self.width() > _WIDE * self.height()
        self._split.setOrientation(Qt.Orientation.Horizontal if is_wide else Qt.Orientation.Vertical)

    def _lay_out(self) -> None:
        self._plots.addWidget(self.curves.plot)
        self._plots.addWidget(self.plane)
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(self._plots)
        self._split.addWidget(self.table)
        for part, stretch in enumerate(_STRETCHES):
            self._split.setStretchFactor(part, stretch)
        self._split.setSizes([1000 * stretch for stretch in _STRETCHES])
        body = QWidget()
        lines = QVBoxLayout(body)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(4)
        lines.addWidget(self.fields)
        lines.addWidget(self._split, 1)
        self.card = QuestionCard(_QUESTION, body, (self.course,))
        self.card.pictured = self._plots
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.card)

    def _connect_parts(self) -> None:
        model = self._model
        self.course.chosen.connect(self._choose_course)
        self.course.refused.connect(model.session.document.refused)
        self.rates.chosen.connect(self._choose_rates)
        self.fields.steps_chosen.connect(lambda n: model.choose(f"Race {n} steps", race_steps=n))
        self.fields.tolerance_chosen.connect(
            lambda t: model.choose(f"Race to a tolerance of {rounded(t)}", race_tolerance=t)
        )
        self.fields.start_chosen.connect(lambda x, y: self._move_start(x, y, False))
        self.plane.start_moved.connect(self._move_start)
        self.plane.released.connect(model.release)
        self.table.left_out.connect(self._leave_out)
        self.table.selected.connect(lambda name: self._throttle.request())
        self.table.run_asked.connect(self._open)
        self._runner.delivered.connect(self._on_delivered)
        self._runner.ended.connect(self._throttle.request)
        self._runner.cancelled.connect(self._throttle.request)
        self._runner.refused.connect(self.card.say)
        model.changed.connect(self._on_changed)

    def _choose_course(self, course: str) -> None:
        """Race there; start and tolerance are its usual ones."""
        words = f"on {course}" if course else "on the network"
        self._model.choose(f"Race {words}", race_on=course, race_start=None, race_tolerance=None)

    def _choose_rates(self, rates: str) -> None:
        words = (
            (f"all at the {Symbol.ALPHA} of the line")
            if rates == _LINE
            else f"each at its best {Symbol.ALPHA}"
        )
        self._model.choose(f"Race {words}", race_at_line=rates == _LINE)

    def _move_start(self, x: float, y: float, is_held: bool) -> None:
        self._model.turn(f"Race from ({rounded(x)}, {rounded(y)})", is_held, race_start=(x, y))

    def _leave_out(self, name: str, is_out: bool) -> None:
        """One optimiser less, or one more."""
        before, label = self._model.settings.race_without, OPTIMISERS[name].label
        without = tuple(each for each in OPTIMISERS if (is_out if each == name else each in before))
        self._model.choose(f"Race {'without' if is_out else 'with'} {label}", race_without=without)

    def _open(self, name: str) -> None:
        """Let the document have the run of this optimiser, where its verdict tells of it."""
        racer = self._racers.get(name)
        if racer is not None and racer.experiment is not None:
            self._model.open_run(racer.experiment, racer.step)

    def _on_changed(self) -> None:
        """Show what holds now, and let those race that have not on this course."""
        model = self._model
        if not self.isVisible() or model.why_not is not None:
            self._runner.cancel()
            return
        settings = model.settings
        self.course.show_course(settings.race_on)
        self.rates.show_values([_LINE if settings.race_at_line else _BEST])
        try:
            course = course_of(settings, model.experiment, model.learning_rate)
        except FormulaError as error:
            self._forget()
            self.card.say(str(error))
            return
        if self._course is None or not course.is_same(self._course):
            self._forget()
        self._course = course
        self.fields.show_course(course)
        if course.landscape is not None:
            self.plane.show_landscape(course.landscape, not model.is_held)
        self._race(course)
        self._throttle.request()

    def _forget(self) -> None:
        """What has run is no answer any more."""
        self._runner.cancel()
        self._course = None
        self._racers.clear()
        self._asked.clear()

    def _race(self, course: RaceCourse) -> None:
        """Let those run that shall and have not; a race that somebody cancelled does not begin again."""
        missing = [name for name in self._wanted if name not in self._racers]
        if self._runner.is_running and set(missing) == self._asked - self._racers.keys():
            return
        if not missing:
            self._runner.cancel()
        elif self._runner.is_running or not set(missing) <= self._asked:
            self._asked = set(missing)
            self._runner.start(in_thread(course.race(course.choices(missing))), "Racing the optimisers")

    @property
    def _wanted(self) -> list[str]:
        return [name for name in OPTIMISERS if name not in self._model.settings.race_without]

    def _on_delivered(self, race: RaceSoFar) -> None:
        self._racers |= {racer.optimiser.name: racer for racer in race.racers}
        self._throttle.request()

    def _draw(self) -> None:
        course = self._course
        if course is None or not self.isVisible():
            return
        racers = tuple(self._racers[name] for name in self._wanted if name in self._racers)
        race = RaceSoFar(course.goal, racers, Symbol.LOSS if course.landscape is None else "f")
        waiting = "racing …" if self._runner.is_running else "not run"
        without = self._model.settings.race_without
        self.table.show_racers({r.optimiser.name: r for r in race.racers}, without, waiting)
        if course.landscape is None:
            self._plots.setCurrentWidget(self.curves.plot)
            self.curves.show_race(race)
        else:
            self._plots.setCurrentWidget(self.plane)
            self.plane.show_racers(race.racers, self.table.selected_name)
        self._say(race)

    def _say(self, race: RaceSoFar) -> None:
        """The answer, once all have run."""
        ran, wanted = len(race.racers), len(self._wanted)
        if not wanted:
            self.card.say("Every optimiser is left out")
        elif ran == wanted:
            self.card.say(f"{race.sentence[0].upper()}{race.sentence[1:]}")
        else:
            words = f"{ran} of {wanted} have run"
            self.card.say(f"{words} …" if self._runner.is_running else f"Cancelled: {words}")
