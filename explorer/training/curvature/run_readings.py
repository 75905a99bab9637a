"""How curved was E along each of the runs that are compared? Their sharpness, read at as many steps as shown.

Each run is made once more, by the engine that made it, so that it is read where it was, to the last bit.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from explorer.job import Job, JobStep
from explorer.network.rules import RuleBroken
from explorer.training.compared_runs import PlannedRun
from explorer.training.curvature.curvature import curvature_of
from explorer.training.curvature.sharpness import Readings, joined, read_along
from explorer.training.many.lane_choice import lone_engine_for
from explorer.training.program import Program
from explorer.training.trainer import Trainer

MOST_READINGS = 3000
"""Of a run, however long it is: as many as a screen has columns."""


class NothingLearns(RuleBroken):
    """Something learns."""


@dataclass(frozen=True, eq=False)
class RunReadings:
    """All that has been read so far of the run of that number. `is_whole`: nothing more will be."""

    number: int
    readings: Readings
    is_whole: bool


def stride_of(steps: int) -> int:
    """Every how manyth step is read. Odd: what swings from step to step is seen on both of its sides."""
    stride = -(-steps // MOST_READINGS)
    return max(1, stride + 1 - stride % 2)


def sharpness_of_runs(
    plans: Sequence[PlannedRun], largest: int = 1, may_wait: bool = True
) -> Job[RunReadings]:
    """The curvature along one run after the other, so many eigenvalues or all there are.

    Not `may_wait`: kernels that are still to be compiled are not waited for. Raises NoOutput,
    NoTrainingSample or NothingLearns.
    """
    for number, plan in enumerate(plans):
        program = Program.of(plan.start)
        if not program.free_parameters:
            raise NothingLearns("λ is the curvature along what learns, and every weight and bias is fixed")
        count = min(largest, program.free_parameters)
        curvature = curvature_of(program, count, may_wait=may_wait)
        trainer = Trainer(plan.start, lone_engine_for(program))
        parts: list[Readings] = []
        reading = read_along(
            trainer, curvature, len(program.inputs), plan.steps, stride_of(plan.steps), plan.changes
        )
        for step in reading:
            if step.result is not None:
                parts = [joined([*parts, step.result])]
                news = RunReadings(number, parts[0], step.progress >= 1.0)
                yield JobStep((number + step.progress) / len(plans), news)
