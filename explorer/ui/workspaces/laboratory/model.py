"""What is looked at in the laboratory? The model that every card follows: settings and network."""

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from explorer.network.edits.parameter_edits import with_parameters
from explorer.network.initialiser import draw
from explorer.network.model import Experiment
from explorer.number import counted, rounded
from explorer.symbol import Symbol
from explorer.training.compared_runs import PlannedRun, trained
from explorer.training.laboratory_settings import (
    MOST_RUNS,
    LaboratorySettings,
    RateChange,
    RunChoice,
    free_run_colour,
    halved_from,
)
from explorer.training.program import why_untrainable
from explorer.training.rate_words import rate_in_words
from explorer.training.trainer import Trainer
from explorer.ui.session.session import Session
from explorer.ui.session.settings_model import SettingsModel
from explorer.ui.workspaces.laboratory.compared import ComparedRun, ComparedRuns

_ANOTHER_NETWORK = "The start that the laboratory holds is of another network: choose the present weights"


class LaboratoryModel(SettingsModel[LaboratorySettings]):
    """The experiment from the chosen start, and all that is chosen beside it."""

    command_asked = Signal(str)
    """The name of a command that is to be done."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(session.document, "laboratory", parent)
        self.session, self.jobs = session, session.jobs
        self.experiment = self._document.experiment
        """What is trained: as the document says, from the chosen start. The same object while it is equal."""
        self.why_not: str | None = None
        """Why nothing can be trained, as a sentence without a full stop, which says what to do; or None."""
        self.compared = ComparedRuns(self.jobs, self)
        """The runs that are trained side by side."""
        self._is_seen = False
        self._follow()
        self._document.laboratory_changed.connect(self._on_changed)
        self._document.experiment_changed.connect(self._on_changed)
        session.training.running_changed.connect(self._on_changed)
        session.notation.changed.connect(self._on_changed)

    @property
    def learning_rate(self) -> float:
        """Where the α line stands."""
        chosen = self.settings.learning_rate
        return self.default_rate if chosen is None else chosen

    @property
    def default_rate(self) -> float:
        """The α of training, which the document has."""
        return self._document.experiment.training.learning_rate

    def write(self, text: str) -> str:
        """`text` with its symbols in the notation in force; `changed` tells when that is another."""
        return self.session.notation.write(text)

    def turn_rate(self, learning_rate: float, is_held: bool) -> None:
        """Move the α line."""
        self.turn(f"Set {Symbol.ALPHA} to {rounded(learning_rate)}", is_held, learning_rate=learning_rate)

    def keep_run(self, text: str, choice: RunChoice) -> None:
        """Compare one run more, in a colour that is free; one undo step called `text`."""
        runs = self.settings.runs
        if len(runs) >= MOST_RUNS:
            self.session.status_message.emit(f"{MOST_RUNS} runs are compared already: drop one first")
        else:
            self.choose(text, runs=(*runs, replace(choice, colour=free_run_colour(runs), is_hidden=False)))

    def halve_from(self, run: ComparedRun, step: int) -> None:
        """Compare with `run` the one that goes on at half its α from `step` on."""
        self.keep_run(f"Halve {Symbol.ALPHA} of {run.name} from step {step}", halved_from(run.choice, step))

    def show_on_canvas(self, text: str, experiment: Experiment) -> None:
        """Let the document have the weights of `experiment`; what follows before `release` is one undo step.

        The laboratory goes on from the start that it had. Weights of another network than is drawn by now,
        of which something is still shown, are refused in the status bar.
        """
        if experiment.network.parameters != self._document.experiment.network.parameters:
            self.session.status_message.emit("These are weights of another network than is drawn now")
            return
        parameters = list(experiment.network.parameter_values)
        network = with_parameters(self._document.experiment.network, parameters)
        shown = replace(self._document.experiment, network=network)
        project = replace(self._document.project, experiment=shown, laboratory=self._held_settings())
        self._document.edit_project(text, project, self._merge_key("weights"))

    def open_run(
        self,
        experiment: Experiment,
        steps: int,
        changes: tuple[RateChange, ...] = (),
        goes_there: bool = True,
        learning_rate: float | None = None,
    ) -> None:
        """Train `experiment` for so many steps and open that, as the present run of the document.

        Made by the engine that makes it among others, so that its numbers are the same to the last bit. One
        undo step; the laboratory goes on from the start that it had. `goes_there`: show it on the canvas.
        `learning_rate`: the α line goes there too.
        """
        job = trained(PlannedRun(experiment, steps, changes))
        self.jobs.run(
            "Training the run that is opened",
            job,
            lambda trainer: self._open(trainer, goes_there, learning_rate),
        )

    def _open(self, trainer: Trainer, goes_there: bool, learning_rate: float | None) -> None:
        run = trainer.snapshot()
        rate = rate_in_words(run.start.network, run.start.training.learning_rate, rounded)
        text = f"Open the run at {rate}, {counted(run.step, 'step')}"
        self._gesture += 1
        merge_key = self._merge_key("opened")
        settings = self._held_settings()
        if learning_rate is not None:
            settings = replace(settings, learning_rate=learning_rate)
        held = replace(self._document.project, laboratory=settings)
        if held != self._document.project:
            self._document.edit_project(text, held, merge_key)
        self.session.training.open_run(text, trainer, merge_key)
        self._gesture += 1
        if goes_there:
            self.command_asked.emit("workspace:network")
        else:
            self.session.status_message.emit(f"{text}: it is on the canvas now (Ctrl+1)")

    def _held_settings(self) -> LaboratorySettings:
        """The settings, with the start that they mean although the document's weights change."""
        settings = self.settings
        if settings.seed is not None or settings.held is not None:
            return settings
        return replace(settings, held=tuple(self.experiment.network.parameter_values))

    def set_seen(self, is_seen: bool) -> None:
        """Follow the document, or, where nobody looks, leave it alone until somebody does."""
        self._is_seen = is_seen
        if is_seen:
            self._on_changed()
        else:
            self.compared.cancel()

    def _on_changed(self) -> None:
        """Follow the document; while it trains, its weights are not yet what one starts from."""
        if not self._is_seen or self.session.training.is_running:
            return
        self._follow()
        trained_one = None if self.why_not else self.experiment
        self.compared.show(trained_one, self.settings.steps, self.learning_rate, self.settings.runs)
        self.changed.emit()

    def _follow(self) -> None:
        self.settings = self._document.project.laboratory
        started, self.why_not = _started(self._document.experiment, self.settings)
        if started != self.experiment:
            self.experiment = started


def _started(experiment: Experiment, settings: LaboratorySettings) -> tuple[Experiment, str | None]:
    """The experiment from the start that the settings choose, and why it cannot be trained, if so."""
    network = experiment.network
    why_not = why_untrainable(experiment)
    if settings.seed is not None:
        values = draw(network, replace(experiment.training.initialiser, seed=settings.seed))
    elif settings.held is not None:
        values = settings.held
        if len(values) != len(network.parameters):
            return experiment, why_not or _ANOTHER_NETWORK
    else:
        return experiment, why_not
    return replace(experiment, network=with_parameters(network, values)), why_not
