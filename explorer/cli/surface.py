"""`surface`: how high is E on a plane through the weights, and where did a run pass in it?"""

import argparse
import time
from functools import partial
from pathlib import Path

import numpy as np

from explorer.cli.argument_types import at_least_one, count, experiment_file, positive
from explorer.cli.destination import check_picture, check_table
from explorer.cli.kernel_note import load_kernels, note_kernels
from explorer.cli.named_parameter import two_parameters_named
from explorer.cli.picture_options import SavePicture, picture_options, save_asked_picture
from explorer.cli.progress import with_bar
from explorer.cli.table_style import CONTINENTAL_OPTION, style_of
from explorer.cli.verb import Option, Positional, Verb
from explorer.cli.written_output import opened
from explorer.files.surface import write_plane_path, write_surface
from explorer.network.model import Experiment
from explorer.number import counted, rounded
from explorer.refusal import Refusal
from explorer.symbol import Symbol
from explorer.training.laboratory_settings import MapRange
from explorer.training.many.lane_choice import load_lanes
from explorer.training.program import Program, check_trainable
from explorer.training.surface.contour import contour_levels
from explorer.training.surface.loss_grid import SIZE, LossGrid, PlaneWindow, loss_grids, window_around
from explorer.training.surface.path import PlanePath, path_in, points_of
from explorer.training.surface.plane import ParameterPlane, plane_of_parameters, plane_of_run, sharpest_plane
from explorer.training.surface.surface_picture import SurfacePicture
from explorer.training.trainer import Trainer

_SIZE = (1000, 900)

SHARPEST, RUN = "sharpest", "run"

STEPS = 1000
"""Of the run whose principal axes are asked for, unless told otherwise."""

MOST_POINTS = 2001
"""Along either side."""


class TooManyPoints(Refusal):
    """A grid has so many points along either side and no more."""


class NoPath(Refusal):
    """A path is that of a run, which needs steps."""


def _run(save_picture: SavePicture, options: argparse.Namespace) -> int:
    _check(options)
    experiment = opened(options, options.file).experiment
    check_trainable(experiment)
    program = Program.of(experiment)
    note_kernels()
    load_kernels(partial(load_lanes, program))
    begin = time.perf_counter()
    plane, path = _plane(experiment, options)
    window = window_around(plane, path)
    if options.reach is not None:
        window = PlaneWindow(-options.reach, options.reach, -options.reach, options.reach)
    *_, grid = with_bar(loss_grids(program, plane, window, options.points))
    _tell(grid, path)
    if options.csv is not None:
        write_surface(options.csv, grid, style_of(options))
        print(f"surface written to {options.csv}")
    if options.path is not None and path is not None:
        write_plane_path(options.path, grid, path, style_of(options))
        print(f"path written to {options.path}")
    points = f"{len(grid.across)} × {len(grid.up)} points"
    print(f"{points} in {rounded(time.perf_counter() - begin, 3)} s")
    picture = SurfacePicture(experiment, grid, contour_levels(grid.losses), path, _whole(grid))
    return save_asked_picture(save_picture, picture, options)


def _check(options: argparse.Namespace) -> None:
    """Refuses before the work what cannot be done."""
    check_table(options.csv)
    check_table(options.path)
    check_picture(options.picture)
    if options.points > MOST_POINTS:
        raise TooManyPoints(f"{options.points} points along a side are more than {MOST_POINTS}")
    if options.path is not None and options.plane != RUN and options.steps is None:
        raise NoPath("there is no path without a run: say how many --steps it makes")


def _plane(experiment: Experiment, options: argparse.Namespace) -> tuple[ParameterPlane, PlanePath | None]:
    """The plane that is asked for, through the weights of the file or, of a run, through its last."""
    plane: ParameterPlane | None = None
    if options.plane == SHARPEST:
        plane = sharpest_plane(experiment)
    elif options.plane != RUN:
        plane = plane_of_parameters(
            experiment.network, *two_parameters_named(experiment.network, options.plane)
        )
    if options.steps is None and plane is not None:
        return plane, None
    trainer = Trainer(experiment)
    trainer.advance(STEPS if options.steps is None else options.steps)
    if trainer.divergence is not None:
        print(trainer.divergence.sentence)
    step, parameters = points_of(trainer.snapshot())
    plane = plane or plane_of_run(parameters, parameters[-1])
    return plane, path_in(plane, step, parameters)


def _whole(grid: LossGrid) -> MapRange:
    """All that is seen of it, in the numbers of the axes."""
    (left, right), (bottom, top) = (
        (zero + along[[0, -1]]).tolist()
        for zero, along in zip(grid.plane.zero, (grid.across, grid.up), strict=True)
    )
    return MapRange(left, right, bottom, top)


def _tell(grid: LossGrid, path: PlanePath | None) -> None:
    """What there is to say at a glance."""
    print(grid.plane.sentence)
    finite = grid.losses[np.isfinite(grid.losses)]
    if finite.size:
        print(f"{Symbol.LOSS} from {rounded(float(finite.min()))} to {rounded(float(finite.max()))}")
    if finite.size < grid.losses.size:
        print(f"{Symbol.LOSS} is not finite at {counted(grid.losses.size - finite.size, 'point')}")
    if path is not None:
        farthest = int(path.distance.argmax())
        where = f"farthest from the plane at step {path.step[farthest]}"
        print(f"the run is {where}: {rounded(float(path.distance[farthest]))}")


def surface(save_picture: SavePicture) -> Verb:
    """The verb, with `save_picture` to draw the picture that may be asked for."""
    return Verb(
        "surface",
        f"how high {Symbol.LOSS} is on a plane through the weights, and where a run passes in it",
        (Positional("file", "FILE", "an experiment, or the name of an example", read=experiment_file),),
        (
            Option(
                "--plane",
                f"the two directions in which {Symbol.LOSS} is curved most, those in which a run moves "
                "most, or two "
                "parameters, a weight as SOURCE>DEST and a bias by its neuron",
                "sharpest|run|A,B",
                str,
                is_required=True,
            ),
            Option(
                "--steps",
                f"train so many steps and tell of the path; {STEPS} unless told, where the plane is that of "
                "a run",
                "N",
                count,
            ),
            Option("--points", f"along either side, {SIZE} unless told", "N", at_least_one, SIZE),
            Option("--reach", "how far to either side of the weights", "R", positive),
            Option("--csv", "a row for each point", "OUT.csv", Path),
            Option("--path", "a row for each step of the run that is kept", "OUT.csv", Path),
            CONTINENTAL_OPTION,
            *picture_options("contours and the path", _SIZE),
        ),
        partial(_run, save_picture),
    )
