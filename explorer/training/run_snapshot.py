"""What is a run at one of its steps? A snapshot, as a value that never changes.

Whoever trains hands them out. A snapshot is made in a time that does not depend on how long the run is.
"""

import math
from dataclasses import dataclass, replace

import numpy as np

from explorer.array import Array
from explorer.network.edits.parameter_edits import with_parameters
from explorer.network.learning_rule import LearningRule, Memory
from explorer.network.model import Experiment
from explorer.training.curvature.place_sharpness import RunPlace
from explorer.training.divergence import Divergence
from explorer.training.history import History, ParameterCurves
from explorer.training.judgement import judged
from explorer.training.program import Program
from explorer.training.verdict import RunOutcome, Verdict, verdict_of


@dataclass(frozen=True, eq=False)
class RunStep:
    """One step of a run: after `step` updates, `state`: (1 + memory, parameters)."""

    step: int
    state: Array


@dataclass(frozen=True, eq=False)
class RunSnapshot:
    """A run after `step` updates.

    `run`: a number for each run, and another where one goes on from an earlier step than it had come to.
    `start`: the experiment from which it began, with the α of its first step; `program`: the same, flattened;
    `learning_rate`: the α of the step to come, before a schedule changes it. `engine`: the name of what
    computes. `state`: (1 + memory, parameters), the parameters and what the optimiser remembers;
    `last_finite`: the same, or that of the step before where the run diverged, as `divergence` says.
    """

    run: int
    start: Experiment
    program: Program
    learning_rate: float
    engine: str
    step: int
    state: Array
    last_finite: Array
    history: History
    curves: ParameterCurves
    divergence: Divergence | None

    @property
    def parameters(self) -> Array:
        """The present parameters, in the order of `Network.parameters`."""
        parameters: Array = self.state[0]
        return parameters

    @property
    def memory(self) -> Memory:
        """What the optimiser remembers of the steps so far."""
        return LearningRule.of(self.start).memory(self.state, self.step)

    def memory_at(self, at: RunStep) -> Memory:
        """What the optimiser remembered at that step."""
        return LearningRule.of(self.start).memory(at.state, at.step)

    @property
    def last_finite_step(self) -> int:
        """The present step or, if the run diverged, the one before; 0 where it diverged at once."""
        return self.step if self.divergence is None else self.divergence.last_finite_step or 0

    def experiment(self) -> Experiment:
        """The start with the present parameters, which are not finite where the run diverged by them."""
        return self._with(self.state)

    def shown_in(self, experiment: Experiment) -> Experiment:
        """`experiment`, which may have been moved or given another α since the start, with the parameters."""
        return replace(experiment, network=with_parameters(experiment.network, self.parameters.tolist()))

    def experiment_at(self, at: RunStep) -> Experiment:
        """The start with the parameters of that step."""
        return self._with(at.state)

    @property
    def step_before_rise(self) -> int:
        """The step from which E rose until the run diverged: the last at which it was lowest.

        0 where it diverged at once.
        """
        rows = self.history.judged().before(self.last_finite_step + 1)
        lowest = np.flatnonzero(rows.loss == np.min(rows.loss, initial=math.inf))
        return int(rows.step[lowest[-1]]) if len(lowest) else 0

    def verdict(self) -> Verdict:
        """What became of the run so far, as far as its losses, its network and its curvature tell."""
        if (found := self.divergence) is not None:
            return Verdict(RunOutcome.DIVERGES, step=found.step, neuron=found.neuron)
        rows = self.history.judged()
        verdict = verdict_of(rows.loss, rows.gradient_norm, rows.step)
        end = RunPlace(self.state, self.step, float(rows.learning_rate[-1]))
        return judged(self.program, [verdict], [end])[0]

    def _with(self, state: Array) -> Experiment:
        return replace(self.start, network=with_parameters(self.start.network, state[0].tolist()))
