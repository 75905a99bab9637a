"""Which keys has the laboratory of the network in a file, and how do they become the settings of its views?

Only what differs from what a new window shows is written.
"""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Annotated, Any

import msgspec

from explorer.files.json_text import Tree
from explorer.network.optimiser import OPTIMISERS
from explorer.network.rules import RuleBroken, check_finite
from explorer.race.racer import MOST_STEPS as MOST_RACE_STEPS
from explorer.training.laboratory_settings import (
    MOST_PIXELS,
    MOST_RATES,
    MOST_RUNS,
    MOST_SEEDS,
    MOST_STARTS,
    MOST_STEPS,
    NEW_LABORATORY,
    LaboratorySettings,
    MapAxis,
    MapColour,
    MapOf,
    MapRange,
    PlaneKind,
    RateChange,
    RunChoice,
    RunQuantity,
    StripContent,
)
from explorer.training.many.axis import UnknownAxis, kind_of

_PLACE = "$.laboratory.network"

Rate = Annotated[float, msgspec.Meta(ge=0)]
Step = Annotated[int, msgspec.Meta(ge=1, le=MOST_STEPS)]
NaturalNumber = Annotated[int, msgspec.Meta(ge=0)]


class UnusableSettings(RuleBroken):
    """What is looked at can be shown."""


class RateChangeEntry(msgspec.Struct, forbid_unknown_fields=True):
    step: Step
    learning_rate: Rate


class RunChoiceEntry(msgspec.Struct, forbid_unknown_fields=True):
    learning_rate: Rate
    colour: NaturalNumber
    optimiser: str = ""
    changes: list[RateChangeEntry] = []
    is_hidden: bool = False
    name: str = ""


