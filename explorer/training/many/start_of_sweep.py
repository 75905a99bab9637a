"""What is known of a sweep before its first run? λ, the α it allows and a range test, at each of its starts.

With seeds these are the starts of the seeds: the present weights are none of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from explorer.array import Array
from explorer.job import Job, JobStep, last_result
from explorer.network.edits.parameter_edits import with_parameters
from explorer.network.initialiser import drawing
from explorer.network.model import Experiment
from explorer.training.curvature.place_sharpness import sharpness_at
from explorer.training.curvature.stability import is_preconditioned, largest_stable_rates
from explorer.training.program import Program, parameters_of
from explorer.training.range_test import RangeTest, RateRule, median_rules, range_of_sweep, range_test


@dataclass(frozen=True, eq=False)
class StartOfSweep:
    """`sharpness`: λ at each start, (starts,); `tests`: what a range test reads at each.

    `limits`: the α that each λ allows, ∞ where E is curved upwards nowhere; only of the starts at which one
    is known.
    """

    sharpness: Array
    limits: Array
    tests: tuple[RangeTest, ...]

    @property
    def limit(self) -> float | None:
        """The median of the limits; None where none is known."""
        return float(np.median(self.limits)) if len(self.limits) else None

    @property
    def rules(self) -> tuple[RateRule, ...]:
        """The rules of a range test, each with the median of what it reads at the starts."""
        return median_rules(self.tests)

    def range(self, experiment: Experiment) -> tuple[float, float]:
        """The range of α that fits every start, from and to; see `range_of_sweep`.

        By limits that hold for a while: not that of Adam, which at a start knows one gradient alone.
        """
        limit = None if is_preconditioned(experiment.training) else self.limit
        has_all = limit is not None and len(self.limits) == len(self.tests)
        limits = self.limits.tolist() if has_all else [limit] * len(self.tests)
        ranges = [
            range_of_sweep(experiment, test, limit) for test, limit in zip(self.tests, limits, strict=True)
        ]
        return min(low for low, _ in ranges), max(high for _, high in ranges)


def start_of_sweep(experiment: Experiment, seeds: Sequence[int] | None) -> Job[StartOfSweep]:
    """That of a sweep from the starts of `seeds`; without these from the weights as they are.

    Raises NoOutput or NoTrainingSample.
    """
    starts = [parameters_of(experiment.network)]
    if seeds is not None:
        draw = drawing(experiment.network, experiment.training.initialiser)
        starts = [draw(seed) for seed in seeds]
    program = Program.of(experiment)
    sharpness, tests = np.empty(len(starts)), list[RangeTest]()
    for number, parameters in enumerate(starts):
        network = with_parameters(experiment.network, parameters.tolist())
        tests.append(last_result(range_test(replace(experiment, network=network))))
        sharpness[number] = sharpness_at(program, parameters)
        yield JobStep((number + 1) / len(starts))
    limits = largest_stable_rates(experiment.training, sharpness)
    yield JobStep(1.0, StartOfSweep(sharpness, limits, tuple(tests)))
