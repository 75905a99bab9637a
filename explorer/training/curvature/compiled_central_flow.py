"""How is the central flow followed with the compiled kernels?"""

import numpy as np

from explorer.array import Array
from explorer.training.curvature.compiled_curvature import WIDTH, padded, search_room_of
from explorer.training.curvature.curvature import wanted_of
from explorer.training.curvature.flow_part import FlowEnd, FlowPart
from explorer.training.kernel.central_flow import (
    NOT_FINITE,
    PAST_THE_EDGE,
    TWO_AT_THE_EDGE,
    WENT_ON,
    flow,
    flow_room_of,
)
from explorer.training.kernel.curvature import hessian_of
from explorer.training.program import Program

_ENDS = {
    WENT_ON: None,
    NOT_FINITE: FlowEnd.NOT_FINITE,
    PAST_THE_EDGE: FlowEnd.PAST_THE_EDGE,
    TWO_AT_THE_EDGE: FlowEnd.TWO_AT_THE_EDGE,
}


class CompiledCentralFlow:
    """The `FlowFollower` that is fast."""

    def __init__(self, program: Program) -> None:
        self._hessian = hessian_of(program, len(WIDTH))
        self._wanted = wanted_of(min(2, program.free_parameters))
        self._search_room = search_room_of(program, self._wanted)
        self._flow_room = flow_room_of(padded(program.parameters))

    def follow(self, start: Array, rates: Array) -> FlowPart:
        """See `FlowFollower.follow`."""
        steps = len(rates)
        states, values = np.empty((steps + 1, len(start))), np.empty((steps, self._wanted.top))
        losses, variances = np.empty(steps), np.empty(steps)
        states[0] = start
        rows, reason = flow(
            *(WIDTH, self._hessian, self._wanted, *self._search_room, self._flow_room),
            *(rates, states, losses, values, variances),
        )
        end = _ENDS[reason]
        last = rows if end is not None else rows + 1
        return FlowPart(states[:last], losses[:rows], values[:rows], variances[:rows], end)
