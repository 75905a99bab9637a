"""What is open, edited, undone and saved? A project, as one value: an experiment and the runs that are kept.

Pure functions from project to project, each of which is one step of undo.
"""

from dataclasses import dataclass, replace

from explorer.descent.kept_descent import KeptDescent
from explorer.kept_run import KeptRun, check_name
from explorer.network.model import Experiment
from explorer.training.kept_network_run import KeptNetworkRun

MOST_NETWORK_RUNS = 7
"""So many of the latest runs of the network stay: with the present one as many as a theme has colours."""


@dataclass(frozen=True)
class Project:
    """An experiment, and beside it the runs that are kept, the oldest first."""

    experiment: Experiment
    runs: tuple[KeptRun, ...] = ()

    @property
    def network_runs(self) -> tuple[KeptNetworkRun, ...]:
        """Those of the network."""
        return tuple(run for run in self.runs if isinstance(run, KeptNetworkRun))

    @property
    def descents(self) -> tuple[KeptDescent, ...]:
        """Those of one variable."""
        return tuple(run for run in self.runs if isinstance(run, KeptDescent))


def keep_run(project: Project, run: KeptRun) -> Project:
    """Adds a run; where there are too many of the network then, the oldest of those goes."""
    kept = replace(project, runs=(*project.runs, run))
    surplus = kept.network_runs[:-MOST_NETWORK_RUNS]
    return replace(kept, runs=tuple(other for other in kept.runs if other not in surplus))


def drop_run(project: Project, run: KeptRun) -> Project:
    """Takes a run away."""
    return replace(project, runs=tuple(other for other in project.runs if other != run))


def rename_run(project: Project, run: KeptRun, name: str) -> Project:
    """Calls a run otherwise. Raises NamelessRun."""
    check_name(name)
    return _exchange(project, run, replace(run, name=name.strip()))


def colour_run(project: Project, run: KeptRun, colour: int) -> Project:
    """Gives a run another of the curve colours."""
    return _exchange(project, run, replace(run, colour=colour))


def _exchange(project: Project, run: KeptRun, other: KeptRun) -> Project:
    return replace(project, runs=tuple(other if each == run else each for each in project.runs))
