"""When does a run stop by itself? At its goal: after so many steps, or as soon as E is small enough."""

from dataclasses import dataclass

from explorer.number import counted, rounded
from explorer.symbol import Symbol


@dataclass(frozen=True)
class Goal:
    """Where a run stops, at whichever comes first: None where that does not stop it.

    `last_step`: once so many updates have been made since the run began. `loss_below`: at the first step at
    which E over the training samples is smaller.
    """

    last_step: int | None = None
    loss_below: float | None = None

    def is_reached(self, step: int, loss: float) -> bool:
        """Whether a run at this step, with this E, is to go no further."""
        return (self.last_step is not None and step >= self.last_step) or self.is_low(loss)

    def sentence(self, step: int, made: int, loss: float) -> str | None:
        """How a run stands that is at this step, the last `made` of them for this goal; None on the way."""
        below = "" if self.loss_below is None else f"below {rounded(self.loss_below)}"
        if self.is_low(loss):
            return f"At step {step} {Symbol.LOSS} is {below}: {rounded(loss)}"
        if self.is_reached(step, loss):
            return (
                f"Trained {counted(made, 'step')}: {Symbol.LOSS} is "
                f"{rounded(loss)}{below and f', not {below}'}"
            )
        return None

    def is_low(self, loss: float) -> bool:
        """Whether E is as small as it is to become."""
        return self.loss_below is not None and loss < self.loss_below
