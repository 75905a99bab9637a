"""`map`: where can a network be trained? One run for each pixel of two axes, and what becomes of it."""

import argparse
import re
import time
from functools import partial
from pathlib import Path

import numpy as np

from explorer.array import Array
from explorer.cli.argument_types import at_least_one, experiment_file, number, size
from explorer.cli.cluster_option import CLUSTER_OPTION
from explorer.cli.destination import check_picture, check_table
from explorer.cli.kernel_note import load_kernels, note_kernels
from explorer.cli.picture_options import SavePicture, picture_options, save_asked_picture
from explorer.cli.progress import with_bar
from explorer.cli.report import print_table
from explorer.cli.sample_options import SAMPLE_OPTIONS, with_samples
from explorer.cli.table_style import CONTINENTAL_OPTION, style_of
from explorer.cli.verb import Option, Positional, Verb
from explorer.files.project import read_experiment
from explorer.files.training_map import write_map
from explorer.network.model import Experiment
from explorer.number import counted, rounded
from explorer.picture_subject import PicturedMap
from explorer.training.many.axis import Axis, axis_of
from explorer.training.many.border_dimension import border_dimension
from explorer.training.many.cluster import runner_for
from explorer.training.many.lane_choice import load_lanes
from explorer.training.many.training_map import MapPicture, PixelClass, TrainingMap, compute_map
from explorer.training.program import Program

STEPS, SIZE = 500, (256, 256)
"""Of each run, and of the map, unless told otherwise."""

_PICTURE_SIZE = (1000, 1000)

_AXIS = re.compile(r"(.+):([^:]+):([^:]+?)(log)?")

AxisText = tuple[str, float, float, bool]
"""Name, START, STOP, and whether by equal ratios."""


def axis_text(text: str) -> AxisText:
    """AXIS:START:STOP, with `log` behind by equal ratios."""
    match = _AXIS.fullmatch(text)
    if match is None:
        raise argparse.ArgumentTypeError(
            f"{text} is no AXIS:START:STOP: write it like learning-rate:0.01:10log or scale:0.5:2"
        )
    return match[1], number(match[2]), number(match[3]), match[4] is not None


def _run(save_picture: SavePicture, options: argparse.Namespace) -> int:
    check_table(options.csv)
    check_picture(options.picture)
    experiment = with_samples(read_experiment(options.file), options)
    width, height = options.size
    x, y = _axis(experiment, options.x, width), _axis(experiment, options.y, height)
    training_map = TrainingMap(experiment, x, y, options.steps)
    note_kernels()
    load_kernels(partial(load_lanes, Program.of(experiment)))
    begin, picture = time.perf_counter(), MapPicture(width, height)
    try:
        with runner_for(options.dask) as (run, workers):
            for step in with_bar(compute_map(training_map, workers, run=run)):
                picture.add(step)
    finally:  # interrupted, what is known is written
        if options.csv is not None and picture.is_known.any():
            write_map(options.csv, training_map, picture, style_of(options))
    _tell(training_map, picture, options.csv)
    if options.dimension:
        print(_dimension(training_map))
    runs = f"{counted(len(training_map), 'run')} of {counted(options.steps, 'step')}"
    print(f"{runs} in {rounded(time.perf_counter() - begin, 3)} s")
    return save_asked_picture(save_picture, PicturedMap(training_map, picture), options)


def _axis(experiment: Experiment, text: AxisText, count: int) -> Axis:
    name, low, high, is_log = text
    return axis_of(experiment, name, low, high, count, is_log)


def _tell(training_map: TrainingMap, picture: MapPicture, csv: Path | None) -> None:
    """What there is to say at a glance."""
    classes = picture.classes
    rows = [
        (each.fate, str(int(there.sum())), f"{100 * there.mean():.1f} %", _steps(each, picture, there))
        for each in (PixelClass.CONVERGING, PixelClass.NEITHER, PixelClass.DIVERGING)
        for there in [classes == each]
    ]
    print_table(("class", "runs", "share", "steps"), rows)
    print(training_map.present_sentence(classes))
    if csv is not None:
        print(f"map written to {csv}")


def _steps(each: PixelClass, picture: MapPicture, there: Array) -> str:
    """From the quickest to the slowest: until a tenth of E, or until it diverged."""
    if each is PixelClass.NEITHER or not there.any():
        return ""
    steps = (picture.low_at if each is PixelClass.CONVERGING else picture.diverged_at)[there]
    return f"{steps.min()} – {steps.max()}"


def _dimension(training_map: TrainingMap) -> str:
    """The border's dimension, by the uncertainty exponent."""
    *_, found = with_bar(border_dimension(training_map.classes_at))
    if np.isnan(found.dimension):
        return "dimension of the border: there is hardly any border in this window"
    pairs = f"{sum(found.uncertain)} of {sum(found.pairs)} pairs of runs end otherwise"
    return f"dimension of the border: {found.dimension:.3f} ± {found.error:.3f} ({pairs})"


def map_verb(save_picture: SavePicture) -> Verb:
    """The verb, with `save_picture` to draw the picture that may be asked for."""
    return Verb(
        "map",
        "where a network can be trained: one run a pixel of two axes, and whether E fell to a tenth",
        (Positional("file", "FILE", "an experiment, or the name of an example", read=experiment_file),),
        (
            Option(
                "--x",
                "what goes to the right: learning-rate, learning-rate@GROUP (a level, or names joined by "
                "commas), momentum, scale, seed or weight@SOURCE>DEST, with log by equal ratios",
                "AXIS:START:STOP[log]",
                axis_text,
                is_required=True,
            ),
            Option("--y", "what goes up, likewise", "AXIS:START:STOP[log]", axis_text, is_required=True),
            Option("--size", "runs to the right and up, 256x256 unless told", "WxH", size, default=SIZE),
            Option(
                "--steps", f"how many updates each run makes, {STEPS} unless told", "N", at_least_one, STEPS
            ),
            Option(
                "--csv",
                "a row a pixel; class: converging (E fell to a tenth of its start), diverging, neither",
                "OUT.csv",
                Path,
            ),
            *picture_options("the map", _PICTURE_SIZE, "--picture-size"),
            Option("--dimension", "how fractal the border is, by the uncertainty exponent"),
            CLUSTER_OPTION,
            CONTINENTAL_OPTION,
            *SAMPLE_OPTIONS,
        ),
        partial(_run, save_picture),
    )
