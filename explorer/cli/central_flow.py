"""`central-flow`: does a run at the edge of stability swing as its central flow predicts, and where not?"""

import argparse
import time
from collections import deque
from functools import partial
from pathlib import Path

from explorer.cli.argument_types import at_least_one, experiment_file, number
from explorer.cli.central_flow_summary import HEADER, CentralFlowSummary
from explorer.cli.destination import check_picture, check_table
from explorer.cli.kernel_note import load_kernels, note_kernels
from explorer.cli.picture_options import SavePicture, kept, picture_options, save_asked_picture
from explorer.cli.progress import with_bar
from explorer.cli.report import print_table
from explorer.cli.table_style import CONTINENTAL_OPTION, style_of
from explorer.cli.verb import Option, Positional, Verb
from explorer.cli.written_output import opened
from explorer.files.central_flow import write_central_flow
from explorer.kernels import warm_up
from explorer.network.edits.training_edits import set_learning_rate
from explorer.number import counted, rounded
from explorer.symbol import Symbol
from explorer.training.curvature.central_flow import check_has_central_flow
from explorer.training.curvature.flow_beside_run import FlowWindow, flow_beside_run
from explorer.training.curvature.flow_comparison import comparison_of


def _run(save_picture: SavePicture, options: argparse.Namespace) -> int:
    check_table(options.csv)
    check_picture(options.picture)
    experiment = opened(options, options.file).experiment
    if options.learning_rate is not None:
        experiment = set_learning_rate(experiment, options.learning_rate)
    check_has_central_flow(experiment)
    note_kernels()
    load_kernels(warm_up.load_curvature)
    start = time.perf_counter()
    summary = CentralFlowSummary(options.steps)
    windows: list[FlowWindow] = []
    watched = summary.watch(kept(with_bar(flow_beside_run(experiment, options.steps)), windows, options))
    if options.csv is not None:
        write_central_flow(options.csv, watched, style_of(options))
        print(f"steps written to {options.csv}")
    else:
        deque(watched, maxlen=0)  # until there are no more
        print_table(HEADER, summary.rows)
    for sentence in summary.sentences:
        print(sentence)
    print(f"{counted(summary.last_step, 'step')} in {rounded(time.perf_counter() - start, 3)} s")
    return 0 if not windows else save_asked_picture(save_picture, comparison_of(windows), options)


def central_flow(save_picture: SavePicture) -> Verb:
    """The verb, with `save_picture` to draw the picture that may be asked for."""
    return Verb(
        "central-flow",
        "train by plain descent, and tell how widely it swings at the edge of stability, beside its "
        "central flow",
        (Positional("file", "FILE", "an experiment, or the name of an example", read=experiment_file),),
        (
            Option("--steps", "how many updates of all weights", "N", at_least_one, is_required=True),
            Option("--learning-rate", f"{Symbol.ALPHA} in place of the file's", "A", number),
            Option("--csv", "a row for each step; without it, a table of means", "OUT.csv", Path),
            CONTINENTAL_OPTION,
            *picture_options(f"{Symbol.LOSS}, λ and σ² of the run beside those of its flow"),
        ),
        partial(_run, save_picture),
    )
