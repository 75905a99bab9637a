"""What of the present run does the document show? A state machine without a screen.

A run is begun, comes further, goes back from a divergence, goes on from there, is kept. Meanwhile anybody may
edit, undo and redo the document, the keeping included. Which step of the run it shows follows from the
experiments that are remembered here, and from what is open.
"""

from dataclasses import dataclass, replace
from enum import Enum, auto

from explorer.network.model import Experiment


class ShownStep(Enum):
    """Which step of a run an experiment shows."""

    NO_RUN = auto()
    """There is no present run."""
    KEPT_END = auto()
    """The run was kept, and is not the present one any more; it shows how that ended."""
    NEWEST = auto()
    """The newest of the present run, which can go on."""
    GONE_BACK = auto()
    """A finite step of the present run, which diverged; gone back to, it can go on from here."""
    ANOTHER = auto()
    """None of these: an earlier step of the present run, or something else."""


@dataclass(frozen=True)
class RunState:
    """What is remembered of the latest run, all None before the first.

    `start`: what Reset goes back to. `newest`: the document at the newest step of the run; `returned`: the
    same at the finite step to which the document has gone back.
    """

    start: Experiment | None = None
    newest: Experiment | None = None
    returned: Experiment | None = None

    def shown_by(self, experiment: Experiment, is_kept: bool = False) -> ShownStep:
        """What `experiment`, which is open, shows. α and the positions tell nothing of a step.

        `is_kept`: whether the run is among those that are kept, so that it is not the present one any more.
        """
        shown = self._step_of(experiment)
        if not is_kept:
            return shown
        is_end = shown in (ShownStep.NEWEST, ShownStep.GONE_BACK)
        return ShownStep.KEPT_END if is_end else ShownStep.NO_RUN

    def begun(self, experiment: Experiment, is_kept: bool = False) -> "RunState":
        """Another run begins with `experiment`; where a kept one ended, Reset goes to the start of that."""
        goes_on = self.shown_by(experiment, is_kept) is ShownStep.KEPT_END
        return RunState(start=self.start if goes_on else experiment, newest=experiment)

    def advanced(self, experiment: Experiment) -> "RunState":
        """The document shows the newest step of the run with `experiment`."""
        return replace(self, newest=experiment)

    def gone_back(self, experiment: Experiment) -> "RunState":
        """The run diverged, and the document shows an earlier, finite step of it with `experiment`."""
        return replace(self, returned=experiment)

    def gone_on(self, experiment: Experiment) -> "RunState":
        """The run goes on from the step that was gone back to, which `experiment` shows."""
        return RunState(start=self.start, newest=experiment)

    def forgotten(self) -> "RunState":
        """The run is not there any more; Reset still finds its start."""
        return RunState(start=self.start)

    def _step_of(self, experiment: Experiment) -> ShownStep:
        if self.newest is None:
            return ShownStep.NO_RUN
        if self.returned is not None and is_same_task(experiment, self.returned):
            return ShownStep.GONE_BACK
        return ShownStep.NEWEST if is_same_task(experiment, self.newest) else ShownStep.ANOTHER


def is_same_task(one: Experiment, other: Experiment) -> bool:
    """Whether both train the same weights on the same samples: only α and the positions may differ."""
    return one is other or (
        one.samples == other.samples
        and one.loss == other.loss
        and replace(one.training, learning_rate=0.0) == replace(other.training, learning_rate=0.0)
        and one.network.connections == other.network.connections
        and _unplaced(one) == _unplaced(other)
    )


def _unplaced(experiment: Experiment) -> list[tuple[object, ...]]:
    return [
        (n.name, n.kind, n.activation, n.bias, n.value, n.is_fixed, n.rate_multiplier)
        for n in experiment.network.neurons
    ]
