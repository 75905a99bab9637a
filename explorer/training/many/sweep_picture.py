"""What does a sweep look like while it is made? Coarse at once: every eighth α first, then what lies between.

With it comes what its answers hang on: λ and a range test at its starts, which are laid over it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from explorer.array import Array, Indices
from explorer.job import Job, JobStep, part
from explorer.network.model import Experiment
from explorer.training.many.executor import run_groups
from explorer.training.many.group import RunResults
from explorer.training.many.lane_choice import preparing_lanes
from explorer.training.many.start_of_sweep import StartOfSweep, start_of_sweep
from explorer.training.many.sweep import Sweep, SweptRun
from explorer.training.program import Program, check_trainable
from explorer.training.verdict import Outcomes, RunOutcome, Verdict

SPACINGS = (8, 4, 2, 1)
NOT_MADE = -1
"""The outcome of a run that is still to be made."""

_OUTCOMES = tuple(RunOutcome)


@dataclass(frozen=True, eq=False)
class SweepQuestion:
    """Which runs are asked for: `count` α from `low` to `high` by equal ratios; without these, what fits.

    `seeds`: from the starts of so many seeds, the initialiser's first; 0: from the experiment's weights.
    """

    experiment: Experiment
    steps: int
    low: float | None
    high: float | None
    count: int
    seeds: int

    @property
    def seeds_used(self) -> range | None:
        """The seeds themselves; None where the runs start from the experiment's weights."""
        first = self.experiment.training.initialiser.seed
        return range(first, first + self.seeds) if self.seeds else None


@dataclass(frozen=True, eq=False)
class SweepPicture:
    """The runs that are made so far, each under its number in the sweep: (runs,).

    `outcome`: its place in `RunOutcome`, or NOT_MADE. `loss`: the last, NaN before. `verdicts`: None before.
    """

    sweep: Sweep
    start: StartOfSweep
    loss: Array
    outcome: Outcomes
    verdicts: tuple[Verdict | None, ...]

    @property
    def rates(self) -> Array:
        """α of every run, made or not: (runs,)."""
        rates: Array = np.repeat(self.sweep.learning_rates, self.starts)
        return rates

    @property
    def starts(self) -> int:
        """Of each α."""
        return 1 if self.sweep.seeds is None else len(self.sweep.seeds)

    @property
    def is_made(self) -> NDArray[np.bool_]:
        """Which runs are there: (runs,)."""
        made: NDArray[np.bool_] = self.outcome != NOT_MADE
        return made

    @property
    def has_diverged(self) -> NDArray[np.bool_]:
        """Which of them diverged: (runs,)."""
        diverged: NDArray[np.bool_] = self.outcome == _OUTCOMES.index(RunOutcome.DIVERGES)
        return diverged

    @property
    def is_complete(self) -> bool:
        """Whether no run is missing."""
        return bool(self.is_made.all())

    def runs(self) -> list[SweptRun]:
        """Those that are made, by ascending α."""
        made = [run for run in np.argsort(self.rates, kind="stable").tolist() if self.verdicts[run]]
        return [self.run(run) for run in made]

    def run(self, number: int) -> SweptRun:
        """The run of that number, which is made."""
        verdict = self.verdicts[number]
        assert verdict is not None, "it is made"
        steps = self.sweep.steps if verdict.step is None else verdict.step
        rate, loss = float(self.rates[number]), float(self.loss[number])
        return SweptRun(number, rate, self.sweep.seed(number), steps, loss, verdict)

    def with_runs(self, groups: Iterable[RunResults]) -> "SweepPicture":
        """The picture in which the runs of these groups are made, too."""
        loss, outcome, verdicts = self.loss.copy(), self.outcome.copy(), list(self.verdicts)
        for ends in groups:
            made = slice(ends.first, ends.first + len(ends))
            loss[made] = ends.loss
            outcome[made] = [_OUTCOMES.index(verdict.kind) for verdict in ends.verdicts]
            verdicts[made] = ends.verdicts
        return replace(self, loss=loss, outcome=outcome, verdicts=tuple(verdicts))

    def medians(self) -> tuple[Array, Array]:
        """α, ascending, and the median of E of its starts, of which all are made; ∞ where most diverged.

        Of an even number the higher of the two in the middle, as ∞ has no mean with a number.
        """
        shape = (len(self.sweep.learning_rates), self.starts)
        is_whole = self.is_made.reshape(shape).all(axis=1)
        heights = np.where(self.has_diverged | np.isnan(self.loss), np.inf, self.loss).reshape(shape)[
            is_whole
        ]
        rates = self.sweep.learning_rates[is_whole]
        middle = np.sort(heights, axis=1)[:, self.starts // 2]
        order = np.argsort(rates)
        return rates[order], middle[order]


def coarse_first(count: int) -> Indices:
    """The places 0 to `count` − 1, each once: every eighth, then those halfway between, and so on."""
    places = np.arange(count)
    spacing = np.select([places % spacing == 0 for spacing in SPACINGS], SPACINGS)
    order: Indices = np.lexsort((places, -spacing))
    return order


def compute_sweep(question: SweepQuestion) -> Job[SweepPicture]:
    """The picture, time and again with more runs. Raises NoOutput or NoTrainingSample."""
    check_trainable(question.experiment)
    yield from preparing_lanes(Program.of(question.experiment))
    start = yield from part(start_of_sweep(question.experiment, question.seeds_used), 0.0, 0.0)
    sweep = _sweep(question, start)
    picture = empty_picture(sweep, start)
    yield JobStep(0.0, picture)
    for step in run_groups(sweep.groups(), len(sweep)):
        ends = step.result
        if ends is None:
            yield JobStep(step.progress)
            continue
        picture = picture.with_runs([ends])
        yield JobStep(step.progress, picture)


def empty_picture(sweep: Sweep, start: StartOfSweep) -> SweepPicture:
    """Before the first run is made."""
    nothing = np.full(len(sweep), np.nan), np.full(len(sweep), NOT_MADE, dtype=np.int8)
    return SweepPicture(sweep, start, *nothing, (None,) * len(sweep))


def _sweep(question: SweepQuestion, start: StartOfSweep) -> Sweep:
    low, high = question.low, question.high
    if low is None or high is None:
        low, high = start.range(question.experiment)
    rates = np.geomspace(low, high, question.count)[coarse_first(question.count)]
    return Sweep(question.experiment, rates, question.seeds_used, question.steps)
