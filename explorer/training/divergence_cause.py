"""Why did a run diverge, and which learning rate would have held? The cause of a divergence, with its remedy.

E rose from its lowest point until it was out of bounds. On the way from there the learning rate is held
against what the curvature of E allows (`explorer.training.curvature.stability`), and the parameter is looked
for that moved away first. Which learning rate holds is not concluded but tried, from the start on.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from explorer.job import Job, JobStep
from explorer.network.edits.training_edits import set_learning_rate
from explorer.network.model import Parameter
from explorer.number import rounded
from explorer.symbol import Symbol
from explorer.training.advice import times_words
from explorer.training.curvature.curvature import wanted_of
from explorer.training.curvature.numpy_curvature import NumpyCurvature
from explorer.training.curvature.place_sharpness import RunPlace, first_place, sharpness_of
from explorer.training.curvature.stability import RATE_FORMULAS, is_preconditioned, largest_stable_rate
from explorer.training.numpy_engine.engine import NumpyEngine
from explorer.training.program import Program, parameters_of
from explorer.training.run_snapshot import RunSnapshot, RunStep
from explorer.training.trainer import Trainer

MOST_STEPS = 64
"""So many of the last steps after the lowest E are looked at for what moved away first."""

_MOST_READINGS = 16
"""At so many of them, evenly spread, the curvature is read until it is too much."""

_LEAST_TRIED, _MOST_TRIED = 100, 2000
"""For how many steps a learning rate is tried: for twice as many as the run made, between these."""

_MOST_TRIES = 16
_PIECE = 0.02  # seconds


@dataclass(frozen=True)
class DivergenceCause:
    """What is known so far of why a run diverged.

    `step`: that from which E rose; `grown`: the parameter that first moved away from what it was there, and
    `level`: the level of the neuron to which it belongs. `tried_at`: the step at which `learning_rate`, αₜ,
    is held against `limit`, up to which updates are stable where the sharpness is `sharpness`; `rule`: that
    limit as a formula, `is_preconditioned`: whether the sharpness is that of a preconditioned Hessian.
    `holding`: an α with which E does not rise in `tried` steps from the start. None: not known, or not yet.
    """

    step: int
    grown: Parameter | None
    level: int
    learning_rate: float
    tried_at: int
    rule: str | None
    is_preconditioned: bool = False
    sharpness: float | None = None
    limit: float | None = None
    holding: float | None = None
    tried: int = 0

    @property
    def is_too_fast(self) -> bool:
        """Whether α was more than the curvature allows."""
        return self.limit is not None and self.learning_rate > self.limit

    @property
    def sentence(self) -> str:
        """Why, what grew, and what holds, as far as it is known; sentences with full stops."""
        return " ".join(part for part in (self._why, self._growth, self._remedy) if part)

    @property
    def _why(self) -> str:
        if self.limit is None or self.sharpness is None:
            return (
                ("")
                if self.rule is not None
                else (f"No limit of {Symbol.ALPHA} follows from the curvature of {Symbol.LOSS} here.")
            )
        if not self.is_too_fast:
            return (
                f"{Symbol.ALPHA} = {rounded(self.learning_rate)} was not above {self.rule} where that was "
                "looked at."
            )
        too_much = times_words(self.learning_rate, self.rule or "", self.limit)
        kind = "the preconditioned " * self.is_preconditioned
        where = f"at step {self.tried_at}, where {kind}λ = {rounded(self.sharpness)}"
        return f"{too_much} {where}: each step overshoots farther."

    @property
    def _growth(self) -> str:
        if self.grown is None:
            return ""
        name = f"the {self.grown.label}" if self.grown.is_bias else f"the weight {self.grown.label}"
        return (
            f"{Symbol.LOSS} rose from step {self.step} on; first to grow was {name}, in level {self.level}."
        )

    @property
    def _remedy(self) -> str:
        if self.holding is None:
            return ""
        return f"From the start, {Symbol.ALPHA} = {rounded(self.holding)} holds for {self.tried} steps."


def explaining(run: RunSnapshot, steps: Sequence[RunStep]) -> Job[DivergenceCause]:
    """Why `run` diverged, better with each result; the first comes at once.

    `steps`: those of the run from `first_looked_at` to its last finite one.
    """
    network = run.start.network
    grown = _first_to_grow(run, steps)
    cause = DivergenceCause(
        step=run.step_before_rise,
        grown=grown,
        level=0 if grown is None else network.level[grown.dest],
        learning_rate=_rate_at(run, steps[0].step),
        tried_at=steps[0].step,
        rule=RATE_FORMULAS.get(run.start.training.optimiser.name),
        is_preconditioned=is_preconditioned(run.start.training),
    )
    yield JobStep(0.1, cause)
    limits = []
    if cause.rule is not None:
        program = Program.of(run.start)
        curvature = NumpyCurvature(program, wanted_of(1))
        limits.append(_limit(program, curvature, first_place(program, parameters_of(network)))[1])
        for at in _spread(steps):
            cause = _held_against(run, cause, curvature, at)
            limits.append(cause.limit)
            yield JobStep(0.3, cause)
            if cause.is_too_fast:
                break
    yield from _trying(run, cause, limits)


def first_looked_at(run: RunSnapshot) -> int:
    """The step before E rose or, where that is long ago, one of the last so many."""
    return max(run.step_before_rise, run.last_finite_step - MOST_STEPS)


def _held_against(
    run: RunSnapshot, cause: DivergenceCause, curvature: NumpyCurvature, at: RunStep
) -> DivergenceCause:
    """The cause with α held against the curvature at another step."""
    rate = _rate_at(run, at.step)
    sharpness, limit = _limit(run.program, curvature, RunPlace(at.state, at.step, rate))
    return replace(cause, tried_at=at.step, learning_rate=rate, sharpness=sharpness, limit=limit)


def _limit(program: Program, curvature: NumpyCurvature, place: RunPlace) -> tuple[float, float | None]:
    """λ there, which the optimiser's limit is about, and the α up to which updates are stable."""
    sharpness = float(sharpness_of(program, [place], curvature)[0])
    return sharpness, largest_stable_rate(program.training, sharpness)


