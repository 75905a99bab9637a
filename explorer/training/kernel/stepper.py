"""How is the kernel called, for one run and for many?

What does not change from call to call is laid out once: the network, the samples, the rule, the workspace.
"""

from collections.abc import Sequence

import numpy as np

from explorer.array import Array, Indices
from explorer.training.batch import Batches
from explorer.training.kernel.graph import (
    KeptRows,
    PackedSamples,
    graph_of,
    pack_samples,
    rule_of,
    workspace_of,
)
from explorer.training.kernel.steps import run, run_packs
from explorer.training.program import Program


class Stepper:
    """Makes the steps of one program, in packs of as many lanes as `width` has zeros.

    The lanes are samples of one run or, if `are_runs`, runs. It works in arrays of its own, so that it is for
    one thread at a time. `measures_held_out`: whether rows tell the loss of the held-out samples too.
    """

    def __init__(
        self, program: Program, width: Sequence[int], are_runs: bool, measures_held_out: bool = True
    ) -> None:
        self._program, self._width, self._are_runs = program, tuple(width), are_runs
        self._graph, self._rule = graph_of(program), rule_of(program)
        self._batches = Batches(len(program.inputs), program.training)
        self._samples = self._pack(program.inputs, program.targets)
        size = len(program.held_out_inputs) if measures_held_out else 0
        self._held_out = self._pack(program.held_out_inputs[:size], program.held_out_targets[:size])
        size = self._batch_size
        self._batch = self._pack(program.inputs[:size], program.targets[:size])
        self._workspace = workspace_of(program, len(width), are_runs)

    def batches(self, step: int, rows: int) -> Indices:
        """The batches of so many steps, as `run` wants them: (rows, size), of size 0 where all are full."""
        if self._batch_size:
            return self._batches.table(step, rows)
        return np.empty((rows, 0), dtype=np.intp)

    def run(
        self,
        state: Array,
        step: int,
        rates: Array,
        scale: Array,
        multipliers: Array,
        limits: Array,
        batches: Indices,
        rows: tuple[Array, Array, Array],
        ended: Array,
    ) -> int:
        """See `explorer.training.kernel.steps.run`, for lanes that are samples."""
        written: int = run(
            *(self._width, self._graph, self._rule, state, step, rates, scale, multipliers, limits),
            *(self._data(batches), self._workspace, rows, ended),
        )
        return written

    def run_packs(
        self,
        states: Array,
        step: int,
        rates: Array,
        scales: Array,
        multipliers: Array,
        limits: Array,
        batches: Indices,
        rows: tuple[Array, Array, Array],
        ended: Array,
        kept: KeptRows,
        last_losses: Array,
    ) -> int:
        """See `explorer.training.kernel.steps.run_packs`, for lanes that are runs."""
        written: int = run_packs(
            *(self._width, self._graph, self._rule, states, step, rates, scales, multipliers, limits),
            *(self._data(batches), self._workspace, rows, ended, kept, last_losses),
        )
        return written

    def _data(self, batches: Indices) -> tuple[PackedSamples, PackedSamples, Indices, PackedSamples]:
        return self._samples, self._held_out, batches, self._batch

    @property
    def _batch_size(self) -> int:
        """Of the gradient's samples, if they must be looked up at every step; else 0."""
        if self._batches.is_full and not self._program.training.dropout:
            return 0
        return self._batches.sizes[0]

    def _pack(self, inputs: Array, targets: Array) -> PackedSamples:
        share = self._program.share(len(inputs)) if len(inputs) else 0.0
        return pack_samples(inputs, targets, share, 1 if self._are_runs else len(self._width))
