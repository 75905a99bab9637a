"""What are the largest and the smallest eigenvalues of the Hessian, at one parameter vector after another?

Lanczos' method (1950): the span of a start and of what H makes of it again and again soon holds the
eigenvectors of the outermost eigenvalues, and Rayleigh and Ritz find them there
(`explorer.training.kernel.ritz`). Here every vector is kept and made orthogonal to all others; when there
are too many, only the best are kept (Wu and Simon 2000). The search starts from where the last eigenvectors
lead (`eigenvector_warm_start`), and ends when the residual of each wanted Ritz pair says
that θ is near enough: for ‖H x − θ x‖ = ρ an eigenvalue is no farther than ρ, nor than ρ² / the
distance to the others (Parlett 1980, sections 4.5 and 11.7).

**Crossings.** A search that starts near an eigenvector finds it again, even when another has become larger.
So the start holds, beside the wanted vectors, the one that follows them, which is as a rule what will cross,
and in it a little of a direction that nothing favours; and the last row of every call is searched
*thoroughly*: from such directions, and with as many products as it takes for them to show what else is there.
There, and wherever a vector comes up that does not lead on from the last one, the rows before are searched
again, backward, for as long as what has come up is better there too than what was found: since Ritz values
never leave the range of the eigenvalues, the more extreme of two is always the truer.

**Scales.** What is searched is D H D, with a diagonal D that may differ from row to row: of ones, for H
itself, or of what an optimiser divides gradients by (`explorer.training.curvature.preconditioner`).
"""

import math

from explorer.compiling.compiled import kernel, piece
from explorer.training.kernel.curvature import linearise, multiply
from explorer.training.kernel.eigenvector_warm_start import (
    forget,
    lead_on,
    place_of,
    remember,
    set_aside,
    take_up,
)
from explorer.training.kernel.ritz import (
    copy,
    diagonalise,
    keep,
    multiply_elements,
    orthonormalise,
    residual,
    take_in,
)
from explorer.training.lanczos import ENOUGH, MOST_PRODUCTS, SIGHT

_SPARE = 2  # Ritz vectors kept at each end beside those that are wanted


@kernel
def products(width, hessian, parameters, vectors, results):
    """H v for each of the vectors, (vectors, parameters), 0 for what is fixed; gives 0, NaN if not finite."""
    nan_flag = linearise(width, hessian, parameters)
    for row in range(len(vectors)):
        multiply(width, hessian, parameters, vectors[row], results[row])
    return nan_flag


@kernel
def follow(width, hessian, rows, scales, wanted, basis, warm_start, noise, values):
    """Writes the eigenvalues at each of the parameter vectors `rows`: (rows, parameters), in order.

    `scales`: (rows, parameters), the D of each row.
    `values`: (rows, wanted), the largest first, then the smallest, beginning with the very smallest; NaN
    where not all is finite. `noise`: (any, length), directions that nothing favours, 0 for what is fixed.
    Gives how many products it took.
    """
    row, turn, spent = 0, -1, 0  # going forward where turn < 0, else back from that row
    while row < len(rows):
        is_last = turn < 0 and row == len(rows) - 1
        size, has_jumped, is_better = 0, False, False
        if linearise(width, hessian, rows[row]) == 0.0:
            is_thorough = is_last or warm_start.rows[0] == 0
            for p in range(rows.shape[1]):
                basis.scale[p] = scales[row, p]
            size, taken = search(width, hessian, rows[row], wanted, is_thorough, basis, warm_start, noise)
            spent += taken
        if size > 0:
            is_better = _note(basis, size, wanted, turn >= 0, values[row])
            has_jumped = remember(width, warm_start, basis, size, wanted, noise)
        elif turn < 0:
            values[row, :] = math.nan
            forget(warm_start)
        if turn < 0 and (is_last or has_jumped):
            set_aside(width, warm_start)
            turn, is_better = row, row > 0
        if turn < 0:
            row += 1
        elif is_better and row > 0:
            row -= 1
        else:
            take_up(width, warm_start)
            row, turn = turn + 1, -1
    return spent