class MapAxisEntry(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    low: float
    high: float
    is_log: bool = False


class MapRangeEntry(msgspec.Struct, forbid_unknown_fields=True):
    x_low: float
    x_high: float
    y_low: float
    y_high: float


class NetworkLaboratoryEntry(msgspec.Struct, forbid_unknown_fields=True):
    seed: NaturalNumber | None = NEW_LABORATORY.seed
    held: list[float] | None = None
    steps: Step = NEW_LABORATORY.steps
    learning_rate: Rate | None = NEW_LABORATORY.learning_rate
    runs: Annotated[list[RunChoiceEntry], msgspec.Meta(max_length=MOST_RUNS)] = []
    run_quantity: RunQuantity = NEW_LABORATORY.run_quantity
    parameter: str = NEW_LABORATORY.parameter
    over_flow: bool = NEW_LABORATORY.over_flow
    sweep_low: Rate | None = NEW_LABORATORY.sweep_low
    sweep_high: Rate | None = NEW_LABORATORY.sweep_high
    sweep_count: Annotated[int, msgspec.Meta(ge=2, le=MOST_RATES)] = NEW_LABORATORY.sweep_count
    sweep_seeds: Annotated[int, msgspec.Meta(ge=0, le=MOST_SEEDS)] = NEW_LABORATORY.sweep_seeds
    has_range_test: bool = NEW_LABORATORY.has_range_test
    sharpness_over_limit: bool = NEW_LABORATORY.sharpness_over_limit
    curvature_strip: StripContent = NEW_LABORATORY.curvature_strip
    map_x: MapAxisEntry | None = None
    map_y: MapAxisEntry | None = None
    map_seen: MapRangeEntry | None = None
    map_size: Annotated[int, msgspec.Meta(ge=2, le=MOST_PIXELS)] = NEW_LABORATORY.map_size
    map_colour: MapColour = NEW_LABORATORY.map_colour
    map_of: MapOf = NEW_LABORATORY.map_of
    map_has_last_bit: bool = NEW_LABORATORY.map_has_last_bit
    surface_plane: PlaneKind = NEW_LABORATORY.surface_plane
    surface_across: str = NEW_LABORATORY.surface_across
    surface_up: str = NEW_LABORATORY.surface_up
    surface_seen: MapRangeEntry | None = None
    front_left: str = NEW_LABORATORY.front_left
    front_right: str = NEW_LABORATORY.front_right
    race_on: Annotated[str, msgspec.Meta(max_length=1000)] = NEW_LABORATORY.race_on
    race_start: tuple[float, float] | None = NEW_LABORATORY.race_start
    race_at_line: bool = NEW_LABORATORY.race_at_line
    race_steps: Annotated[int, msgspec.Meta(ge=1, le=MOST_RACE_STEPS)] = NEW_LABORATORY.race_steps
    race_tolerance: Annotated[float, msgspec.Meta(gt=0)] | None = NEW_LABORATORY.race_tolerance
    race_without: tuple[str, ...] = NEW_LABORATORY.race_without
    starts_count: Annotated[int, msgspec.Meta(ge=1, le=MOST_STARTS)] = NEW_LABORATORY.starts_count
    starts_by_seed: bool = NEW_LABORATORY.starts_by_seed


def network_laboratory_tree(settings: LaboratorySettings) -> Tree:
    """What a file says of what is looked at, as far as that differs from what a new window shows."""
    default, present = asdict(NEW_LABORATORY), asdict(settings)
    tree = {key: value for key, value in present.items() if value != default[key]}
    if "runs" in tree:
        tree["runs"] = [_run_tree(run) for run in settings.runs]
    return tree


def to_network_settings(entry: NetworkLaboratoryEntry) -> LaboratorySettings:
    """The settings that `entry` describes. Raises RuleBroken."""
    given = msgspec.structs.asdict(entry)
    for place, number in _floats(given, _PLACE):
        check_finite(number, "a number", place)
    low, high = entry.sweep_low, entry.sweep_high
    if (low is None) is not (high is None) or (low is not None and high is not None and not 0 < low < high):
        raise UnusableSettings("a sweep goes from one α above 0 to a larger one", f"{_PLACE}.sweep_low")
    given["held"] = None if entry.held is None else tuple(entry.held)
    unknown = [name for name in entry.race_without if name not in OPTIMISERS]
    if unknown:
        raise _no_optimiser(unknown[0], f"{_PLACE}.race_without")
    given["runs"] = tuple(_run(run, f"{_PLACE}.runs[{index}]") for index, run in enumerate(entry.runs))
    given["map_x"], given["map_y"] = _map_axis(entry.map_x, "map_x"), _map_axis(entry.map_y, "map_y")
    given["map_seen"] = _map_range(entry.map_seen, "map_seen")
    given["surface_seen"] = _map_range(entry.surface_seen, "surface_seen")
    return LaboratorySettings(**given)


def _map_axis(entry: MapAxisEntry | None, key: str) -> MapAxis | None:
    if entry is None:
        return None
    if not entry.low < entry.high or (entry.is_log and entry.low <= 0):
        raise UnusableSettings(
            "an axis goes from one number to a larger one, by equal ratios from one above 0",
            f"{_PLACE}.{key}",
        )
    try:
        kind_of(entry.name)
    except UnknownAxis as unknown:
        raise UnusableSettings(str(unknown), f"{_PLACE}.{key}.name") from unknown
    return MapAxis(entry.name, entry.low, entry.high, entry.is_log)


def _map_range(entry: MapRangeEntry | None, key: str) -> MapRange | None:
    if entry is None:
        return None
    if not (entry.x_low < entry.x_high and entry.y_low < entry.y_high):
        raise UnusableSettings("a range goes from one number to a larger one", f"{_PLACE}.{key}")
    return MapRange(entry.x_low, entry.x_high, entry.y_low, entry.y_high)


def _run_tree(run: RunChoice) -> Tree:
    tree: Tree = {"learning_rate": run.learning_rate, "colour": run.colour}
    if run.optimiser:
        tree["optimiser"] = run.optimiser
    if run.changes:
        tree["changes"] = [asdict(change) for change in run.changes]
    if run.is_hidden:
        tree["is_hidden"] = True
    return tree | ({"name": run.name} if run.name else {})


def _run(entry: RunChoiceEntry, place: str) -> RunChoice:
    if entry.optimiser and entry.optimiser not in OPTIMISERS:
        raise _no_optimiser(entry.optimiser, f"{place}.optimiser")
    changes = tuple(RateChange(change.step, change.learning_rate) for change in entry.changes)
    steps = [change.step for change in changes]
    if steps != sorted(set(steps)):
        raise UnusableSettings("the steps of changes must ascend", f"{place}.changes")
    return RunChoice(
        entry.learning_rate, entry.colour, entry.optimiser, changes, entry.is_hidden, entry.name.strip()
    )


def _no_optimiser(name: str, place: str) -> UnusableSettings:
    names = ", ".join(OPTIMISERS)
    return UnusableSettings(f"there is no optimiser “{name}”: choose one of {names}", place)


def _floats(value: Any, place: str) -> Iterator[tuple[str, float]]:
    """Every number with a fraction in `value`, with its place; all are finite but where JSON has 1e999."""
    if isinstance(value, float):
        yield place, value
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from _floats(each, f"{place}.{key}")
    elif isinstance(value, list | tuple):
        for index, each in enumerate(value):
            yield from _floats(each, f"{place}[{index}]")
    elif isinstance(value, msgspec.Struct):
        yield from _floats(msgspec.structs.asdict(value), place)
