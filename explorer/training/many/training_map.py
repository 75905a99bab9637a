"""Where can a network be trained? The trainability map: one pixel, one run, coarse at once and then exact.

A run is told by whether E fell to a tenth of its start, or it diverged by the rule for all runs, or neither.
That is no verdict: what fell to a tenth may still be on its way. Every eighth pixel of both axes comes first,
then every fourth, every second, all.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from explorer.array import Array, Indices
from explorer.job import Job, JobStep
from explorer.network.edits.parameter_edits import with_parameters, with_rate_multipliers
from explorer.network.edits.training_edits import set_learning_rate
from explorer.network.model import Experiment
from explorer.number import rounded
from explorer.training.many.axis import Axis, AxisOutOfRange, ManyStarts
from explorer.training.many.executor import RunGroup, available_workers, run_groups
from explorer.training.many.lane_choice import lanes_for
from explorer.training.many.lanes import IsCancelled, Start, first_states, never
from explorer.training.program import Program, check_trainable

COARSEST = 8
"""The first picture has every so-manieth pixel of both axes."""

LOW_SHARE = 0.1
"""E has fallen where it is at most this share of its start."""

_MOST_RUNS, _FEWEST_RUNS = 1024, 64
_GROUPS_PER_WORKER = 4


class PixelClass(IntEnum):
    """What became of a pixel's run."""

    NEITHER = 0
    CONVERGING = 1
    DIVERGING = 2

    @property
    def word(self) -> str:
        """In tables of files: “converging” where E fell to a tenth of its start, “diverging” or “neither”."""
        return self.name.lower()

    @property
    def fate(self) -> str:
        """To a person: “fell to a tenth”, “diverged” or “did neither”."""
        return ("did neither", "fell to a tenth", "diverged")[self]


@dataclass(frozen=True, eq=False)
class PixelGroup:
    """The runs of some pixels, which have one program; see `Group`. `pixels`: their numbers, (runs,)."""

    program: Program
    pixels: Indices
    runs: ManyStarts
    steps: int

    def __len__(self) -> int:
        return len(self.pixels)

    def run(self, is_cancelled: IsCancelled = never) -> "PixelResults":
        """Makes all steps of all runs. Raises Cancelled."""
        return run_pixels(self, is_cancelled)


@dataclass(frozen=True, eq=False)
class PixelResults:
    """How the runs of some pixels ended: (runs,) each.

    `loss`: the last E; `low_at`: the first step at which E was a tenth of its start, `diverged_at`: that at
    which the run diverged, each −1 where it did not; `ends`: (runs, parameters), the last weights and biases.
    """

    pixels: Indices
    loss: Array
    low_at: Indices
    diverged_at: Indices
    ends: Array

    def __len__(self) -> int:
        return len(self.pixels)


def run_pixels(group: PixelGroup, is_cancelled: IsCancelled = never) -> PixelResults:
    """Makes all steps of all runs. Raises Cancelled."""
    runs, program = group.runs, group.program
    own = None if (runs.rate_multipliers == 1.0).all() else runs.rate_multipliers
    start = Start(
        runs.learning_rates, first_states(program, runs.starts), low_share=LOW_SHARE, rate_multipliers=own
    )
    lanes = lanes_for(program, start, is_cancelled)
    lanes.advance(group.steps)
    ends = np.full(runs.starts.shape, np.nan)
    ends[lanes.alive] = lanes.states[:, 0]
    return PixelResults(group.pixels, lanes.loss, lanes.low_at, lanes.diverged_at, ends)


