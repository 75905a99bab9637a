"""How curved is E at one place of a run? The sharpness λ that its optimiser's limit of stability is about.

Of the Hessian H of E for most; of a preconditioned one where the optimiser, or multipliers of α, scale each
gradient (`explorer.training.curvature.preconditioner`). `explorer.training.curvature.sharpness` reads the
same along a whole run.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from explorer.array import Array
from explorer.network.optimiser import OPTIMISERS
from explorer.training.curvature.curvature import Curvature, curvature_of, wanted_of
from explorer.training.curvature.numpy_curvature import NumpyCurvature
from explorer.training.curvature.preconditioner import root_of_multipliers, scale_of_limit
from explorer.training.engine import Rows
from explorer.training.numpy_engine.engine import NumpyEngine
from explorer.training.program import Program

_MANY = 64
"""For so many places it is worth while to fetch the kernels."""


@dataclass(frozen=True, eq=False)
class RunPlace:
    """Where a run is after `step` updates, in `state`: (1 + memory, parameters).

    `learning_rate`: αₜ of the update from there. `rate_multipliers`: (parameters,), those of this run where
    it has others than its program.
    """

    state: Array
    step: int
    learning_rate: float
    rate_multipliers: Array | None = None


def sharpness_of(program: Program, places: Sequence[RunPlace], curvature: Curvature | None = None) -> Array:
    """λ at each of the places, which the limit of stability is about: (places,).

    NaN where not every number of the network is finite, or nothing learns. `curvature`: of the program, with
    one eigenvalue at least, where somebody has it.
    """
    if not places or not program.free_parameters:
        return np.full(len(places), np.nan)
    if curvature is None:
        is_few = len(places) < _MANY
        curvature = NumpyCurvature(program, wanted_of(1)) if is_few else curvature_of(program, may_wait=False)
    rows = np.array([place.state[0] for place in places])
    engine = NumpyEngine(program)
    scales = np.array([_scale(engine, place) for place in places])
    sharpness: Array = curvature.eigenvalues(rows, scales)[:, 0]
    return sharpness


def sharpness_at(program: Program, parameters: Array) -> float:
    """The same where a run begins with these parameters, (parameters,)."""
    return float(sharpness_of(program, [first_place(program, parameters)])[0])


def first_place(program: Program, parameters: Array) -> RunPlace:
    """Where a run begins with these parameters, (parameters,): nothing is remembered yet."""
    memory = OPTIMISERS[program.training.optimiser.name].memory
    state = np.zeros((1 + len(memory), len(parameters)))
    state[0] = parameters
    return RunPlace(state, 0, program.training.learning_rate)


def _scale(engine: NumpyEngine, place: RunPlace) -> Array:
    """The diagonal of D where λ is that of D H D."""
    program, multipliers = engine.program, place.rate_multipliers

    def next_state() -> Array:
        state = place.state.copy()
        engine.run(state, place.step, np.array([place.learning_rate]), math.inf, Rows.empty(2))
        return state

    root = root_of_multipliers(program) if multipliers is None else np.sqrt(multipliers)
    return scale_of_limit(program.training, root, next_state, place.step)
