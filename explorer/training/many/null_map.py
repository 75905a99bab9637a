"""What of a trainability map is due to the network alone? The same map for a quadratic bowl, to compare.

The bowl has the Hessian H of E where the experiment starts, as far as that is curved upwards: with H₊, the
part of H with eigenvalues above 0, Q(w) = ½ (w − w*)ᵀ H₊ (w − w*), whose minimum w* is where Newton's step
leads, w₀ − H₊⁺ ∇E. Its runs have the same starts, rates and optimiser; plain descent has straight borders
there, at α = 2/λ. Batches, dropout and clipping have no place in it.
"""

from dataclasses import dataclass, replace

import numpy as np

from explorer.array import Array
from explorer.job import Job
from explorer.network.model import Experiment
from explorer.network.optimiser import OPTIMISERS, settings_of
from explorer.network.rules import RuleBroken
from explorer.network.schedule import learning_rate_at
from explorer.training.curvature.curvature import curvature_of
from explorer.training.divergence import LIMIT
from explorer.training.engine_choice import engine_for
from explorer.training.many.lanes import Cancelled, IsCancelled, never
from explorer.training.many.map_picture import MapStep
from explorer.training.many.pixel_run import LOW_SHARE, PixelGroup, PixelResults
from explorer.training.many.training_map import TrainingMap, compute_map
from explorer.training.program import Program, parameters_of

MOST_PARAMETERS = 1000
"""The Hessian is made as a matrix, and every step of a run multiplies by it."""

_FLAT = 1e-10
"""Of the largest eigenvalue: what is smaller counts as not curved."""


class TooManyForBowl(RuleBroken):
    """A bowl has so few parameters that its Hessian can be made as a matrix."""


@dataclass(frozen=True, eq=False)
class QuadraticBowl:
    """Q(w) = ½ (w − minimum)ᵀ hessian (w − minimum); `hessian`: (parameters, parameters), never downwards."""

    minimum: Array
    hessian: Array

    @classmethod
    def of(cls, experiment: Experiment, may_wait: bool = True) -> "QuadraticBowl":
        """That of E at the experiment's weights. Raises NoOutput, NoTrainingSample or TooManyForBowl.

        `may_wait`: for kernels that are still to be compiled; else numpy makes the Hessian.
        """
        training = replace(experiment.training, batch_size=None, dropout=0.0)
        program, start = Program.of(replace(experiment, training=training)), parameters_of(experiment.network)
        if program.parameters > MOST_PARAMETERS:
            raise TooManyForBowl(
                f"the bowl of {program.parameters} parameters would take too long: it is made up to "
                f"{MOST_PARAMETERS}"
            )
        rows = curvature_of(program, may_wait=may_wait).hessian_products(start, np.eye(program.parameters))
        gradient = engine_for(program).examine(start, 0).gradient
        gradient[program.fixed] = 0.0
        values, vectors = np.linalg.eigh(0.5 * (rows + rows.T))
        upwards = values > _FLAT * np.abs(values).max(initial=0.0)
        values, vectors = values[upwards], vectors[:, upwards]
        step = vectors @ ((vectors.T @ gradient) / values)
        return cls(start - step, (vectors * values) @ vectors.T)

    def values(self, points: Array) -> Array:
        """Q at each of the points, (points, parameters): (points,)."""
        away = points - self.minimum
        values: Array = 0.5 * np.einsum("rp,rp->r", away @ self.hessian, away)
        return values


@dataclass(frozen=True, eq=False)
class BowlGroup:
    """The runs of a `PixelGroup`, in a bowl."""

    bowl: QuadraticBowl
    group: PixelGroup

    def __len__(self) -> int:
        return len(self.group)

    def run(self, is_cancelled: IsCancelled = never) -> PixelResults:
        """Makes all steps of all runs. Raises Cancelled."""
        with np.errstate(all="ignore"):
            return _run(self.bowl, self.group, is_cancelled)


def compute_null_map(
    experiment: Experiment, training_map: TrainingMap, workers: int | None = None, may_wait: bool = True
) -> Job[MapStep]:
    """The map of the bowl of `experiment`, which is that of `training_map`, coarse to fine.

    Raises what `QuadraticBowl.of` raises.
    """
    bowl = QuadraticBowl.of(experiment, may_wait)
    return compute_map(training_map, workers, lambda group: BowlGroup(bowl, group))


def _run(bowl: QuadraticBowl, group: PixelGroup, is_cancelled: IsCancelled) -> PixelResults:
    training, runs = group.program.training, group.runs
    row, settings = OPTIMISERS[training.optimiser.name], settings_of(training.optimiser)
    is_weight = np.arange(runs.starts.shape[1]) < len(group.program.source)
    w, memory = runs.starts.copy(), np.zeros((len(row.memory), *runs.starts.shape))
    loss = bowl.values(w)
    low, limit = LOW_SHARE * loss, LIMIT * np.maximum(1.0, loss)
    low_at, diverged_at = (np.full(len(group), -1, dtype=np.intp) for _ in range(2))
    rates = runs.learning_rates[:, np.newaxis] * runs.rate_multipliers
    for step in range(group.steps):
        if is_cancelled():
            raise Cancelled
        gradient = (w - bowl.minimum) @ bowl.hessian
        factor = learning_rate_at(1.0, training.schedule, step)
        decaying = np.where(is_weight, w, 0.0)
        change = row.change(gradient, memory, decaying, factor * rates, step + 1, settings)
        is_alive = diverged_at < 0
        w[is_alive] += change[is_alive]
        new = bowl.values(w)
        loss = np.where(is_alive, new, loss)
        diverged_at[is_alive & ~(new <= limit)] = step + 1
        low_at[(diverged_at < 0) & (low_at < 0) & (new <= low)] = step + 1
        if (diverged_at >= 0).all():
            break
    ends = np.where((diverged_at < 0)[:, np.newaxis], w, np.nan)
    return PixelResults(group.pixels, loss, low_at, diverged_at, ends)
