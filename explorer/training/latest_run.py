"""What is known of the latest run of a network, and which step of it is shown beside the runs that are kept?

It is the present run until it is one of those that are kept; undo and redo may change that, so whoever asks
says what is open: the experiment that is shown, and the runs that are kept.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from explorer.kept_run import free_colour, free_name
from explorer.network.learning_rule import Memory
from explorer.network.model import Experiment
from explorer.training.divergence import Divergence
from explorer.training.kept_network_run import KeptNetworkRun, kept, name_of
from explorer.training.run_snapshot import RunSnapshot, RunStep
from explorer.training.run_state import RunState, ShownStep

KeptRuns = Sequence[KeptNetworkRun]


@dataclass(frozen=True, eq=False)
class LatestRun:
    """The latest run, as far as it was shown; nothing before the first.

    `state`: the experiments by which its steps are known again. `gone_back`: the step of it that was gone
    back to from a divergence. `as_kept`: as what it was kept when it ended.
    """

    state: RunState = field(default_factory=RunState)
    snapshot: RunSnapshot | None = None
    gone_back: RunStep | None = None
    as_kept: KeptNetworkRun | None = None

    def is_same(self, run: KeptNetworkRun) -> bool:
        """Whether it was kept as `run`, whatever its name and colour have become."""
        return self.as_kept is not None and run.history is self.as_kept.history

    def is_among(self, runs: Iterable[KeptNetworkRun]) -> bool:
        """Whether it is one of those that are kept."""
        return any(map(self.is_same, runs))

    def present(self, runs: KeptRuns) -> RunSnapshot | None:
        """The present run at the step that was shown last; None where there is none."""
        return None if self.is_among(runs) else self.snapshot

    def shown_step(self, experiment: Experiment, runs: KeptRuns) -> ShownStep:
        """What `experiment`, which is open, shows of it."""
        return self.state.shown_by(experiment, self.is_among(runs))

    def memory(self, experiment: Experiment, runs: KeptRuns) -> Memory | None:
        """What the optimiser remembers where its last step is shown, or one that was gone back to."""
        run, shown = self.present(runs), self.shown_step(experiment, runs)
        if run is None or shown is ShownStep.ANOTHER:
            return None
        if shown is ShownStep.GONE_BACK and self.gone_back is not None:
            return run.memory_at(self.gone_back)
        return run.memory

    def divergence(self, experiment: Experiment, runs: KeptRuns) -> Divergence | None:
        """Where the present run diverged, while what came of it is shown."""
        run = self.present(runs)
        is_shown = self.shown_step(experiment, runs) is ShownStep.NEWEST
        return run.divergence if run is not None and is_shown else None

    def to_keep(self, runs: KeptRuns) -> KeptNetworkRun | None:
        """The present run as one more of those that are kept; None where it has made no step."""
        run = self.present(runs)
        if run is None or run.step == 0:
            return None
        return kept(run, free_name(name_of(run), runs), free_colour(runs))

    def begun(self, experiment: Experiment, snapshot: RunSnapshot, runs: KeptRuns) -> "LatestRun":
        """Another run begins with `experiment`."""
        return LatestRun(self.state.begun(experiment, self.is_among(runs)), snapshot)

    def come_to(self, snapshot: RunSnapshot) -> "LatestRun":
        """The run is at this step, which nobody shows yet."""
        return replace(self, snapshot=snapshot)

    def shown_by(self, experiment: Experiment) -> "LatestRun":
        """`experiment` shows its newest step."""
        return replace(self, state=self.state.advanced(experiment))

    def back_at(self, step: RunStep, experiment: Experiment) -> "LatestRun":
        """It diverged, and `experiment` shows this finite step of it."""
        return replace(self, state=self.state.gone_back(experiment), gone_back=step)

    def gone_on(self, experiment: Experiment, snapshot: RunSnapshot) -> "LatestRun":
        """It goes on from the step that was gone back to, which `experiment` shows, as another run."""
        return replace(self, state=self.state.gone_on(experiment), snapshot=snapshot)

    def ended_as(self, run: KeptNetworkRun) -> "LatestRun":
        """It was kept as `run`."""
        return replace(self, as_kept=run)

    def forgotten(self) -> "LatestRun":
        """It is not there any more; Reset still finds its start."""
        return LatestRun(self.state.forgotten())
