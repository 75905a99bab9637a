"""What is being trained now, and which runs of it are kept?

`TrainingController` has the steps made in slices short enough for sixty frames a second, or in a thread
beside the window where the engine allows it. It tells of the present run by snapshots, and makes each frame's
weights an edit of the document, with one merge key for an uninterrupted run: undo takes all of it back. What
a run computes does not depend on the slices.
"""

from collections.abc import Hashable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from explorer.kept_run import free_colour, free_name
from explorer.network.edits.parameter_edits import take_parameters, with_parameters
from explorer.network.edits.training_edits import set_learning_rate
from explorer.network.learning_rule import Memory
from explorer.network.model import Experiment
from explorer.network.rules import RuleBroken
from explorer.number import rounded
from explorer.training.divergence import Divergence
from explorer.training.engine_choice import engine_for
from explorer.training.goal import Goal
from explorer.training.kept_network_run import KeptNetworkRun, kept, name_of
from explorer.training.program import Program, why_untrainable
from explorer.training.run_snapshot import RunSnapshot, RunStep
from explorer.training.run_state import RunState, ShownStep
from explorer.training.trainer import Trainer
from explorer.ui.session import kept_runs
from explorer.ui.session.document import Document
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
        self._snapshot: RunSnapshot | None = None
        self._state = RunState()
        self._gone_back: RunStep | None = None  # where the document has gone back to from a divergence
        self._kept: KeptNetworkRun | None = None  # as what the latest run was kept
        self._stretch, self._stretch_began = 0, 0
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
        return None if self._is_kept else self._snapshot

    @property
    def shown_step(self) -> ShownStep:
        """What the document shows of the present run."""
        return self._state.shown_by(self._document.experiment, self._is_kept)

    @property
    def memory(self) -> Memory | None:
        """What the optimiser remembers where the document shows the run's last step, or one gone back to."""
        run, shown = self.snapshot, self.shown_step
        if run is None or shown is ShownStep.ANOTHER:
            return None
        if shown is ShownStep.GONE_BACK and self._gone_back is not None:
            return run.memory_at(self._gone_back)
        return run.memory

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
        run = self.snapshot
        is_shown = self.shown_step is ShownStep.NEWEST and not self.is_running
        return run.divergence if run is not None and is_shown else None

    @property
    def steps_per_second(self) -> float | None:
        """How many steps are made each second; None: as many as can be."""
        return self._loop.steps_per_second

    def set_steps_per_second(self, steps: float | None) -> None:
        """Train slowly enough to watch it, or (None) as fast as can be."""
        self._loop.set_steps_per_second(steps)

    def why_not(self) -> str | None:
        """Why no step can be made now; None when one can."""
        divergence = self.divergence
        if divergence is not None and divergence.last_finite_step is None:
            return divergence.told(FIRST_SAMPLE)
        if divergence is not None:
            back = divergence.last_finite_step
            return f"Diverged at step {divergence.step}: go back to step {back}, or reset to the start"
        return why_untrainable(self._document.experiment)

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
        start = self._state.start
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
        start, text = self._state.start, f"Start again with α = {rounded(learning_rate)}"
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
            self.status_message.emit(divergence.told(FIRST_SAMPLE))
        else:
            at = self._trainer.step_again(divergence.last_finite_step if step is None else step)
            finite = take_parameters(self._document.experiment, run.experiment_at(at))
            self._state, self._gone_back = self._state.gone_back(finite), at
            self._document.edit(f"Go back to step {at.step}", finite)

    def keep(self) -> None:
        """Keep the present run, which ends; the next goes on from its weights, Reset goes to its start."""
        if self.snapshot is None or self.snapshot.step == 0:
            self.status_message.emit("There is no run to keep: train first")
        else:
            self.pause()
            self._end_run()
            self.status_message.emit(
                "Kept. Train goes on from here; Reset goes back to the start, to compare another α"
            )

    def drop(self, run: KeptNetworkRun) -> None:
        """Forget a run that was kept."""
        if self._is_latest(run):
            self._forget()
        kept_runs.drop(self._document, run)

    def load(self, run: KeptNetworkRun) -> None:
        """Take over the weights and α with which `run` ended; where it diverged, its last finite ones."""
        self._load(f"Load the run {run.name}", run.end)

    def load_start(self, run: KeptNetworkRun) -> None:
        """Take over the weights and α with which `run` started."""
        self._load(f"Load the start of the run {run.name}", run.start)

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
        if self.is_running and self._snapshot is not None:
            self._loop.set_learning_rate(learning_rate)
            self._edit(changed, self._snapshot.step)
        else:
            self._document.edit(f"Set α to {rounded(learning_rate)}", changed, merge_key)
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

    @property
    def _is_kept(self) -> bool:
        """Whether the latest run is among those that are kept; undo and redo may change that."""
        return any(self._is_latest(run) for run in self.runs)

    def _is_latest(self, run: KeptNetworkRun) -> bool:
        """Whether the latest run was kept as this one, whatever its name and colour have become."""
        return self._kept is not None and run.history is self._kept.history

    def _begin_run(self) -> None:
        self._end_run()
        experiment = self._document.experiment
        self._state = self._state.begun(experiment, self._is_kept)
        self._trainer = Trainer(experiment, engine_for(Program.of(experiment), may_wait=False))
        self._snapshot, self._kept = self._trainer.snapshot(), None
        self.run_replaced.emit()

    def _go_on_from_there(self) -> None:
        """Keep the run with its divergence, and go on with it from the step that was gone back to."""
        if self._trainer is not None and self._snapshot is not None:
            kept_runs.keep(self._document, self._as_kept(self._snapshot))
            self._trainer.go_back(self._gone_back)
            self._trainer.learning_rate = self._document.experiment.training.learning_rate
            self._snapshot = self._trainer.snapshot()
            self._state = self._state.gone_on(self._document.experiment)
            self.run_replaced.emit()

    def _end_run(self) -> None:
        """From now on there is no present run: it is kept, if it made a step."""
        run = self.snapshot
        if run is not None and run.step > 0:
            self._kept = self._as_kept(run)
            kept_runs.keep(self._document, self._kept)
        elif run is not None:
            self._forget()

    def _as_kept(self, run: RunSnapshot) -> KeptNetworkRun:
        return kept(run, free_name(name_of(run), self.runs), self.colour)

    def _forget(self) -> None:
        self._trainer = self._snapshot = self._kept = None
        self._state = self._state.forgotten()
        self.run_replaced.emit()
        self._follow_divergence()

    def _begin_stretch(self) -> None:
        """From here on, steps are a new undo step."""
        self._stretch += 1
        self._stretch_began = 0 if self._snapshot is None else self._snapshot.step

    def _take(self, snapshot: RunSnapshot) -> None:
        """This is how far the run has come; the document shows it, where it showed the step before."""
        step = 0 if self._snapshot is None else self._snapshot.step
        self._snapshot = snapshot
        if snapshot.step > step and self.shown_step is ShownStep.NEWEST:
            experiment = self._document.experiment
            network = with_parameters(experiment.network, snapshot.parameters.tolist())
            self._edit(replace(experiment, network=network), snapshot.step)
        self.progressed.emit()

    def _on_ended(self) -> None:
        """No more steps are made, whoever stopped it."""
        self.running_changed.emit(False)
        run = self.snapshot
        if run is not None and self._goal is not None and run.divergence is None:
            made = run.step - self._stretch_began
            told = self._goal.told(run.step, made, float(run.history.last.loss[0]))
            if told is not None:
                self.status_message.emit(told)
        self._follow_divergence()

    def _edit(self, experiment: Experiment, step: int) -> None:
        steps = step - self._stretch_began
        text = "Train 1 step" if steps == 1 else f"Train {steps} steps"
        self._state = self._state.advanced(experiment)
        self._document.edit(text, experiment, ("train", id(self), self._stretch))

    def _load(self, text: str, experiment: Experiment) -> None:
        self.pause()
        present = self._document.experiment
        if present.network.parameters == experiment.network.parameters:
            training = replace(present.training, learning_rate=experiment.training.learning_rate)
            experiment = replace(take_parameters(present, experiment), training=training)
        self._document.edit(text, experiment)

    def _on_experiment_changed(self, experiment: Experiment) -> None:
        shows_newest = self.shown_step is ShownStep.NEWEST
        if shows_newest and experiment != self._state.newest:  # α or a position was edited
            self._state = self._state.advanced(experiment)
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
            self._snapshot = self._trainer.snapshot()

    def _on_runs_changed(self) -> None:
        """The present run may have been kept, or the keeping undone; and steps are a new undo step."""
        self._begin_stretch()
        self.run_replaced.emit()
        self._follow_divergence()

    def _on_replaced(self) -> None:
        self.pause()
        self._trainer = self._snapshot = self._kept = None
        self._state = RunState()
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
            self.status_message.emit(divergence.told(FIRST_SAMPLE))
