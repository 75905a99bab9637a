"""How did one run swing to and fro, from its first step to its last? Its displacement, window by window."""

import numpy as np

from explorer.job import Job, JobStep
from explorer.training.compared_runs import PlannedRun
from explorer.training.curvature.displacement import WINDOW, Displacement, displacement
from explorer.training.curvature.sharpness import go_on
from explorer.training.many.lane_choice import lone_engine_for
from explorer.training.program import Program
from explorer.training.trainer import Trainer

MOST_WINDOWS = 60
"""Of a run, however long it is: between those that are looked at lie others, all of one length."""


def window_begins(steps: int) -> range:
    """The first steps of the windows that are looked at in a run of so many steps."""
    windows = max(1, -(-(steps - 1) // WINDOW))
    return range(1, max(2, steps), WINDOW * -(-windows // MOST_WINDOWS))


def displacement_along(plan: PlannedRun) -> Job[Displacement]:
    """The displacement of the run, by the engine that made it, in each of the windows.

    Up to the step before the last, or before that at which it diverged. Signs are those of the window before:
    even steps lie on one side as long as the run swings along one direction. Raises NoOutput or
    NoTrainingSample.
    """
    trainer = Trainer(plan.start, lone_engine_for(Program.of(plan.start)))
    states, axis = [trainer.parameters], None
    for begin in window_begins(plan.steps):
        if begin - 1 > trainer.step:
            go_on(trainer, begin - 1 - trainer.step, plan.changes)
            states = [trainer.parameters]
        while len(states) < WINDOW + 2 and trainer.step < plan.steps and go_on(trainer, 1, plan.changes):
            states.append(trainer.parameters)
        if not np.isfinite(states[-1]).all():
            states.pop()  # that of the step at which it diverged
        found = displacement(np.array(states), begin - 1, axis)
        if not len(found.step):
            return
        axis = found.axis
        yield JobStep(min(1.0, trainer.step / plan.steps), found)
        states = states[-2:]
