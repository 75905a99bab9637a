"""How are many steps made in one call?

A *row* is one evaluation: E, the gradient and its norm at the present parameters; between a row and the next
stands one update. Everything is written once, for one run and for many: the kernels are compiled anew for
each kind of arrays they are called with (`explorer.training.kernel.graph`).
"""

import numpy as np

from explorer.training.kernel.compiled import kernel, piece
from explorer.training.kernel.dropout_mask import Thinning
from explorer.training.kernel.pack import choose, lanes_together, read, total, write, zero
from explorer.training.kernel.propagation import propagate
from explorer.training.kernel.update import change, clip_factor, gather, penalty


@kernel
def run(
    width, graph, rule, state, step, rates, scale, limits, shown, held_out, batches, batch, desk, rows, ended
):
    """Makes an update between each row and the next, for as long as a lane is alive; gives the rows written.

    `width`: W zeros. `state`: the parameters after `step` updates and the optimiser's memory, changed in
    place. The update after row r has the learning rate rates[r] · scale. `batches`: (rows, size) the samples
    of each step's batch, −1 behind them where it is smaller; of size 0 where every step sees all samples.
    `rows`: loss, held-out loss and gradient norm. `ended`: the row at which a lane diverged, −1 for none: E
    above its limit, or anything not finite; such a lane's parameters stay as they were there.
    """
    full = Thinning(0.0, rule.seed, 0, batches[0])
    losses, held_out_losses, norms = rows
    flaw = zero(state, width)
    written = 0
    for row in range(len(losses)):
        has_batch = batches.shape[1] > 0
        loss, new_flaw = propagate(width, graph, state, shown, len(shown.shares), not has_batch, full, desk)
        loss, flaw = lanes_together(loss, state), flaw + lanes_together(new_flaw, state)
        if has_batch:
            size = _collect(graph, shown, batches[row], batch)
            thinning = Thinning(rule.dropout, rule.seed, step + row, batches[row, :size])
            blocks = -(-size // (shown.shares.size // len(shown.shares)))
            _, new_flaw = propagate(width, graph, state, batch, blocks, True, thinning, desk)
            flaw = flaw + lanes_together(new_flaw, state)
        if rule.l1 != 0.0 or rule.l2 != 0.0:
            loss = loss + penalty(width, state, rule)
        norm = gather(width, state, rule, desk)
        write(losses, row, loss)
        write(norms, row, norm)
        if len(held_out.shares) > 0:
            beside, _ = propagate(width, graph, state, held_out, len(held_out.shares), False, full, desk)
            write(held_out_losses, row, lanes_together(beside, state))
        written = row + 1
        flaw = flaw + 0.0 * loss + 0.0 * norm
        alive = _alive(width, row, loss, flaw, limits, ended)
        if total(alive) == 0.0 or written == len(losses):
            break
        factor = zero(state, width) + 1.0
        if rule.largest_gradient < np.inf:
            factor = clip_factor(norm, rule)
        rate = rates[row] * read(scale, 0, width)
        flaw = change(width, state, rule, rate, step + row, alive, factor, desk)
    return written


@piece
def _alive(width, row, loss, flaw, limits, ended):
    """1 where a lane goes on after this row, else 0; the row is noted in the lanes that end here."""
    ending = read(ended, 0, width)
    was_alive = choose(0.0 - ending, 1.0, 0.0)
    is_finite = choose(flaw + 1.0, 1.0, 0.0)
    is_fine = choose(loss - read(limits, 0, width), 0.0, is_finite)
    alive = was_alive * is_fine
    write(ended, 0, choose(was_alive - alive, float(row), ending))
    return alive


@piece
def _collect(graph, shown, samples, batch):
    """Lays the samples of a batch out in blocks, the last filled up with its last sample; gives how many."""
    lanes = shown.shares.size // len(shown.shares)
    inputs, outputs = len(graph.inputs), len(graph.outputs)
    size = 0
    while size < len(samples) and samples[size] >= 0:
        size += 1
    for place in range(-(-size // lanes) * lanes):
        sample = samples[min(place, size - 1)]
        _copy(shown.inputs, sample, batch.inputs, place, inputs, lanes)
        _copy(shown.targets, sample, batch.targets, place, outputs, lanes)
        share = 1.0 / size if graph.is_mean else 1.0
        batch.shares.flat[place] = share if place < size else 0.0
    return size


@piece
def _copy(source, sample, dest, place, numbers, lanes):
    """Copies a sample's numbers from its lane of its block to another place."""
    for number in range(numbers):
        there = (place // lanes * numbers + number) * lanes + place % lanes
        here = (sample // lanes * numbers + number) * lanes + sample % lanes
        dest.flat[there] = source.flat[here]
