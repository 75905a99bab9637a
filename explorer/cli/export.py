"""`export`: how are the weights taken away?"""

import argparse
from pathlib import Path

from explorer.cli.argument_types import experiment_file
from explorer.cli.verb import Positional, Verb
from explorer.files.export import EXPORTS, export
from explorer.files.project import read_experiment


def _run(options: argparse.Namespace) -> int:
    export(options.out, read_experiment(options.file))
    print(f"weights written to {options.out}")
    return 0


EXPORT = Verb(
    "export",
    "take the weights away in another format",
    (
        Positional("file", "FILE", "an experiment, or the name of an example", read=experiment_file),
        Positional("out", "OUT", f"the format is its suffix: {', '.join(EXPORTS)}", read=Path),
    ),
    (),
    _run,
)
