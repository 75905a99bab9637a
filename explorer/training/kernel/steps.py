"""How are many steps made in one call?

A *row* is one evaluation: E, the gradient and its norm at the present parameters; between a row and the next
stands one update. Everything is written once, for one run and for many: the kernels are compiled anew for
each kind of arrays they are called with (`explorer.training.kernel.graph`).
"""

import numpy as np

from explorer.compiling.compiled import kernel, piece
from explorer.training.kernel.dropout_mask import DropoutStep
from explorer.training.kernel.pack import choose, lanes_together, read, total, write, zero
from explorer.training.kernel.propagation import propagate
from explorer.training.kernel.update import change, clip_factor, gather, penalty


@kernel
def run(width, graph, rule, state, step, rates, scale, multipliers, limits, data, workspace, rows, ended):
    """Makes the steps of one pack, see `_run`; gives the rows written."""
    return _run(
        width, graph, rule, state, step, rates, scale, multipliers, limits, data, workspace, rows, ended
    )


@kernel
def run_packs(
    width,
    graph,
    rule,
    states,
    step,
    rates,
    scales,
    multipliers,
    limits,
    data,
    workspace,
    rows,
    ended,
    kept,
    last_losses,
):
    """Makes the steps of one pack of runs after the other; gives the rows written of the last.

    `states`, `scales`, `multipliers`, `limits`, `ended`: (packs, …, W), what `_run` takes of each; `rows`,
    which all of them use, hold those of the last in the end. `kept`: see
    `explorer.training.kernel.graph.KeptRows`.
    `last_losses`: (packs, W), E at the last row of each lane.
    """
    losses, _, norms = rows
    written = 0
    for pack in range(len(states)):
        state, scale, multiplier = states[pack], scales[pack], multipliers[pack]
        limit, end = limits[pack], ended[pack]
        written = _run(
            width, graph, rule, state, step, rates, scale, multiplier, limit, data, workspace, rows, end
        )
        for lane in range(len(width)):
            last_losses[pack, lane] = losses[written - 1, lane]
            run_of_lane = kept.runs[pack, lane]
            if run_of_lane >= 0:
                for place in range(len(kept.rows)):
                    row = min(kept.rows[place], written - 1)
                    kept.losses[run_of_lane, kept.first + place] = losses[row, lane]
                    kept.norms[run_of_lane, kept.first + place] = norms[row, lane]
    return written


@piece
def _run(width, graph, rule, state, step, rates, scale, multipliers, limits, data, workspace, rows, ended):
    """Makes an update between each row and the next, for as long as a lane is alive; gives the rows written.

    `width`: W zeros. `state`: the parameters after `step` updates and the optimiser's memory, changed in
    place. The update after row r has the learning rate rates[r] · scale, for a parameter times its
    multiplier where there are any. `limits`: above which E a lane diverges, and which E is low. `data`: the
    samples whose E is told, those held out, the batches, and room for the samples of one. The batches are
    (rows, size), the numbers of the samples in each step's, −1 behind them where it is smaller; of size 0
    where every step sees all samples. `rows`: loss, held-out loss and gradient norm. `ended`: the row at
    which a lane diverged, −1 for none: E above its limit, or anything not finite; such a lane's parameters
    stay as they were there. And the first row at which E was low, likewise.
    """
    samples, held_out, batches, batch = data
    no_dropout = DropoutStep(0.0, rule.seed, 0, batches[0])
    has_batch = batches.shape[1] > 0
    stays = bool(0)  # for the literal False, `propagate` would be compiled once more
    losses, held_out_losses, norms = rows
    nan_flag = zero(state, width)
    written = 0
    for row in range(len(losses)):
        loss, new_flag = propagate(
            width, graph, state, samples, len(samples.shares), not has_batch, no_dropout, workspace
        )
        loss, nan_flag = lanes_together(loss, state), nan_flag + lanes_together(new_flag, state)
        if has_batch:
            size = _collect(graph, samples, batches[row], batch)
            dropout = DropoutStep(rule.dropout, rule.seed, step + row, batches[row, :size])
            blocks = -(-size // (samples.shares.size // len(samples.shares)))
            _, new_flag = propagate(width, graph, state, batch, blocks, has_batch, dropout, workspace)
            nan_flag = nan_flag + lanes_together(new_flag, state)
        if rule.l1 != 0.0 or rule.l2 != 0.0:
            loss = loss + penalty(width, state, rule)
        norm = gather(width, state, rule, workspace)
        write(losses, row, loss)
        write(norms, row, norm)
        if len(held_out.shares) > 0:
            beside, _ = propagate(
                width, graph, state, held_out, len(held_out.shares), stays, no_dropout, workspace
            )
            write(held_out_losses, row, lanes_together(beside, state))
        written = row + 1
        nan_flag = nan_flag + 0.0 * loss + 0.0 * norm
        alive = _alive(width, row, loss, nan_flag, limits, ended)
        if total(alive) == 0.0 or written == len(losses):
            break
        factor = zero(state, width) + 1.0
        if rule.largest_gradient < np.inf:
            factor = clip_factor(norm, rule)
        rate = rates[row] * read(scale, 0, width)
        nan_flag = change(width, state, rule, rate, multipliers, step + row, alive, factor, workspace)
    return written


@piece
def _alive(width, row, loss, nan_flag, limits, ended):
    """1 where a lane goes on after this row, else 0; the row is noted in the lanes that end here."""
    ending = read(ended, 0, width)
    was_alive = choose(0.0 - ending, 1.0, 0.0)
    is_finite = choose(nan_flag + 1.0, 1.0, 0.0)
    is_fine = choose(loss - read(limits, 0, width), 0.0, is_finite)
    alive = was_alive * is_fine
    write(ended, 0, choose(was_alive - alive, float(row), ending))
    was_low = read(ended, 1, width)
    is_low = choose(loss - read(limits, 1, width), 0.0, alive) * choose(0.0 - was_low, 1.0, 0.0)
    write(ended, 1, choose(is_low, float(row), was_low))
    return alive


@piece
def _collect(graph, samples, numbers, batch):
    """Lays these samples out in blocks, the last filled up with its last sample; gives how many."""
    lanes = samples.shares.size // len(samples.shares)
    inputs, outputs = len(graph.inputs), len(graph.outputs)
    size = 0
    while size < len(numbers) and numbers[size] >= 0:
        size += 1
    for place in range(-(-size // lanes) * lanes):
        sample = numbers[min(place, size - 1)]
        _copy(samples.inputs, sample, batch.inputs, place, inputs, lanes)
        _copy(samples.targets, sample, batch.targets, place, outputs, lanes)
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
