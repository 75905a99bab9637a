"""What is an axis of a trainability map? A number of every run that takes one value after the other.

`AXES` has a row for each kind: what it may be called, and what it makes of many runs at once. A run is still
one of an `Experiment`: whatever an axis changes, an experiment can say.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from explorer.array import Array, Indices
from explorer.network.initialiser import drawing
from explorer.network.model import Experiment, Network, Parameter
from explorer.network.optimiser import settings_of
from explorer.network.rules import RuleBroken
from explorer.number import exact
from explorer.plain_text import shown_name
from explorer.symbol import Symbol
from explorer.training.program import parameters_of

AXIS_NAMES = "learning-rate, learning-rate@GROUP, momentum, scale, seed, weight@SOURCE>DEST"
"""How they are typed: GROUP is a level or names joined by commas; `weight@NAME` is a bias."""


class UnknownAxis(RuleBroken):
    """An axis is one of the table's, and about something that the network has."""


class AxisOutOfRange(RuleBroken):
    """The values of an axis can be set, and there are at least two of them."""


@dataclass(frozen=True, eq=False)
class ManyStarts:
    """What many runs of one experiment begin with.

    `starts`, `rate_multipliers`: (runs, parameters); `learning_rates`, `momenta`: (runs,), NaN where the
    optimiser has no momentum.
    """

    starts: Array
    rate_multipliers: Array
    learning_rates: Array
    momenta: Array

    @classmethod
    def of(cls, experiment: Experiment, runs: int) -> "ManyStarts":
        """So many runs that all begin as the experiment does."""
        network = experiment.network
        multipliers = np.array(network.rate_multipliers, dtype=np.float64)
        return cls(
            np.repeat(parameters_of(network)[np.newaxis], runs, axis=0),
            np.repeat(multipliers[np.newaxis], runs, axis=0),
            np.full(runs, experiment.training.learning_rate),
            np.full(runs, _momentum(experiment)),
        )

    def part(self, runs: Indices) -> "ManyStarts":
        """Some of the runs."""
        return ManyStarts(
            self.starts[runs], self.rate_multipliers[runs], self.learning_rates[runs], self.momenta[runs]
        )


Edit = Callable[[ManyStarts, Array], ManyStarts]
"""What one value for each run, (runs,), makes of the runs."""


@dataclass(frozen=True, eq=False)
class Axis:
    """The values that one number takes, in order: evenly spaced or, if `is_log`, by equal ratios.

    `name` is what it is typed as, `label` what is written beside it. `present`: where the experiment itself
    lies on it; None: nowhere. `rank`: the axis of lower rank is set first.
    """

    name: str
    label: str
    values: Array
    is_log: bool
    present: float | None
    rank: int
    edit: Edit

    def between(self, shares: Array) -> Array:
        """The values at these shares of the way from the first to the last: 0 … 1."""
        low, high = self.values[0], self.values[-1]
        values: Array = low * (high / low) ** shares if self.is_log else low + (high - low) * shares
        return values


@dataclass(frozen=True)
class AxisRole:
    """What an axis is about in one experiment; see `Axis`."""

    label: str
    present: float | None
    edit: Edit


@dataclass(frozen=True)
class AxisKind:
    """One kind of axis. `role_in` makes of an experiment and what stands behind the @ its role.

    It raises UnknownAxis. `least`: no value is below; `limit`: each is below; `is_whole`: whole numbers only.
    """

    name: str
    title: str
    sentence: str
    rank: int
    role_in: Callable[[Experiment, str], AxisRole]
    has_subject: bool = False
    is_whole: bool = False
    least: float = -np.inf
    limit: float = np.inf


def axis_of(experiment: Experiment, name: str, low: float, high: float, count: int, is_log: bool) -> Axis:
    """`count` values from `low` to `high` of the axis typed as `name`: see `AXIS_NAMES`.

    Raises UnknownAxis or AxisOutOfRange.
    """
    kind, subject = kind_of(name)
    _check_range(kind, name, low, high, count, is_log)
    values: Array = (np.geomspace if is_log else np.linspace)(low, high, count)
    if kind.is_whole:
        values = np.round(values)
    role = kind.role_in(experiment, subject)
    return Axis(name, role.label, values, is_log, role.present, kind.rank, role.edit)


def kind_of(name: str) -> tuple[AxisKind, str]:
    """The kind of the axis that is typed so, and what stands behind its @. Raises UnknownAxis."""
    kind_name, at, subject = name.partition("@")
    kind = next((row for row in AXES if row.name == kind_name and row.has_subject == bool(at)), None)
    if kind is None:
        raise UnknownAxis(f"there is no axis {name}: choose one of {AXIS_NAMES}")
    return kind, subject


def _check_range(kind: AxisKind, name: str, low: float, high: float, count: int, is_log: bool) -> None:
    if count < 1 or not (np.isfinite(low) and np.isfinite(high)) or (low == high and count > 1):
        raise AxisOutOfRange(
            f"{name} goes from {exact(low)} to {exact(high)}: give it two numbers that differ"
        )
    for edge in (low, high):
        if edge < kind.least or edge >= kind.limit:
            bound = f"{exact(kind.least)} or more" if edge < kind.least else f"less than {exact(kind.limit)}"
            raise AxisOutOfRange(f"{name} cannot be {exact(edge)}: it is {bound}")
        if is_log and edge <= 0:
            raise AxisOutOfRange(f"no ratio leads to {exact(edge)}: leave out log for {name}")


def _learning_rate(experiment: Experiment, subject: str) -> AxisRole:
    def edit(runs: ManyStarts, values: Array) -> ManyStarts:
        return replace(runs, learning_rates=values)

    return AxisRole(Symbol.ALPHA, experiment.training.learning_rate, edit)