class TrainingMap:
    """One run for each pair of values of two axes. Pixel number y · width + x has the values x and y.

    `is_nudged`: every run starts with its first parameter one unit in the last place larger. Raises NoOutput,
    NoTrainingSample, or AxisOutOfRange where both axes are the same.
    """

    def __init__(self, experiment: Experiment, x: Axis, y: Axis, steps: int, is_nudged: bool = False) -> None:
        check_trainable(experiment)
        if x.name == y.name:
            raise AxisOutOfRange(f"both axes are {x.name}: choose two that differ")
        self._experiment, self.x, self.y, self.steps = experiment, x, y, steps
        self._is_nudged = is_nudged

    def nudged(self) -> "TrainingMap":
        """The same of runs whose start differs in the last bit of one parameter: see `differs`."""
        return TrainingMap(self._experiment, self.x, self.y, self.steps, is_nudged=True)

    @property
    def width(self) -> int:
        """Pixels in a row."""
        return len(self.x.values)

    @property
    def height(self) -> int:
        """Rows."""
        return len(self.y.values)

    def __len__(self) -> int:
        return self.width * self.height

    def starts(self, pixels: Indices) -> ManyStarts:
        """What the runs of these pixels begin with."""
        return self._starts(self.x.values[pixels % self.width], self.y.values[pixels // self.width])

    def classes_at(self, points: Array) -> NDArray[np.int8]:
        """The `PixelClass` of runs between the pixels: `points`, (points, 2), are shares of x and of y."""
        runs = self._starts(self.x.between(points[:, 0]), self.y.between(points[:, 1]))
        classes = np.empty(len(points), dtype=np.int8)
        for momentum in np.unique(runs.momenta):
            alike = np.arange(len(points)) if np.isnan(momentum) else np.flatnonzero(runs.momenta == momentum)
            program = Program.of(_with_momentum(self._experiment, float(momentum)))
            found = run_pixels(PixelGroup(program, alike, runs.part(alike), self.steps))
            classes[alike] = classes_of(found.low_at, found.diverged_at)
        return classes

    def _starts(self, x: Array, y: Array) -> ManyStarts:
        runs = ManyStarts.of(self._experiment, len(x))
        values = ((self.x, x), (self.y, y))
        for axis, of_pixels in sorted(values, key=lambda pair: pair[0].rank):
            runs = axis.edit(runs, of_pixels)
        if self._is_nudged:
            runs.starts[:, 0] = np.nextafter(runs.starts[:, 0], np.inf)
        return runs

    def experiment(self, pixel: int) -> Experiment:
        """What the run of that pixel trains.

        `explorer.training.many.lane_choice.lone_engine_for` trains it exactly as it was trained here.
        """
        runs = self.starts(np.array([pixel]))
        network = with_parameters(self._experiment.network, runs.starts[0].tolist())
        network = with_rate_multipliers(network, runs.rate_multipliers[0].tolist())
        changed = _with_momentum(replace(self._experiment, network=network), float(runs.momenta[0]))
        return set_learning_rate(changed, float(runs.learning_rates[0]))

    @property
    def present(self) -> tuple[float, float] | None:
        """Where the experiment itself lies on the two axes; None where it does not."""
        if self.x.present is None or self.y.present is None:
            return None
        return self.x.present, self.y.present

    def present_pixel(self) -> int | None:
        """The pixel that is nearest to the experiment itself; None where it lies on no pixel."""
        if self.present is None:
            return None
        places = []
        for axis, value in zip((self.x, self.y), self.present, strict=True):
            low, high = sorted((float(axis.values[0]), float(axis.values[-1])))
            if not low <= value <= high:
                return None
            places.append(int(np.abs(axis.values - value).argmin()))
        return places[1] * self.width + places[0]

    def present_sentence(self, classes: NDArray[np.int8]) -> str:
        """Where the present settings lie in a map of these classes, (height, width)."""
        if self.present is None:
            return "the present settings lie nowhere on these axes"
        names = (self.x.label, self.y.label)
        here = ", ".join(f"{n} {rounded(v)}" for n, v in zip(names, self.present, strict=True))
        pixel = self.present_pixel()
        if pixel is None:
            return f"the present settings lie outside ({here})"
        return f"the run of the present settings {PixelClass(int(classes.flat[pixel])).fate} ({here})"

    def groups(self, spacing: int, workers: int | None = None) -> Iterator[PixelGroup]:
        """The runs that the picture of this spacing adds to the one before, for so many workers."""
        pixels = self.pixels_of(spacing)
        size = _runs_of_group(len(pixels), workers or available_workers())
        momenta = self.starts(pixels).momenta if "momentum" in (self.x.name, self.y.name) else np.zeros(1)
        for momentum in np.unique(momenta):
            alike = pixels[momenta == momentum] if len(momenta) > 1 else pixels
            for first in range(0, len(alike), size):
                runs = self.starts(alike[first : first + size])
                program = Program.of(_with_momentum(self._experiment, float(runs.momenta[0])))
                yield PixelGroup(program, alike[first : first + size], runs, self.steps)

    def pixels_of(self, spacing: int) -> Indices:
        """The numbers of those that the picture of this spacing has and the coarser ones lack."""
        y, x = np.mgrid[0 : self.height : spacing, 0 : self.width : spacing].reshape(2, -1)
        if spacing < COARSEST:
            is_new = (x % (2 * spacing) != 0) | (y % (2 * spacing) != 0)
            x, y = x[is_new], y[is_new]
        return np.asarray(y * self.width + x, dtype=np.intp)


@dataclass(frozen=True)
class MapStep:
    """Some pixels of a map. `spacing`: of the picture to which they belong."""

    spacing: int
    results: PixelResults


def compute_map(
    training_map: TrainingMap,
    workers: int | None = None,
    turn: Callable[[PixelGroup], RunGroup[PixelResults]] = lambda group: group,
    run: Callable[[Iterable[Any], int, int], Job[Any]] = run_groups,
) -> Job[MapStep]:
    """All pixels, coarse to fine, each once. `turn` makes of each group another one that has its pixels.

    `run` makes the groups: see `explorer.training.many.cluster.GroupRunner`.
    """
    workers = workers or available_workers()
    done = 0
    spacing = COARSEST
    while spacing:
        left = len(training_map.pixels_of(spacing))
        groups = map(turn, training_map.groups(spacing, workers))
        for step in run(groups, left, workers):
            found = step.result
            progress = (done + step.progress * left) / len(training_map) if left else 1.0
            if found is None:
                yield JobStep(progress, is_waiting=step.is_waiting)
            else:
                yield JobStep(progress, MapStep(spacing, found))
        done += left
        spacing //= 2


def classes_of(low_at: Indices, diverged_at: Indices) -> NDArray[np.int8]:
    """The `PixelClass` of each run. One that fell to a tenth and diverged later diverges."""
    classes = np.where(low_at >= 0, PixelClass.CONVERGING, PixelClass.NEITHER)
    return np.where(diverged_at >= 0, PixelClass.DIVERGING, classes).astype(np.int8)


class MapPicture:
    """What is known of a map so far: (height, width) arrays, filled as results come.

    Of a pixel that was not computed yet the arrays have what the nearest coarser one has.
    """

    def __init__(self, width: int, height: int) -> None:
        self.loss = np.full((height, width), np.nan)
        self.low_at, self.diverged_at = (np.full((height, width), -1, dtype=np.intp) for _ in range(2))
        self.is_known: NDArray[np.bool_] = np.zeros((height, width), dtype=np.bool_)
        self.is_filled = self.is_known.copy()
        """Known, or with what the nearest coarser pixel has: all of them once the coarsest ones are known."""

    def add(self, step: MapStep) -> None:
        """Writes results into their pixels, and into those of their block that are not known."""
        results, spacing = step.results, step.spacing
        height, width = self.loss.shape
        y, x = np.divmod(results.pixels, width)
        for dy in range(min(spacing, height)):
            for dx in range(min(spacing, width)):
                row, column = y + dy, x + dx
                there = (row < height) & (column < width)
                row, column = row[there], column[there]
                for array, values in (
                    (self.loss, results.loss),
                    (self.low_at, results.low_at),
                    (self.diverged_at, results.diverged_at),
                ):
                    array[row, column] = values[there]
                self.is_filled[row, column] = True
        self.is_known[y, x] = True

    @property
    def classes(self) -> NDArray[np.int8]:
        """The `PixelClass` of each pixel."""
        return classes_of(self.low_at, self.diverged_at)


def differs(one: MapPicture, other: MapPicture) -> NDArray[np.bool_]:
    """Where a map and its nudged twin tell other steps: what hangs on the last bit, (height, width)."""
    changed: NDArray[np.bool_] = (one.low_at != other.low_at) | (one.diverged_at != other.diverged_at)
    return changed


def _with_momentum(experiment: Experiment, momentum: float) -> Experiment:
    if np.isnan(momentum):
        return experiment
    optimiser = replace(experiment.training.optimiser, momentum=momentum)
    return replace(experiment, training=replace(experiment.training, optimiser=optimiser))


def _runs_of_group(runs: int, workers: int) -> int:
    """A multiple of 16, so that packs are full."""
    fair = runs // (_GROUPS_PER_WORKER * workers) // 16 * 16
    return int(np.clip(fair, _FEWEST_RUNS, _MOST_RUNS))
