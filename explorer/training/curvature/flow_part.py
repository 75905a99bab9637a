"""What is known of some steps of a central flow, and how is a step of it made?

The numbers that `explorer.training.kernel.central_flow` and `explorer.training.curvature.numpy_central_flow`
share; `explorer.training.curvature.central_flow` says what a central flow is.
"""

import math
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from explorer.array import Array
from explorer.symbol import Symbol

PARTS = 4
"""Of a step: one alone would be a step of gradient descent, which swings to and fro as the run does."""

NUDGE = 3e-4
"""η, about the fourth root of rounding: what is left out is then as small as what is rounded off."""

FAR = 0.5
"""Of the limit: a λ below that does not reach it within a part, so ∇λ need not be known."""

TOO_FAR = 1.05
"""Of the limit: a λ above that is not held there."""

TOGETHER = 0.999
"""Of the limit: a second eigenvalue above that is at the edge, too."""


class FlowEnd(Enum):
    """Why a central flow goes no further; its value is a sentence without a full stop."""

    NOT_FINITE = "not every number of the network is finite"
    PAST_THE_EDGE = (
        f"λ is above 2/{Symbol.ALPHA}, from where descent first leaps: the flow tells of what follows λ at "
        f"2/{Symbol.ALPHA}"
    )
    TWO_AT_THE_EDGE = (
        f"a second eigenvalue is at 2/{Symbol.ALPHA}: descent swings in a plane, the flow along one direction"
    )


@dataclass(frozen=True, eq=False)
class FlowPart:
    """Some steps of a central flow, one after another.

    Row t tells of the parameters `states[t]`: `losses`, E; `values`, (rows, 1 or 2), the largest eigenvalues
    of the Hessian; `variances`, the σ² of the step that leads on to `states[t + 1]`. `end`: why there is none
    after the last row; None where there is one.
    """

    states: Array
    losses: Array
    values: Array
    variances: Array
    end: FlowEnd | None


class FlowFollower(Protocol):
    """Follows the central flow of one program. It works in arrays of its own: for one thread at a time."""

    def follow(self, start: Array, rates: Array) -> FlowPart:
        """A step with each of the learning rates, from the parameters `start` on."""


def end_at(loss: float, values: Array, limit: float) -> FlowEnd | None:
    """Why the flow ends at a row with these numbers, where `limit` is 2/α; None where it goes on."""
    if not (math.isfinite(loss) and math.isfinite(values[0])):
        return FlowEnd.NOT_FINITE
    if values[0] > TOO_FAR * limit:
        return FlowEnd.PAST_THE_EDGE
    if len(values) > 1 and values[1] > TOGETHER * limit:
        return FlowEnd.TWO_AT_THE_EDGE
    return None
