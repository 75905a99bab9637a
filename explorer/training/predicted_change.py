"""Which change of E does a step promise, and of what is it the promise?

A step of plain gradient descent goes −α∇E, which on a straight line changes E by −α‖∇E‖². Every other
optimiser goes elsewhere, and so does one with multiples of α: then the same number tells what a plain step
would have done, as a measure.
"""

from dataclasses import dataclass

import numpy as np

from explorer.array import Array
from explorer.network.learning_rule import NORM_GUARD, multipliers_of
from explorer.network.model import Experiment
from explorer.network.optimiser import OPTIMISERS
from explorer.symbol import Symbol
from explorer.training.history import Columns


@dataclass(frozen=True)
class PredictedChange:
    """The promises of the steps of one run."""

    experiment: Experiment

    @property
    def is_plain(self) -> bool:
        """Whether the steps are those that the promise is about."""
        is_descent = self.experiment.training.optimiser.name == "gradient-descent"
        return is_descent and multipliers_of(self.experiment.network) is None

    @property
    def label(self) -> str:
        """What the curve is called."""
        return "promised" if self.is_plain else "plain step"

    @property
    def formula(self) -> str:
        """“−α·‖∇E‖²”, with αₜ where a schedule changes α, and with what clipping leaves of the gradient."""
        training = self.experiment.training
        alpha = Symbol.ALPHA if training.schedule.name == "constant" else f"{Symbol.ALPHA}ₜ"
        largest = training.largest_gradient
        return (
            (f"−{alpha}·‖∇{Symbol.LOSS}‖²")
            if largest is None
            else f"−{alpha}·min(‖∇{Symbol.LOSS}‖, {largest:g}) ‖∇{Symbol.LOSS}‖"
        )

    @property
    def whose(self) -> str:
        """“on its batch of 8 with neurons silent ”: of which E it is, where that is not the plot's."""
        training = self.experiment.training
        samples, size = len(self.experiment.training_samples), training.batch_size
        parts = [] if size is None or size >= samples else [f"on its batch of {size}"]
        parts += ["with neurons silent"] if training.dropout else []
        return "".join(f"{part} " for part in parts)

    @property
    def sentence(self) -> str:
        """What the plot of it shows."""
        name = OPTIMISERS[self.experiment.training.optimiser.name].label
        if self.is_plain:
            return (
                f"The change of {Symbol.LOSS} that each step promised {self.whose}({self.formula}), beside "
                "what came"
            )
        if multipliers_of(self.experiment.network) is not None:
            name += f" with an {Symbol.ALPHA} of its own for some weights"
        return (
            f"What a plain step −{Symbol.ALPHA}·∇{Symbol.LOSS} would change {Symbol.LOSS} by "
            f"{self.whose}({self.formula}), "
            f"beside what came of the step of {name}"
        )

    def values(self, rows: Columns) -> Array:
        """The promised change of E of the step from each row."""
        largest = self.experiment.training.largest_gradient
        if largest is None:
            return rows.promised_change
        with np.errstate(all="ignore"):
            factor = np.minimum(1.0, largest / (rows.gradient_norm + NORM_GUARD))
            return rows.promised_change * factor
