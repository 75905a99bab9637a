"""Which kinds of kept runs can a file have, and how does an entry of `runs` become a run and back?

Since version 2: `network` and `descent`.
"""

from explorer.descent.kept_descent import KeptDescent
from explorer.files.descent_schema import DescentEntry, descent_tree, to_descent
from explorer.files.json_text import Tree
from explorer.files.network_run_schema import NetworkRunEntry, network_run_tree, to_network_run
from explorer.kept_run import KeptRun
from explorer.network.model import Experiment
from explorer.network.rules import EmptyName
from explorer.training.kept_network_run import KeptNetworkRun

RunEntry = NetworkRunEntry | DescentEntry


def run_tree(run: KeptRun, experiment: Experiment) -> Tree:
    """What a file says of `run` that is kept beside `experiment`. Raises TypeError for an unknown kind."""
    match run:
        case KeptNetworkRun():
            return network_run_tree(run, experiment)
        case KeptDescent():
            return descent_tree(run)
        case _:
            raise TypeError(f"no file has a place for a {type(run).__name__}")


def to_run(entry: RunEntry, experiment: Experiment, place: str) -> KeptRun:
    """The run that stands at `place` in a file, beside `experiment`. Raises RuleBroken."""
    if not entry.name.strip():
        raise EmptyName("a kept run needs a name: give it one", f"{place}.name")
    if isinstance(entry, DescentEntry):
        return to_descent(entry, place)
    return to_network_run(entry, experiment, place)