@piece
def search(width, hessian, parameters, wanted, is_thorough, basis, warm_start, noise):
    """Leaves the wanted Ritz pairs in the basis; how many vectors it has then, and how many products it took.

    Of D H D, with the diagonal D that the basis has, at the parameters at which the point is laid out. It has
    none where a product is not finite.
    """
    starts = lead_on(width, warm_start, is_thorough, noise)
    size, spent, placed, drawn = 0, 0, 0, 0
    while True:
        vector = basis.vectors[size]
        if placed < starts and size < hessian.free:
            copy(width, warm_start.starts[placed], vector)
            placed += 1
        else:
            diagonalise(basis, size)
            if not abs(basis.values[0]) < math.inf:
                return 0, spent
            if size == len(basis.images) and size < hessian.free:
                size = keep(
                    width, basis, size, wanted.top + _SPARE, wanted.below + _SPARE if wanted.below else 0
                )
                continue
            open_pair = _first_open(width, basis, size, wanted, is_thorough)
            if open_pair < 0 or size == hessian.free or spent >= MOST_PRODUCTS or drawn == len(noise):
                return size, spent
            copy(width, basis.kept[open_pair], vector)
        if orthonormalise(width, basis, size):
            multiply_elements(width, basis.scale, vector, basis.scaled)
            multiply(width, hessian, parameters, basis.scaled, basis.images[size])
            multiply_elements(width, basis.scale, basis.images[size], basis.images[size])
            take_in(width, basis, size)
            size, spent = size + 1, spent + 1
        elif placed == starts and drawn < len(
            noise
        ):  # H makes nothing new of these vectors: then chance shall
            copy(width, noise[drawn], warm_start.starts[0])
            drawn, placed, starts = drawn + 1, 0, 1


@piece
def _first_open(width, basis, size, wanted, is_thorough):
    """Which Ritz pair the search shall go on with: the first that is not near enough yet, −1 for none.

    These are the wanted ones; where it `is_thorough` also those that follow them, as far as it takes to see
    that they are no better. The residuals of all are left in `basis.kept`, in the order of `place_of`.
    """
    asked, ends = wanted.top + wanted.below, 2 if wanted.below > 0 else 1
    if size <= asked:
        residual(width, basis, size, 0, basis.kept[0])
        return 0
    for number in range(asked + ends):
        basis.lengths[number] = residual(
            width, basis, size, place_of(number, wanted, size), basis.kept[number]
        )
    enough = ENOUGH * max(abs(basis.values[0]), abs(basis.values[size - 1]))
    for number in range(asked):
        value, length = basis.values[place_of(number, wanted, size)], basis.lengths[number]
        distance = _distance(basis, size, wanted, number)
        error = length * length / distance if length < distance else length
        if not error <= max(wanted.tolerance * abs(value), enough):
            return number
    if is_thorough:
        for end in range(ends):
            outermost = abs(basis.values[end * (size - 1)])
            if basis.lengths[asked + end] > max(SIGHT * outermost, enough):
                return asked + end
    return -1


@piece
def _distance(basis, size, wanted, number):
    """How far from a wanted θ the eigenvalues beside it are at least, as far as the residuals tell."""
    which = place_of(number, wanted, size)
    distance = math.inf
    for other in range(len(basis.lengths)):
        if other != number:
            there = place_of(other, wanted, size)
            distance = min(distance, abs(basis.values[which] - basis.values[there]) - basis.lengths[other])
    return distance


@piece
def _note(basis, size, wanted, is_again, values):
    """Writes the eigenvalues of a row, or the truer of two; whether those that it writes are clearly so."""
    is_better = False
    for number in range(wanted.top + wanted.below):
        is_top = number < wanted.top
        value = basis.values[place_of(number, wanted, size)]
        gain = value - values[number] if is_top else values[number] - value
        if not is_again or gain > 0.0:
            is_better = is_better or gain > 2.0 * wanted.tolerance * abs(value)
            values[number] = value
    return is_better
