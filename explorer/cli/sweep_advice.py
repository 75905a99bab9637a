"""What do a sweep, the curvature at the start and a range test advise of α? Printed below one another."""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from explorer.array import Array
from explorer.job import last_result
from explorer.network.model import Experiment
from explorer.training.advice import HERE, fastest_of, fastest_words, rule_words, stable_words_of_starts
from explorer.training.many.group import RunResults
from explorer.training.many.start_of_sweep import start_of_sweep


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

    def print(self, experiment: Experiment, seeds: Sequence[int] | None, steps: int) -> None:
        """A line each, of runs of so many steps. Curvature and range test are those where the runs start.

        That is at the starts of `seeds`, and without these at the experiment's weights.
        """
        rates, losses = np.concatenate(self._rates), np.concatenate(self._losses)
        fastest = fastest_of(rates, losses, np.concatenate(self._have_diverged), steps)
        start = last_result(start_of_sweep(experiment, seeds))
        where = HERE if seeds is None else "at the start"
        print(stable_words_of_starts(experiment.training, start.sharpness, where))
        print(fastest_words(fastest))
        for words in rule_words(start.tests):
            print(words)
