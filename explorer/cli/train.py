"""`train`: how low does E get in so many steps, and where do the weights go then?"""

import argparse
import math
import time
from collections import deque
from dataclasses import replace
from pathlib import Path
from typing import Never

from explorer.cli.argument_types import count, experiment_file, number
from explorer.cli.kernel_note import note_kernels
from explorer.cli.progress import with_bar
from explorer.cli.sample_options import SAMPLE_OPTIONS, with_samples
from explorer.cli.table_style import CONTINENTAL_OPTION, style_of
from explorer.cli.verb import Option, Positional, Verb
from explorer.cli.written_output import opened
from explorer.files.export import EXPORTS, export, export_of
from explorer.files.history import write_history
from explorer.files.project import write_project
from explorer.files.refused import FileRefused
from explorer.job import Job, JobStep
from explorer.network.edits.training_edits import set_learning_rate
from explorer.number import counted, exact, rounded
from explorer.project import Project
from explorer.refusal import Refusal
from explorer.symbol import Symbol
from explorer.training.diagnosis import diagnose
from explorer.training.engine_choice import engine_for
from explorer.training.numpy_engine.engine import NumpyEngine
from explorer.training.program import Program, check_trainable
from explorer.training.run_maker import engine_in_words
from explorer.training.trainer import Trainer
from explorer.training.verdict import SHORTEST

_PIECE = 0.05  # seconds


class Diverged(Refusal):
    """Weights that are to be written are finite."""


def _run(options: argparse.Namespace) -> int:
    _check_destinations(options)
    project = opened(options, options.file)
    experiment = with_samples(project.experiment, options)
    if options.learning_rate is not None:
        experiment = set_learning_rate(experiment, options.learning_rate)
    check_trainable(experiment)
    engine = engine_for(Program.of(experiment), steps=options.steps)
    note_kernels(are_used=not isinstance(engine, NumpyEngine))
    trainer = Trainer(experiment, engine)
    seconds = _train(trainer, options.steps)
    _print_result(trainer, seconds, engine.name)
    if options.history is not None:
        write_history(options.history, trainer.history, style_of(options))
        print(f"history written to {options.history}")
    _write_weights(project, trainer, options)
    return 0


def _check_destinations(options: argparse.Namespace) -> None:
    """Refuses before the training what could not be written after it."""
    if options.save is not None and options.save.suffix.lower() != ".json":
        raise FileRefused(
            str(options.save), "an experiment's name must end in .json; --export has other formats"
        )
    if options.history is not None and options.history.suffix.lower() != ".csv":
        raise FileRefused(str(options.history), "a history's name must end in .csv")
    for path in options.export:
        export_of(path)
    for path in (options.save, options.history, *options.export):
        if path is not None and not path.parent.is_dir():
            raise FileRefused(str(path), "there is no such folder")
        if path is not None and path.is_dir():
            raise FileRefused(str(path), "is a folder")


def _train(trainer: Trainer, steps: int) -> float:
    """Makes the steps; the seconds that they took."""
    start = time.perf_counter()
    deque(with_bar(_training(trainer, steps)), maxlen=0)
    return time.perf_counter() - start


def _training(trainer: Trainer, steps: int) -> Job[Never]:
    """The steps as a job: what it comes to is with the trainer."""
    while trainer.step < steps and trainer.divergence is None:
        trainer.advance_for(_PIECE, steps - trainer.step)
        yield JobStep(trainer.step / steps)


def _print_result(trainer: Trainer, seconds: float, engine: str) -> None:
    rows = trainer.history.rows()
    print(f"{Symbol.LOSS} at the start: {exact(rows.loss[0])}{_held_out(rows.held_out_loss[0])}")
    print(
        f"{Symbol.LOSS} after {counted(trainer.step, 'step')}: "
        f"{exact(rows.loss[-1])}{_held_out(rows.held_out_loss[-1])}"
    )
    if trainer.divergence is not None:
        print(trainer.divergence.sentence)
    else:
        _print_verdict(trainer)
    print(f"{counted(trainer.step, 'step')} in {rounded(seconds, 3)} s, by {engine_in_words(engine)}")


def _print_verdict(trainer: Trainer) -> None:
    """What became of the run, and what is amiss in the network; of what the verdict tells, the remedy."""
    verdict, is_judged = trainer.verdict(), trainer.step >= SHORTEST
    if is_judged:
        print(f"verdict: {verdict.sentence}")
    for finding in diagnose(trainer.experiment()):
        is_told = is_judged and finding.sentence == verdict.reason
        print(f"note: {finding.remedy if is_told else finding.text}")


def _held_out(loss: float) -> str:
    return "" if math.isnan(loss) else f" (of the samples held out: {exact(loss)})"


def _write_weights(project: Project, trainer: Trainer, options: argparse.Namespace) -> None:
    """Saves what was trained beside the runs that are kept, and exports it. Raises Diverged if not finite."""
    if trainer.divergence is not None and (options.save is not None or options.export):
        where = f"at step {trainer.divergence.step}, first in neuron {trainer.divergence.neuron}"
        raise Diverged(f"the run diverged {where}: no weights were written")
    trained = trainer.experiment()
    if options.save is not None:
        write_project(options.save, replace(project, experiment=trained))
        print(f"experiment written to {options.save}")
    for path in options.export:
        export(path, trained)
        print(f"weights written to {path}")


TRAIN = Verb(
    "train",
    "gradient descent for so many steps, and the weights taken away",
    (Positional("file", "FILE", "an experiment, or the name of an example", read=experiment_file),),
    (
        Option("--steps", "how many updates of all weights", "N", count, is_required=True),
        Option("--learning-rate", f"{Symbol.ALPHA} in place of the file's", "A", number),
        Option("--save", "the experiment with its trained weights", "OUT.json", Path),
        Option(
            "--history", f"{Symbol.LOSS}, gradient size and {Symbol.ALPHA}, step by step", "OUT.csv", Path
        ),
        CONTINENTAL_OPTION,
        *SAMPLE_OPTIONS,
        Option("--export", f"the trained weights: {', '.join(EXPORTS)}", "OUT", Path, repeats=True),
    ),
    _run,
)
