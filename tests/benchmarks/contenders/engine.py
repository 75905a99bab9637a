"""How do the engines of this program make the steps of a race?

As the trainer lets them: many steps in one call, each with its loss and the norm of its gradient.
"""

import numpy as np

from explorer.array import Array
from explorer.network.learning_rule import LearningRule
from explorer.network.model import Experiment
from explorer.training.engine import Engine, Rows
from explorer.training.program import parameters_of

MOST_UPDATES = 1024
"""In one call, as in `explorer.training.trainer`."""


class EngineRun:
    """Trains an experiment from its own weights."""

    def __init__(self, experiment: Experiment, engine: Engine) -> None:
        self._engine = engine
        self._start = LearningRule.of(experiment).first_state(parameters_of(experiment.network))
        self._rates = np.full(MOST_UPDATES, experiment.training.learning_rate)
        self._rows = Rows.empty(MOST_UPDATES + 1)
        self._state = self._start.copy()

    def work(self, steps: int) -> None:
        """So many steps, from the weights of the experiment. Raises ArithmeticError where it diverges."""
        self._state[:] = self._start
        made = 0
        while made < steps:
            rows = self._rows.first(min(MOST_UPDATES, steps - made) + 1)
            outcome = self._engine.run(self._state, made, self._rates, np.inf, rows)
            made += outcome.updates
            if outcome.has_diverged:
                raise ArithmeticError(f"diverged at step {made}")

    def parameters_after(self, steps: int) -> Array:
        """In the order of `Network.parameters`."""
        self.work(steps)
        parameters: Array = self._state[0].copy()
        return parameters

    def path(self, steps: int) -> Array:
        """The parameters before each of so many steps: (steps, parameters)."""
        return np.array([self.parameters_after(step) for step in range(steps)])
