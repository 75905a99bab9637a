"""What became of a run of training, as far as its loss tells?

Judged is the later half of the run, by what `explorer.training.late_loss` finds in it. What does not show is
not told: a saddle from which the way down has not begun is a limit like any other.
"""

import math
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from explorer.array import Array
from explorer.plain_text import shown_name
from explorer.symbol import Symbol
from explorer.training.late_loss import FEWEST, LASTING, LateLoss, Mask

Outcomes = NDArray[np.int8]
"""Outcomes by number: their places in `RunOutcome`."""

SHORTEST = 2 * FEWEST
"""Fewer rows tell of a divergence only."""

NEGLIGIBLE = 1e-8
"""Where less than this share of the first E is left, it does not matter how it moves."""

REACHED = 1e-4
"""A limit is reached where what is left to fall is this share of E, or of all that E has fallen."""

HARDLY = 1e-2
"""E hardly falls where in half of the run's time it would lose less than this share of itself."""

CALM = 1e-2
"""Where the gradient is less than this share of its largest, and does not grow, it has vanished."""

ZERO_GRADIENT = 1e-12
"""A gradient that is less has vanished in any case."""

SLOW = 10.0
"""A swing does not become smaller where it takes more than so many times the run's age to do so by e."""

CHAOTIC = 1e-3
"""Neighbouring runs part where Λ is above this; a measured Λ that should be 0 seldom is."""


class RunOutcome(StrEnum):
    """What a run comes to, each where none above it applies.

    `diverges`: a number is not finite, or E is above its limit.
    `endless`: targets are such that E has no least value, so it falls for ever; `stuck`: E stands still, but
    only since neurons are dead or saturated (`explorer.training.judgement` tells both from the network).
    `converges`: E stands still where the gradient has vanished; or it, or its swing, dies out, and what is
    left of it is negligible; and λ is not above the limit of stability there (`explorer.training.judgement`).
    `cycles`: E is back where it was every so many steps, at least 2, and goes up and down between.
    `chaotic`: E goes up and down, its swing does not become smaller, its mean does not fall, and a run from
    weights next to these parts from it exponentially (Λ > 0).
    `oscillates`: the same, but neighbouring runs stay together, or nobody looked: the noise of mini-batches,
    the edge of stability.
    `plateaus`: E hardly falls, and that little does not die out; or it stands still on a slope.
    `undecided`: the run is too short, or E is still on its way; or it would converge but for λ.
    """

    DIVERGES = "diverges"
    ENDLESS = "endless"
    STUCK = "stuck"
    CONVERGES = "converges"
    CYCLES = "cycles"
    CHAOTIC = "chaotic"
    OSCILLATES = "oscillates"
    PLATEAUS = "plateaus"
    UNDECIDED = "undecided"


_MEANINGS = {
    RunOutcome.ENDLESS: f"{Symbol.LOSS} has no least value and falls for ever",
    RunOutcome.STUCK: f"{Symbol.LOSS} stands still, but not since all is learnt",
    RunOutcome.CONVERGES: f"{Symbol.LOSS} has as good as reached its limit",
    RunOutcome.CHAOTIC: (
        f"{Symbol.LOSS} goes up and down for ever, and the least change of the weights changes how"
    ),
    RunOutcome.OSCILLATES: f"{Symbol.LOSS} goes up and down and does not settle",
    RunOutcome.PLATEAUS: f"{Symbol.LOSS} hardly falls, though nothing says that it has reached a limit",
    RunOutcome.UNDECIDED: f"{Symbol.LOSS} is still on its way",
}


@dataclass(frozen=True)
class Verdict:
    """The outcome of a run: with the `period` of a cycle, or the `step` and the `neuron` of a divergence.

    The neuron is None where it is not known. `reason`: what makes a run endless or stuck, or keeps it from
    converging.
    """

    kind: RunOutcome
    period: int | None = None
    step: int | None = None
    neuron: str | None = None
    reason: str | None = None

    @property
    def sentence(self) -> str:
        """“cycles: E is back where it was after every 4 steps”, without a full stop."""
        match self.kind:
            case RunOutcome.DIVERGES:
                where = f", first in {shown_name(self.neuron)}" if self.neuron else ""
                return f"diverges at step {self.step}{where}"
            case RunOutcome.CYCLES:
                return f"cycles: {Symbol.LOSS} is back where it was after every {self.period} steps"
            case _:
                return f"{self.kind}: {self.reason or _MEANINGS[self.kind]}"


_PLAIN = tuple(Verdict(outcome) for outcome in RunOutcome)
_NUMBERS = {outcome: number for number, outcome in enumerate(RunOutcome)}


