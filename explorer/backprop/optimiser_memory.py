"""What does the optimiser remember, and does it still belong to what is drawn?"""

from dataclasses import dataclass

from explorer.network.learning_rule import LearningRule, Memory
from explorer.network.model import Experiment


@dataclass(frozen=True)
class OptimiserMemory:
    """`memory` is that of the updates which led to the parameters of `experiment`."""

    experiment: Experiment
    memory: Memory

    def memory_of(self, experiment: Experiment) -> Memory | None:
        """The memory, as long as parameters and optimiser are the same; None where a run begins anew.

        α, samples and positions may have changed meanwhile.
        """
        then, now = self.experiment.network, experiment.network
        is_same = now.parameter_values == then.parameter_values and now.parameters == then.parameters
        return self.memory if is_same and LearningRule.of(experiment).fits(self.memory) else None
