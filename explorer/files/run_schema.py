"""Which kinds of kept runs can a file have, and how does an entry of `runs` become a run and back?

Since version 2: `network` and `descent`.
"""

from typing import get_args

import msgspec

from explorer.descent.kept_descent import KeptDescent
from explorer.descent.verdict import OrbitFate
from explorer.files.any_double import NotFinite
from explorer.files.descent_schema import DescentEntry, descent_tree, to_descent
from explorer.files.json_text import Tree
from explorer.files.network_run_schema import NetworkRunEntry, network_run_tree, to_network_run
from explorer.kept_run import KeptRun
from explorer.network.model import Experiment
from explorer.network.rules import EmptyName
from explorer.training.kept_network_run import KeptNetworkRun
from explorer.training.verdict import RunOutcome

RunEntry = NetworkRunEntry | DescentEntry


class _RunsEntry(msgspec.Struct):
    runs: list[RunEntry]


def run_tree(run: KeptRun, experiment: Experiment) -> Tree:
    """What a file says of `run` that is kept beside `experiment`. Raises TypeError for an unknown kind."""
    match run:
        case KeptNetworkRun():
            return network_run_tree(run, experiment)
        case KeptDescent():
            return descent_tree(run)
        case _:
            raise TypeError(f"no file has a place for a {type(run).__name__}")


def to_runs(tree: Tree, experiment: Experiment) -> tuple[KeptRun, ...]:
    """The runs that a file, of which `tree` is the whole, has beside `experiment`.

    Raises RuleBroken, and msgspec.ValidationError where a key is missing, unknown or of the wrong type.
    """
    entries = msgspec.convert({"runs": tree["runs"]}, _RunsEntry).runs
    return tuple(_to_run(entry, experiment, f"$.runs[{index}]") for index, entry in enumerate(entries))


def choices_of(key: str) -> list[str]:
    """What there is to choose from for `key` in a run: the kinds of verdicts, else numbers not finite."""
    return [*RunOutcome, *get_args(OrbitFate)] if key == "kind" else list(get_args(NotFinite))


def _to_run(entry: RunEntry, experiment: Experiment, place: str) -> KeptRun:
    if not entry.name.strip():
        raise EmptyName("a kept run needs a name: give it one", f"{place}.name")
    if isinstance(entry, DescentEntry):
        return to_descent(entry, place)
    return to_network_run(entry, experiment, place)
