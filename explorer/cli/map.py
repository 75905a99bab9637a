"""`map`: where can a network be trained? One run for each pixel of two axes, and what becomes of it."""

import argparse
import re
import sys
import time
from functools import partial
from pathlib import Path
from typing import get_args

import numpy as np

from explorer.array import Array
from explorer.cli.argument_types import at_least_one, experiment_file, number, size
from explorer.cli.cluster_option import CLUSTER_OPTION
from explorer.cli.destination import check_picture, check_table
from explorer.cli.interrupted import INTERRUPTED
from explorer.cli.kernel_note import load_kernels, note_kernels
from explorer.cli.map_runs import MapRuns
from explorer.cli.picture_options import SavePicture, picture_options, save_asked_picture
from explorer.cli.progress import with_bar
from explorer.cli.report import print_table
from explorer.cli.sample_options import SAMPLE_OPTIONS, with_samples
from explorer.cli.table_style import CONTINENTAL_OPTION, style_of
from explorer.cli.verb import Option, Positional, Verb
from explorer.cli.written_output import opened
from explorer.files.training_map import write_map
from explorer.network.model import Experiment
from explorer.number import counted, rounded
from explorer.picture_subject import PicturedMap
from explorer.symbol import Symbol
from explorer.training.laboratory_settings import MapColour
from explorer.training.many.axis import Axis, axis_of
from explorer.training.many.border_dimension import border_dimension
from explorer.training.many.lane_choice import load_lanes
from explorer.training.many.map_layers import MapLayers
from explorer.training.many.map_picture import MapPicture
from explorer.training.many.map_so_far import last_bit_words, most_reached
from explorer.training.many.pixel_run import PixelClass
from explorer.training.many.training_map import TrainingMap
from explorer.training.program import Program

STEPS, SIZE = 500, (256, 256)
"""Of each run, and of the map, unless told otherwise."""

_PICTURE_SIZE = (1000, 1000)

COLOURS = get_args(MapColour)

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


def map_colour(text: str) -> str:
    """What the colours of a map mean."""
    if text not in COLOURS:
        raise argparse.ArgumentTypeError(f"{text} is none of {', '.join(COLOURS)}")
    return text


def _run(save_picture: SavePicture, options: argparse.Namespace) -> int:
    check_table(options.csv)
    check_picture(options.picture)
    experiment = with_samples(opened(options, options.file).experiment, options)
    width, height = options.size
    x, y = _axis(experiment, options.x, width), _axis(experiment, options.y, height)
    training_map = TrainingMap(experiment, x, y, options.steps)
    note_kernels()
    load_kernels(partial(load_lanes, Program.of(experiment)))
    begin, runs = time.perf_counter(), MapRuns(experiment, training_map, options)
    layers = runs.layers
    runs.make()
    if options.csv is not None and layers.made:
        write_map(options.csv, training_map, layers.picture, style_of(options), layers)
    if runs.is_interrupted:
        return _give_up(save_picture, layers, options)
    _tell(layers, options.csv)
    if options.dimension:
        print(_dimension(training_map))
    made = f"{counted(layers.made, 'run')} of {counted(options.steps, 'step')}"
    print(f"{made} in {rounded(time.perf_counter() - begin, 3)} s")
    return save_asked_picture(save_picture, PicturedMap(layers, options.colour), options)


def _give_up(save_picture: SavePicture, layers: MapLayers, options: argparse.Namespace) -> int:
    """After Ctrl+C: draw what is known, and say how far it came."""
    if layers.made:
        save_asked_picture(save_picture, PicturedMap(layers, options.colour), options, is_told=False)
    written = [str(path) for path in (options.csv, options.picture) if layers.made and path is not None]
    told = f"interrupted after {layers.made} of {counted(layers.asked, 'run')}"
    print("; ".join([told, *(f"{path} has what is known" for path in written)]), file=sys.stderr)
    return INTERRUPTED


def _axis(experiment: Experiment, text: AxisText, count: int) -> Axis:
    name, low, high, is_log = text
    return axis_of(experiment, name, low, high, count, is_log)


def _tell(layers: MapLayers, csv: Path | None) -> None:
    """What there is to say at a glance."""
    _tell_classes(layers.picture)
    print(layers.training_map.present_sentence(layers.picture.classes))
    if layers.bowl is not None:
        print("of the bowl with the same Hessian:")
        _tell_classes(layers.bowl)
    if (bits := layers.last_bit) is not None:
        print(last_bit_words(float(bits.mean())))
    if layers.has_solutions:
        found = most_reached(layers, layers.solutions.size)
        print(f"{counted(len(found), 'solution')} reached" + "".join(_reached(found[:1])))
    if csv is not None:
        print(f"map written to {csv}")


def _reached(most: list[tuple[int, float]]) -> list[str]:
    return [f", most often number {number}, by {100 * share:.1f} % of the runs" for number, share in most]


def _tell_classes(picture: MapPicture) -> None:
    classes = picture.classes
    rows = [
        (each.fate, str(int(there.sum())), f"{100 * there.mean():.1f} %", _steps(each, picture, there))
        for each in (PixelClass.CONVERGING, PixelClass.NEITHER, PixelClass.DIVERGING)
        for there in [classes == each]
    ]
    print_table(("class", "runs", "share", "steps"), rows)


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
        f"where a network can be trained: one run a pixel of two axes, and whether {Symbol.LOSS} fell to a "
        "tenth",
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
                f"a row a pixel; class: converging ({Symbol.LOSS} fell to a tenth of its start), "
                "diverging, neither",
                "OUT.csv",
                Path,
            ),
            *picture_options("the map", _PICTURE_SIZE, "--picture-size"),
            Option(
                "--colour",
                "of the picture: the steps, or only what became of each run, or which solution it reached, "
                "by what its hidden neurons tell apart, which is then a column of the table, too",
                "|".join(COLOURS),
                map_colour,
                default=COLOURS[0],
            ),
            Option(
                "--last-bit",
                "also what changes where the first weight starts one unit in its last place up",
            ),
            Option(
                "--bowl",
                f"also the map of the quadratic bowl that has the Hessian of {Symbol.LOSS} at the start",
            ),
            Option("--dimension", "how fractal the border is, by the uncertainty exponent"),
            CLUSTER_OPTION,
            CONTINENTAL_OPTION,
            *SAMPLE_OPTIONS,
        ),
        partial(_run, save_picture),
    )
