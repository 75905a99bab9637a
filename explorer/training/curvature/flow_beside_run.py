"""Does a run do what its central flow predicts? Both side by side, and why it fails where it does.

The flow predicts the middle about which the run swings, and by its σ² how widely. What is measured is the
mean of the squared displacement along the leading direction, in windows of steps
(`explorer.training.curvature.displacement`).
"""

from dataclasses import dataclass
from enum import Enum

import numpy as np

from explorer.array import Array
from explorer.job import Job, JobStep
from explorer.network.model import Experiment
from explorer.symbol import Symbol
from explorer.training.curvature.central_flow import FlowRows, central_flow, joined_flow
from explorer.training.curvature.curvature import curvature_of
from explorer.training.curvature.displacement import WINDOW, Displacement, displacement
from explorer.training.engine import Engine
from explorer.training.engine_choice import engine_for
from explorer.training.program import Program
from explorer.training.trainer import Trainer

_LEAP = 4.0
"""Times σ²: a squared displacement that large is no steady swing, of which it is σ² at every step."""

_APART = 2.0
"""Times σ²: a mean square that is as much larger, or smaller, is not what was predicted."""

_SMALL = 0.01
"""Of E: a swing that adds so little, ½ λ σ², is none."""


class FlowFailure(Enum):
    """Why the run is not what the flow predicts in a window; its value is a sentence without a full stop."""

    CATAPULT = (
        f"a catapult: λ had risen above 2/{Symbol.ALPHA} before the run swung widely enough to hold it, so "
        "it swings far "
        "beyond σ² until λ has fallen"
    )
    NO_SWING_YET = (
        "the run hardly swings yet: from next to nothing its swing grows step by step, once λ is above "
        f"2/{Symbol.ALPHA}"
    )
    GONE_APART = (
        "run and flow have gone apart: they are at other weights, where other swings hold λ at "
        f"2/{Symbol.ALPHA}, or none"
    )
    RUN_DIVERGED = "the run diverged"


@dataclass(frozen=True, eq=False)
class FlowWindow:
    """A run and its central flow at the same steps, the first of which is the start in the first window only.

    `flow`: its rows; `run_loss`, `run_sharpness`: (rows,), E of the run and λ at its weights; `distance`:
    (rows,), how far the run is from the flow, ‖w − w̄‖, without its swing. `displacement`: of the run, at the
    steps of the window but for the start. `failure`: why that is not what was predicted, None where it is.
    """

    flow: FlowRows
    run_loss: Array
    run_sharpness: Array
    displacement: Displacement
    distance: Array
    failure: FlowFailure | None

    @property
    def predicted(self) -> float:
        """σ² of the flow, its mean over the window."""
        return float(np.mean(self.flow.variance))

    @property
    def measured(self) -> float:
        """The mean of the squared displacement of the run along its leading direction."""
        return self.displacement.mean_square


def flow_beside_run(
    experiment: Experiment, steps: int, may_wait: bool = True, engine: Engine | None = None
) -> Job[FlowWindow]:
    """The run of `experiment` and its central flow from the same weights, in windows of `WINDOW` steps.

    At the steps from 0 to `steps`; or until the flow ends, which the last window tells, or the run diverges.
    Not `may_wait`: kernels that are still to be compiled are not waited for. `engine`: the one that makes the
    run; None for the fastest. Raises what `check_has_central_flow` does.
    """
    flow, run, waiting = central_flow(experiment, steps, may_wait), None, []
    for job_step in flow:
        if job_step.result is not None:
            waiting.append(job_step.result)
        pending, is_last = joined_flow(waiting), job_step.progress >= 1.0
        run = run or _Run(experiment, may_wait, engine)
        while len(pending.step) >= WINDOW or (is_last and len(pending.step)):
            window = run.beside(pending.part(0, WINDOW))
            pending = pending.part(WINDOW, len(pending.step))
            has_diverged = window.failure is FlowFailure.RUN_DIVERGED
            is_done = has_diverged or (is_last and not len(pending.step))
            yield JobStep(1.0 if is_done else job_step.progress * 0.999, window)
            if has_diverged:
                flow.close()
                return
        waiting = [pending]
        if not is_last:
            yield JobStep(job_step.progress * 0.999)