def _group_rate(experiment: Experiment, subject: str) -> AxisRole:
    places = group_of(experiment.network, subject)
    multipliers = np.array(experiment.network.rate_multipliers)[places]
    alpha = experiment.training.learning_rate
    is_one = bool((multipliers == multipliers[0]).all())

    def edit(runs: ManyStarts, values: Array) -> ManyStarts:
        if not runs.learning_rates.all():
            raise AxisOutOfRange(
                f"the learning rate is 0, and learning-rate@{subject} is a multiple of it: give it another "
                "value"
            )
        changed = runs.rate_multipliers.copy()
        changed[:, places] = (values / runs.learning_rates)[:, np.newaxis]
        return replace(runs, rate_multipliers=changed)

    what = f"level {subject}" if subject.isdecimal() else shown_name(subject)
    return AxisRole(f"{Symbol.ALPHA} of {what}", alpha * float(multipliers[0]) if is_one else None, edit)


def _of_momentum(experiment: Experiment, subject: str) -> AxisRole:
    if np.isnan(_momentum(experiment)):
        name = experiment.training.optimiser.name
        raise UnknownAxis(f"{name} has no momentum: choose an optimiser that has one, or another axis")

    def edit(runs: ManyStarts, values: Array) -> ManyStarts:
        return replace(runs, momenta=values)

    return AxisRole("momentum β", _momentum(experiment), edit)


def _scale(experiment: Experiment, subject: str) -> AxisRole:
    weights = len(experiment.network.connections)

    def edit(runs: ManyStarts, values: Array) -> ManyStarts:
        starts = runs.starts.copy()
        starts[:, :weights] *= values[:, np.newaxis]
        return replace(runs, starts=starts)

    return AxisRole("scale of the starting weights", 1.0, edit)


def _seed(experiment: Experiment, subject: str) -> AxisRole:
    draw = drawing(experiment.network, experiment.training.initialiser)

    def edit(runs: ManyStarts, values: Array) -> ManyStarts:
        seeds, where = np.unique(values, return_inverse=True)
        drawn = np.array([draw(int(seed)) for seed in seeds]).reshape(len(seeds), runs.starts.shape[1])
        return replace(runs, starts=drawn[where])

    return AxisRole("seed of the starting weights", None, edit)


def _one_weight(experiment: Experiment, subject: str) -> AxisRole:
    place = _place_of(experiment.network, subject)
    parameter = experiment.network.parameters[place]

    def edit(runs: ManyStarts, values: Array) -> ManyStarts:
        starts = runs.starts.copy()
        starts[:, place] = values
        return replace(runs, starts=starts)

    return AxisRole(f"start of {parameter.shown}", experiment.network.parameter_values[place], edit)


AXES: Sequence[AxisKind] = (
    AxisKind(
        "learning-rate",
        "learning rate",
        f"The {Symbol.ALPHA} of every run",
        3,
        _learning_rate,
        least=0.0,
    ),
    AxisKind(
        "learning-rate",
        "learning rate of a group",
        f"The {Symbol.ALPHA} of a level's weights and biases, or of those chosen; the others keep theirs",
        4,
        _group_rate,
        has_subject=True,
        least=0.0,
    ),
    AxisKind(
        "momentum", "momentum β", "How much of earlier steps goes on", 3, _of_momentum, least=0.0, limit=1.0
    ),
    AxisKind("scale", "scale of the start", "All starting weights times so much", 1, _scale),
    AxisKind(
        "seed", "seed of the start", "Starting weights drawn from it", 0, _seed, is_whole=True, least=0.0
    ),
    AxisKind("weight", "one weight's start", "Where one weight or bias begins", 2, _one_weight, True),
)
"""Every kind of axis; `rank` orders two of them: a start is drawn, then scaled, then one weight is set."""


def group_of(network: Network, subject: str) -> Indices:
    """The places of a group's parameters: those into a level with its biases, or those of names.

    Names are joined by commas; that of a neuron stands for all that leads into it, `SOURCE>DEST` for one
    weight. Raises UnknownAxis.
    """
    if subject.isdecimal() and subject not in network.by_name:
        level = int(subject)
        places = [n for n, p in enumerate(network.parameters) if network.level[p.dest] == level]
        if not places:
            raise UnknownAxis(
                f"nothing leads into level {subject}: choose one from 1 to {_last_level(network)}"
            )
        return np.array(places)
    found: set[int] = set()
    for name in subject.split(","):
        if ">" in name and name not in network.by_name:
            found.add(_place_of(network, name))
            continue
        into = [n for n, p in enumerate(network.parameters) if p.dest == name]
        if not into:
            raise UnknownAxis(f"nothing that learns leads into {name or 'a neuron without a name'}")
        found |= set(into)
    return np.array(sorted(found))


def _place_of(network: Network, subject: str) -> int:
    """Of the weight `SOURCE>DEST`, or of the bias of a neuron. Raises UnknownAxis."""
    for place, parameter in enumerate(network.parameters):
        if subject == typed_parameter(parameter):
            return place
    raise UnknownAxis(
        f"there is no weight or bias {subject}: write SOURCE>DEST, or the name of a neuron with a bias"
    )


def typed_parameter(parameter: Parameter) -> str:
    """How a weight or bias is typed: `SOURCE>DEST`, or the name of the neuron whose bias it is."""
    return parameter.dest if parameter.source is None else f"{parameter.source}>{parameter.dest}"


def _last_level(network: Network) -> int:
    return max(network.level.values(), default=0)


def _momentum(experiment: Experiment) -> float:
    return settings_of(experiment.training.optimiser).get("momentum", np.nan)