def _spread(steps: Sequence[RunStep]) -> list[RunStep]:
    places = np.unique(np.linspace(0, len(steps) - 1, min(len(steps), _MOST_READINGS)).astype(np.intp))
    return [steps[place] for place in places]


def _rate_at(run: RunSnapshot, step: int) -> float:
    """αₜ of the step from there."""
    rows = run.history.judged()
    return float(rows.learning_rate[max(0, int(np.searchsorted(rows.step, step, side="right")) - 1)])


def _first_to_grow(run: RunSnapshot, steps: Sequence[RunStep]) -> Parameter | None:
    """The parameter that had moved farthest when one had first moved by more than the largest was, and 1.

    That at the last of the steps where none moves so far; None where none moves at all.
    """
    parameters = run.start.network.parameters
    values = np.array([at.state[0] for at in steps])
    if not parameters:
        return None
    with np.errstate(all="ignore"):
        moved = np.abs(values - values[0])
    far = np.flatnonzero(moved.max(axis=1) > max(1.0, float(np.abs(values[0]).max())))
    row = moved[far[0] if len(far) else -1]
    return parameters[int(np.argmax(row))] if row.max() > 0 else None


def _trying(run: RunSnapshot, cause: DivergenceCause, limits: Sequence[float | None]) -> Job[DivergenceCause]:
    """Tries smaller and smaller α from the start until one holds."""
    count = min(max(2 * run.step, _LEAST_TRIED), _MOST_TRIED)
    learning_rate = _first_try(run, cause, limits)
    for attempt in range(_MOST_TRIES):
        experiment = set_learning_rate(run.start, learning_rate)
        trainer = Trainer(experiment, NumpyEngine(Program.of(experiment)))
        while trainer.step < count and trainer.divergence is None:
            trainer.advance_for(_PIECE, count - trainer.step)
            yield JobStep(0.4 + 0.6 * attempt / _MOST_TRIES)
        if _has_held(trainer):
            yield JobStep(1.0, replace(cause, holding=learning_rate, tried=count))
            return
        learning_rate = _short(learning_rate / 2)


def _first_try(run: RunSnapshot, cause: DivergenceCause, limits: Sequence[float | None]) -> float:
    """Half of the least limit, with which a step goes to the very bottom of what is curved most; else α/2."""
    known = [limit for limit in limits if limit is not None and math.isfinite(limit)]
    present = run.learning_rate
    scheduled = present / cause.learning_rate if cause.learning_rate else 1.0  # α of the αₜ that was limited
    half = min([present, *(scheduled * limit for limit in known)]) / 2
    return _short(half)


def _has_held(trainer: Trainer) -> bool:
    loss = trainer.history.rows().loss
    return trainer.divergence is None and bool(loss[-1] <= loss[0])


def _short(learning_rate: float) -> float:
    """The largest number of one digit that is not above it."""
    if learning_rate <= 0 or not math.isfinite(learning_rate):
        return learning_rate
    power = math.floor(math.log10(learning_rate))
    digit = math.floor(learning_rate / 10.0**power + 1e-9)
    return float(f"{digit}e{power}")
