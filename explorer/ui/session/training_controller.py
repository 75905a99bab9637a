"""What is being trained now? The controller of training: run, pause, step, reset, go back, keep, load.

It has the steps made (`TrainingLoop`), tells of the present run by snapshots (`LatestRun` says which that
is), and makes each frame's weights an edit of the document (`TrainingEdits`). What a run computes does not
depend on how its steps are cut.
"""

from collections.abc import Hashable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from explorer.kept_run import free_colour
from explorer.network.edits.parameter_edits import take_parameters
from explorer.network.edits.training_edits import set_learning_rate
from explorer.network.learning_rule import Memory
from explorer.network.model import Experiment
from explorer.network.rules import RuleBroken
from explorer.number import rounded
from explorer.project import keep_run
from explorer.symbol import Symbol
from explorer.training.divergence import Divergence, why_no_step
from explorer.training.goal import Goal
from explorer.training.kept_network_run import KeptNetworkRun, loaded
from explorer.training.latest_run import LatestRun
from explorer.training.program import Program
from explorer.training.run_maker import engine_again, made_again, why_it_may_differ
from explorer.training.run_snapshot import RunSnapshot, RunStep
from explorer.training.run_state import ShownStep
from explorer.training.trainer import Trainer
from explorer.ui.session import kept_runs
from explorer.ui.session.document import Document
from explorer.ui.session.training_edits import TrainingEdits
from explorer.ui.session.training_loop import TrainingLoop

FIRST_SAMPLE = 1
"""The window counts samples as people do; files and commands count from 0."""


