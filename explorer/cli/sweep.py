"""`sweep`: what becomes of the same network at many learning rates, and from many starts?"""

import argparse
import time
from collections.abc import Iterable
from contextlib import closing
from functools import partial
from pathlib import Path

from explorer.cli.argument_types import at_least_one, count, experiment_file, learning_rates
from explorer.cli.cluster_option import CLUSTER_OPTION
from explorer.cli.destination import check_picture, check_table
from explorer.cli.kernel_note import load_kernels, note_kernels
from explorer.cli.picture_options import SavePicture, kept, picture_options, save_asked_picture
from explorer.cli.progress import with_bar
from explorer.cli.sample_options import SAMPLE_OPTIONS, with_samples
from explorer.cli.sweep_advice import SweepAdvice
from explorer.cli.sweep_summary import print_ranges, summary_of
from explorer.cli.table_style import CONTINENTAL_OPTION, style_of
from explorer.cli.verb import Option, Positional, Verb
from explorer.cli.written_output import opened
from explorer.files.sweep import label, write_sweep
from explorer.job import last_result
from explorer.number import counted, exact, rounded
from explorer.picture_subject import PicturedSweep
from explorer.symbol import Symbol
from explorer.training.many.cluster import runner_for
from explorer.training.many.executor import in_order
from explorer.training.many.group import RunResults
from explorer.training.many.lane_choice import load_lanes, lone_engine_for
from explorer.training.many.start_of_sweep import start_of_sweep
from explorer.training.many.sweep import Sweep, SweptRun
from explorer.training.many.sweep_picture import empty_picture
from explorer.training.trainer import Trainer

STEPS = 1000
"""Of each run, unless told otherwise."""


def _run(save_picture: SavePicture, options: argparse.Namespace) -> int:
    check_table(options.csv)
    check_picture(options.picture)
    experiment = with_samples(opened(options, options.file).experiment, options)
    first_seed = experiment.training.initialiser.seed
    seeds = None if options.seeds is None else range(first_seed, first_seed + options.seeds)
    sweep = Sweep(experiment, options.learning_rates, seeds, options.steps)
    note_kernels()
    load_kernels(partial(load_lanes, sweep.program))
    start, advice, groups = time.perf_counter(), SweepAdvice(), list[RunResults]()
    with (
        runner_for(options.dask) as (run, workers),
        closing(with_bar(run(sweep.groups(workers), len(sweep), workers))) as ends,
    ):
        ordered = in_order(advice.watch(kept(ends, groups, options)))
        if options.csv is not None:
            write_sweep(options.csv, sweep, ordered, style_of(options))
            print(f"runs written to {options.csv}")
        else:
            _print_summary(sweep, ordered)
    if options.advice:
        advice.print(experiment, seeds, sweep.steps)
    runs = f"{counted(len(sweep), 'run')} of {counted(sweep.steps, 'step')}"
    print(f"{runs} in {rounded(time.perf_counter() - start, 3)} s")
    if options.picture is None:
        return 0
    picture = empty_picture(sweep, last_result(start_of_sweep(experiment, seeds))).with_runs(groups)
    return save_asked_picture(save_picture, PicturedSweep(picture, experiment.training), options)


def _print_summary(sweep: Sweep, ends: Iterable[RunResults]) -> None:
    summary = summary_of(run for group in ends for run in sweep.runs(group))
    print_ranges(summary)
    if summary.best is not None:
        print(
            f"lowest {Symbol.LOSS}: {exact(summary.best.loss)} at {_named(summary.best)}, "
            f"{label(summary.best.verdict)}"
        )
    if (run := summary.explained) is not None:
        print(f"{run.verdict.kind} first at {_named(run)}: {run.verdict.reason}")
    if summary.diverged is not None:
        print(f"first to diverge: {_named(summary.diverged)}")
        print(_divergence(sweep, summary.diverged))


def _named(run: SweptRun) -> str:
    seed = "" if run.seed is None else f", seed {run.seed}"
    return f"learning rate {exact(run.learning_rate)}{seed}"


def _divergence(sweep: Sweep, run: SweptRun) -> str:
    """What happened to it, found by following it alone."""
    trainer = Trainer(sweep.experiment(run.number), lone_engine_for(sweep.program))
    trainer.advance(run.steps)
    return "" if trainer.divergence is None else trainer.divergence.sentence


def sweep_verb(save_picture: SavePicture) -> Verb:
    """The verb, with `save_picture` to draw the picture that may be asked for."""
    return Verb(
        "sweep",
        "the same network at many learning rates, from one start or many, and what becomes of it",
        (Positional("file", "FILE", "an experiment, or the name of an example", read=experiment_file),),
        (
            Option(
                "--learning-rates",
                "COUNT rates from START to STOP, with log by equal ratios, like 1e-3:10:200log",
                "START:STOP:COUNT[log]",
                learning_rates,
                is_required=True,
            ),
            Option(
                "--seeds", "from so many random starts each, not from the weights as drawn", "N", at_least_one
            ),
            Option("--steps", f"how many updates each run makes, {STEPS} unless told", "N", count, STEPS),
            Option("--csv", "a row for each run", "OUT.csv", Path),
            Option(
                "--advice",
                "also what the curvature and a range test where the runs start advise, and the sweep",
            ),
            *picture_options(f"{Symbol.LOSS} after all steps for every {Symbol.ALPHA}"),
            CLUSTER_OPTION,
            CONTINENTAL_OPTION,
            *SAMPLE_OPTIONS,
        ),
        partial(_run, save_picture),
    )
