"""How are several runs of a network made side by side, to be compared?

Each by the engine with which it would end the same among the many of a sweep, to the last bit.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from explorer.array import Array
from explorer.job import Job, JobStep
from explorer.network.edits.parameter_edits import with_parameters
from explorer.network.edits.training_edits import choose_optimiser, set_learning_rate
from explorer.network.model import Experiment
from explorer.training.laboratory_settings import RateChange, RunChoice
from explorer.training.many.lane_choice import PREPARING, lone_engine_for
from explorer.training.program import Program
from explorer.training.run_snapshot import RunSnapshot
from explorer.training.trainer import Trainer
from explorer.training.verdict import Verdict

_PIECE = 0.008
"""Seconds for which one run goes on before the next has its turn."""


@dataclass(frozen=True, eq=False)
class PlannedRun:
    """A run that is to make so many steps from `start`, or diverge, at another α after some of them."""

    start: Experiment
    steps: int
    changes: tuple[RateChange, ...] = ()


@dataclass(frozen=True, eq=False)
class RunNews:
    """How far the run of that number has come.

    `trainer`, which is the receiver's from then on, and `verdict`: once it has ended.
    """

    number: int
    snapshot: RunSnapshot
    trainer: Trainer | None = None
    verdict: Verdict | None = None


def plan_of(experiment: Experiment, choice: RunChoice, steps: int) -> PlannedRun:
    """The run that `choice` says, from the weights of `experiment`. Raises RuleBroken for a negative α."""
    start = set_learning_rate(experiment, choice.learning_rate)
    if choice.optimiser:
        start = choose_optimiser(start, choice.optimiser)
    return PlannedRun(start, steps, choice.changes)


def with_start(experiment: Experiment, parameters: Array, learning_rate: float) -> Experiment:
    """`experiment` from these weights and biases, (parameters,), at this α. Raises RuleBroken."""
    network = with_parameters(experiment.network, parameters.tolist())
    return set_learning_rate(replace(experiment, network=network), learning_rate)


def side_by_side(plans: Sequence[PlannedRun]) -> Job[RunNews]:
    """All of them, in turns. Raises NoOutput or NoTrainingSample."""
    yield JobStep(0.0, doing=PREPARING)
    trainers = [Trainer(plan.start, lone_engine_for(Program.of(plan.start))) for plan in plans]
    whole = sum(plan.steps for plan in plans)
    waiting = dict(enumerate(zip(trainers, plans, strict=True)))
    while waiting:
        for number, (trainer, plan) in tuple(waiting.items()):
            _go_on(trainer, plan)
            has_ended = trainer.step == plan.steps or trainer.divergence is not None
            if has_ended:
                del waiting[number]
            left = sum(each.steps - making.step for making, each in waiting.values())
            snapshot = trainer.snapshot()
            news = RunNews(number, snapshot)
            if has_ended:
                news = RunNews(number, snapshot, trainer, snapshot.verdict())
            yield JobStep(1.0 - left / whole, news)


def trained(plan: PlannedRun) -> Job[Trainer]:
    """One of them alone: the trainer at its last step."""
    for step in side_by_side([plan]):
        trainer = None if step.result is None else step.result.trainer
        yield JobStep(step.progress, trainer, doing=step.doing)


def _go_on(trainer: Trainer, plan: PlannedRun) -> None:
    """Steps up to the next change of α, for about so long as a piece takes."""
    for change in plan.changes:
        if change.step == trainer.step:
            trainer.learning_rate = change.learning_rate
    later = [change.step for change in plan.changes if change.step > trainer.step]
    trainer.advance_for(_PIECE, min([*later, plan.steps]) - trainer.step)
