"""Where does the central flow of gradient descent lead from here?

It goes where gradient descent goes on average, dw/dt = −α [∇E + ½ σ² ∇λ], with t in steps: at the edge of
stability, λ = 2/α, descent swings along the leading eigenvector v of the Hessian, by σ² in the mean square,
and the third derivative of E then pushes it down the slope of λ (Cohen, Damian, Talwalkar, Kolter, Lee 2025).

A step is made in `PARTS` parts, each of the length h = 1 / `PARTS`, at which v is found anew; ∇λ comes from
three gradients along it, (∇E(w + η v) − 2 ∇E(w) + ∇E(w − η v)) / η². Each part takes the least σ² ≥ 0 with
which λ + h dλ/dt comes out no larger than 2/α:

    σ² = max(0, 2 [(λ − 2/α) / (α h) − ∇λ·∇E] / ‖∇λ‖²)

At the edge the first term is 0 but for what the part before has missed 2/α by, so that no error adds up;
below it that is what λ may still rise by.
"""

import math
from typing import NamedTuple

from explorer.array import Array
from explorer.compiling.compiled import kernel, piece
from explorer.training.curvature.flow_part import FAR, NUDGE, PARTS, TOGETHER, TOO_FAR
from explorer.training.kernel.curvature import evaluate
from explorer.training.kernel.eigenvalue import search
from explorer.training.kernel.eigenvector_warm_start import remember
from explorer.training.kernel.graph import aligned
from explorer.training.kernel.pack import load, multiply_add, store
from explorer.training.kernel.ritz import add_multiple, copy, dot

WENT_ON, NOT_FINITE, PAST_THE_EDGE, TWO_AT_THE_EDGE = range(4)
"""Why a call ended: with its last row, or before, at the row that it wrote last."""


class FlowRoom(NamedTuple):
    """Where a part is worked out: `here` and `nudged` are w and w ± η v, (length,).

    `gradients`: (3, length), at w, w + η v and w − η v. `slope`: ∇λ, (length,).
    """

    here: Array
    nudged: Array
    gradients: Array
    slope: Array


def flow_room_of(length: int) -> FlowRoom:
    """Room for vectors filled up to `length`."""
    here, nudged, slope = (aligned((length,)) for _ in range(3))
    return FlowRoom(here, nudged, aligned((3, length)), slope)


@kernel
def flow(width, hessian, wanted, basis, warm_start, noise, room, rates, states, losses, values, variances):
    """Follows the flow from `states[0]`, a step with each of `rates`; the rows written, and why it ended.

    `states`: (rows + 1, parameters). Row t tells of `states[t]`: E, the wanted eigenvalues, one or two of the
    largest, and σ², the mean over the step that leads on to `states[t + 1]`.
    """
    _copy_numbers(states[0], room.here)
    for row in range(len(losses)):
        limit = 2.0 / rates[row]
        variances[row] = 0.0
        shift = rates[row] / PARTS
        for part in range(PARTS):
            is_first = row + part == 0
            loss, variance = _part(
                width, hessian, wanted, basis, warm_start, noise, room, shift, limit, is_first
            )
            if part == 0:
                losses[row] = loss
                for number in range(wanted.top):
                    values[row, number] = basis.values[number]
                reason = _reason(loss, values[row], limit)
                if reason != WENT_ON:
                    return row + 1, reason
            variances[row] += variance / PARTS
        _copy_numbers(room.here[: states.shape[1]], states[row + 1])
    return len(losses), WENT_ON


@piece
def _part(width, hessian, wanted, basis, warm_start, noise, room, shift, limit, is_thorough):
    """Moves w on by one part of a step, α / `PARTS` = `shift`; E before, and σ².

    Where not all is finite w stays, E is NaN, and so is the largest eigenvalue, which is left in the basis.
    """
    loss, top = 0.0, -math.inf
    for place in range(3):
        copy(width, room.here, room.nudged)
        if place > 0:
            nudge = NUDGE if place == 1 else -NUDGE
            add_multiple(width, room.nudged, nudge, warm_start.past[0])
        E = evaluate(width, hessian, room.nudged, room.gradients[place])
        if place == 0:
            loss, size = E, 0
            if E - E == 0.0:
                size, _ = search(width, hessian, room.nudged, wanted, is_thorough, basis, warm_start, noise)
            if size == 0:
                basis.values[0] = math.nan
                return math.nan, 0.0
            remember(width, warm_start, basis, size, wanted, noise)
            top = basis.values[0]
            if not top > FAR * limit:
                break
    variance = 0.0
    if top > FAR * limit:
        _lay_out_slope(width, room)
        along, square = dot(width, room.slope, room.gradients[0]), dot(width, room.slope, room.slope)
        if square > 0.0:
            variance = max(0.0, 2.0 * ((top - limit) / shift - along) / square)
    add_multiple(width, room.here, -shift, room.gradients[0])
    if variance > 0.0:
        add_multiple(width, room.here, -0.5 * shift * variance, room.slope)
    return loss, variance


@piece
def _lay_out_slope(width, room):
    """∇λ"""
    length = len(room.slope)
    for place in range(0, length, len(width)):
        ahead, behind = (
            load(room.gradients, length + place, width),
            load(room.gradients, 2 * length + place, width),
        )
        sum_of_both = ahead + behind
        change = multiply_add(-2.0, load(room.gradients, place, width), sum_of_both)
        store(room.slope, place, change / (NUDGE * NUDGE))


@piece
def _reason(loss, values, limit):
    """Why the flow ends at a row with these numbers, if it does: see `flow_part.end_at`."""
    if not (loss - loss == 0.0 and values[0] - values[0] == 0.0):
        return NOT_FINITE
    if values[0] > TOO_FAR * limit:
        return PAST_THE_EDGE
    if len(values) > 1 and values[1] > TOGETHER * limit:
        return TWO_AT_THE_EDGE
    return WENT_ON


@piece
def _copy_numbers(source, dest):
    """dest ← source, as many numbers as `source` has."""
    for place in range(len(source)):
        dest[place] = source[place]
