"""What is left of a run of a network that has ended? A kept run: small enough for a file.

Its start, its end, the rows and the parameters of some of its steps, and the verdict.
"""

from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from explorer.array import Array, Indices, Steps
from explorer.kept_run import KeptRun
from explorer.network.edits.parameter_edits import take_parameters, with_parameters
from explorer.network.edits.transform_edits import in_units_of
from explorer.network.model import Experiment
from explorer.network.optimiser import OPTIMISERS
from explorer.network.schedule import learning_rate_at
from explorer.number import short
from explorer.symbol import Symbol
from explorer.training.history import Columns, ParameterCurves
from explorer.training.processor import processor
from explorer.training.rate_words import rate_in_words
from explorer.training.run_snapshot import RunSnapshot
from explorer.training.verdict import RunOutcome, Verdict, needs_exponent

MOST_KEPT_ROWS = 2048
"""So many rows of a history are kept."""

_MOST_STEPS, _MOST_NUMBERS = 64, 20_000
"""Of so many steps are the parameters kept at most, and about so many numbers in all."""


@dataclass(frozen=True, eq=False)
class KeptNetworkRun(KeptRun):
    """One run of a network: from which experiment it started, and what happened on the way.

    `start` has the α of the first step, `learning_rate` is that of the last. `engine`: the name of what
    computed it, `processor`: on what. `curves` end with the last finite step. `verdict` is on the run up to
    its end, that of a divergence included.
    """

    most = 20  # with the present one as many as a theme has colours
    start: Experiment
    learning_rate: float
    engine: str
    history: Columns
    curves: ParameterCurves
    verdict: Verdict
    processor: str = ""

    @property
    def end(self) -> Experiment:
        """The experiment with the weights and α with which the run ended; the last finite ones."""
        network = with_parameters(self.start.network, self.curves.values[:, -1].tolist())
        training = replace(self.start.training, learning_rate=self.learning_rate)
        return replace(self.start, network=network, training=training)

    @property
    def has_diverged(self) -> bool:
        """Whether its last step was not finite, or its E out of bounds."""
        return self.verdict.kind is RunOutcome.DIVERGES

    @property
    def outcome(self) -> str:
        """“diverged at step 19”, “converges” …; nothing where that is not decided."""
        if self.has_diverged:
            return f"diverged at step {self.verdict.step}"
        return "" if self.verdict.kind is RunOutcome.UNDECIDED else str(self.verdict.kind)

    @property
    def sentence(self) -> str:
        """The verdict in full, and what it leaves open."""
        is_open = needs_exponent(self.verdict)
        return f"{self.verdict.sentence}{'; whether it is chaotic was not measured' if is_open else ''}"


def loaded(present: Experiment, other: Experiment) -> Experiment:
    """`present` with weights and α of `other`; where it has other parameters, `other` itself.

    Its samples are given in the units in which those weights were trained.
    """
    if present.network.parameters != other.network.parameters:
        return other
    training = replace(present.training, learning_rate=other.training.learning_rate)
    return replace(take_parameters(in_units_of(present, other), other), training=training)


def name_of(run: RunSnapshot) -> str:
    """“α = 0.1”, “α = 0.1 … 0.3” where it was changed, “α of level 1 = 0.3, of level 2 = 2, Adam”.

    α is that of the experiment, whatever a schedule makes of it.
    """
    first, last = (short(alpha) for alpha in _first_and_last(run))
    optimiser = OPTIMISERS[run.start.training.optimiser.name]
    name = f"{Symbol.ALPHA} = {first} … {last}"
    if first == last:
        name = rate_in_words(run.start.network, _first_and_last(run)[0])
    return f"{name}, {optimiser.label}" if optimiser.memory else name


def kept(run: RunSnapshot, name: str, colour: int) -> KeptNetworkRun:
    """What is left of the run so far. Whether neighbouring runs part is not measured for its verdict."""
    return KeptNetworkRun(
        name=name,
        colour=colour,
        start=run.start,
        learning_rate=run.learning_rate,
        engine=run.engine,
        history=thinned(run.history.rows()),
        curves=_curves(run),
        verdict=run.verdict(),
        processor=processor(),
    )


def thinned(rows: Columns, most: int = MOST_KEPT_ROWS) -> Columns:
    """At most so many of these rows: the first, the last, and between them where the loss is extreme.

    Of each of many stretches of equal length those rows are left in which its loss is smallest and largest,
    so that the curve looks the same: every second row of a run that goes up and down would be a smooth one.
    """
    if len(rows) <= most:
        return rows
    edges = np.linspace(1, len(rows) - 1, max(1, (most - 2) // 2) + 1).astype(np.intp)
    pairs = [_extremes(rows.loss, int(low), int(high)) for low, high in pairwise(edges)]
    return rows.part(np.unique([0, *(row for pair in pairs for row in pair), len(rows) - 1]))


def _extremes(loss: Array, low: int, high: int) -> tuple[int, int]:
    """In which rows from `low` to `high` the loss is smallest and largest."""
    stretch = loss[low:high]
    return low + int(np.argmin(stretch)), low + int(np.argmax(stretch))


def _curves(run: RunSnapshot) -> ParameterCurves:
    """The parameters of some steps, the last finite one at the end."""
    before = run.curves.step < run.last_finite_step
    steps, values = run.curves.step[before], run.curves.values[:, before]
    most = max(1, min(_MOST_STEPS, _MOST_NUMBERS // max(1, len(values))) - 1)
    some = _evenly(len(steps), most)
    end: Steps = np.array([run.last_finite_step])
    last: Array = run.last_finite[0][:, np.newaxis]
    return ParameterCurves(np.append(steps[some], end), np.hstack([values[:, some], last]))


def _evenly(count: int, most: int) -> Indices:
    """At most so many of `count` places, the first among them."""
    return np.arange(0, count, max(1, -(-count // most)))


def _first_and_last(run: RunSnapshot) -> tuple[float, float]:
    """α of the first step and of the last one that was made, before a schedule changes it."""
    training = run.start.training
    first = training.learning_rate
    rows = run.history.last_rows(2)
    if len(rows) < 2:
        return first, first
    step, rate = int(rows.step[0]), float(rows.learning_rate[0])  # the last is of a step still to come
    for alpha in (first, run.learning_rate):
        if learning_rate_at(alpha, training.schedule, step) == rate:
            return first, alpha
    return first, float(f"{rate / learning_rate_at(1.0, training.schedule, step):.12g}")
