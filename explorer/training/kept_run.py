"""What is left of a run of training that has ended? A kept run."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from explorer.network.model import Experiment
from explorer.network.optimiser import OPTIMISERS
from explorer.network.schedule import learning_rate_at
from explorer.number import exact
from explorer.training.divergence import Divergence
from explorer.training.history import Columns
from explorer.training.run_snapshot import RunSnapshot
from explorer.training.verdict import RunOutcome, Verdict, needs_exponent

KEPT = 7
"""How many of the latest ended runs are kept: with the present one as many as a theme has colours."""


@dataclass(frozen=True, eq=False)
class KeptRun:
    """One run: from which experiment it started, with which it ended, and what happened on the way.

    `colour` is its place among the curve colours of a theme. `divergence` is None where it stayed finite;
    where it did not, `end` has the weights of the last finite step. `judgement` is on the run up to its end.
    """

    name: str
    start: Experiment
    end: Experiment
    history: Columns
    divergence: Divergence | None
    colour: int
    judgement: Verdict

    @property
    def verdict(self) -> str:
        """“diverged at step 19”, “converges” …; nothing where that is not decided."""
        if self.judgement.kind is RunOutcome.DIVERGES:
            return f"diverged at step {self.judgement.step}"
        return "" if self.judgement.kind is RunOutcome.UNDECIDED else str(self.judgement.kind)

    @property
    def sentence(self) -> str:
        """The verdict in full, and what it leaves open."""
        is_open = needs_exponent(self.judgement)
        return f"{self.judgement.sentence}{'; whether it is chaotic was not measured' if is_open else ''}"


def name_of(run: RunSnapshot, others: Sequence[KeptRun]) -> str:
    """“α = 0.1”, “α = 0.1 … 0.3” where it was changed, “α = 0.1, Adam”; numbered where it is taken.

    α is that of the experiment, whatever a schedule makes of it.
    """
    first, last = (exact(alpha) for alpha in _first_and_last(run))
    own = f"α = {first}" if first == last else f"α = {first} … {last}"
    optimiser = OPTIMISERS[run.start.training.optimiser.name]
    if optimiser.memory:
        own += f", {optimiser.label}"
    taken = {other.name for other in others}
    number, name = 2, own
    while name in taken:
        number, name = number + 1, f"{own} ({number})"
    return name


def kept(run: RunSnapshot, colour: int, others: Sequence[KeptRun]) -> KeptRun:
    """What is left of the run so far. Whether neighbouring runs part is not measured for its verdict."""
    end = run.experiment_at_last_finite()
    return KeptRun(
        name_of(run, others),
        run.start,
        replace(end, training=replace(end.training, learning_rate=run.learning_rate)),
        run.history.rows(),
        run.divergence,
        colour,
        run.verdict(),
    )


def _first_and_last(run: RunSnapshot) -> tuple[float, float]:
    """α of the first step and of the last one that was made, before a schedule changes it."""
    rows, training = run.history.rows(), run.start.training
    first = training.learning_rate
    if len(rows) < 2:
        return first, first
    step, rate = int(rows.step[-2]), float(rows.learning_rate[-2])  # the last is of a step still to come
    for alpha in (first, run.learning_rate):
        if learning_rate_at(alpha, training.schedule, step) == rate:
            return first, alpha
    return first, float(f"{rate / learning_rate_at(1.0, training.schedule, step):.12g}")


def free_colour(runs: Sequence[KeptRun]) -> int:
    """The first colour that none of `runs` has."""
    taken = {run.colour for run in runs}
    return next(colour for colour in range(len(runs) + 1) if colour not in taken)
