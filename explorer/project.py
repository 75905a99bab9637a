"""What is open, edited, undone and saved? A project, as one value: an experiment, kept runs and settings.

Pure functions from project to project, each of which is one step of undo.
"""

from dataclasses import dataclass, replace
from typing import TypeVar

from explorer.chain.settings import NEW_CHAIN, ChainSettings
from explorer.descent.settings import NEW, DescentSettings
from explorer.kept_run import KeptRun, check_name
from explorer.network.model import Experiment
from explorer.training.laboratory_settings import NEW_LABORATORY, LaboratorySettings

Run = TypeVar("Run", bound=KeptRun)


@dataclass(frozen=True)
class Project:
    """An experiment, beside it the runs that are kept, the oldest first, and what is looked at."""

    experiment: Experiment
    runs: tuple[KeptRun, ...] = ()
    one_variable: DescentSettings = NEW
    laboratory: LaboratorySettings = NEW_LABORATORY
    notation: str | None = None
    """The name of the notation in which it is shown; None for that which the person chose last."""
    chain: ChainSettings = NEW_CHAIN

    def runs_of(self, kind: type[Run]) -> tuple[Run, ...]:
        """Those of one kind."""
        return tuple(run for run in self.runs if isinstance(run, kind))


def keep_run(project: Project, run: KeptRun) -> Project:
    """Adds a run; where there are too many of its kind then, the oldest of those goes."""
    runs = (*project.runs, run)
    alike = [other for other in runs if type(other) is type(run)]
    surplus = [] if run.most is None else alike[: -run.most]
    return replace(project, runs=tuple(other for other in runs if other not in surplus))


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
