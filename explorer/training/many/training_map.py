"""Where can a network be trained? The trainability map: one pixel, one run, coarse at once and then exact.

A run is told by whether E fell to a tenth of its start, or it diverged by the rule for all runs, or neither.
That is no verdict: what fell to a tenth may still be on its way. Every eighth pixel of both axes comes first,
then every fourth, every second, all.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from explorer.array import Array, Indices
from explorer.job import Job, JobStep
from explorer.network.edits.parameter_edits import with_parameters, with_rate_multipliers
from explorer.network.edits.training_edits import set_learning_rate
from explorer.network.model import Experiment
from explorer.network.rules import RuleBroken
from explorer.number import rounded
from explorer.training.many.axis import Axis, AxisOutOfRange, ManyStarts
from explorer.training.many.executor import RunGroup, available_workers, run_groups
from explorer.training.many.map_picture import MOST_STEPS, MapStep
from explorer.training.many.map_pixels import COARSEST, count_of, in_groups, lines_of
from explorer.training.many.pixel_run import PixelClass, PixelGroup, PixelResults, classes_of, run_pixels
from explorer.training.program import Program, check_trainable

_MOST_RUNS, _FEWEST_RUNS = 1024, 64
_GROUPS_PER_WORKER = 4


class TooManyStepsForMap(RuleBroken):
    """The runs of a map make no more steps than a pixel can count."""


class TrainingMap:
    """One run for each pair of values of two axes. Pixel number y · width + x has the values x and y.

    `is_nudged`: every run starts with its first parameter one unit in the last place larger. Raises NoOutput,
    NoTrainingSample, TooManyStepsForMap, or AxisOutOfRange where both axes are the same.
    """

    def __init__(self, experiment: Experiment, x: Axis, y: Axis, steps: int, is_nudged: bool = False) -> None:
        check_trainable(experiment)
        if x.name == y.name:
            raise AxisOutOfRange(f"both axes are {x.name}: choose two that differ")
        if steps > MOST_STEPS:
            raise TooManyStepsForMap(f"a map counts up to {MOST_STEPS:,} steps of a run: make fewer")
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

    def count_of(self, spacing: int) -> int:
        """How many runs the picture of this spacing adds to the coarser ones."""
        return count_of(self.width, self.height, spacing)

    def groups(self, spacing: int, workers: int | None = None) -> Iterator[PixelGroup]:
        """The runs that the picture of this spacing adds to the one before, for so many workers."""
        size = _runs_of_group(self.count_of(spacing), workers or available_workers())
        lines = lines_of(self.width, self.height, spacing, by_columns=self.x.name == "momentum")
        is_alike = "momentum" not in (self.x.name, self.y.name)  # else only the runs of a line are
        for part in (lines,) if is_alike else ((line,) for line in lines):
            for pixels in in_groups(part, size):
                runs = self.starts(pixels)
                program = Program.of(_with_momentum(self._experiment, float(runs.momenta[0])))
                yield PixelGroup(program, pixels, runs, self.steps)


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
        left = training_map.count_of(spacing)
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


def _with_momentum(experiment: Experiment, momentum: float) -> Experiment:
    if np.isnan(momentum):
        return experiment
    optimiser = replace(experiment.training.optimiser, momentum=momentum)
    return replace(experiment, training=replace(experiment.training, optimiser=optimiser))


def _runs_of_group(runs: int, workers: int) -> int:
    """A multiple of 16, so that packs are full."""
    fair = runs // (_GROUPS_PER_WORKER * workers) // 16 * 16
    return int(np.clip(fair, _FEWEST_RUNS, _MOST_RUNS))
