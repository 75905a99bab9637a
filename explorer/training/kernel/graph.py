"""What do the kernels need to know of a program, and where do they work?

Named tuples of arrays, which numba takes apart by itself. A *number* of the algorithm stands in a row of an
array of shape (rows, W), the lanes of a pack, or of shape (rows,) where all lanes share it
(`explorer.training.kernel.pack.read`): this alone tells one run from many.
"""

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from explorer.array import Array, Indices
from explorer.network.activation import SOFTMAX
from explorer.network.loss import LOSSES
from explorer.network.model import Kind, Reduction
from explorer.network.optimiser import SETTINGS, settings_of
from explorer.training.kernel import activation, loss, update
from explorer.training.program import Program

_LINE = 8
"""How many doubles a line of the processor's cache holds."""

_FOLDED = 8
"""The most lanes that a gradient is summed up in before they are added."""

Places = NDArray[np.uintp]  # unsigned: compiled code need not ask whether it counts from the end


class Graph(NamedTuple):
    """The network. Neurons are numbered as in the program, parameters as in its vector of parameters.

    `computed`: the neurons with a z, in the order of computation; of each neuron, `activation` is the code,
    `is_computed` and `is_hidden` 1 or 0. The connections into neuron n are those from `first[n]` up to
    `first[n + 1]`: each has its `source` and its parameter, `weight`. A bias is the weight of a connection
    from one more neuron, behind the others, whose a is 1.
    `loss` is its code, `is_from_z` whether δ follows from it straight away, and `square_factor` what a loss
    of squares multiplies Σ (y − t)² by.
    """

    computed: Places
    activation: Places
    is_computed: Places
    is_hidden: Places
    first: Places
    source: Places
    weight: Places
    inputs: Places
    outputs: Places
    loss: int
    is_from_z: int
    square_factor: float
    has_softmax: int
    is_mean: int


class PackedSamples(NamedTuple):
    """The samples that go through the network, in blocks of as many as go through at once.

    `inputs`: (blocks · inputs, W), block by block, and `targets` likewise; `shares`: (blocks, W), what each
    sample counts for in E, 0 for those that only fill up the last block. One sample at a time, where the
    lanes are runs, the arrays have one axis.
    """

    inputs: Array
    targets: Array
    shares: Array


class Workspace(NamedTuple):
    """Where the numbers of a block are worked out: (neurons, W) each.

    `dE_da`: ∂E/∂a as it comes in; `slope`: φ′(z); `direct`: what the loss adds to an output's δ straight
    away. `dropout_mask`: what dropout multiplies a by, 0 or 1 / (1 − p). `gradient`: (parameters, lanes),
    summed over the blocks; where the lanes are samples it has fewer, those of `fold`: nothing else takes up
    so much of the cache. `step_gradient`: the gradient of the step, as many numbers as the parameters are.
    """

    z: Array
    a: Array
    slope: Array
    dE_da: Array
    direct: Array
    dropout_mask: Array
    fold: tuple[int, ...]
    gradient: Array
    step_gradient: Array


class OptimiserSettings(NamedTuple):
    """Every setting that any optimiser has, 0 where this one has it not."""

    momentum: float
    decay_rate: float
    beta1: float
    beta2: float
    epsilon: float
    weight_decay: float


class KeptRows(NamedTuple):
    """Which rows of a call are kept of every run, and where: row `rows[k]` in column first + k.

    `runs`: (packs, W), the number of the run that is a lane's, −1 for none. `losses`, `norms`: (runs, kept).
    """

    rows: Indices
    first: int
    runs: Indices
    losses: Array
    norms: Array


class Rule(NamedTuple):
    """The learning rule. `optimiser` is its code, and `largest_gradient` ∞ without clipping.

    The first `weights` of all `parameters` are weights, the rest are biases; those that `are_fixed`, 1 or 0,
    take no part in updates; `has_fixed` is 0 where there are none, so that none is looked for.
    """

    optimiser: int
    settings: OptimiserSettings
    weights: int
    parameters: int
    has_fixed: int
    are_fixed: Places
    l1: float
    l2: float
    largest_gradient: float
    dropout: float
    seed: int


def places(numbers: ArrayLike) -> Places:
    """The same numbers, as the kernels count."""
    return np.array(numbers, dtype=np.uintp)