def verdict_of(
    losses: Array, gradient_norms: Array, steps: NDArray[np.int64] | None = None, exponent: float = math.nan
) -> Verdict:
    """The verdict on a run that did not diverge, of rows (rows,) from its first to its last.

    `steps`: the step of each row; None where no row is missing. Rows may be missing anywhere but among the
    last 16, better 512, which show whether E comes back; else nothing is decided, since to those who look at
    every second step only, a cycle of 2 is a limit.
    `exponent`: Λ, at which rate a neighbouring run parts from this one, per step (Benettin, Galgani,
    Giorgilli and Strelcyn 1980); NaN where it was not measured, see `needs_exponent`.
    """
    return verdicts_of(losses[np.newaxis], gradient_norms[np.newaxis], steps, np.array([exponent]))[0]


def verdicts_of(
    losses: Array,
    gradient_norms: Array,
    steps: NDArray[np.int64] | None = None,
    exponents: Array | None = None,
) -> list[Verdict]:
    """The same of many runs at once: (runs, rows), rows of the same steps, and one Λ for each."""
    undecided = [_PLAIN[_NUMBERS[RunOutcome.UNDECIDED]]] * len(losses)
    if losses.shape[1] < SHORTEST:
        return undecided
    late = LateLoss.of(losses, np.arange(losses.shape[1]) if steps is None else steps)
    if late.end.shape[1] < FEWEST:
        return undecided
    outcomes = _undecided(late)
    is_still, is_gone = late.stands_still, late.level <= NEGLIGIBLE * np.abs(late.first)
    outcomes[is_gone] = _NUMBERS[RunOutcome.CONVERGES]
    still, moving = np.flatnonzero(is_still), np.flatnonzero(~is_still & ~is_gone)
    outcomes[still] = _outcomes_of_rest(gradient_norms[still], late.part(still))
    is_wavy = late.part(moving).is_wavy
    falling, wavy = moving[~is_wavy], moving[is_wavy]
    outcomes[falling] = _outcomes_of_fall(late.part(falling))
    outcomes[wavy] = _outcomes_of_waves(late.part(wavy), None if exponents is None else exponents[wavy])
    verdicts = [_PLAIN[outcome] for outcome in outcomes.tolist()]
    for run, period in zip(wavy.tolist(), late.part(wavy).periods(), strict=True):
        if period is not None:
            verdicts[run] = Verdict(RunOutcome.CYCLES, period)
    return verdicts


def needs_exponent(verdict: Verdict) -> bool:
    """Whether Λ, where it was not measured, could still make a chaotic run of it."""
    return verdict.kind is RunOutcome.OSCILLATES


def _undecided(late: LateLoss) -> Outcomes:
    return np.full(len(late.loss), _NUMBERS[RunOutcome.UNDECIDED], dtype=np.int8)


def _outcomes_of_rest(gradient_norms: Array, late: LateLoss) -> Outcomes:
    """Of losses that stand still."""
    before, _, now = late.thirds(gradient_norms[:, -late.loss.shape[1] :])
    is_calm = (now <= CALM * gradient_norms.max(axis=1)) & (now <= 1.01 * before)
    outcomes = np.full(len(now), _NUMBERS[RunOutcome.PLATEAUS], dtype=np.int8)
    outcomes[is_calm | (now <= ZERO_GRADIENT)] = _NUMBERS[RunOutcome.CONVERGES]
    return outcomes


def _outcomes_of_fall(late: LateLoss) -> Outcomes:
    """Of losses that go one way, from their means over the thirds of their time."""
    first, middle, last = late.thirds()
    fallen, falls = first - middle, middle - last
    dies_out = late.dies_out(falls, fallen)
    with np.errstate(all="ignore"):
        left = falls * falls / (fallen - falls)  # of a geometric series
    per_half = falls / (late.length / 3.0) * late.age / 2.0
    outcomes = _undecided(late)
    outcomes[dies_out & _is_reached(late, left)] = _NUMBERS[RunOutcome.CONVERGES]
    outcomes[(falls > 0) & ~dies_out & (per_half <= HARDLY * np.abs(last))] = _NUMBERS[RunOutcome.PLATEAUS]
    return outcomes


def _outcomes_of_waves(late: LateLoss, exponents: Array | None) -> Outcomes:
    """Of losses that go up and down without a period."""
    damping_time = late.damping_time()
    first, middle, last = late.thirds()
    enough = np.maximum(HARDLY * np.abs(last), 0.25 * late.loss.std(axis=1))
    falls = (first > middle) & (middle > last) & (first - last > enough)
    lasts = damping_time > SLOW
    is_small = lasts & _is_reached(late, late.swing)
    outcomes = _undecided(late)
    outcomes[is_small | ((damping_time <= LASTING) & _is_reached(late, late.last_swing))] = _NUMBERS[
        RunOutcome.CONVERGES
    ]
    is_restless = lasts & ~is_small & ~falls
    outcomes[is_restless] = _NUMBERS[RunOutcome.OSCILLATES]
    if exponents is not None:
        outcomes[is_restless & (exponents > CHAOTIC)] = _NUMBERS[RunOutcome.CHAOTIC]
    return outcomes


def _is_reached(late: LateLoss, left: Array) -> Mask:
    return left <= REACHED * np.maximum(np.abs(late.last), late.first - late.last)
