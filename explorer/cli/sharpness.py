"""`sharpness`: how curved is E along a run, and is that too much for the learning rate?"""

import argparse
import time
from collections import deque
from functools import partial
from pathlib import Path

from explorer.cli.argument_types import at_least_one, count, experiment_file, number
from explorer.cli.destination import check_picture, check_table
from explorer.cli.kernel_note import load_kernels, note_kernels
from explorer.cli.picture_options import SavePicture, kept, picture_options, save_asked_picture
from explorer.cli.progress import with_bar
from explorer.cli.report import print_table
from explorer.cli.sharpness_summary import SharpnessSummary
from explorer.cli.table_style import CONTINENTAL_OPTION, style_of
from explorer.cli.verb import Option, Positional, Verb
from explorer.cli.written_output import opened
from explorer.files.sharpness import write_sharpness
from explorer.kernels import warm_up
from explorer.network.edits.training_edits import set_learning_rate
from explorer.number import counted, rounded
from explorer.picture_subject import PicturedSharpness
from explorer.symbol import Symbol
from explorer.training.compared_runs import PlannedRun
from explorer.training.curvature.curvature import curvature_of
from explorer.training.curvature.sharpness import Readings, joined, read_along
from explorer.training.curvature.stability import is_preconditioned
from explorer.training.program import Program
from explorer.training.trainer import Trainer


def _run(save_picture: SavePicture, options: argparse.Namespace) -> int:
    check_table(options.csv)
    check_picture(options.picture)
    experiment = opened(options, options.file).experiment
    if options.learning_rate is not None:
        experiment = set_learning_rate(experiment, options.learning_rate)
    largest, smallest = options.eigenvalues, options.eigenvalues if options.smallest else 0
    trainer, program = Trainer(experiment), Program.of(experiment)
    curvature = curvature_of(program, largest, smallest)
    note_kernels()
    load_kernels(warm_up.load_curvature)
    start = time.perf_counter()
    readings = read_along(trainer, curvature, len(program.inputs), options.steps)
    lookout = SharpnessSummary(experiment.training, options.steps)
    parts: list[Readings] = []
    watched = lookout.watch(kept(with_bar(readings), parts, options))
    if options.csv is not None:
        of_which = is_preconditioned(experiment.training)
        write_sharpness(options.csv, largest, smallest, watched, style_of(options), of_which)
        print(f"readings written to {options.csv}")
    else:
        deque(watched, maxlen=0)  # until there are no more
        print_table(*lookout.table(largest, smallest))
    print(lookout.sentence)
    if trainer.divergence is not None:
        print(trainer.divergence.sentence)
    print(f"{counted(trainer.step, 'step')} in {rounded(time.perf_counter() - start, 3)} s")
    if options.picture is None:
        return 0
    diverged_at = None if trainer.divergence is None else trainer.divergence.step
    plan = PlannedRun(experiment, options.steps)
    return save_asked_picture(
        save_picture, PicturedSharpness(plan, joined(parts), largest, diverged_at), options
    )


def sharpness(save_picture: SavePicture) -> Verb:
    """The verb, with `save_picture` to draw the picture that may be asked for."""
    return Verb(
        "sharpness",
        f"train, and tell how curved {Symbol.LOSS} is at each step: the largest eigenvalue of its Hessian, "
        "and what is "
        "stable",
        (Positional("file", "FILE", "an experiment, or the name of an example", read=experiment_file),),
        (
            Option("--steps", "how many updates of all weights", "N", count, is_required=True),
            Option("--learning-rate", f"{Symbol.ALPHA} in place of the file's", "A", number),
            Option("--eigenvalues", "so many of the largest, 1 unless told", "K", at_least_one, 1),
            Option("--smallest", "as many of the smallest, too"),
            Option("--csv", "a row for each step; without it, a table of some of them", "OUT.csv", Path),
            CONTINENTAL_OPTION,
            *picture_options("λ against what is stable, with --eigenvalues those beneath"),
        ),
        partial(_run, save_picture),
    )
