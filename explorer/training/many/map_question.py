"""Which trainability map is asked for? Its axes as the settings say, or as they fit the network."""

from dataclasses import dataclass, replace

import numpy as np

from explorer.network.edits.training_edits import set_learning_rate
from explorer.network.model import Experiment, Network
from explorer.network.optimiser import settings_of
from explorer.training.laboratory_settings import LaboratorySettings, MapAxis, MapRange
from explorer.training.many.axis import Axis, axis_of, kind_of
from explorer.training.many.training_map import TrainingMap
from explorer.training.program import parameters_of
from explorer.training.run_state import is_same_task

_NARROW = 1.1
"""An axis by equal ratios is drawn linearly where the last value is fewer times the first."""
_DECADES, _TIMES = 3.0, 10.0
"""So far beyond a whole axis one may look: by ratios to each side, or so many times its length."""


@dataclass(frozen=True)
class MapQuestion:
    """Where does `experiment` train on these axes, in `steps` steps? `size`: pixels of each side.

    `is_bowl`: asked of the bowl with the same Hessian; `is_nudged`: of starts that differ in one last bit;
    `finds_solutions`: and which solution does each run reach?
    """

    experiment: Experiment
    x: MapAxis
    y: MapAxis
    size: int
    steps: int
    is_bowl: bool = False
    is_nudged: bool = False
    finds_solutions: bool = False

    def training_map(self) -> TrainingMap:
        """The map. Raises what `axis_of` and `TrainingMap` raise."""
        x, y = (_axis(self.experiment, axis, self.size) for axis in (self.x, self.y))
        return TrainingMap(self.experiment, x, y, self.steps, self.is_nudged)


def is_same_map(one: MapQuestion, other: MapQuestion) -> bool:
    """Whether both ask for the same runs. Where neurons stand does not count, nor does α if it is an axis."""
    chosen = [replace(each, experiment=one.experiment) for each in (one, other)]
    rates = [each.experiment.training.learning_rate for each in (one, other)]
    has_rate = "learning-rate" in (one.x.name, one.y.name)
    is_asked_alike = chosen[0] == chosen[1] and (has_rate or rates[0] == rates[1])
    return is_asked_alike and is_same_task(one.experiment, other.experiment)


def map_axes(experiment: Experiment, settings: LaboratorySettings) -> tuple[MapAxis, MapAxis]:
    """The whole axes that are chosen; else α of the first and the last level, or α and the start's scale."""
    levels = learning_levels(experiment.network)
    fitting = ["learning-rate", "scale"]
    if len(levels) > 1:
        fitting = [f"learning-rate@{levels[0]}", f"learning-rate@{levels[-1]}"]
    x = settings.map_x or usual_axis(experiment, fitting[0])
    return x, settings.map_y or usual_axis(experiment, fitting[1])


def usual_axis(experiment: Experiment, name: str) -> MapAxis:
    """The range that an axis of that name has at first."""
    kind, _ = kind_of(name)
    if kind.name == "learning-rate":
        return MapAxis(name, 0.01, 100.0, is_log=True)
    if kind.name == "scale":
        return MapAxis(name, 0.1, 10.0, is_log=True)
    if kind.name == "momentum":
        return MapAxis(name, 0.0, 0.99)
    if kind.name == "seed":
        return MapAxis(name, 0.0, 127.0)
    reach = max(3.0, float(np.abs(parameters_of(experiment.network)).max(initial=0.0)))
    return MapAxis(name, -reach, reach)


def learning_levels(network: Network) -> list[int]:
    """The levels into which parameters lead, in order."""
    return sorted({network.level[parameter.dest] for parameter in network.parameters})


def map_question(experiment: Experiment, settings: LaboratorySettings, learning_rate: float) -> MapQuestion:
    """The map of the network that the settings ask for, from the start of `experiment`.

    Where no axis is α itself, it is the one of the α line, `learning_rate`.
    """
    x, y = map_axes(experiment, settings)
    seen = settings.map_seen or whole_range(x, y)
    if "learning-rate" not in (x.name, y.name):
        experiment = set_learning_rate(experiment, learning_rate)
    return MapQuestion(
        experiment,
        seen_axis(x, seen.x_low, seen.x_high),
        seen_axis(y, seen.y_low, seen.y_high),
        settings.map_size,
        settings.steps,
        finds_solutions=settings.map_colour == "solution",
    )


def whole_range(x: MapAxis, y: MapAxis) -> MapRange:
    """All there is to see on these axes."""
    return MapRange(x.low, x.high, y.low, y.high)


def seen_axis(axis: MapAxis, low: float, high: float) -> MapAxis:
    """The part of an axis from `low` to `high`: by equal ratios only where these differ enough."""
    return replace(axis, low=low, high=high, is_log=axis.is_log and low > 0 and high >= _NARROW * low)


def within_axis(axis: MapAxis, low: float, high: float) -> tuple[float, float]:
    """The part of `low` … `high` where there is something to see: what can be set, and not too far away."""
    kind, _ = kind_of(axis.name)
    if axis.is_log:
        least, most = axis.low / 10.0**_DECADES, axis.high * 10.0**_DECADES
    else:
        room = 0.5 * (_TIMES - 1.0) * (axis.high - axis.low)
        least, most = axis.low - room, axis.high + room
    least, most = max(least, kind.least), min(most, float(np.nextafter(kind.limit, -np.inf)))
    low, high = max(low, least), min(high, most)
    return (low, high) if low < high else (axis.low, axis.high)


def is_resolved(axis: MapAxis, low: float, high: float, size: int) -> bool:
    """Whether doubles tell neighbouring pixels apart, with two bits to spare; and seeds, which are whole."""
    kind, _ = kind_of(axis.name)
    least = 1.0 if kind.is_whole else 4.0 * size * float(np.spacing(max(abs(low), abs(high))))
    return high - low >= least


def has_momentum(experiment: Experiment) -> bool:
    """Whether momentum can be an axis."""
    return "momentum" in settings_of(experiment.training.optimiser)


def _axis(experiment: Experiment, axis: MapAxis, size: int) -> Axis:
    return axis_of(experiment, axis.name, axis.low, axis.high, size, axis.is_log)
