"""What does a view of the loss surface show? The plane that was asked for, E on it, and the path of a run."""

from dataclasses import dataclass, replace

import numpy as np

from explorer.array import Array
from explorer.job import Job, JobStep
from explorer.network.edits.parameter_edits import with_parameters
from explorer.network.model import Experiment, Parameter
from explorer.training.laboratory_settings import MapRange, PlaneKind
from explorer.training.program import Program, check_trainable
from explorer.training.run_snapshot import RunSnapshot
from explorer.training.surface.contour import contour_levels
from explorer.training.surface.loss_grid import LossGrid, PlaneWindow, loss_grids, window_around
from explorer.training.surface.path import PlanePath, path_in, points_of
from explorer.training.surface.plane import (
    NoPlane,
    ParameterPlane,
    plane_of_parameters,
    plane_of_run,
    sharpest_plane,
)


@dataclass(frozen=True, eq=False)
class SurfaceQuestion:
    """E on which plane through the weights of `experiment`? `run`: whose path is drawn, where it has ended.

    `across`, `up`: the labels of the two parameters; "" or unknown ones stand for the first two. `seen`: the
    part that is looked at, in the numbers of the axes; None: all.
    """

    experiment: Experiment
    kind: PlaneKind
    across: str = ""
    up: str = ""
    run: RunSnapshot | None = None
    seen: MapRange | None = None


@dataclass(frozen=True, eq=False)
class SurfacePicture:
    """E on a plane, better from picture to picture, and what is drawn over it.

    `levels`: the E of the contour lines, which are those of the finest picture's window; `path`: that of the
    run; None without one; `whole`: all there is to see, in the numbers of the axes.
    """

    experiment: Experiment
    grid: LossGrid
    levels: Array
    path: PlanePath | None
    whole: MapRange

    @property
    def is_finest(self) -> bool:
        """Whether it is the last."""
        return self.grid.stride == 1

    def experiment_at(self, across: float, up: float) -> Experiment:
        """The experiment with the weights of a place in the plane."""
        (parameters,) = self.grid.plane.points(np.array([across]), np.array([up]))
        network = with_parameters(self.experiment.network, parameters.tolist())
        return replace(self.experiment, network=network)


def compute_surface(question: SurfaceQuestion) -> Job[SurfacePicture]:
    """Coarse at once and exact soon. Raises NoOutput, NoTrainingSample or NoPlane.

    Levels are chosen from the coarsest picture, and stay.
    """
    experiment = question.experiment
    check_trainable(experiment)
    plane, path = _plane(question)
    levels: Array | None = None
    window = _window(question.kind, plane, path if question.run is None else _healthy(path, question.run))
    across, up = plane.zero
    whole = MapRange(window.left + across, window.right + across, window.bottom + up, window.top + up)
    if (seen := question.seen) is not None:
        window = PlaneWindow(seen.x_low - across, seen.x_high - across, seen.y_low - up, seen.y_high - up)
    for step in loss_grids(Program.of(experiment), plane, window):
        if step.result is None:
            yield JobStep(step.progress)
            continue
        levels = contour_levels(step.result.losses) if levels is None else levels
        yield JobStep(step.progress, SurfacePicture(experiment, step.result, levels, path, whole))


def _window(kind: PlaneKind, plane: ParameterPlane, path: PlanePath | None) -> PlaneWindow:
    """The square that the path fills; about a start at least as wide as its weights are from 0."""
    around = window_around(plane, path)
    if kind == "run":
        return around
    half = plane.reach / 2
    return PlaneWindow(
        min(around.left, -half), max(around.right, half), min(around.bottom, -half), max(around.top, half)
    )


def _healthy(path: PlanePath | None, run: RunSnapshot) -> PlanePath | None:
    """The path, of a run that diverged up to where it began to: what follows goes beyond all bounds."""
    if path is None or run.divergence is None:
        return path
    is_before = path.step <= run.step_before_rise
    return PlanePath(
        path.step[is_before], path.across[is_before], path.up[is_before], path.distance[is_before]
    )


def _plane(question: SurfaceQuestion) -> tuple[ParameterPlane, PlanePath | None]:
    points = None if question.run is None else points_of(question.run)
    if question.kind == "run":
        if points is None:
            raise NoPlane("the principal axes are those of a run: wait until it has ended")
        steps, walk = points
        if question.run is not None and question.run.divergence is not None:
            walk = walk[steps <= question.run.step_before_rise]
        plane = plane_of_run(walk, walk[-1])
    elif question.kind == "sharpest":
        plane = sharpest_plane(question.experiment)
    else:
        plane = plane_of_parameters(question.experiment.network, *chosen_parameters(question))
    return plane, None if points is None else path_in(plane, *points)


def chosen_parameters(question: SurfaceQuestion) -> tuple[Parameter, Parameter]:
    """Those that lie across and up. Raises NoPlane where there are not two."""
    parameters = question.experiment.network.parameters
    if len(parameters) < 2:
        raise NoPlane("a plane needs two parameters")
    by_label = {parameter.label: parameter for parameter in parameters}
    first = by_label.get(question.across, parameters[0])
    second = by_label.get(question.up)
    if second is None or second == first:
        second = next(parameter for parameter in parameters if parameter != first)
    return first, second
