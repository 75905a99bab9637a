"""What is one iteration on one sample? Its script, and the numbers that are computed when somebody asks."""

from dataclasses import dataclass
from functools import cached_property

from explorer.backprop.message import WeightPenalty
from explorer.backprop.pass_messages import PassMessages
from explorer.backprop.pass_numbers import PassNumbers, compute_pass
from explorer.backprop.penalty import penalty_message
from explorer.backprop.script import Script
from explorer.backprop.update import BatchUpdate, batch_update
from explorer.network.learning_rule import Memory
from explorer.network.model import Experiment


@dataclass(frozen=True, eq=False)
class SamplePass:
    """The pass of sample number `sample`, which there must be.

    `memory`: what the optimiser remembers of the updates before; None where a run begins.
    """

    script: Script
    experiment: Experiment
    sample: int
    memory: Memory | None = None

    @classmethod
    def of(cls, experiment: Experiment, sample: int = 0, memory: Memory | None = None) -> "SamplePass":
        """The pass with a script of its own."""
        return cls(Script.of(experiment), experiment, sample, memory)

    @cached_property
    def numbers(self) -> PassNumbers:
        """The numbers of the way forward and back."""
        return compute_pass(self.script.wiring, self.experiment, self.sample)

    @cached_property
    def penalty(self) -> WeightPenalty | None:
        """What the weights themselves add to the E of a batch; None where they add nothing."""
        return next(iter(penalty_message(self.experiment)), None)

    @cached_property
    def update(self) -> BatchUpdate | None:
        """What the batch makes of the parameters; None where there is none. Raises MemoryDoesNotFit."""
        if not self.experiment.network.outputs:
            return None
        numbers, wiring = self.numbers, self.script.wiring
        return batch_update(wiring, self.experiment, self.sample, numbers.gradients, self.memory)

    @cached_property
    def messages(self) -> PassMessages:
        """The messages of the script with their numbers."""
        return PassMessages(
            self.script,
            self.experiment,
            self.sample,
            self.numbers,
            penalty=lambda: self.penalty,
            update=lambda: self.update,
        )
