"""What is looked at in the laboratory of a network? The settings of its views: edited, undone and saved."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

PlaneKind = Literal["sharpest", "run", "parameters"]
"""The two directions in which E is curved most, those in which a run moved most, or two parameters."""

RunQuantity = Literal["loss", "gradient", "parameter"]
"""What is drawn of every run: E, ‖∇E‖, or one of its weights and biases."""

StripContent = Literal["none", "eigenvalues", "displacement"]
"""What is drawn beneath λ of all runs, of the run at the α line."""

MapColour = Literal["steps", "verdict", "solution"]
"""What the colour of a pixel tells: its steps, what became of the run, or which solution it reached."""

MapOf = Literal["network", "bowl", "both"]
"""What the trainability map is of: the network, the quadratic bowl with its Hessian, or both of them."""

MOST_STEPS = 1_000_000
MOST_RUNS = 20
"""As many as a theme has colours beside that of the run at the α line."""

MOST_PIXELS = 1024
"""Of one side of a trainability map."""

MOST_RATES, MOST_SEEDS = 10_000, 1_000
"""Of a sweep."""

MOST_STARTS = 1024
"""Of which it is seen where each ends."""


@dataclass(frozen=True, slots=True)
class RateChange:
    """From step `step` on a run goes on at `learning_rate`."""

    step: int
    learning_rate: float


@dataclass(frozen=True, slots=True)
class RunChoice:
    """A run from the chosen start, at `learning_rate` up to the first of `changes`.

    `colour`: its place among the curve colours of a theme. `optimiser`: by name; "": that of training.
    `name`: the one that a person gave it; "": it is called by its α.
    """

    learning_rate: float
    colour: int
    optimiser: str = ""
    changes: tuple[RateChange, ...] = ()
    is_hidden: bool = False
    name: str = ""


def halved_from(choice: RunChoice, step: int) -> RunChoice:
    """The same run up to `step`, and from there on at half the α that it has there; it may be 0.

    It is another run, to which no name was given.
    """
    rate, choice = choice.learning_rate, replace(choice, name="")
    earlier = tuple(change for change in choice.changes if change.step < step)
    for change in choice.changes:
        if change.step <= step:
            rate = change.learning_rate
    if step == 0:
        return replace(choice, learning_rate=0.5 * rate, changes=())
    return replace(choice, changes=(*earlier, RateChange(step, 0.5 * rate)))


def free_run_colour(runs: Iterable[RunChoice]) -> int:
    """The first colour that none of `runs` has; the very first is that of the α line."""
    taken = {run.colour for run in runs}
    return next(colour for colour in range(1, len(taken) + 2) if colour not in taken)


@dataclass(frozen=True, slots=True)
class MapAxis:
    """All that an axis of a trainability map has to show; see `explorer.training.many.axis` for its name."""

    name: str
    low: float
    high: float
    is_log: bool = False


@dataclass(frozen=True, slots=True)
class MapRange:
    """The part of a trainability map, or of a loss surface, that is looked at."""

    x_low: float
    x_high: float
    y_low: float
    y_high: float


@dataclass(frozen=True, slots=True)
class LaboratorySettings:
    """From where and how far is trained, at which rates, and what is shown of that.

    `seed`: of the start; None: the weights as they are drawn, or those of `held`, which the laboratory keeps
    as its start when it changes the drawn ones. `learning_rate`: where the α line stands; None: at that of
    training. `runs`: those beside the one at the α line. `run_quantity`, and for a parameter its label in
    `parameter`: what is drawn of the runs; `over_flow`: against α·step, the time of the gradient flow, and
    not the step. `sweep_low`, `sweep_high`: the range of the sweep; None: found anew for each start.
    `sweep_seeds`: from so many random starts each; 0: from the chosen one. `has_range_test`: what the rules
    of one read is marked in it. `sharpness_over_limit`: λ over its limit is drawn, not λ; `curvature_strip`:
    what beneath it. `map_x`, `map_y`: the axes of the trainability map; None: those that fit the network.
    `map_seen`: the part of it that was zoomed into; None: all. `map_size`: pixels of each side.
    `map_has_last_bit`: pixels that hang on the last bit of the start are marked. `surface_plane`, and for two
    parameters their labels in `surface_across` and `surface_up`: on which plane E is drawn. `surface_seen`:
    the part of it that was zoomed into; None: all. `front_left`, `front_right`: the card in front of the
    tabs; "": the first.
    `race_on`: "" for the drawn network, else the name or the formula of a function of x and y, from
    `race_start` or, None, from its usual place. `race_at_line`: all at the α line, and not each at the best
    of its own sweep. `race_tolerance`: None: the usual one. `race_without`: optimisers that are left out.
    `starts_count`: from so many random starts it is seen where they end, `starts_by_seed`: in the order of
    their seeds, and not by E.
    """

    seed: int | None = None
    held: tuple[float, ...] | None = None
    steps: int = 200
    learning_rate: float | None = None
    runs: tuple[RunChoice, ...] = ()
    run_quantity: RunQuantity = "loss"
    parameter: str = ""
    over_flow: bool = False
    sweep_low: float | None = None
    sweep_high: float | None = None
    sweep_count: int = 400
    sweep_seeds: int = 0
    has_range_test: bool = False
    sharpness_over_limit: bool = False
    curvature_strip: StripContent = "none"
    map_x: MapAxis | None = None
    map_y: MapAxis | None = None
    map_seen: MapRange | None = None
    map_size: int = 128
    map_colour: MapColour = "steps"
    map_of: MapOf = "network"
    map_has_last_bit: bool = False
    surface_plane: PlaneKind = "sharpest"
    surface_across: str = ""
    surface_up: str = ""
    surface_seen: MapRange | None = None
    front_left: str = ""
    front_right: str = ""
    race_on: str = ""
    race_start: tuple[float, float] | None = None
    race_at_line: bool = False
    race_steps: int = 1000
    race_tolerance: float | None = None
    race_without: tuple[str, ...] = ()
    starts_count: int = 64
    starts_by_seed: bool = False


NEW_LABORATORY = LaboratorySettings()
"""What a new window shows."""
