"""How does the curvature of E change along a run? A job that trains and reads the eigenvalues."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from explorer.array import Array, Steps
from explorer.job import Job, JobStep
from explorer.training.curvature.curvature import Curvature
from explorer.training.trainer import Trainer

_MOST_ROWS = 128
_MOST_WORK = 5_000_000
"""Samples times parameters times steps in one call, so that whoever cancels waits less than 100 ms."""

_Row = tuple[int, float, float, Array]


@dataclass(frozen=True, eq=False)
class Readings:
    """E and the outermost eigenvalues of its Hessian at some steps of a run, one after another.

    `step`, `loss`, `learning_rate`: (rows,), the last being the αₜ of the step from there; `eigenvalues`:
    (rows, wanted), in the order of `Curvature.eigenvalues`.
    """

    step: Steps
    loss: Array
    learning_rate: Array
    eigenvalues: Array


def read_along(trainer: Trainer, curvature: Curvature, samples: int, steps: int) -> Job[Readings]:
    """Makes so many steps with `trainer` and reads the curvature at each, from the present one on.

    A few at a time, as many as `samples` allow. The last step is read too; where the run diverges that is the
    divergent one. Whatever the optimiser and the batches are, the curvature is that of E.
    """
    begin, end = trainer.step, trainer.step + steps
    work = max(1, samples * len(trainer.parameters))
    most = max(1, min(_MOST_ROWS, _MOST_WORK // work))
    has_more = True
    while has_more:
        rows: list[_Row] = []
        while has_more and len(rows) < most:
            rows.append(_row(trainer))
            has_more = trainer.step < end and trainer.advance(1) == 1
        progress = 1.0 if not has_more else (trainer.step - begin) / steps
        yield JobStep(progress, _readings(rows, curvature))


def _row(trainer: Trainer) -> _Row:
    here = trainer.history.rows(trainer.step)
    return trainer.step, float(here.loss[-1]), float(here.learning_rate[-1]), trainer.parameters


def _readings(rows: Sequence[_Row], curvature: Curvature) -> Readings:
    step, loss, learning_rate, parameters = zip(*rows, strict=True)
    return Readings(
        np.array(step), np.array(loss), np.array(learning_rate), curvature.eigenvalues(np.array(parameters))
    )
