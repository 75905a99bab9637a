"""On what is raced, how far, and what is “down”: the question of a race, without who runs?

What one optimiser does there does not depend on the others, so that one more needs no other run anew.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from explorer.job import Job
from explorer.network.edits.training_edits import set_training
from explorer.network.model import Experiment, OptimiserChoice
from explorer.network.optimiser import OPTIMISERS
from explorer.race.function_race import race_on_function
from explorer.race.landscape import Landscape, landscape_of
from explorer.race.network_race import race_on_network
from explorer.race.racer import RaceSoFar, choices_of
from explorer.training.laboratory_settings import LaboratorySettings
from explorer.training.run_state import is_same_task

_ANY = OptimiserChoice("gradient-descent")

ON_FUNCTION, ON_NETWORK = 1e-6, 0.01
"""How far above the least value one has arrived, and below which E, unless told otherwise."""


@dataclass(frozen=True, eq=False)
class RaceCourse:
    """On a landscape or, where that is None, on the network of the experiment.

    `same_rate`: the α of all; None: each has the best of its own sweep. `tolerance`: above the least value of
    the landscape; on the network E itself.
    """

    experiment: Experiment
    landscape: Landscape | None
    steps: int
    tolerance: float
    same_rate: float | None

    @property
    def goal(self) -> float:
        """Below which one has arrived."""
        return self.tolerance if self.landscape is None else self.landscape.goal(self.tolerance)

    def choices(self, names: Iterable[str]) -> list[OptimiserChoice]:
        """The optimisers of these names: on the network, that of training with the settings that it has."""
        return choices_of(list(names), None if self.landscape else self.experiment.training.optimiser)

    def race(self, optimisers: Sequence[OptimiserChoice]) -> Job[RaceSoFar]:
        """The race of these. Raises RaceTooLong, NoOutput or NoTrainingSample."""
        how = optimisers, self.steps, self.tolerance, self.same_rate
        if self.landscape is None:
            return race_on_network(self.experiment, *how)
        return race_on_function(self.landscape, *how)

    def is_same(self, other: "RaceCourse") -> bool:
        """Whether everybody would run the same on both."""
        if (self.steps, self.tolerance, self.same_rate) != (other.steps, other.tolerance, other.same_rate):
            return False
        if self.landscape is None or other.landscape is None:
            return self.landscape is other.landscape and self._is_same_task(other)
        return self.landscape == other.landscape

    def _is_same_task(self, other: "RaceCourse") -> bool:
        """Whether only the optimiser of training differs, and each of them has the same settings on both."""
        one, same = (set_training(each.experiment, optimiser=_ANY) for each in (self, other))
        return is_same_task(one, same) and self.choices(OPTIMISERS) == other.choices(OPTIMISERS)


def course_of(settings: LaboratorySettings, experiment: Experiment, learning_rate: float) -> RaceCourse:
    """What the settings choose, with the α line at `learning_rate`. Raises FormulaError."""
    landscape, usual = None, ON_NETWORK
    if settings.race_on:
        landscape, usual = landscape_of(settings.race_on), ON_FUNCTION
        if settings.race_start is not None:
            landscape = replace(landscape, start=settings.race_start)
    tolerance = usual if settings.race_tolerance is None else settings.race_tolerance
    same_rate = learning_rate if settings.race_at_line else None
    return RaceCourse(experiment, landscape, settings.race_steps, tolerance, same_rate)
