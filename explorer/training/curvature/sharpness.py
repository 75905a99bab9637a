"""How does the curvature of E change along a run? A job that trains and reads the eigenvalues."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from explorer.array import Array, Steps
from explorer.job import Job, JobStep
from explorer.network.model import Training
from explorer.training.curvature.curvature import Curvature
from explorer.training.curvature.preconditioner import root_of_multipliers, scale_of_limit
from explorer.training.curvature.stability import is_preconditioned, largest_stable
from explorer.training.laboratory_settings import RateChange
from explorer.training.trainer import Trainer

_MOST_ROWS, _MOST_STEPS = 128, 16_384
"""In one call, however small the network is."""
_MOST_WORK = 5_000_000
"""Samples times parameters times steps in one call, so that whoever cancels waits less than 100 ms."""
_STEPS_AS_LONG = 20
"""Steps of training that take about as long as reading the curvature once."""


@dataclass(frozen=True, eq=False)
class Readings:
    """E and the outermost eigenvalues of its Hessian at some steps of a run, one after another.

    `step`, `loss`, `learning_rate`: (rows,), the last being the αₜ of the step from there; `limit`: (rows,),
    the λ up to which updates with that are stable, NaN where none is known for the optimiser. `eigenvalues`:
    (rows, wanted), in the order of `Curvature.eigenvalues`: of the Hessian that the limit is about, which for
    Adam, and where α has multipliers, is a preconditioned one (`explorer.training.curvature.preconditioner`).
    """

    step: Steps
    loss: Array
    learning_rate: Array
    limit: Array
    eigenvalues: Array
    is_preconditioned: bool


@dataclass(frozen=True)
class Crossing:
    """At `step` λ is above the limit and was not before; or, not `is_upward`, the other way round."""

    step: int
    is_upward: bool


def joined(parts: Sequence[Readings]) -> Readings:
    """The readings of the parts, of which there is one at least, one after another."""
    return Readings(
        step=np.concatenate([part.step for part in parts]),
        loss=np.concatenate([part.loss for part in parts]),
        learning_rate=np.concatenate([part.learning_rate for part in parts]),
        limit=np.concatenate([part.limit for part in parts]),
        eigenvalues=np.concatenate([part.eigenvalues for part in parts]),
        is_preconditioned=parts[0].is_preconditioned,
    )


def crossings(readings: Readings) -> tuple[Crossing, ...]:
    """Where λ crosses the limit; where either is not known, it is taken to stay on its side.

    A run that begins above it crosses at its first step.
    """
    sharpness, limit = readings.eigenvalues[:, 0], readings.limit
    known = np.flatnonzero(~(np.isnan(sharpness) | np.isnan(limit)))
    is_above = sharpness[known] > limit[known]
    was_above = np.concatenate([[False], is_above[:-1]])
    at = np.flatnonzero(is_above != was_above)
    steps, sides = readings.step[known[at]].tolist(), is_above[at].tolist()
    return tuple(Crossing(step, is_up) for step, is_up in zip(steps, sides, strict=True))


@dataclass(frozen=True, eq=False)
class _Row:
    step: int
    loss: float
    learning_rate: float
    parameters: Array
    scale: Array


def read_along(
    trainer: Trainer,
    curvature: Curvature,
    samples: int,
    steps: int,
    stride: int = 1,
    changes: Sequence[RateChange] = (),
) -> Job[Readings]:
    """Makes so many steps with `trainer` and reads the curvature at each, from the present one on.

    Or at every `stride`th; with another α from the steps of `changes` on. A few at a time, as many as
    `samples` allow. The last step is read too; where the run diverges that is the divergent one. Whatever the
    batches are, the curvature is that of E.
    """
    begin, end, training = trainer.step, trainer.step + steps, trainer.training
    root = root_of_multipliers(trainer.snapshot().program)
    work = max(1, samples * len(trainer.parameters)) * (1 + stride // _STEPS_AS_LONG)
    most = max(1, min(_MOST_ROWS, _MOST_STEPS // stride, _MOST_WORK // work))
    has_more = True
    while has_more:
        rows: list[_Row] = []
        while has_more and len(rows) < most:
            rows.append(_row(trainer, training, root))
            has_more = go_on(trainer, min(stride, end - trainer.step), changes) > 0
        progress = 1.0 if not has_more else (trainer.step - begin) / steps
        yield JobStep(progress, _readings(rows, curvature, training))


def go_on(trainer: Trainer, steps: int, changes: Sequence[RateChange] = ()) -> int:
    """So many steps, with another α from the steps of `changes` on; how many it made before it diverged."""
    begin = trainer.step
    end = begin + steps
    rates = {change.step: change.learning_rate for change in changes if begin < change.step <= end}
    for stop in sorted({*rates, end}):
        trainer.advance(stop - trainer.step)
        if stop in rates and trainer.step == stop and trainer.divergence is None:
            trainer.learning_rate = rates[stop]
    return trainer.step - begin


def _row(trainer: Trainer, training: Training, root: Array) -> _Row:
    here, scale = (
        trainer.history.rows(trainer.step),
        scale_of_limit(training, root, trainer.next_state, trainer.step),
    )
    return _Row(trainer.step, float(here.loss[-1]), float(here.learning_rate[-1]), trainer.parameters, scale)


def _readings(rows: Sequence[_Row], curvature: Curvature, training: Training) -> Readings:
    limits = [largest_stable(training, row.learning_rate) for row in rows]
    return Readings(
        step=np.array([row.step for row in rows]),
        loss=np.array([row.loss for row in rows]),
        learning_rate=np.array([row.learning_rate for row in rows]),
        limit=np.array([math.nan if limit is None else limit for limit in limits]),
        eigenvalues=curvature.eigenvalues(
            np.array([row.parameters for row in rows]), np.array([row.scale for row in rows])
        ),
        is_preconditioned=is_preconditioned(training),
    )
