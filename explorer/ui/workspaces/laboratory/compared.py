"""Which runs are compared, and how far has each come? Trained beside the screen, and kept while they hold.

One at the α line, and those that were chosen beside it. Another α line, or one run more, makes no other run
anew.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from explorer.job import in_thread
from explorer.network.model import Experiment
from explorer.network.optimiser import OPTIMISERS
from explorer.number import short
from explorer.plain_text import shown_name
from explorer.training.compared_runs import PlannedRun, RunNews, plan_of, side_by_side
from explorer.training.laboratory_settings import RunChoice
from explorer.training.rate_words import rate_in_words
from explorer.training.run_snapshot import RunSnapshot
from explorer.training.run_state import is_same_task
from explorer.training.trainer import Trainer
from explorer.training.verdict import Verdict
from explorer.ui.session.job_runner import JobRunner, Jobs
from explorer.ui.session.throttle import Throttle
from explorer.ui.theme.theme import Theme

LINE = -1
"""The colour of the run at the α line: that of the line itself."""


@dataclass(frozen=True, eq=False)
class ComparedRun:
    """A run that was chosen, as far as it has come; `trainer` and `verdict` once it has ended.

    A person may step to and fro in it then (`Trainer.step_again`).
    """

    choice: RunChoice
    plan: PlannedRun
    snapshot: RunSnapshot | None = None
    trainer: Trainer | None = None
    verdict: Verdict | None = None

    @property
    def is_at_line(self) -> bool:
        """Whether it is the one that follows the α line."""
        return self.choice.colour == LINE

    @property
    def name(self) -> str:
        """The one that a person gave it, else `described`."""
        return shown_name(self.choice.name) or self.described

    @property
    def described(self) -> str:
        """“α = 0.8”, “α of level 1 = 0.8, of level 2 = 2”, “α = 0.8, Adam”, “α = 0.8, 0.4 from step 30”."""
        choice = self.choice
        words = [rate_in_words(self.plan.start.network, choice.learning_rate)]
        if choice.optimiser:
            words.append(OPTIMISERS[choice.optimiser].label)
        words += [f"{short(change.learning_rate)} from step {change.step}" for change in choice.changes]
        return ", ".join(words)

    @property
    def has_diverged(self) -> bool:
        """Whether it ended before its last step."""
        return self.snapshot is not None and self.snapshot.divergence is not None

    def colour(self, theme: Theme) -> str:
        """In which it is drawn everywhere."""
        return theme.accent if self.is_at_line else theme.curves[self.choice.colour % len(theme.curves)]


class ComparedRuns(QObject):
    """The runs of the laboratory."""

    changed = Signal()
    """Other runs are compared, or one has come further."""

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.runs: tuple[ComparedRun, ...] = ()
        """Those that were chosen, in their order, and last the one at the α line."""
        self._selected: tuple[object, ...] | None = None
        self._experiment: Experiment | None = None
        self._steps = 0
        self._chosen, self._at_line = JobRunner(jobs, self), JobRunner(jobs, self)
        self._throttle = Throttle(self, self._train_all, interval=16, share=3.0, budget=jobs.budget)
        self._made: dict[JobRunner, tuple[PlannedRun, ...]] = {self._chosen: (), self._at_line: ()}
        for runner in self._made:
            runner.delivered.connect(lambda news, runner=runner: self._take(runner, news))
            runner.cancelled.connect(self.changed)

    @property
    def at_line(self) -> ComparedRun | None:
        """The run at the α line; None where nothing can be trained."""
        return self.runs[-1] if self.runs else None

    @property
    def selected(self) -> ComparedRun | None:
        """The run that a person looks at: the one at the α line, where no other was selected."""
        same = [run for run in self.runs if _key(run.choice) == self._selected and not run.is_at_line]
        return same[0] if same else self.at_line

    def select(self, run: ComparedRun) -> None:
        """Look at this run, until it is dropped."""
        self._selected = None if run.is_at_line else _key(run.choice)
        self.changed.emit()

    def show(
        self, experiment: Experiment | None, steps: int, learning_rate: float, choices: Sequence[RunChoice]
    ) -> None:
        """Compare these runs of `experiment` (None: nothing), and train those that are not there yet."""
        before = {_key(run.choice): run for run in self.runs}
        is_same = (
            experiment is not None
            and self._experiment is not None
            and steps == self._steps
            and is_same_task(experiment, self._experiment)
        )
        if not is_same:
            before = {}
        self._experiment, self._steps = experiment, steps
        runs = []
        if experiment is not None:
            for choice in (*choices, RunChoice(learning_rate, LINE)):
                same = before.get(_key(choice))
                runs.append(
                    ComparedRun(choice, plan_of(experiment, choice, steps))
                    if same is None
                    else replace(same, choice=choice)
                )
        self.runs = tuple(runs)
        self._throttle.request()
        self._throttle.hurry()
        self.changed.emit()

    @property
    def is_training(self) -> bool:
        """Whether runs are being made; where some have not ended and are not, somebody cancelled them."""
        return self._throttle.is_due or any(runner.is_running for runner in self._made)

    def cancel(self) -> None:
        """Train no further."""
        self._throttle.cancel()
        for runner in self._made:
            runner.cancel()

    def _train_all(self) -> None:
        """To begin a thread takes longer than many a run: while α is dragged, not one for each place."""
        self._train(self._chosen, self.runs[:-1])
        self._train(self._at_line, self.runs[-1:])

    def _train(self, runner: JobRunner, runs: Sequence[ComparedRun]) -> None:
        """Let `runner` make those that have not ended, if it does not already."""
        missing = tuple(dict.fromkeys(run.plan for run in runs if run.trainer is None))
        if runner.is_running and missing and set(missing) <= set(self._made[runner]):
            return
        if not missing:
            runner.cancel()
            return
        self._made[runner] = missing
        runner.start(in_thread(side_by_side(missing)), "Training the runs that are compared")

    def _take(self, runner: JobRunner, news: RunNews) -> None:
        """One run has come further."""
        plan = self._made[runner][news.number]
        self.runs = tuple(
            replace(run, snapshot=news.snapshot, trainer=news.trainer, verdict=news.verdict)
            if run.plan is plan
            else run
            for run in self.runs
        )
        self.changed.emit()


def _key(choice: RunChoice) -> tuple[object, ...]:
    """All that its numbers follow from, but for the experiment."""
    return choice.learning_rate, choice.optimiser, choice.changes
