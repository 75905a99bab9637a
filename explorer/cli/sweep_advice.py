"""What do a sweep, the curvature at the start and a range test advise of α? Printed below one another."""

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from explorer.array import Array
from explorer.job import last_result
from explorer.network.model import Experiment
from explorer.training.advice import fastest_of, fastest_words, rule_words, stable_words
from explorer.training.curvature.eigenvector import sharpness_at
from explorer.training.many.group import RunResults
from explorer.training.program import Program, parameters_of
from explorer.training.range_test import range_test


class SweepAdvice:
    """Sees the groups of a sweep pass by, and then tells."""

    def __init__(self) -> None:
        self._rates, self._losses = list[Array](), list[Array]()
        self._have_diverged = list[NDArray[np.bool_]]()

    def watch(self, groups: Iterable[RunResults]) -> Iterator[RunResults]:
        """The same groups."""
        for group in groups:
            self._rates.append(group.learning_rates)
            self._losses.append(group.loss)
            self._have_diverged.append(group.diverged_at >= 0)
            yield group

    def print(self, experiment: Experiment, steps: int) -> None:
        """A line each, of runs of so many steps. Curvature and range test are those at these weights."""
        rates, losses = np.concatenate(self._rates), np.concatenate(self._losses)
        fastest = fastest_of(rates, losses, np.concatenate(self._have_diverged), steps)
        sharpness = sharpness_at(Program.of(experiment), parameters_of(experiment.network))
        print(stable_words(experiment.training, sharpness))
        print(fastest_words(fastest))
        for words in rule_words(last_result(range_test(experiment))):
            print(words)
