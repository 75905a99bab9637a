"""In which formats do the trained weights leave, and how does a file's suffix choose one?

A table: suffix -> (label, bytes of the experiment). A further format joins as one row.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from explorer.files.atomic import write_whole
from explorer.files.export.csv_table import to_csv
from explorer.files.export.npz import to_npz
from explorer.files.export.python_module import to_python
from explorer.files.project import to_bytes
from explorer.files.refused import FileRefused
from explorer.network.experiment_rules import check_experiment
from explorer.network.model import Experiment
from explorer.project import Project


@dataclass(frozen=True)
class Export:
    """One format: `label` for people, and the content of the file."""

    suffix: str
    label: str
    content: Callable[[Experiment], bytes]


EXPORTS: dict[str, Export] = {
    row.suffix: row
    for row in (
        Export(".json", "experiment with its present weights", lambda weights: to_bytes(Project(weights))),
        Export(".npz", "numpy arrays", to_npz),
        Export(".csv", "table of weights and biases", to_csv),
        Export(".py", "Python module", to_python),
    )
}
"""Every format under the suffix that chooses it."""


def export(path: Path, experiment: Experiment) -> None:
    """Makes the file at `path` hold the network in the format of its suffix.

    Raises FileRefused for a suffix that is none of `EXPORTS` and where it cannot be written, and RuleBroken
    for an experiment with a number that is not finite.
    """
    row = export_of(path)
    check_experiment(experiment)
    write_whole(path, row.content(experiment))


def export_of(path: Path) -> Export:
    """The format that the suffix of `path` chooses. Raises FileRefused for a suffix that none has."""
    row = EXPORTS.get(path.suffix.lower())
    if row is None:
        suffix = f"the suffix {path.suffix}" if path.suffix else "a name without a suffix"
        raise FileRefused(str(path), f"{suffix} is no format for weights: use {', '.join(EXPORTS)}")
    return row