class _Run:
    """The run, with its parameters at as many steps as the next window needs."""

    def __init__(self, experiment: Experiment, may_wait: bool, engine: Engine | None) -> None:
        program = Program.of(experiment)
        self._trainer = Trainer(experiment, engine or engine_for(program, may_wait))
        self._curvature = curvature_of(program, may_wait=may_wait)
        self._states = [self._trainer.parameters]
        self._first = 0
        self._axis: Array | None = None
        self._has_leapt = False

    def beside(self, flow: FlowRows) -> FlowWindow:
        """The run at the steps of the next window of the flow, or at those of them that it comes to."""
        begin, end = int(flow.step[0]), int(flow.step[-1]) + 1
        while self._first + len(self._states) <= end and self._trainer.advance(1):
            self._states.append(self._trainer.parameters)
        self._states = self._states[max(0, begin - 1 - self._first) :]
        self._first = max(0, begin - 1)
        states = np.array(self._states)
        flow = flow.part(0, self._first + len(states) - begin)
        count = len(flow.step)
        at = begin - self._first
        of_run = displacement(states[: at + count + 1], self._first, self._axis)
        self._axis = of_run.axis if np.isfinite(of_run.axis).all() else self._axis
        loss = self._trainer.history.rows(begin).loss[:count]
        sharpness = self._curvature.eigenvalues(states[at : at + count])[:, 0]
        failure = _failure(flow, loss, of_run, sharpness, self._has_leapt)
        self._has_leapt = self._has_leapt or failure is FlowFailure.CATAPULT
        return FlowWindow(
            flow=flow,
            run_loss=loss,
            run_sharpness=sharpness,
            displacement=of_run,
            distance=_distance(states, at, flow.parameters),
            failure=failure if self._trainer.divergence is None else FlowFailure.RUN_DIVERGED,
        )


def _distance(states: Array, at: int, of_flow: Array) -> Array:
    """‖w − w̄‖ of the run's middle, where it has a step before and one after; else of w itself."""
    here = states[at : at + len(of_flow)]
    middle = here.copy()
    first, last = max(at, 1), min(at + len(of_flow), len(states) - 1)
    middle[first - at : last - at] = 0.25 * (
        states[first - 1 : last - 1] + 2.0 * states[first:last] + states[first + 1 : last + 1]
    )
    distance: Array = np.linalg.norm(middle - of_flow, axis=1)
    return distance


def _failure(
    flow: FlowRows, loss: Array, of_run: Displacement, sharpness: Array, has_leapt: bool
) -> FlowFailure | None:
    """Why the displacement of the run is not what the flow predicts; None where it is.

    A single step shows no swing, and nothing is said of it.
    """
    if len(of_run.along) < 2:
        return None
    of_flow, E = float(np.mean(flow.eigenvalues[:, 0])), float(np.mean(loss))
    small = _SMALL * E / (0.5 * of_flow) if of_flow > 0 else np.inf
    predicted = float(np.mean(flow.variance))
    measured = of_run.mean_square if of_run.is_swing else 0.0
    is_above = bool((sharpness > flow.limit).any())
    is_leap = of_run.largest_square > _LEAP * max(float(flow.variance.max()), small)
    if of_run.is_swing and is_above and is_leap:
        return FlowFailure.CATAPULT
    if not has_leapt and predicted > small and measured < small:
        return FlowFailure.NO_SWING_YET
    if max(predicted, small) < measured / _APART or measured < predicted / _APART - small:
        return FlowFailure.GONE_APART
    return None
