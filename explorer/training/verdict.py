"""What became of a run of training, as far as its loss tells?

Judged is the later half of the run, by what `explorer.training.late_loss` finds in it. What does not show is
not told: a saddle from which the way down has not begun is a limit like any other.
"""

import math
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from explorer.network.activation import Array
from explorer.training.late_loss import FEWEST, LASTING, LateLoss

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


class Fate(StrEnum):
    """What a run comes to, each where none above it applies.

    `diverges`: a number is not finite, or E is above its limit.
    `converges`: E stands still where the gradient has vanished; or it, or its swing, dies out, and what is
    left of it is negligible.
    `cycles`: E is back where it was every so many steps, at least 2, and goes up and down between.
    `chaotic`: E goes up and down, its swing does not become smaller, its mean does not fall, and a run from
    weights next to these parts from it exponentially (Λ > 0).
    `oscillates`: the same, but neighbouring runs stay together, or nobody looked: the noise of mini-batches,
    the edge of stability.
    `plateaus`: E hardly falls, and that little does not die out; or it stands still on a slope.
    `undecided`: the run is too short, or E is still on its way.
    """

    DIVERGES = "diverges"
    CONVERGES = "converges"
    CYCLES = "cycles"
    CHAOTIC = "chaotic"
    OSCILLATES = "oscillates"
    PLATEAUS = "plateaus"
    UNDECIDED = "undecided"


_MEANINGS = {
    Fate.CONVERGES: "E has as good as reached its limit",
    Fate.CHAOTIC: "E goes up and down for ever, and the least change of the weights changes how",
    Fate.OSCILLATES: "E goes up and down and does not settle",
    Fate.PLATEAUS: "E hardly falls, though nothing says that it has reached a limit",
    Fate.UNDECIDED: "E is still on its way",
}


@dataclass(frozen=True)
class Verdict:
    """The fate of a run: with the `period` of a cycle, or the `step` and the `neuron` of a divergence.

    The neuron is None where it is not known.
    """

    kind: Fate
    period: int | None = None
    step: int | None = None
    neuron: str | None = None

    @property
    def sentence(self) -> str:
        """“cycles: E is back where it was after every 4 steps”, without a full stop."""
        match self.kind:
            case Fate.DIVERGES:
                return f"diverges at step {self.step}" + (f", first in {self.neuron}" if self.neuron else "")
            case Fate.CYCLES:
                return f"cycles: E is back where it was after every {self.period} steps"
            case _:
                return f"{self.kind}: {_MEANINGS[self.kind]}"


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
    if len(losses) < SHORTEST:
        return Verdict(Fate.UNDECIDED)
    late = LateLoss.of(losses, np.arange(len(losses)) if steps is None else steps)
    if len(late.end) < FEWEST:
        return Verdict(Fate.UNDECIDED)
    if late.stands_still:
        return Verdict(Fate.CONVERGES if _has_vanished(gradient_norms, late) else Fate.PLATEAUS)
    if late.level <= NEGLIGIBLE * abs(late.first):
        return Verdict(Fate.CONVERGES)
    if not late.is_wavy:
        return Verdict(_fate_of_fall(late))
    if (period := late.period()) is not None:
        return Verdict(Fate.CYCLES, period)
    return Verdict(_fate_of_waves(late, exponent))


def needs_exponent(verdict: Verdict) -> bool:
    """Whether Λ, where it was not measured, could still make a chaotic run of it."""
    return verdict.kind is Fate.OSCILLATES


def _fate_of_fall(late: LateLoss) -> Fate:
    """Of a loss that goes one way, from its means over the thirds of its time."""
    first, middle, last = late.thirds()
    fallen, falls = first - middle, middle - last
    if falls <= 0:
        return Fate.UNDECIDED
    if late.dies_out(falls, fallen):
        left = falls * falls / (fallen - falls)  # of a geometric series
        return Fate.CONVERGES if _is_reached(late, left) else Fate.UNDECIDED
    per_half = falls / (late.length / 3.0) * late.age / 2.0
    return Fate.PLATEAUS if per_half <= HARDLY * abs(last) else Fate.UNDECIDED


def _fate_of_waves(late: LateLoss, exponent: float) -> Fate:
    """Of a loss that goes up and down without a period."""
    damping_time = late.damping_time()
    if damping_time <= LASTING and _is_reached(late, late.last_swing):
        return Fate.CONVERGES
    if damping_time <= SLOW:
        return Fate.UNDECIDED
    if _is_reached(late, late.swing):
        return Fate.CONVERGES
    first, middle, last = late.thirds()
    if first > middle > last and first - last > max(HARDLY * abs(last), 0.25 * float(late.loss.std())):
        return Fate.UNDECIDED
    return Fate.CHAOTIC if exponent > CHAOTIC else Fate.OSCILLATES


def _is_reached(late: LateLoss, left: float) -> bool:
    return left <= REACHED * max(abs(late.last), late.first - late.last)


def _has_vanished(gradient_norms: Array, late: LateLoss) -> bool:
    before, _, now = late.thirds(gradient_norms[-len(late.loss) :])
    return now <= ZERO_GRADIENT or (now <= CALM * float(gradient_norms.max()) and now <= 1.01 * before)
