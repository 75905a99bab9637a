"""What comes of a run beside its central flow, from the first step to the last, and how is that said?"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from explorer.array import Array, Steps
from explorer.job import Job, JobStep
from explorer.network.model import Experiment
from explorer.number import rounded
from explorer.symbol import Symbol
from explorer.training.curvature.central_flow import check_has_central_flow
from explorer.training.curvature.flow_beside_run import FlowFailure, FlowWindow, flow_beside_run
from explorer.training.curvature.flow_part import FlowEnd
from explorer.training.many.lane_choice import lone_engine_for
from explorer.training.program import Program

MOST_STEPS = 20_000
"""That a run is followed: a step of the flow takes as long as many of the run."""


@dataclass(frozen=True)
class FailedSteps:
    """From step `first` to `last` the run was not what the flow predicts."""

    first: int
    last: int
    failure: FlowFailure

    @property
    def words(self) -> str:
        """“a catapult from step 300 to 349”."""
        return f"{self.failure.value.partition(':')[0]} from step {self.first} to {self.last}"

    @property
    def in_full(self) -> str:
        """“from step 300 to 349 a catapult: …”, with the reason."""
        return f"from step {self.first} to {self.last} {self.failure.value}"


@dataclass(frozen=True, eq=False)
class FlowComparison:
    """Run and flow at the same steps, (rows,), and how widely the run swings, (windows,).

    `flow_loss`: E at the middle about which the run is to swing; `mean_loss`: what E is to be on average.
    `window_step`: the middle step of each window; `predicted`, `measured`: σ² of the flow, and of the run.
    `failed`: where they do not agree; `end`: why the flow goes no further, None where it does.
    """

    step: Steps
    run_loss: Array
    flow_loss: Array
    mean_loss: Array
    run_sharpness: Array
    flow_sharpness: Array
    limit: Array
    variance: Array
    window_step: Array
    predicted: Array
    measured: Array
    failed: tuple[FailedSteps, ...]
    end: FlowEnd | None

    @property
    def has_diverged(self) -> bool:
        """Whether the run did."""
        return any(each.failure is FlowFailure.RUN_DIVERGED for each in self.failed)

    @property
    def sentence(self) -> str:
        """What came of it, in one sentence without a full stop: the catapult, or else the latest failure."""
        leaps = [each for each in self.failed if each.failure is FlowFailure.CATAPULT]
        failed = (leaps or list(self.failed[-1:]))[:1]
        return "; ".join(filter(None, [self._edge, *(each.words for each in failed), self._end]))

    @property
    def in_full(self) -> str:
        """The same with all failures and their reasons, a line each."""
        return "\n".join(filter(None, [self._edge, *(each.in_full for each in self.failed), self._end]))

    @property
    def _edge(self) -> str:
        at_edge, below = np.flatnonzero(self.variance > 0), np.flatnonzero(~(self.variance > 0))
        if not len(at_edge):
            return (
                f"λ of the flow stays below 2/{Symbol.ALPHA}: nothing is to swing, and the run follows the "
                "flow"
            )
        if at_edge[-1] < len(self.variance) - 1:
            last = int(self.step[at_edge[-1]])
            return f"λ of the flow was last at 2/{Symbol.ALPHA} at step {last}: below it nothing is to swing"
        begin = int(self.step[below[-1] + 1]) if len(below) else int(self.step[0])
        held = f"λ of the flow is held at 2/{Symbol.ALPHA} from step {begin} on"
        if not len(self.predicted):
            return held
        predicted, measured = rounded(float(self.predicted[-1]), 3), rounded(float(self.measured[-1]), 3)
        return f"{held}: σ² predicted {predicted}, measured {measured} at the end"

    @property
    def _end(self) -> str:
        return "" if self.end is None else f"the flow ends at step {int(self.step[-1])}: {self.end.value}"


def compared_flow(experiment: Experiment, steps: int, may_wait: bool = True) -> Job[FlowComparison]:
    """The run of `experiment` beside its flow so far, again and again, up to `MOST_STEPS`.

    The run is made by the engine that makes it where runs are compared: the same to the last bit.
    Not `may_wait`: kernels that are still to be compiled are not waited for. Raises what
    `explorer.training.curvature.central_flow.check_has_central_flow` does.
    """
    so_far: FlowComparison | None = None
    check_has_central_flow(experiment)
    engine = lone_engine_for(Program.of(experiment))
    for job_step in flow_beside_run(experiment, min(steps, MOST_STEPS), may_wait, engine):
        if job_step.result is None:
            yield JobStep(job_step.progress)
            continue
        window = _of(job_step.result)
        so_far = window if so_far is None else _joined([so_far, window])
        yield JobStep(job_step.progress, so_far)


def comparison_of(windows: Sequence[FlowWindow]) -> FlowComparison:
    """What comes of these windows, of which there is one at least, one after the other."""
    return _joined([_of(window) for window in windows])


def _of(window: FlowWindow) -> FlowComparison:
    """One window alone."""
    flow, first, last = window.flow, int(window.flow.step[0]), int(window.flow.step[-1])
    failed = () if window.failure is None else (FailedSteps(first, last, window.failure),)
    has_swing = len(window.displacement.along) > 1
    return FlowComparison(
        step=flow.step,
        run_loss=window.run_loss,
        flow_loss=flow.loss,
        mean_loss=flow.mean_loss,
        run_sharpness=window.run_sharpness,
        flow_sharpness=flow.eigenvalues[:, 0],
        limit=flow.limit,
        variance=flow.variance,
        window_step=np.array([0.5 * (first + last)] * has_swing),
        predicted=np.array([window.predicted] * has_swing),
        measured=np.array([window.measured] * has_swing),
        failed=failed,
        end=flow.end,
    )


def _joined(parts: Sequence[FlowComparison]) -> FlowComparison:
    def column(name: str) -> Array:
        joined: Array = np.concatenate([getattr(part, name) for part in parts])
        return joined

    return FlowComparison(
        step=np.concatenate([part.step for part in parts]),
        run_loss=column("run_loss"),
        flow_loss=column("flow_loss"),
        mean_loss=column("mean_loss"),
        run_sharpness=column("run_sharpness"),
        flow_sharpness=column("flow_sharpness"),
        limit=column("limit"),
        variance=column("variance"),
        window_step=column("window_step"),
        predicted=column("predicted"),
        measured=column("measured"),
        failed=merged([each for part in parts for each in part.failed]),
        end=parts[-1].end,
    )


def merged(failed: Sequence[FailedSteps]) -> tuple[FailedSteps, ...]:
    """Those that follow each other for the same reason as one."""
    kinds: list[FailedSteps] = []
    for each in failed:
        if kinds and kinds[-1].failure is each.failure and kinds[-1].last + 1 == each.first:
            kinds[-1] = FailedSteps(kinds[-1].first, each.last, each.failure)
        else:
            kinds.append(each)
    return tuple(kinds)