class TrainingController(QObject):
    """Trains the document's network, and keeps the runs that have ended in the document."""

    running_changed = Signal(bool)
    progressed = Signal()
    """The present run has new steps; at most once a frame."""
    run_replaced = Signal()
    """The present run is another one, or none: its history begins anew."""
    growth_asked = Signal(object)
    """Somebody wants to see how this Parameter grew."""
    diverged = Signal(object)
    """The document shows weights that have diverged: the Divergence."""
    divergence_cleared = Signal()
    """It no longer does."""
    status_message = Signal(str)
    """A sentence for the status bar."""

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._trainer: Trainer | None = None  # while it runs, the loop's alone
        self._latest = LatestRun()
        self._edits = TrainingEdits(document)
        self._goal: Goal | None = None
        self._shows_divergence = False
        self._loop = TrainingLoop(self)
        self._loop.advanced.connect(self._take)
        self._loop.ended.connect(self._on_ended)
        document.experiment_changed.connect(self._on_experiment_changed)
        document.runs_changed.connect(self._on_runs_changed)
        document.replaced.connect(self._on_replaced)

    @property
    def is_running(self) -> bool:
        """Whether it trains now."""
        return self._loop.is_running

    @property
    def goal(self) -> Goal | None:
        """Where it will stop by itself; None where it trains until paused, or does not train."""
        return self._goal if self.is_running else None

    @property
    def snapshot(self) -> RunSnapshot | None:
        """The present run at the step that was shown last; None where there is no run."""
        return self._latest.present(self.runs)

    @property
    def shown_step(self) -> ShownStep:
        """What the document shows of the present run."""
        return self._latest.shown_step(self._document.experiment, self.runs)

    @property
    def memory(self) -> Memory | None:
        """What the optimiser remembers where the document shows the run's last step, or one gone back to."""
        return self._latest.memory(self._document.experiment, self.runs)

    @property
    def runs(self) -> tuple[KeptNetworkRun, ...]:
        """The runs that are kept, the oldest first."""
        return self._document.project.runs_of(KeptNetworkRun)

    @property
    def colour(self) -> int:
        """The present run's place among the curve colours of a theme, which no kept one has."""
        return free_colour(self.runs)

    @property
    def divergence(self) -> Divergence | None:
        """Where the present run diverged, while the document shows what came of it."""
        return None if self.is_running else self._latest.divergence(self._document.experiment, self.runs)

    @property
    def steps_per_second(self) -> float | None:
        """How many steps are made each second; None: as many as can be."""
        return self._loop.steps_per_second

    def set_steps_per_second(self, steps: float | None) -> None:
        """Train slowly enough to watch it, or (None) as fast as can be."""
        self._loop.set_steps_per_second(steps)

    def why_not(self) -> str | None:
        """Why no step can be made now; None when one can."""
        return why_no_step(self._document.experiment, self.divergence, FIRST_SAMPLE)

    def run(self, steps: int | None = None, loss_below: float | None = None) -> None:
        """Train for so many steps, until E is below `loss_below`, or until paused, whichever comes first.

        Goes on with the present run where the document still shows its last step. Where it trains already,
        it goes on to the new goal; without one, as before.
        """
        is_bounded = steps is not None or loss_below is not None
        if is_bounded:
            self.pause()
        if not self.is_running and self._is_ready() and self._trainer is not None:
            self._begin_stretch()
            last_step = None if steps is None else self._trainer.step + steps
            self._goal = self._trainer.goal = Goal(last_step, loss_below) if is_bounded else None
            self._loop.start(self._trainer)
            self.running_changed.emit(True)

    def pause(self) -> None:
        """Stop training; `run` goes on from here."""
        if self.is_running:
            self._loop.stop()
            if self._trainer is not None:
                self._take(self._trainer.snapshot())
            self._on_ended()

    def toggle(self) -> None:
        """Run or pause."""
        if self.is_running:
            self.pause()
        else:
            self.run()

    def step(self) -> None:
        """Make one step, which is one undo step, and stop there."""
        self.pause()
        if self._is_ready() and self._trainer is not None:
            self._begin_stretch()
            self._goal = self._trainer.goal = None
            self._trainer.advance(1)
            self._take(self._trainer.snapshot())
            self._follow_divergence()

    def reset(self) -> None:
        """Go back to the weights from which the run started, as an edit; the run is kept in the list."""
        start = self._latest.state.start
        if start is None:
            self.status_message.emit("There is no run to reset: train first")
            return
        self.pause()
        self._end_run()
        back = take_parameters(self._document.experiment, start)
        if back != self._document.experiment:
            self._document.edit("Reset to the start", back)

    def start_again(self, learning_rate: float) -> None:
        """Go back to the weights from which the run started, with another α from there on, as one edit."""
        start, text = self._latest.state.start, f"Start again with {Symbol.ALPHA} = {rounded(learning_rate)}"
        if start is not None:
            self.pause()
            self._end_run()
            back = take_parameters(self._document.experiment, start)
            self._document.edit(text, set_learning_rate(back, learning_rate))

    def steps_again(self, first: int, count: int) -> list[RunStep]:
        """So many steps of the present run, which does not go on meanwhile, from `first` on; made again."""
        return [] if self._trainer is None or self.is_running else self._trainer.steps_again(first, count)

    def go_back(self, step: int | None = None) -> None:
        """Show a finite step of a run that diverged, the last unless told, by an edit; `run` goes on."""
        divergence, run = self.divergence, self.snapshot
        if divergence is None or run is None or self._trainer is None:
            self.status_message.emit("The run has not diverged: there is nothing to go back from")
        elif divergence.last_finite_step is None:
            self.status_message.emit(divergence.sentence_counting_from(FIRST_SAMPLE))
        else:
            at = self._trainer.step_again(divergence.last_finite_step if step is None else step)
            finite = take_parameters(self._document.experiment, run.experiment_at(at))
            self._latest = self._latest.back_at(at, finite)
            self._document.edit(f"Go back to step {at.step}", finite)

    def keep(self) -> None:
        """Keep the present run, which ends; the next goes on from its weights, Reset goes to its start."""
        if self.snapshot is None or self.snapshot.step == 0:
            self.status_message.emit("There is no run to keep: train first")
        else:
            self.pause()
            self._end_run()
            self.status_message.emit(
                "Kept. Train goes on from here; Reset goes back to the start, to compare another rate"
            )

    def drop(self, run: KeptNetworkRun) -> None:
        """Forget a run that was kept."""
        if self._latest.is_same(run):
            self._forget()
        kept_runs.drop(self._document, run)

    def load(self, run: KeptNetworkRun) -> None:
        """Take over the weights and α with which `run` ended; where it diverged, its last finite ones."""
        self._load(f"Load the run {run.name}", run.end)

    def load_start(self, run: KeptNetworkRun) -> None:
        """Take over the weights and α with which `run` started."""
        self._load(f"Load the start of the run {run.name}", run.start)

    def open_run(self, text: str, trainer: Trainer, merge_key: Hashable | None = None) -> None:
        """Show the last step of a run that was made elsewhere, which from now on is the present one.

        One undo step called `text`: its start, with its samples and settings, is what is open then, and the
        run before it is kept. `run` goes on with the very engine that made it.
        """
        self.pause()
        run = self._latest.to_keep(self.runs)
        project = self._document.project if run is None else keep_run(self._document.project, run)
        snapshot = trainer.snapshot()
        training = replace(snapshot.start.training, learning_rate=snapshot.learning_rate)
        opened = replace(snapshot.experiment(), training=training)
        self._trainer = trainer
        self._latest = LatestRun().begun(snapshot.start, snapshot, ()).shown_by(opened)
        self._document.edit_project(text, replace(project, experiment=opened), merge_key)
        self._edits.begin(snapshot.step)
        self.run_replaced.emit()
        self._follow_divergence()

    def set_learning_rate(self, learning_rate: float, merge_key: Hashable | None = None) -> bool:
        """Set α as an edit of the document; what breaks a rule is refused there. Whether it was set.

        While training it takes effect at the next step, and belongs to the undo step of the run: a drag of a
        slider would otherwise leave an undo step in every frame.
        """
        try:
            changed = set_learning_rate(self._document.experiment, learning_rate)
        except RuleBroken as broken:
            self._document.refused.emit(str(broken))
            return False
        if self.is_running:
            self._loop.set_learning_rate(learning_rate)
            self._edit(changed)
        else:
            self._document.edit(f"Set {Symbol.ALPHA} to {rounded(learning_rate)}", changed, merge_key)
        return True

    def _is_ready(self) -> bool:
        """Whether a step can be made; begins a new run where the document does not show the present one."""
        reason = self.why_not()
        if reason is not None:
            self.status_message.emit(reason)
            return False
        match self.shown_step:
            case ShownStep.NEWEST:
                pass
            case ShownStep.GONE_BACK:
                self._go_on_from_there()
            case ShownStep.NO_RUN | ShownStep.KEPT_END | ShownStep.ANOTHER:
                self._begin_run()
        return True

    def _begin_run(self) -> None:
        self._end_run()
        experiment = self._document.experiment
        run = made_again(experiment, self.runs)
        engine = engine_again(run, Program.of(experiment), may_wait=False)
        self._trainer = Trainer(experiment, engine)
        self._latest = self._latest.begun(experiment, self._trainer.snapshot(), self.runs)
        self.run_replaced.emit()
        if run is not None and (reason := why_it_may_differ(run, engine.name)):
            self.status_message.emit(reason)

    def _go_on_from_there(self) -> None:
        """Keep the run with its divergence, and go on with it from the step that was gone back to."""
        run = self._latest.to_keep(self.runs)
        if self._trainer is not None and run is not None:
            kept_runs.keep(self._document, run)
            self._trainer.go_back(self._latest.gone_back)
            self._trainer.learning_rate = self._document.experiment.training.learning_rate
            self._latest = self._latest.gone_on(self._document.experiment, self._trainer.snapshot())
            self.run_replaced.emit()

    def _end_run(self) -> None:
        """From now on there is no present run: it is kept, if it made a step."""
        run = self._latest.to_keep(self.runs)
        if run is not None:
            self._latest = self._latest.ended_as(run)
            kept_runs.keep(self._document, run)
        elif self.snapshot is not None:
            self._forget()

    def _forget(self) -> None:
        self._trainer, self._latest = None, self._latest.forgotten()
        self.run_replaced.emit()
        self._follow_divergence()

    def _begin_stretch(self) -> None:
        """From here on, steps are a new undo step."""
        self._edits.begin(self._step)

    def _take(self, snapshot: RunSnapshot) -> None:
        """This is how far the run has come; the document shows it, where it showed the step before."""
        step, self._latest = self._step, self._latest.come_to(snapshot)
        if snapshot.step > step and self.shown_step is ShownStep.NEWEST:
            self._edit(snapshot.shown_in(self._document.experiment))
        self.progressed.emit()

    def _on_ended(self) -> None:
        """No more steps are made, whoever stopped it."""
        self.running_changed.emit(False)
        run = self.snapshot
        if run is not None and self._goal is not None and run.divergence is None:
            made = self._edits.made(run.step)
            sentence = self._goal.sentence(run.step, made, float(run.history.last.loss[0]))
            if sentence is not None:
                self.status_message.emit(sentence)
        self._follow_divergence()

    @property
    def _step(self) -> int:
        """That to which the latest run has come."""
        snapshot = self._latest.snapshot
        return 0 if snapshot is None else snapshot.step

    def _edit(self, experiment: Experiment) -> None:
        """Let the document show the newest step by `experiment`."""
        self._latest = self._latest.shown_by(experiment)
        self._edits.show(experiment, self._step)

    def _load(self, text: str, experiment: Experiment) -> None:
        self.pause()
        self._document.edit(text, loaded(self._document.experiment, experiment))

    def _on_experiment_changed(self, experiment: Experiment) -> None:
        shows_newest = self.shown_step is ShownStep.NEWEST
        if shows_newest and experiment != self._latest.state.newest:  # α or a position was edited
            self._latest = self._latest.shown_by(experiment)
            self._set_rate_of_run(experiment.training.learning_rate)
            self._begin_stretch()
        elif self.is_running and not shows_newest:
            self.pause()
            self.status_message.emit("Training paused: the experiment was changed")
        self._follow_divergence()

    def _set_rate_of_run(self, learning_rate: float) -> None:
        if self.is_running:
            self._loop.set_learning_rate(learning_rate)
        elif self._trainer is not None:
            self._trainer.learning_rate = learning_rate
            self._latest = self._latest.come_to(self._trainer.snapshot())

    def _on_runs_changed(self) -> None:
        """The present run may have been kept, or the keeping undone; and steps are a new undo step."""
        self._begin_stretch()
        self.run_replaced.emit()
        self._follow_divergence()

    def _on_replaced(self) -> None:
        self.pause()
        self._trainer, self._latest = None, LatestRun()
        self.run_replaced.emit()
        self._follow_divergence()

    def _follow_divergence(self) -> None:
        divergence = self.divergence
        if (divergence is not None) == self._shows_divergence:
            return
        self._shows_divergence = divergence is not None
        if divergence is None:
            self.divergence_cleared.emit()
        else:
            self.diverged.emit(divergence)
            self.status_message.emit(divergence.sentence_counting_from(FIRST_SAMPLE))