def graph_of(program: Program) -> Graph:
    """The network of `program`, as the kernels want it."""
    neurons, outputs = len(program.names), max(1, len(program.output_neurons))
    row = LOSSES[program.loss]
    source = np.concatenate([np.full(len(program.biased), neurons), program.source])
    dest = np.concatenate([program.biased, program.dest])
    weight = np.concatenate(
        [len(program.source) + np.arange(len(program.biased)), np.arange(len(program.source))]
    )
    by_dest = np.argsort(dest, kind="stable")
    is_computed = [kind.is_computed for kind in program.kinds]
    return Graph(
        computed=places(np.flatnonzero(is_computed)),
        activation=places([activation.CODES[name or "identity"] for name in program.activations]),
        is_computed=places([*is_computed, False]),
        is_hidden=places([kind is Kind.HIDDEN for kind in program.kinds]),
        first=places(np.searchsorted(dest[by_dest], np.arange(neurons + 1))),
        source=places(source[by_dest]),
        weight=places(weight[by_dest]),
        inputs=places(program.input_neurons),
        outputs=places(program.output_neurons),
        loss=loss.CODES[program.loss],
        is_from_z=int(row.is_from_z),
        square_factor=0.0 if row.square_divisor is None else 1.0 / row.square_divisor(outputs),
        has_softmax=int(SOFTMAX in program.activations),
        is_mean=int(program.over_samples is Reduction.MEAN),
    )


def rule_of(program: Program) -> Rule:
    """The learning rule of `program`'s training."""
    training = program.training
    settings = settings_of(training.optimiser)
    largest = training.largest_gradient
    return Rule(
        optimiser=update.CODES[training.optimiser.name],
        settings=OptimiserSettings(**{each.name: float(settings.get(each.name, 0.0)) for each in SETTINGS}),
        weights=len(program.source),
        parameters=program.parameters,
        has_fixed=int(len(program.fixed) > 0),
        are_fixed=places(program.network.are_fixed),
        l1=training.penalty.l1,
        l2=training.penalty.l2,
        largest_gradient=np.inf if largest is None else largest,
        dropout=training.dropout,
        seed=training.seed,
    )


def pack_samples(inputs: Array, targets: Array, share: float, lanes: int) -> PackedSamples:
    """The samples, inputs: (samples, inputs) and targets: (samples, outputs), in blocks of `lanes`.

    With 1 lane, the arrays have one axis. The last block is filled up with copies of the last sample.
    """
    samples = len(inputs)
    if lanes == 1:
        return PackedSamples(inputs.reshape(-1).copy(), targets.reshape(-1).copy(), np.full(samples, share))
    blocks = -(-samples // lanes)
    places = np.minimum(np.arange(blocks * lanes), max(0, samples - 1))

    def packed(rows: Array) -> Array:
        in_blocks = rows[places].reshape(blocks, lanes, rows.shape[1]).transpose(0, 2, 1)
        in_rows = aligned((blocks * rows.shape[1], lanes))
        in_rows[:] = in_blocks.reshape(-1, lanes)
        return in_rows

    shares = np.where(np.arange(blocks * lanes) < samples, share, 0.0).reshape(blocks, lanes)
    return PackedSamples(packed(inputs), packed(targets), shares)


def aligned(shape: tuple[int, ...]) -> Array:
    """Zeros that begin at a line of the processor's cache, so that no pack lies across two."""
    numbers = math.prod(shape)
    room = np.zeros(numbers + _LINE)
    start = -(room.ctypes.data // room.itemsize) % _LINE
    return room[start : start + numbers].reshape(shape)


def workspace_of(program: Program, lanes: int, are_runs: bool) -> Workspace:
    """A workspace for packs of so many lanes, with the constants' values laid out."""
    neurons, parameters = len(program.names), program.parameters
    z, a, slope, dE_da, direct = (aligned((neurons + 1, lanes)) for _ in range(5))
    a[:-1] = program.values[:, np.newaxis]
    a[-1] = 1.0
    fold = (0,) * (lanes if are_runs else min(lanes, _FOLDED))
    return Workspace(
        z,
        a,
        slope,
        dE_da,
        direct,
        dropout_mask=aligned((neurons, lanes)),
        fold=fold,
        gradient=aligned((parameters, len(fold))),
        step_gradient=aligned((parameters, lanes) if are_runs else (parameters,)),
    )
